import type { ApiOperation } from './api-operation.ts'
import type { ApiUseCases } from './api-use-cases.ts'
import { authorizationOperations } from './authorization-operations.ts'
import { clientOperations } from './client-operations.ts'
import { errorOperations } from './error-operations.ts'
import { historyOperations } from './history-operations.ts'
import { keyOperations } from './key-operations.ts'
import { onBehalfOfOperations } from './on-behalf-of-operations.ts'
import { openApiDocument } from './open-api.ts'
import { organisationOperations } from './organisation-operations.ts'
import { scopeAccessOperations } from './scope-access-operations.ts'
import { scopeOperations } from './scope-operations.ts'

/** The whole API; one more operation is one more line in one of these tables. */
export function apiOperations(useCases: ApiUseCases): readonly ApiOperation[] {
  const { api, machineIssuer } = useCases.environment
  const operations: ApiOperation[] = [
    // Before the clients: `authorizations` is never the id of one (REG-20).
    ...authorizationOperations(useCases.authorizations),
    ...historyOperations(useCases),
    ...clientOperations(useCases),
    ...keyOperations(useCases),
    ...onBehalfOfOperations(useCases),
    ...organisationOperations(useCases),
    ...errorOperations(useCases),
    ...scopeOperations(useCases.scopes),
    ...scopeAccessOperations(useCases.scopes),
  ]
  const document: ApiOperation = {
    method: 'GET',
    path: '/v3/api-docs',
    summary: 'This document.',
    scopes: [],
    answer: { schema: 'Health' },
    run: async () => ({ body: openApiDocument(operations, api.base, `${machineIssuer}token`) }),
  }
  return [...operations, document]
}
