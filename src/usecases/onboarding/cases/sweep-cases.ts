import { systemActor } from '../../../journey/actor.ts'
import { closeQueueItem } from '../queue.ts'
import { moveCase } from './change-case.ts'
import type { SupportNeeds } from './support-needs.ts'
import { mailContact } from './work-case.ts'

const daySeconds = 86_400
const remindAfterSeconds = 7 * daySeconds
const giveUpAfterSeconds = 14 * daySeconds
const closeAfterSeconds = 14 * daySeconds
/** §25. */
const formKeptSeconds = 7 * daySeconds
const mailKeptSeconds = 30 * daySeconds
const filesKeptSeconds = 182 * daySeconds
const caseKeptSeconds = 730 * daySeconds

const actor = systemActor('support-sweep')

/** What time does to cases: a reminder after 7 days, an end after 14 (C-9), closing after 14 (C-7), and retention (§25). */
export const sweepCases = (needs: SupportNeeds) => async (): Promise<void> => {
  const { cases, pendingForms } = needs.durable.portal
  const nowSeconds = needs.clock.nowSeconds()
  for (const { thing } of await cases.list({ states: ['WAITING_CUSTOMER', 'RESOLVED'] })) {
    const waitedSeconds = nowSeconds - (thing.stateSinceSeconds ?? thing.lastActivitySeconds)
    if (thing.state === 'RESOLVED' && waitedSeconds >= closeAfterSeconds) await end(needs, thing.id)
    else if (thing.state === 'WAITING_CUSTOMER' && waitedSeconds >= giveUpAfterSeconds) await end(needs, thing.id)
    else if (
      thing.state === 'WAITING_CUSTOMER' &&
      waitedSeconds >= remindAfterSeconds &&
      thing.remindedAtSeconds === undefined
    )
      await remind(needs, thing.id)
  }
  for (const { thing } of await pendingForms.list({ states: ['UNCONFIRMED'] }))
    if (thing.kind === 'support-case' && nowSeconds - thing.createdAtSeconds >= formKeptSeconds)
      await pendingForms.remove(thing.id)
}

const end = (needs: SupportNeeds, caseNo: string): Promise<void> =>
  needs.durable.transaction(async (store) => {
    const nowSeconds = needs.clock.nowSeconds()
    const kept = await store.portal.cases.find(caseNo)
    if (kept?.thing.state === 'RESOLVED') await moveCase(store, actor, kept, 'closed', nowSeconds)
    else if (kept?.thing.state === 'WAITING_CUSTOMER') {
      const moved = await moveCase(store, actor, kept, 'timeout', nowSeconds)
      await mailContact(needs, store, moved, 'M-23-timeout', '', nowSeconds)
    }
    await closeQueueItem(store, 'support_case', caseNo, nowSeconds)
  })

const remind = (needs: SupportNeeds, caseNo: string): Promise<void> =>
  needs.durable.transaction(async (store) => {
    const nowSeconds = needs.clock.nowSeconds()
    const kept = await store.portal.cases.find(caseNo)
    if (kept?.thing.state !== 'WAITING_CUSTOMER' || kept.thing.remindedAtSeconds !== undefined) return
    await store.portal.cases.change({ ...kept.thing, remindedAtSeconds: nowSeconds }, kept.revision, nowSeconds)
    const question = kept.thing.messages.findLast(({ side }) => side === 'operator')?.text ?? ''
    await mailContact(needs, store, kept.thing, 'M-22-reminder', question, nowSeconds)
  })

/** Removes what has been kept long enough: mails, files and cases. Called once a day. */
export const forgetOldCases = (needs: SupportNeeds) => async (): Promise<void> => {
  const { cases, caseFiles, inboundMails } = needs.durable.portal
  const nowSeconds = needs.clock.nowSeconds()
  for (const { thing } of await inboundMails.list())
    if (nowSeconds - thing.receivedAtSeconds >= mailKeptSeconds) await inboundMails.remove(thing.id)
  for (const { thing } of await cases.list({ states: ['CLOSED'] })) {
    const closedSeconds = nowSeconds - (thing.stateSinceSeconds ?? thing.lastActivitySeconds)
    if (closedSeconds >= filesKeptSeconds)
      for (const file of await caseFiles.list({ lookup: thing.id })) await caseFiles.remove(file.thing.id)
    if (closedSeconds >= caseKeptSeconds) await cases.remove(thing.id)
  }
}
