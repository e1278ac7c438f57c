import { type Actor, systemActor } from '../../../journey/actor.ts'
import {
  type CaseFacts,
  type CaseForm,
  caseFactsOf,
  judgeCaseForm,
  judgeContact,
  plainName,
} from '../../../journey/case-form.ts'
import { bareEmail } from '../../../journey/email-address.ts'
import type { MailLanguage, OneTimeLink, PendingForm } from '../../../journey/records.ts'
import { refuse, refuseAll } from '../../../journey/refusal.ts'
import { scanTexts } from '../../../journey/scan-text.ts'
import { findExposed } from '../exposed/find-exposed.ts'
import { reportExposed } from '../exposed/report-exposed.ts'
import { makeOneTimeLink, readOneTimeLink, useOneTimeLink } from '../one-time-links.ts'
import { addCase, pageIfUrgent } from './add-case.ts'
import { findSender } from './find-sender.ts'
import { writeSupportMail } from './support-mail.ts'
import type { SupportNeeds } from './support-needs.ts'

/** Who and from where, for the journal; of somebody without an account nothing else is known. */
type From = Pick<Actor, 'ip' | 'userAgent' | 'correlationId'>

interface PublicCase {
  readonly name: string
  readonly email: string
  readonly language: MailLanguage
  readonly form: CaseForm
}

/**
 * Takes a case from somebody without an account: it waits until the address is confirmed by the link in M-02, and goes
 * after seven days (ONB-151). `guard` refuses machines. Who owns the client is not looked at, so that the answer tells nothing.
 */
export const requestCase =
  (needs: SupportNeeds) =>
  async ({ name, email, language, form }: PublicCase, from: From, guard: () => Promise<void>): Promise<void> => {
    refuseAll([
      ...judgeContact(name, email),
      ...judgeCaseForm(
        form,
        needs.environments.map((environment) => environment.name),
      ),
    ])
    // After the fields: who corrects a form has not sent another one.
    await guard()
    const scanned = scanTexts({ ...form, name })
    const exposures = await findExposed(needs)(scanned.found)
    const { name: cleanName, ...cleanForm } = scanned.texts
    await needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const address = bareEmail(email)
      const pending: PendingForm = {
        id: needs.random.token(12),
        kind: 'support-case',
        source: 'form',
        orgno: '',
        email: address,
        state: 'UNCONFIRMED',
        fields: { facts: caseFactsOf(cleanForm), name: cleanName.trim(), language },
        createdAtSeconds: nowSeconds,
      }
      await store.portal.pendingForms.add(pending, nowSeconds)
      const token = await makeOneTimeLink(
        store,
        needs.random,
        { purpose: 'confirm-case', email: address, objectId: pending.id },
        nowSeconds,
      )
      await reportExposed(
        needs,
        store,
        { ...systemActor('support-form'), ...from },
        exposures,
        'support form',
        nowSeconds,
      )
      await writeSupportMail(
        needs,
        store,
        {
          mail: 'M-02-case',
          to: address,
          toName: plainName(cleanName),
          language,
          values: { name: plainName(cleanName), link: `${needs.portalUrl}/support/confirm/${token}` },
        },
        nowSeconds,
      )
    })
  }

/** What a link from M-02 is for, without using it. Refuses as `readOneTimeLink`, and links for something else. */
export const readCaseLink =
  (needs: SupportNeeds) =>
  async (token: string): Promise<OneTimeLink> => {
    const link = await readOneTimeLink(needs.durable, token, needs.clock.nowSeconds())
    if (link.purpose !== 'confirm-case') refuse('not_found', 'the link is for something else')
    return link
  }

/** Uses the link: the case is opened. Answers its number. */
export const confirmCase =
  (needs: SupportNeeds) =>
  async (token: string, from: From): Promise<string> => {
    await needs.flushProtocolLog()
    const opened = await needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const link = await useOneTimeLink(store, token, nowSeconds)
      const pending = await store.portal.pendingForms.find(link.objectId ?? '')
      if (link.purpose !== 'confirm-case' || pending?.thing.state !== 'UNCONFIRMED')
        refuse('not_found', 'there is no such form')
      const { facts, name, language } = pending.thing.fields as unknown as {
        facts: CaseFacts
        name: string
        language: MailLanguage
      }
      await store.portal.pendingForms.remove(pending.thing.id)
      // The link came to the address, so whose it is has been proven.
      const sender = await findSender(needs, store, link.email, facts)
      return addCase(
        needs,
        store,
        { ...systemActor('support-form'), ...from },
        {
          facts,
          orgno: sender?.orgno ?? '',
          ...(sender === undefined ? {} : { userId: sender.user.id }),
          contact: { name, email: link.email },
          language,
          source: 'form',
          files: [],
          flags: sender === undefined ? ['no_account'] : [],
          answered: true,
        },
      )
    })
    await pageIfUrgent(needs, opened)
    return opened.id
  }
