import type { Actor } from '../../../journey/actor.ts'
import type { Integration, Organisation, OrganisationState } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { isAllowed } from '../../../journey/roles.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Clock } from '../../../system/clock.ts'
import { membersOf } from '../people/members.ts'
import { requireRight } from '../require-right.ts'
import { termsStatus } from '../terms/terms-status.ts'

export type ProductionNeed = 'registered' | 'signatory' | 'terms' | 'admin' | 'technical' | 'security' | 'billing'

export interface OrganisationView {
  readonly organisation: Organisation
  readonly integrations: readonly Integration[]
  /** What production asks of the organisation, and whether it is there. */
  readonly needs: readonly { readonly need: ProductionNeed; readonly isMet: boolean }[]
  readonly mayEdit: boolean
}

export interface OrganisationOverview {
  one(actor: Actor, orgno: string): Promise<OrganisationView>
  /** For the operator: those whose name or number holds `search`, by name. */
  all(
    actor: Actor,
    search: string,
    state: string,
  ): Promise<readonly { readonly organisation: Organisation; readonly people: number }[]>
  forOperator(
    actor: Actor,
    orgno: string,
  ): Promise<{
    readonly organisation: Organisation
    readonly mayDecide: boolean
    readonly mayStop: boolean
    readonly maySuspend: boolean
    readonly hasCompletedOrder: boolean
  }>
}

interface Needs {
  readonly durable: DurableStore
  readonly clock: Clock
  /** Simulated acceptances of the terms do not count (ONB-33). */
  readonly realProduction: boolean
}

const states: readonly OrganisationState[] = ['PROSPECT', 'REGISTERED', 'SUSPENDED', 'CLOSED']

export const openOrganisationOverview = ({ durable, clock, realProduction }: Needs): OrganisationOverview => ({
  async one(actor, orgno) {
    requireRight(actor, 'organisation.read', orgno)
    const organisation = await present(durable, orgno)
    const members = (await membersOf(durable, orgno))
      .map(({ thing }) => thing)
      .filter(({ state }) => state === 'ACTIVE')
    const hasRole = (role: 'signatory' | 'org_admin'): boolean =>
      members.some(({ roles }) => roles[orgno]?.includes(role))
    const at = { nowSeconds: clock.nowSeconds(), realProduction }
    const chapters = await Promise.all([
      termsStatus(durable, orgno, 'login', at),
      termsStatus(durable, orgno, 'machine', at),
    ])
    const purposes = organisation.notificationPoints.map(({ purpose }) => purpose)
    const met: Readonly<Record<ProductionNeed, boolean>> = {
      registered: organisation.state === 'REGISTERED',
      signatory: hasRole('signatory'),
      terms: chapters.some(({ status }) => status === 'ACCEPTED'),
      admin: hasRole('org_admin'),
      technical: purposes.includes('technical'),
      security: purposes.includes('security'),
      billing: organisation.billing !== undefined,
    }
    const integrations = await durable.portal.integrations.list({ orgno })
    return {
      organisation,
      integrations: integrations.map(({ thing }) => thing),
      needs: (Object.keys(met) as ProductionNeed[]).map((need) => ({ need, isMet: met[need] })),
      mayEdit: isAllowed([...(actor.roles[orgno] ?? []), ...actor.operatorRoles], 'organisation.edit', false),
    }
  },

  async all(actor, search, state) {
    requireRight(actor, 'queue.read', undefined)
    const words = search.trim().toLowerCase()
    const known = (await durable.organisations.list()).map(({ thing }) => thing)
    const wanted = known.filter(
      (one) =>
        (one.name.toLowerCase().includes(words) || one.orgno.includes(words.replace(/\s/g, ''))) &&
        (!states.includes(state as OrganisationState) || one.state === state),
    )
    const users = await durable.portal.users.list({ states: ['ACTIVE'] })
    return wanted
      .sort((one, other) => one.name.localeCompare(other.name, 'nb'))
      .map((organisation) => ({
        organisation,
        people: users.filter(({ thing }) => (thing.roles[organisation.orgno] ?? []).length > 0).length,
      }))
  },

  async forOperator(actor, orgno) {
    requireRight(actor, 'queue.read', undefined)
    const completed = await durable.portal.orders.list({ orgno, states: ['COMPLETED'] })
    return {
      organisation: await present(durable, orgno),
      mayDecide: isAllowed(actor.operatorRoles, 'organisation.decide', false),
      mayStop: isAllowed(actor.operatorRoles, 'organisation.stop', false),
      maySuspend: isAllowed(actor.operatorRoles, 'organisation.suspend', false),
      hasCompletedOrder: completed.length > 0,
    }
  },
})

async function present(durable: DurableStore, orgno: string): Promise<Organisation> {
  const found = await durable.organisations.find(orgno)
  if (found === undefined) refuse('not_found', 'there is no such organisation')
  return found.thing
}
