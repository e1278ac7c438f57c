import { integrationTypes } from '../../protocol/client.ts'
import type { PublicScopeFilter } from '../../usecases/scopes/list-scopes.ts'
import type { SavedAccess, SavedScope, ScopeUndone } from '../../usecases/scopes/scope-needs.ts'
import { type ApiAnswer, type ApiOperation, opens } from './api-operation.ts'
import { ApiRefusal, refusalOfFaults } from './api-refusal.ts'
import { delegationSourceAnswer, prefixAnswer, scopeAnswer } from './describe-scope.ts'
import { readShape } from './read-shape.ts'
import { scopeRequest } from './scope-schemas.ts'
import type { ScopeUseCases } from './scope-use-cases.ts'

/** Scopes, prefixes and sources of delegations (apis.md section 2.3). */
export function scopeOperations(useCases: ScopeUseCases): readonly ApiOperation[] {
  return [...ownScopes(useCases), ...openLists(useCases)]
}

const ownScopes = (useCases: ScopeUseCases): readonly ApiOperation[] => [
  {
    method: 'GET',
    path: '/scopes',
    summary: 'Scopes of the organisation.',
    scopes: opens.scopesRead,
    query: { inactive: 'true: closed ones too.', scope: 'Only the scope of this name.' },
    answer: { schema: 'Scope', list: true },
    run: async ({ caller: { orgno }, query }) => {
      const name = scopeName(query)
      const asked = { withInactive: query.get('inactive') === 'true', ...(name === undefined ? {} : { name }) }
      return { body: (await useCases.own(orgno, asked)).map(scopeAnswer) }
    },
  },
  {
    method: 'GET',
    path: '/scopes/scope',
    summary: 'One scope of the organisation, closed ones too.',
    scopes: opens.scopesRead,
    query: { scope: 'Its name.' },
    answer: { schema: 'Scope' },
    run: async ({ caller: { orgno }, query }) => {
      const found = await useCases.find(orgno, demandedScope(query))
      if (found === undefined) throw noSuch('scope')
      return { body: scopeAnswer(found) }
    },
  },
  {
    method: 'POST',
    path: '/scopes',
    summary: 'Makes a scope below a prefix of the organisation.',
    scopes: opens.scopesWrite,
    request: 'ScopeRequest',
    answer: { schema: 'Scope' },
    observed: 201,
    run: async ({ body, acting }) => {
      const { request, faults } = readShape(scopeRequest, body)
      return savedAnswer(await useCases.create(request, acting, faults))
    },
  },
  {
    method: 'PUT',
    path: '/scopes',
    summary: 'Replaces what the owner writes: what is left out returns to its default, save active.',
    scopes: opens.scopesWrite,
    query: { scope: 'Its name.' },
    request: 'ScopeRequest',
    answer: { schema: 'Scope' },
    run: async ({ body, acting, query }) => {
      const { request, faults } = readShape(scopeRequest, body)
      return savedAnswer(await useCases.replace(demandedScope(query), request, acting, faults))
    },
  },
  {
    method: 'DELETE',
    path: '/scopes',
    summary: 'Closes a scope. Nothing is removed, and closing twice does no harm.',
    scopes: opens.scopesWrite,
    query: { scope: 'Its name.' },
    answer: { schema: 'Scope' },
    run: async ({ acting, query }) => savedAnswer(await useCases.deactivate(demandedScope(query), acting)),
  },
]

const openLists = (useCases: ScopeUseCases): readonly ApiOperation[] => [
  {
    method: 'GET',
    path: '/scopes/all',
    summary: 'All public scopes of the environment.',
    scopes: [],
    query: {
      prefix: 'Only below this prefix.',
      inactive: 'true: closed ones too.',
      delegated_sources: 'true: only what can be delegated; false: only what cannot; else the issuer of the source.',
      accessible_for_all: 'true or false.',
      integration_type: 'Only what this type may have.',
    },
    answer: { schema: 'Scope', list: true },
    perAddress: 600,
    run: async ({ query }) => ({
      body: (await useCases.publicOnes(publicFilter(query))).map(scopeAnswer),
      headers: { 'cache-control': 'public, max-age=60' },
    }),
  },
  {
    method: 'GET',
    path: '/prefix',
    summary: 'Prefixes of the organisation.',
    scopes: opens.scopesRead,
    answer: { schema: 'Prefix', list: true },
    run: async ({ caller: { orgno } }) => ({ body: (await useCases.prefixes(orgno)).map(prefixAnswer) }),
  },
  {
    method: 'GET',
    path: '/prefix/all',
    summary: 'All prefixes and who owns them.',
    scopes: [],
    answer: { schema: 'Prefix', list: true },
    perAddress: 600,
    run: async () => ({ body: (await useCases.prefixes()).map(prefixAnswer) }),
  },
  {
    method: 'GET',
    path: '/delegationsources',
    summary: 'Registers of delegations that scopes may name.',
    scopes: [],
    answer: { schema: 'DelegationSource', list: true },
    run: async () => ({ body: useCases.delegationSources().map(delegationSourceAnswer) }),
  },
]

/** No scope has a blank in its name: a plus that was not encoded stands for itself (API-20). */
export const scopeName = (query: URLSearchParams): string | undefined => query.get('scope')?.replaceAll(' ', '+')

/** The name of the scope that a call is about. Throws 400 without one. */
export function demandedScope(query: URLSearchParams): string {
  const name = scopeName(query)
  if (name === undefined || name === '')
    throw new ApiRefusal(400, [{ field: 'scope', message: 'name the scope in the query: ?scope=prefix:subscope' }])
  return name
}

export const noSuch = (what: 'scope' | 'access' | 'prefix'): ApiRefusal =>
  new ApiRefusal(404, `there is no such ${what}`)

/** What was written, or its refusal thrown. */
export function writtenOrRefused<Outcome extends SavedScope | SavedAccess>(
  outcome: Outcome,
): Exclude<Outcome, ScopeUndone> {
  if (outcome.outcome === 'unknown') throw noSuch(outcome.what)
  if (outcome.outcome === 'refused') throw refusalOfFaults(outcome.faults, 'scopeRequest')
  return outcome as Exclude<Outcome, ScopeUndone>
}

const savedAnswer = (outcome: SavedScope): ApiAnswer => ({ body: scopeAnswer(writtenOrRefused(outcome).scope) })

function publicFilter(query: URLSearchParams): PublicScopeFilter {
  const prefix = query.get('prefix') ?? undefined
  const type = query.get('integration_type')?.toLowerCase()
  const integrationType = integrationTypes.find((one) => one === type)
  if (type !== undefined && integrationType === undefined)
    throw new ApiRefusal(400, [
      { field: 'integration_type', message: `must be one of ${integrationTypes.join(', ')} (REG-6)` },
    ])
  const accessibleForAll = asFlag(query.get('accessible_for_all'))
  const asked = query.get('delegated_sources')
  const delegation = asFlag(asked) ?? asked ?? undefined
  return {
    withInactive: asFlag(query.get('inactive')) === true,
    ...(prefix === undefined ? {} : { prefix }),
    ...(integrationType === undefined ? {} : { integrationType }),
    ...(accessibleForAll === undefined ? {} : { accessibleForAll }),
    ...(delegation === undefined ? {} : { delegation }),
  }
}

const asFlag = (text: string | null): boolean | undefined => {
  const lower = text?.toLowerCase()
  return lower === 'true' ? true : lower === 'false' ? false : undefined
}
