import type { Environment } from '../../config/environments.ts'
import type { PortalEnvironment } from '../../pages/portal/portal-page.ts'
import { endpointUrl } from '../../protocol/discovery.ts'

/** An environment as pages of the portal show it. */
export const shownEnvironment = (environment: Environment): PortalEnvironment => ({
  name: environment.name,
  title: environment.title,
  kind: environment.kind,
  issuer: environment.issuer,
  loginBase: environment.loginBase,
  simulatedProduction: environment.simulatedProduction,
  wellKnown: endpointUrl(environment.issuer, '/.well-known/openid-configuration'),
})
