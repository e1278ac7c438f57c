import type { OrderMail } from '../../../journey/order-mail.ts'
import type { PendingForm } from '../../../journey/records.ts'
import { isAllowed } from '../../../journey/roles.ts'
import type { InboundMail } from '../../../journey/support-records.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import { writeSupportMail } from '../cases/support-mail.ts'
import type { SupportNeeds } from '../cases/support-needs.ts'
import { reportExposed } from '../exposed/report-exposed.ts'
import { makeOneTimeLink } from '../one-time-links.ts'
import { record } from '../record.ts'
import { draftFromMail } from './draft-from-mail.ts'
import {
  type CleanMail,
  type InboundNeeds,
  inboundActor,
  keepMail,
  languageOf,
  mailActor,
  queueMail,
  userActor,
} from './inbound-ground.ts'

/** ONB-192: a draft of the organisation's own for a member whose mail is proven, otherwise a form that waits for a login. */
export async function mailAsDraft(
  needs: InboundNeeds,
  received: CleanMail,
  order: OrderMail,
): Promise<InboundMail['outcome']> {
  const { orgno } = order
  // The number itself stands in the draft only.
  const mail = { ...received, text: withoutMobile(received.text, order.mobile) }
  const { user } = mail
  const roles = orgno === undefined ? [] : [...(user?.roles[orgno] ?? []), ...(user?.testRoles?.[orgno] ?? [])]
  const isTrusted = mail.dmarc === 'pass' && isAllowed(roles, 'client.write', true)
  if (isTrusted && user !== undefined && orgno !== undefined) {
    const orderNo = await draftFromMail(needs, needs.orders, userActor(user), orgno, order)
    if (orderNo !== undefined) return keepDraft(needs, mail, orgno, orderNo, `/o/${orgno}/orders/${orderNo}`)
  }
  return needs.durable.transaction(async (store) => {
    const nowSeconds = needs.clock.nowSeconds()
    const wantsProduction = wantsProductionOf(needs, order)
    const form: PendingForm = {
      id: needs.random.token(12),
      kind: wantsProduction ? 'production-order' : 'test-client',
      source: 'mail',
      orgno: isTrusted ? (orgno ?? '') : '',
      email: mail.from,
      state: isTrusted ? 'CONFIRMED' : 'UNCONFIRMED',
      fields: { order },
      createdAtSeconds: nowSeconds,
    }
    const flags = isTrusted ? [] : ['unverified_sender']
    if (!(await keepMail(needs, store, mail, 'draft', form.id, flags))) return 'ignored'
    await store.portal.pendingForms.add(form, nowSeconds)
    await recordDraft(store, mail, form.orgno, form.id, nowSeconds)
    if (!isTrusted) await queueMail(needs, store, mail, { orgno: '', environment: '', flags })
    if (mail.isAnswered) {
      const link = isTrusted
        ? `/o/${form.orgno}/drafts/${form.id}`
        : `/drafts/${await makeOneTimeLink(store, needs.random, { purpose: 'confirm-form', email: mail.from, objectId: form.id }, nowSeconds)}`
      await answerDraft(needs, store, mail, isTrusted, link, nowSeconds)
    }
    await reportExposed(needs, store, inboundActor, mail.exposures, 'mail', nowSeconds)
    return 'draft'
  })
}

const keepDraft = (
  needs: InboundNeeds,
  mail: CleanMail,
  orgno: string,
  orderNo: string,
  path: string,
): Promise<InboundMail['outcome']> =>
  needs.durable.transaction(async (store) => {
    const nowSeconds = needs.clock.nowSeconds()
    if (!(await keepMail(needs, store, mail, 'draft', orderNo))) return 'ignored'
    await recordDraft(store, mail, orgno, orderNo, nowSeconds)
    if (mail.isAnswered) await answerDraft(needs, store, mail, true, path, nowSeconds)
    await reportExposed(needs, store, inboundActor, mail.exposures, orderNo, nowSeconds)
    return 'draft'
  })

const answerDraft = (
  needs: InboundNeeds,
  store: DurableStore,
  mail: CleanMail,
  isTrusted: boolean,
  path: string,
  nowSeconds: number,
): Promise<void> =>
  writeSupportMail(
    needs,
    store,
    {
      mail: isTrusted ? 'M-28-draft' : 'M-28',
      to: mail.from,
      language: languageOf(mail),
      inReplyTo: mail.messageId,
      values: { name: mail.user?.name ?? '', link: needs.portalUrl + path },
    },
    nowSeconds,
  )

const recordDraft = (
  store: DurableStore,
  mail: CleanMail,
  orgno: string,
  objectId: string,
  nowSeconds: number,
): Promise<void> =>
  record(
    store,
    mailActor(mail),
    { action: 'mail.received', object: { kind: 'draft', id: objectId }, orgno },
    nowSeconds,
  )

/** A name of a production environment, or a word that means one; a named test client means a production order too (P11). */
function wantsProductionOf({ environments }: Pick<SupportNeeds, 'environments'>, order: OrderMail): boolean {
  const asked = order.environment?.trim().toLowerCase() ?? ''
  const named = environments.find(({ name, title }) => [name, title.toLowerCase()].includes(asked))
  if (named !== undefined) return isProduction(named)
  return asked === '' ? order.testClientId !== undefined : /^prod/.test(asked)
}

const withoutMobile = (text: string, mobile: string | undefined): string =>
  mobile === undefined ? text : text.replaceAll(mobile, `… ${mobile.replace(/\D/g, '').slice(-2)}`)
