import { type ApiOperation, opens } from './api-operation.ts'
import { accessAnswer } from './describe-scope.ts'
import { demandedScope, scopeName, writtenOrRefused } from './scope-operations.ts'
import type { ScopeUseCases } from './scope-use-cases.ts'

/** Who may use which scopes (apis.md section 2.3). */
export const scopeAccessOperations = (useCases: ScopeUseCases): readonly ApiOperation[] => [
  {
    method: 'GET',
    path: '/scopes/access',
    summary: 'Accesses to scopes of the organisation, in all states.',
    scopes: opens.scopesRead,
    query: {
      scope: 'Only to the scope of this name, closed or not.',
      consumer_orgno: 'Only of this organisation.',
      inactive: 'true: to closed scopes too.',
    },
    answer: { schema: 'ScopeAccess', list: true },
    run: async ({ caller: { orgno }, query }) => {
      const scope = scopeName(query)
      const consumerOrgno = query.get('consumer_orgno')
      const found = await useCases.given(orgno, {
        withInactive: query.get('inactive') === 'true',
        ...(scope === undefined ? {} : { scope }),
        ...(consumerOrgno === null ? {} : { consumerOrgno }),
      })
      return { body: found.map(accessAnswer) }
    },
  },
  {
    method: 'GET',
    path: '/scopes/access/all',
    summary: 'Accesses that were given to the organisation, in all states.',
    scopes: opens.scopesRead,
    query: { inactive: 'true: to closed scopes too.' },
    answer: { schema: 'ScopeAccess', list: true },
    run: async ({ caller: { orgno }, query }) => {
      const found = await useCases.received(orgno, { withInactive: query.get('inactive') === 'true' })
      return { body: found.map(accessAnswer) }
    },
  },
  {
    method: 'PUT',
    path: '/scopes/access/{consumer_orgno}',
    summary: 'Gives an organisation access. Giving it again changes nothing.',
    scopes: opens.scopesWrite,
    query: { scope: 'The name of the scope.' },
    answer: { schema: 'ScopeAccess' },
    run: async ({ path, query, acting }) => {
      const saved = await useCases.approve(demandedScope(query), path.consumer_orgno ?? '', acting)
      return { body: accessAnswer(writtenOrRefused(saved).access) }
    },
  },
  {
    method: 'DELETE',
    path: '/scopes/access/{consumer_orgno}',
    summary: 'Withdraws access. Tokens with the scope are refused from then on; withdrawing twice does no harm.',
    scopes: opens.scopesWrite,
    query: { scope: 'The name of the scope.' },
    answer: { schema: 'ScopeAccess' },
    run: async ({ path, query, acting }) => {
      const saved = await useCases.deny(demandedScope(query), path.consumer_orgno ?? '', acting)
      return { body: accessAnswer(writtenOrRefused(saved).access) }
    },
  },
]
