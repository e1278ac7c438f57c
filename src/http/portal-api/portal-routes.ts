import { caseRoutes } from './case-routes.ts'
import { clientRoutes } from './client-routes.ts'
import { integrationRoutes } from './integration-routes.ts'
import { journalRoutes } from './journal-routes.ts'
import { operatorRoutes } from './operator-routes.ts'
import { orderRoutes } from './order-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import type { PortalApiUseCases } from './portal-api-use-cases.ts'
import type { PortalRoute } from './portal-route.ts'
import { termsRoutes } from './terms-routes.ts'

/** The whole API; one more call is one more line in one of these tables. */
export const portalRoutes = (useCases: PortalApiUseCases): readonly PortalRoute[] => [
  ...peopleRoutes(useCases),
  ...termsRoutes(useCases),
  ...integrationRoutes(useCases),
  ...clientRoutes(useCases),
  ...orderRoutes(useCases),
  ...caseRoutes(useCases),
  ...journalRoutes(useCases),
  ...operatorRoutes(useCases),
]
