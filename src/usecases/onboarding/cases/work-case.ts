import type { Actor } from '../../../journey/actor.ts'
import { refuse } from '../../../journey/refusal.ts'
import { type CaseCategory, caseCategories, type SupportCase } from '../../../journey/support-records.ts'
import { caseTransitions, nextState } from '../../../journey/transitions.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'
import { reportExposed } from '../exposed/report-exposed.ts'
import { closeQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { queueCase, whereOf } from './add-case.ts'
import { readCaseText } from './case-text.ts'
import { changeCase, findCase, moveCase, withMessage } from './change-case.ts'
import { snapshotOf } from './snapshot-case.ts'
import { writeSupportMail } from './support-mail.ts'
import { environmentNamed, type SupportMail, type SupportNeeds } from './support-needs.ts'

/** What staff find out about a case that could not be matched by itself. */
export interface Triage {
  readonly category: string
  readonly severity: string
  readonly orgno: string
  readonly clientId: string
  readonly environment: string
}

/** C-2 by hand: category, severity, organisation and client are put right; the snapshot is taken anew. */
export const triageCase =
  (needs: SupportNeeds) =>
  async (actor: Actor, caseNo: string, triage: Triage): Promise<void> => {
    await needs.flushProtocolLog()
    await needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await findCase(store, actor, 'case.work', caseNo)
      nextState(caseTransitions, kept.thing.state, 'matched')
      const orgno = triage.orgno.replace(/\s/g, '')
      if (orgno !== '' && (await store.organisations.find(orgno)) === undefined)
        refuse('orgno_unknown', 'there is no such organisation', { field: 'orgno' })
      const { clientId: _client, environment: _environment, ...rest } = kept.thing
      const [clientId, environment] = [triage.clientId.trim(), environmentNamed(needs, triage.environment)?.name]
      const facts: SupportCase = {
        ...rest,
        orgno,
        category: caseCategories.find((one): one is CaseCategory => one === triage.category) ?? rest.category,
        severity: (['question', 'degraded', 'down'] as const).find((one) => one === triage.severity) ?? rest.severity,
        ...(clientId === '' ? {} : { clientId }),
        ...(environment === undefined ? {} : { environment }),
      }
      const snapshot = { ...(await snapshotOf(needs, store, facts, nowSeconds)) }
      await moveCase(store, actor, { ...kept, thing: facts }, 'matched', nowSeconds, { snapshot })
    })
  }

/** C-3. Of two who claim at once, one wins. */
export const claimCase =
  (needs: SupportNeeds) =>
  (actor: Actor, caseNo: string): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await findCase(store, actor, 'case.work', caseNo)
      const { claimer } = kept.thing
      if (kept.thing.state === 'IN_PROGRESS' && claimer !== undefined && claimer.userId !== actor.id)
        refuse('already_claimed', 'the case is taken', { values: { name: claimer.name } })
      await moveCase(store, actor, kept, 'claimed', nowSeconds, {
        claimer: { userId: actor.id, name: actor.name, atSeconds: nowSeconds },
      })
      const items = await store.portal.queue.list({ lookup: caseNo, states: ['OPEN'] })
      for (const { thing, revision } of items)
        if (thing.kind === 'support_case')
          await store.portal.queue.change(
            { ...thing, claimer: { userId: actor.id, name: actor.name, atSeconds: nowSeconds } },
            revision,
            nowSeconds,
          )
    })

/** Takes over a case that somebody else has claimed: people fall ill. */
export const takeOverCase =
  (needs: SupportNeeds) =>
  (actor: Actor, caseNo: string): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await findCase(store, actor, 'case.work', caseNo)
      if (kept.thing.claimer === undefined)
        refuse('illegal_transition', 'nobody has claimed the case', {
          values: { state: kept.thing.state, event: 'take over' },
        })
      const claimer = { userId: actor.id, name: actor.name, atSeconds: nowSeconds }
      await changeCase(store, kept, { claimer }, nowSeconds)
      await record(
        store,
        actor,
        {
          action: 'case.claimed',
          object: { kind: 'case', id: caseNo },
          orgno: kept.thing.orgno,
          before: { claimer: kept.thing.claimer.userId },
          after: { claimer: actor.id },
        },
        nowSeconds,
      )
    })

/** C-4: M-22, and the customer is waited for. */
export const askCustomer = (needs: SupportNeeds) => tellCustomer(needs, 'question', 'M-22')

/** C-6: M-23 with the solution and how to reopen. */
export const resolveCase = (needs: SupportNeeds) => tellCustomer(needs, 'resolved', 'M-23')

const tellCustomer =
  (needs: SupportNeeds, event: 'question' | 'resolved', mail: SupportMail) =>
  async (actor: Actor, caseNo: string, typed: string): Promise<void> => {
    const { text, exposures } = await readCaseText(needs, typed)
    await needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await findCase(store, actor, 'case.work', caseNo)
      nextState(caseTransitions, kept.thing.state, event)
      requireClaimer(actor, kept)
      const moved = await moveCase(store, actor, kept, event, nowSeconds, {
        messages: withMessage(kept.thing, 'operator', actor.name, text, nowSeconds),
      })
      await closeQueueItem(store, 'support_case', caseNo, nowSeconds)
      await mailContact(needs, store, moved, mail, text, nowSeconds)
      await reportExposed(needs, store, actor, exposures, caseNo, nowSeconds)
    })
  }

/** Only who has claimed a case answers in it (C-4, C-6). */
function requireClaimer(actor: Actor, { thing: { claimer } }: Kept<SupportCase>): void {
  if (claimer !== undefined && claimer.userId !== actor.id)
    refuse('already_claimed', 'the case is claimed by somebody else', { values: { name: claimer.name } })
}

/** A note that no customer ever sees. */
export const noteCase =
  (needs: SupportNeeds) =>
  async (actor: Actor, caseNo: string, typed: string): Promise<void> => {
    const { text, exposures } = await readCaseText(needs, typed)
    await needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await findCase(store, actor, 'case.work', caseNo)
      await changeCase(
        store,
        kept,
        { messages: withMessage(kept.thing, 'internal', actor.name, text, nowSeconds) },
        nowSeconds,
      )
      await reportExposed(needs, store, actor, exposures, caseNo, nowSeconds)
    })
  }

/** Staff write down what the customer answered by telephone or in a mail that was not read in by the program (C-5, C-8). */
export const recordAnswer =
  (needs: SupportNeeds) =>
  async (actor: Actor, caseNo: string, typed: string): Promise<void> => {
    const { text, exposures } = await readCaseText(needs, typed)
    await needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const kept = await findCase(store, actor, 'case.work', caseNo)
      const moved = await moveCase(
        store,
        actor,
        kept,
        kept.thing.state === 'WAITING_CUSTOMER' ? 'answer' : 'reopened',
        nowSeconds,
        { messages: withMessage(kept.thing, 'customer', kept.thing.contact.name, text, nowSeconds) },
      )
      await queueCase(needs, store, moved, nowSeconds)
      await reportExposed(needs, store, actor, exposures, caseNo, nowSeconds)
    })
  }

/** Writes to the contact of a case, in the thread of the case. */
export async function mailContact(
  needs: SupportNeeds,
  store: DurableStore,
  about: SupportCase,
  mail: SupportMail,
  text: string,
  nowSeconds: number,
): Promise<void> {
  await writeSupportMail(
    needs,
    store,
    {
      mail,
      to: about.contact.email,
      toName: about.contact.name,
      language: about.language,
      environmentName: about.environment,
      orgno: about.orgno,
      reference: about.id,
      inReplyTo: about.lastMessageId,
      values: {
        case: about.id,
        subject: about.subject,
        name: about.contact.name,
        text,
        where: whereOf(needs, about),
      },
    },
    nowSeconds,
  )
}
