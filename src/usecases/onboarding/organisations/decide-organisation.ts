import type { Actor } from '../../../journey/actor.ts'
import { newOrganisation } from '../../../journey/organisation.ts'
import type { Organisation, OrganisationKind } from '../../../journey/records.ts'
import { refuse, refuseAll } from '../../../journey/refusal.ts'
import type { Action } from '../../../journey/roles.ts'
import { nextState, organisationTransitions } from '../../../journey/transitions.ts'
import { isOrganisationNumber } from '../../../protocol/organisation-number.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { adminsOf, membersOf } from '../people/members.ts'
import type { PeopleLetter, PeopleNeeds, Receiver } from '../people/people-needs.ts'
import { closeQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { requireNoInterest, requireRight } from '../require-right.ts'
import { requireReason } from './require-reason.ts'

export type Decision = keyof typeof organisationTransitions

export interface DecideNeeds extends PeopleNeeds {
  readonly environments: readonly { readonly name: string; readonly isProduction: boolean }[]
  /** Called after every write that decides about clients. */
  readonly written: () => void
}

const rightFor: Readonly<Record<Decision, Action>> = {
  registered: 'organisation.decide',
  refused: 'organisation.decide',
  suspended: 'organisation.stop',
  reinstated: 'organisation.suspend',
  closed: 'organisation.suspend',
}

/** Registers, refuses, suspends, reinstates or closes an organisation, with a reason (G-2…G-6). */
export const decideOrganisation =
  (needs: DecideNeeds) =>
  async (actor: Actor, orgno: string, decision: Decision, reason: string): Promise<void> => {
    const nowSeconds = needs.clock.nowSeconds()
    await needs.durable.transaction(async (store) => {
      requireRight(actor, rightFor[decision], undefined)
      requireNoInterest(actor, orgno)
      const former = (await store.organisations.find(orgno))?.thing
      if (former === undefined) refuse('not_found', 'there is no such organisation')
      const state = nextState(organisationTransitions, former.state, decision)
      if (decision !== 'registered') requireReason(reason)
      if (decision === 'closed') await requireNoProductionClient(needs, store, orgno)
      await store.organisations.save({ ...former, state }, 'hand', nowSeconds)
      // Gateways keep what they have read of clients until this moves (REG-26, ONB-127).
      for (const { name } of needs.environments) await store.environment(name).clients.growVersion()
      await closeQueueItem(store, 'org_registration', orgno, nowSeconds)
      await record(
        store,
        actor,
        {
          action: `org.${decision}`,
          object: { kind: 'organisation', id: orgno },
          orgno,
          before: { state: former.state },
          after: { state },
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        },
        nowSeconds,
      )
      const letter = letterOf(decision)
      for (const to of await receivers(store, former, decision))
        await needs.mail(
          store,
          {
            ...letter,
            to,
            values: {
              organisation: former.name,
              orgno,
              reason: reason.trim(),
              by: actor.name,
              link: `${needs.portalUrl}/o/${orgno}`,
            },
            orgno,
          },
          nowSeconds,
        )
    })
    needs.written()
  }

const letters: Readonly<Record<Decision, Pick<PeopleLetter, 'code' | 'subject' | 'text'>>> = {
  registered: { code: 'M-01', subject: 'M-01.subject', text: 'M-01.registered' },
  refused: { code: 'M-14', subject: 'M-14.subject', text: 'M-14.text' },
  suspended: { code: 'M-19', subject: 'M-19.suspended-subject', text: 'M-19.suspended' },
  reinstated: { code: 'M-19', subject: 'M-19.reinstated-subject', text: 'M-19.reinstated' },
  closed: { code: 'M-20', subject: 'M-20.subject', text: 'M-20.text' },
}
const letterOf = (decision: Decision) => letters[decision]

/** Points for security and technical news and the administrators; of a prospect everybody who has come in. Each once. */
async function receivers(
  store: DurableStore,
  organisation: Organisation,
  decision: Decision,
): Promise<readonly Receiver[]> {
  const { orgno, language, notificationPoints } = organisation
  const isNew = decision === 'registered' || decision === 'refused'
  const people = isNew ? (await membersOf(store, orgno)).map(({ thing }) => thing) : await adminsOf(store, orgno)
  const points = isNew
    ? []
    : notificationPoints
        .filter(({ purpose }) => purpose === 'security' || purpose === 'technical')
        .map(({ email, name }) => ({ email, name, language }))
  return [...new Map([...people, ...points].map((one) => [one.email.toLowerCase(), one])).values()]
}

async function requireNoProductionClient(
  { environments }: DecideNeeds,
  store: DurableStore,
  orgno: string,
): Promise<void> {
  const active: string[] = []
  for (const { name, isProduction } of environments)
    if (isProduction)
      for (const { thing } of await store.environment(name).clients.list())
        if (thing.clientOrgno === orgno && thing.active) active.push(`${thing.clientId} (${name})`)
  if (active.length > 0)
    refuse('production_client_active', `active in production: ${active.join(', ')}`, {
      values: { clients: active.slice(0, 5).join(', ') },
    })
}

/** Whether an organisation makes production clients without an order: `op_admin`, after its first one (ONB-26). */
export const setSelfService =
  ({ durable, clock, written }: DecideNeeds) =>
  async (actor: Actor, orgno: string, value: Organisation['productionSelfService'], reason: string): Promise<void> => {
    const nowSeconds = clock.nowSeconds()
    await durable.transaction(async (store) => {
      requireRight(actor, 'organisation.suspend', undefined)
      requireNoInterest(actor, orgno)
      requireReason(reason)
      const former = (await store.organisations.find(orgno))?.thing
      if (former === undefined) refuse('not_found', 'there is no such organisation')
      const completed = await store.portal.orders.list({ orgno, states: ['COMPLETED'] })
      if (value !== 'none' && completed.length === 0)
        refuse('no_completed_order', 'the first production order is not completed')
      await store.organisations.save({ ...former, productionSelfService: value }, 'hand', nowSeconds)
      await record(
        store,
        actor,
        {
          action: 'org.self_service_changed',
          object: { kind: 'organisation', id: orgno },
          orgno,
          before: { productionSelfService: former.productionSelfService },
          after: { productionSelfService: value },
          reason: reason.trim(),
        },
        nowSeconds,
      )
    })
    written()
  }

/** The operator writes an organisation down: with it the register knows the number (§3.4, ONB-23). */
export const registerOrganisation =
  ({ durable, clock }: PeopleNeeds) =>
  (
    actor: Actor,
    asked: { readonly orgno: string; readonly name: string; readonly kind: OrganisationKind },
  ): Promise<void> =>
    durable.transaction(async (store) => {
      const nowSeconds = clock.nowSeconds()
      requireRight(actor, 'organisation.decide', undefined)
      const orgno = asked.orgno.replace(/\s/g, '')
      const name = asked.name.trim()
      const isKnown = (await store.organisations.find(orgno)) !== undefined
      refuseAll([
        ...(isOrganisationNumber(orgno)
          ? []
          : [{ code: 'orgno_invalid', field: 'orgno', message: 'nine digits with a check digit' } as const]),
        ...(isKnown
          ? [{ code: 'invalid_value', field: 'orgno', message: 'known already', values: { why: orgno } } as const]
          : []),
        ...(name === '' ? [{ code: 'required', field: 'name', message: 'a name is required' } as const] : []),
      ])
      await store.organisations.save(newOrganisation({ orgno, name, kind: asked.kind }), 'hand', nowSeconds)
      await record(
        store,
        actor,
        {
          action: 'org.registered',
          object: { kind: 'organisation', id: orgno },
          orgno,
          after: { state: 'REGISTERED', name, kind: asked.kind },
        },
        nowSeconds,
      )
    })
