import type { Environment } from '../../config/environments.ts'
import type { Actor } from '../../journey/actor.ts'
import { type Breach, refuse, refuseAll } from '../../journey/refusal.ts'
import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'
import type { ClientRequest } from '../../protocol/client-registration-fields.ts'
import type { Scope } from '../../protocol/scope.ts'
import { describeScope } from '../../protocol/scope-registration-answer.ts'
import { clientActorOf } from '../onboarding/integrations/client-actor-of.ts'
import { registrationBreaches } from '../onboarding/integrations/registration-breaches.ts'
import { requireFreshLogin, requireRight } from '../onboarding/require-right.ts'
import type { ClientActor } from '../self-service/client-actor.ts'
import { isProduction } from '../self-service/environment-registry.ts'
import { countAffectedClients } from './count-affected-clients.ts'
import { createScope } from './create-scope.ts'
import { approveAccess, type DecideAccessNeeds, denyAccess } from './decide-access.ts'
import { listGivenAccesses, listReceivedAccesses } from './list-accesses.ts'
import { listPrefixes } from './list-prefixes.ts'
import { findOwnScope, listOwnScopes, listPublicScopes } from './list-scopes.ts'
import { deactivateScope, replaceScope } from './replace-scope.ts'
import { requestAccess } from './request-access.ts'
import type { DatedPrefix, DatedScope, NamedAccess, ScopeUndone } from './scope-needs.ts'

export interface PortalScopeNeeds extends DecideAccessNeeds {
  readonly environments: readonly Environment[]
  /** Level of the login that production asks for. */
  readonly productionAcr: string
}

export interface ScopeOverview {
  readonly scopes: readonly DatedScope[]
  readonly prefixes: readonly DatedPrefix[]
  /** Requests of others that wait for an answer. */
  readonly requested: readonly NamedAccess[]
}

export interface ScopeWithAccesses {
  readonly scope: DatedScope
  readonly accesses: readonly NamedAccess[]
}

export interface CatalogueEntry {
  readonly scope: Scope
  /** What the organisation has of it; undefined: neither given nor asked for. */
  readonly access: NamedAccess | undefined
  /** '' where the owner is the gateway itself or is not known here. */
  readonly ownerName: string
}

export type PortalScopes = ReturnType<typeof portalScopes>

/** Scope administration for people: the use cases of the API, by the roles of the portal, refused as the journey does. */
export function portalScopes(needs: PortalScopeNeeds) {
  const own = listOwnScopes(needs)
  const find = findOwnScope(needs)
  const given = listGivenAccesses(needs)
  const received = listReceivedAccesses(needs)
  const listPublic = listPublicScopes(needs)
  const prefixes = listPrefixes(needs)
  const count = countAffectedClients(needs)
  const create = createScope(needs)
  const replace = replaceScope(needs)
  const deactivate = deactivateScope(needs)
  const approve = approveAccess(needs)
  const deny = denyAccess(needs)
  const request = requestAccess(needs)

  const environmentOf = (name: string): Environment =>
    needs.environments.find((one) => one.name === name) ?? refuse('not_found', 'there is no such environment')
  const mayRead = (actor: Actor, name: string, orgno: string): Environment => {
    const environment = environmentOf(name)
    requireRight(actor, 'scope.read', orgno, { inTestOnly: !isProduction(environment) })
    return environment
  }
  const mayWrite = (actor: Actor, name: string, orgno: string): readonly [Environment, ClientActor] => {
    const environment = environmentOf(name)
    requireRight(actor, 'scope.write', orgno)
    if (isProduction(environment)) requireFreshLogin(actor, needs.productionAcr, needs.clock.nowSeconds())
    return [environment, clientActorOf(actor, orgno)]
  }
  const ownScope = async (environment: Environment, orgno: string, name: string): Promise<DatedScope> =>
    (await find(environment, orgno, name)) ?? refuse('not_found', 'the organisation has no such scope')

  return {
    async overview(actor: Actor, name: string, orgno: string): Promise<ScopeOverview> {
      const environment = mayRead(actor, name, orgno)
      const accesses = await given(environment, orgno, { withInactive: false })
      return {
        scopes: await own(environment, orgno, { withInactive: true }),
        prefixes: await prefixes(environment, orgno),
        requested: accesses.filter(({ state }) => state === 'REQUESTED'),
      }
    },

    async read(actor: Actor, name: string, orgno: string, scope: string): Promise<ScopeWithAccesses> {
      const environment = mayRead(actor, name, orgno)
      const found = await ownScope(environment, orgno, scope)
      return { scope: found, accesses: await given(environment, orgno, { withInactive: true, scope }) }
    },

    /** Registers of delegations that a scope of the environment may name. */
    delegationSources: (name: string) => needs.delegationSources(name),

    /** How many clients get no tokens any more when the scope is closed (API-13). */
    async affectedByClosing(actor: Actor, name: string, orgno: string, scope: string): Promise<number> {
      const environment = mayRead(actor, name, orgno)
      const { thing } = await ownScope(environment, orgno, scope)
      return count(environment, thing, { ...thing, active: false })
    },

    /** How many clients get no tokens any more when the organisation loses access. */
    async affectedByDenial(
      actor: Actor,
      name: string,
      orgno: string,
      scope: string,
      consumerOrgno: string,
    ): Promise<number> {
      const environment = mayRead(actor, name, orgno)
      const { thing } = await ownScope(environment, orgno, scope)
      return count(environment, thing, { ...thing, access: thing.access.filter((one) => one !== consumerOrgno) })
    },

    async create(actor: Actor, name: string, orgno: string, asked: ClientRequest): Promise<DatedScope> {
      const [environment, acting] = mayWrite(actor, name, orgno)
      return done(await create(environment, asked, acting)).scope
    },

    /**
     * Replaces a scope. When that takes it from clients, it is done only once `confirmedClients` says how many: answers
     * that number until then, and undefined when it is done (API-13).
     */
    async replace(
      actor: Actor,
      name: string,
      orgno: string,
      asked: { readonly scope: string; readonly request: ClientRequest; readonly confirmedClients: number },
    ): Promise<number | undefined> {
      const [environment, acting] = mayWrite(actor, name, orgno)
      const { thing: before } = await ownScope(environment, orgno, asked.scope)
      const types = asked.request.allowed_integration_types
      const { delegationSource: _, ...rest } = before
      const source = asked.request.delegation_source
      const after: Scope = {
        ...rest,
        ...(typeof source === 'string' ? { delegationSource: source } : {}),
        accessibleForAll: asked.request.accessible_for_all === true,
        allowedIntegrationTypes: Array.isArray(types) ? types : before.allowedIntegrationTypes,
      }
      const affected = await count(environment, before, after)
      if (affected > asked.confirmedClients) return affected
      done(await replace(environment, asked.scope, asked.request, acting))
      return undefined
    },

    async close(actor: Actor, name: string, orgno: string, scope: string): Promise<void> {
      const [environment, acting] = mayWrite(actor, name, orgno)
      done(await deactivate(environment, scope, acting))
    },

    /** Opens a closed scope as it was. */
    async open(actor: Actor, name: string, orgno: string, scope: string): Promise<void> {
      const [environment, acting] = mayWrite(actor, name, orgno)
      const { thing } = await ownScope(environment, orgno, scope)
      done(await replace(environment, scope, { ...describeScope(thing), active: true }, acting))
    },

    async approve(actor: Actor, name: string, orgno: string, scope: string, consumerOrgno: string): Promise<void> {
      const [environment, acting] = mayWrite(actor, name, orgno)
      done(await approve(environment, scope, consumerOrgno, acting))
    },

    async deny(actor: Actor, name: string, orgno: string, scope: string, consumerOrgno: string): Promise<void> {
      const [environment, acting] = mayWrite(actor, name, orgno)
      done(await deny(environment, scope, consumerOrgno, acting))
    },

    /** What there is to use: public scopes, and others' that the organisation has something to do with. */
    async catalogue(actor: Actor, name: string, orgno: string): Promise<readonly CatalogueEntry[]> {
      const environment = mayRead(actor, name, orgno)
      const accesses = await received(environment, orgno, { withInactive: true })
      const listed = (await listPublic(environment, { withInactive: false })).map(({ thing }) => thing)
      const others = await needs.durable.environment(environment.name).scopes.list()
      const hidden = others
        .map(({ thing }) => thing)
        .filter((scope) => !listed.some((one) => one.name === scope.name))
        .filter((scope) => accesses.some((access) => access.scope === scope.name))
      const owners = new Map((await needs.durable.organisations.list()).map(({ thing }) => [thing.orgno, thing.name]))
      return [...listed, ...hidden]
        .filter(({ ownerOrgno }) => ownerOrgno !== orgno)
        .map((scope) => ({
          scope,
          access: accesses.find((access) => access.scope === scope.name),
          ownerName: owners.get(scope.ownerOrgno) ?? '',
        }))
    },

    async request(actor: Actor, name: string, orgno: string, scope: string): Promise<void> {
      const [environment, acting] = mayWrite(actor, name, orgno)
      done(await request(environment, scope, acting))
    },
  }
}

/** What was written, or its refusal as the journey tells it. */
function done<Outcome extends { readonly outcome: string }>(
  outcome: Outcome | ScopeUndone,
): Exclude<Outcome, ScopeUndone> {
  if (outcome.outcome === 'unknown') refuse('not_found', 'there is no such scope or access')
  if (outcome.outcome === 'refused')
    refuseAll(breachesOf((outcome as Extract<ScopeUndone, { outcome: 'refused' }>).faults))
  return outcome as Exclude<Outcome, ScopeUndone>
}

const breachesOf = (faults: readonly RegistrationFault[]): readonly Breach[] =>
  registrationBreaches(faults).map((breach) =>
    breach.message.includes('must be a whole number of seconds')
      ? { ...breach, code: 'invalid_value', values: { why: '0–31536000' } }
      : breach,
  )
