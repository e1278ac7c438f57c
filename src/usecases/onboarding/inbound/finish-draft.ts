import type { Actor } from '../../../journey/actor.ts'
import type { OrderMail } from '../../../journey/order-mail.ts'
import type { PendingForm } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { isAllowed } from '../../../journey/roles.ts'
import type { InboundMail } from '../../../journey/support-records.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'
import type { SupportNeeds } from '../cases/support-needs.ts'
import { rolesIn } from '../integrations/own-client.ts'
import { readOneTimeLink, useOneTimeLink } from '../one-time-links.ts'
import { closeQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { draftFromMail, type OrderDrafts } from './draft-from-mail.ts'

/** An order by mail that waits to be finished. */
export interface MailDraft {
  readonly id: string
  readonly kind: 'test-client' | 'production-order'
  readonly orgno: string
  readonly email: string
  readonly createdAtSeconds: number
  readonly order: OrderMail
}

/** What a link of M-28 is for, without using it. */
export const readDraftLink =
  (needs: SupportNeeds) =>
  async (token: string): Promise<MailDraft> => {
    const link = await readOneTimeLink(needs.durable, token, needs.clock.nowSeconds())
    return draftOf(await pendingDraft(needs.durable, link.objectId))
  }

/** Takes the draft over to an organisation where the person may order (ONB-193). Answers the draft. */
export const claimDraft =
  (needs: SupportNeeds) =>
  (actor: Actor, token: string, orgno: string): Promise<MailDraft> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      requireRight(actor, 'client.write', orgno, { inTestOnly: true })
      const link = await useOneTimeLink(store, token, nowSeconds)
      const kept = await pendingDraft(store, link.objectId)
      const named = draftOf(kept).order.orgno
      if (named !== undefined && named !== orgno)
        refuse('invalid_value', 'the mail names another organisation', { field: 'orgno', values: { why: named } })
      const claimed: PendingForm = { ...kept.thing, orgno, state: 'CONFIRMED' }
      await store.portal.pendingForms.change(claimed, kept.revision, nowSeconds)
      await record(
        store,
        actor,
        { action: 'mail.confirmed', object: { kind: 'draft', id: claimed.id }, orgno },
        nowSeconds,
      )
      for (const { thing } of await store.portal.inboundMails.list({ lookup: claimed.id }))
        await closeQueueItem(store, 'inbound_mail', thing.id, nowSeconds)
      return draftOf({ ...kept, thing: claimed })
    })

/** A draft of the organisation. */
export const readDraft =
  (needs: SupportNeeds) =>
  async (actor: Actor, orgno: string, id: string): Promise<MailDraft> => {
    requireRight(actor, 'client.write', orgno, { inTestOnly: true })
    const draft = draftOf(await pendingDraft(needs.durable, id))
    if (draft.orgno !== orgno) refuse('not_found', 'there is no such draft')
    return draft
  }

/** Drafts of the organisation that wait, oldest first; none for who may not finish them. */
export const listDrafts =
  (needs: SupportNeeds) =>
  async (actor: Actor, orgno: string): Promise<readonly MailDraft[]> => {
    if (!isAllowed(rolesIn(actor, orgno, true), 'client.write', true)) return []
    const forms = await needs.durable.portal.pendingForms.list({ orgno, states: ['CONFIRMED'] })
    return forms.filter(({ thing }) => thing.source === 'mail').map(draftOf)
  }

/** Makes the order that the mail asked for; it is submitted like every other. Answers its number. */
export const orderFromDraft =
  (needs: SupportNeeds, orders: OrderDrafts) =>
  async (actor: Actor, orgno: string, id: string): Promise<string> => {
    const draft = await readDraft(needs)(actor, orgno, id)
    const orderNo = await draftFromMail(needs, orders, actor, orgno, draft.order)
    if (orderNo === undefined)
      refuse('test_client_unknown', 'the mail names no test client of the organisation', { field: 'testClientId' })
    await endDraft(needs)(actor, orgno, id)
    return orderNo
  }

/** The draft is done with or not wanted. */
export const endDraft =
  (needs: SupportNeeds) =>
  (actor: Actor, orgno: string, id: string): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      requireRight(actor, 'client.write', orgno, { inTestOnly: true })
      const kept = await pendingDraft(store, id)
      if (kept.thing.orgno !== orgno) refuse('not_found', 'there is no such draft')
      await store.portal.pendingForms.change({ ...kept.thing, state: 'DONE', fields: {} }, kept.revision, nowSeconds)
      await record(store, actor, { action: 'mail.done', object: { kind: 'draft', id }, orgno }, nowSeconds)
    })

/** A mail on the queue, as staff see it, with the draft that it may have become. */
export const readInboundMail =
  (needs: SupportNeeds) =>
  async (actor: Actor, id: string): Promise<{ readonly mail: InboundMail; readonly draft: MailDraft | undefined }> => {
    requireRight(actor, 'queue.read', undefined)
    const mail = (await needs.durable.portal.inboundMails.find(id))?.thing
    if (mail === undefined) refuse('not_found', 'there is no such mail')
    const form = await needs.durable.portal.pendingForms.find(mail.objectId)
    return { mail, draft: form?.thing.fields.order === undefined ? undefined : draftOf(form) }
  }

/** Mails of the last 30 days, newest first. */
export const listInboundMails =
  (needs: SupportNeeds) =>
  async (actor: Actor): Promise<readonly InboundMail[]> => {
    requireRight(actor, 'queue.read', undefined)
    return (await needs.durable.portal.inboundMails.list()).map(({ thing }) => thing).toReversed()
  }

/** Staff have dealt with a mail. */
export const settleInboundMail =
  (needs: SupportNeeds) =>
  (actor: Actor, id: string): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      requireRight(actor, 'case.work', undefined)
      await closeQueueItem(store, 'inbound_mail', id, nowSeconds)
      await record(store, actor, { action: 'mail.settled', object: { kind: 'mail', id }, orgno: '' }, nowSeconds)
    })

async function pendingDraft(store: DurableStore, id: string | undefined): Promise<Kept<PendingForm>> {
  const found = await store.portal.pendingForms.find(id ?? '')
  const isOpen = found?.thing.state === 'UNCONFIRMED' || found?.thing.state === 'CONFIRMED'
  if (found === undefined || !isOpen || found.thing.source !== 'mail') refuse('not_found', 'there is no such draft')
  return found
}

const draftOf = ({ thing }: Pick<Kept<PendingForm>, 'thing'>): MailDraft => ({
  id: thing.id,
  kind: thing.kind === 'production-order' ? 'production-order' : 'test-client',
  orgno: thing.orgno,
  email: thing.email,
  createdAtSeconds: thing.createdAtSeconds,
  order: thing.fields.order as OrderMail,
})
