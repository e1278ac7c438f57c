import { hash } from 'node:crypto'
import { caseFactsOf } from '../../../journey/case-form.ts'
import { readOrderMail } from '../../../journey/order-mail.ts'
import { JourneyRefusal } from '../../../journey/refusal.ts'
import { scanTexts } from '../../../journey/scan-text.ts'
import type { InboundMail } from '../../../journey/support-records.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { ticketId } from '../../../storage/tickets.ts'
import { addCase } from '../cases/add-case.ts'
import { addAnswer, isOpenForAnswers } from '../cases/answer-case.ts'
import { changeCase, withMessage } from '../cases/change-case.ts'
import { findActiveUser, findSender } from '../cases/find-sender.ts'
import { readFiles } from '../cases/read-files.ts'
import { writeSupportMail } from '../cases/support-mail.ts'
import { findExposed } from '../exposed/find-exposed.ts'
import { reportExposed } from '../exposed/report-exposed.ts'
import {
  type CleanMail,
  type InboundNeeds,
  inboundActor,
  keepMail,
  languageOf,
  mailActor,
  queueMail,
} from './inbound-ground.ts'
import { mailAsDraft } from './mail-as-draft.ts'
import { type ReceivedMail, readMail } from './read-mail.ts'

type Outcome = InboundMail['outcome']

const answersPerDay = 5
const daySeconds = 86_400
const caseNumber = /\bCS-[2-9A-HJ-NP-Z]{6}\b/
const orderNumber = /\bORD-[2-9A-HJ-NP-Z]{6}\b/

/**
 * Takes a raw mail in, once (ONB-190): to the case or order that its subject or its thread names, as a draft when it follows the
 * template, otherwise as a new case (ONB-191). It never creates or changes a client (N-14).
 */
export const receiveMail =
  (needs: InboundNeeds) =>
  async (raw: Buffer): Promise<Outcome> => {
    const received = await readMail(raw, needs.trustedReceiver)
    const id = ticketId(`inbound ${received.messageId}`)
    if (received.from === '' || (await needs.durable.portal.inboundMails.find(id)) !== undefined) return 'ignored'
    const mail = await cleaned(needs, id, received)
    const thread = await threadOf(needs.durable, mail)
    const [caseNo, orderNo] = [caseNumber.exec(thread)?.[0], orderNumber.exec(thread)?.[0]]
    const isKnown = caseNo !== undefined && (await needs.durable.portal.cases.find(caseNo)) !== undefined
    if (isKnown) return toCase(needs, mail, caseNo)
    if (orderNo !== undefined && (await needs.durable.portal.orders.find(orderNo)) !== undefined)
      return toOrder(needs, mail, orderNo)
    const order = readOrderMail(mail.text)
    return order === undefined ? asNewCase(needs, mail) : mailAsDraft(needs, mail, order)
  }

async function cleaned(needs: InboundNeeds, id: string, received: ReceivedMail): Promise<CleanMail> {
  const { subject, text, fromName } = received
  const scanned = scanTexts({ subject, text, fromName })
  const read = filesOf(received)
  const isOwn = needs.ownAddresses.some((address) => address.toLowerCase() === received.from)
  return {
    ...received,
    ...scanned.texts,
    id,
    files: read.files,
    exposures: await findExposed(needs)([...scanned.found, ...read.found]),
    user: await findActiveUser(needs.durable, received.from),
    isAnswered: !received.isAutomatic && !isOwn && (await mayAnswer(needs, received.from)),
  }
}

/** Files of other kinds are left out: a logo in a signature is no reason to refuse a mail. */
function filesOf({ files }: ReceivedMail): ReturnType<typeof readFiles> {
  const kept = files.map((file) => {
    try {
      return readFiles([file])
    } catch (refusal) {
      if (!(refusal instanceof JourneyRefusal)) throw refusal
      return { files: [], found: [] }
    }
  })
  return { files: kept.flatMap((one) => one.files), found: kept.flatMap((one) => one.found) }
}

/** At most five automatic answers per address and day (ONB-194). */
async function mayAnswer({ expiring, clock }: InboundNeeds, from: string): Promise<boolean> {
  const day = Math.floor(clock.nowSeconds() / daySeconds)
  const count = await expiring.count(`mail-answers ${hash('sha256', from)} ${day}`, (day + 1) * daySeconds)
  return count <= answersPerDay
}

/** The subject, and what our mails that it answers were about (ONB-155). */
async function threadOf(store: DurableStore, { subject, references }: CleanMail): Promise<string> {
  const known = await Promise.all(references.slice(-10).map((id) => store.outbox.find(id.split('@', 1)[0] ?? '')))
  return [subject, ...known.map((mail) => mail?.reference ?? '')].join(' ')
}

/** A mail of a case: an answer from who is on the case, a note from anybody else and from machines (ONB-155). */
const toCase = (needs: InboundNeeds, mail: CleanMail, caseNo: string): Promise<Outcome> =>
  needs.durable.transaction<Outcome>(async (store) => {
    const nowSeconds = needs.clock.nowSeconds()
    const kept = await store.portal.cases.find(caseNo)
    if (kept === undefined || !(await keepMail(needs, store, mail, 'case-message', caseNo))) return 'ignored'
    const { thing } = kept
    const isMember = thing.orgno !== '' && (mail.user?.roles[thing.orgno] ?? []).length > 0 && mail.dmarc === 'pass'
    const isContact = thing.contact.email.toLowerCase() === mail.from && mail.dmarc !== 'fail'
    const text = withoutQuotes(mail.text).slice(0, 10_000)
    if ((isMember || isContact) && !mail.isAutomatic && isOpenForAnswers(thing, nowSeconds)) {
      const room = Math.max(0, 5 - thing.attachments.length)
      await addAnswer(needs, store, mailActor(mail), kept, {
        byName: mail.fromName || mail.from,
        text,
        files: mail.files.slice(0, room),
        messageId: mail.messageId,
      })
    } else
      await changeCase(
        store,
        kept,
        { messages: withMessage(thing, 'internal', `${mail.from} (mail)`, text, nowSeconds) },
        nowSeconds,
      )
    await reportExposed(needs, store, inboundActor, mail.exposures, caseNo, nowSeconds)
    return 'case-message'
  })

/** Orders are not changed by mail (ONB-193): the operator sees it, and who is on the order is told where to answer. */
const toOrder = (needs: InboundNeeds, mail: CleanMail, orderNo: string): Promise<Outcome> =>
  needs.durable.transaction<Outcome>(async (store) => {
    const nowSeconds = needs.clock.nowSeconds()
    const order = (await store.portal.orders.find(orderNo))?.thing
    const isMember = order !== undefined && mail.dmarc === 'pass' && (mail.user?.roles[order.orgno] ?? []).length > 0
    const flags = isMember ? [] : ['unverified_sender']
    if (order === undefined || !(await keepMail(needs, store, mail, 'queue', orderNo, flags))) return 'ignored'
    await queueMail(needs, store, mail, { orgno: order.orgno, environment: order.environment, flags })
    if (mail.isAnswered)
      await writeSupportMail(
        needs,
        store,
        {
          mail: 'M-28-order',
          to: mail.from,
          language: languageOf(mail),
          inReplyTo: mail.messageId,
          values: {
            order: orderNo,
            // A stranger learns nothing of whose the order is.
            link: `${needs.portalUrl}${isMember ? `/o/${order.orgno}/orders/${orderNo}` : '/my'}`,
          },
        },
        nowSeconds,
      )
    await reportExposed(needs, store, inboundActor, mail.exposures, orderNo, nowSeconds)
    return 'queue'
  })

async function asNewCase(needs: InboundNeeds, mail: CleanMail): Promise<Outcome> {
  await needs.flushProtocolLog()
  return needs.durable.transaction<Outcome>(async (store) => {
    const facts = caseFactsOf({
      ...{ clientId: '', environment: '', category: 'other', severity: 'question', occurredAt: '', reference: '' },
      subject: (mail.subject || '–').slice(0, 150),
      description: withoutQuotes(mail.text).slice(0, 10_000),
    })
    const sender = mail.dmarc === 'pass' ? await findSender(needs, store, mail.from, facts) : undefined
    const flags = sender === undefined ? ['unverified_sender'] : []
    const opened = await addCase(needs, store, mailActor(mail), {
      facts,
      orgno: sender?.orgno ?? '',
      ...(sender === undefined ? {} : { userId: sender.user.id }),
      contact: { name: mail.fromName || mail.from, email: mail.from },
      language: languageOf(mail),
      source: 'mail',
      files: mail.files,
      flags,
      messageId: mail.messageId,
      answered: mail.isAnswered,
    })
    if (!(await keepMail(needs, store, mail, 'case', opened.id, flags)))
      throw new Error('the mail was taken in at the same moment')
    await reportExposed(needs, store, inboundActor, mail.exposures, opened.id, needs.clock.nowSeconds())
    return 'case'
  })
}

/** What the sender wrote, without what is quoted from our mail. */
const withoutQuotes = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('>'))
    .join('\n')
    .trim()
