import { defaultLifetimes } from '../../../src/config/environments.ts'
import type { ClientSheet } from '../../../src/pages/configuration/client-sheet.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'

/** What differs between the clients of these tests; the rest is as most services have it. */
export interface ClientChoices {
  readonly clientId: string
  readonly clientName?: string
  readonly tokenEndpointAuthMethod?: ClientSheet['tokenEndpointAuthMethod']
  readonly applicationType?: ClientSheet['applicationType']
  readonly redirectUri: string
  readonly postLogoutRedirectUri: string
  readonly frontchannelLogoutUri?: string
  readonly jwks?: object
}

/** The client as it stands in a seed file. */
export function seedEntry(choices: ClientChoices): Record<string, unknown> {
  const method = choices.tokenEndpointAuthMethod ?? 'client_secret_basic'
  return {
    client_id: choices.clientId,
    client_name: choices.clientName ?? 'Søknad & svar',
    client_orgno: '310000019',
    integration_type: 'idporten',
    application_type: choices.applicationType ?? 'web',
    token_endpoint_auth_method: method,
    ...(method.startsWith('client_secret') ? { client_secret: sharedSecret } : {}),
    redirect_uris: [choices.redirectUri],
    post_logout_redirect_uris: [choices.postLogoutRedirectUri],
    ...(choices.frontchannelLogoutUri === undefined
      ? {}
      : { frontchannel_logout_uri: choices.frontchannelLogoutUri, frontchannel_logout_session_required: true }),
    ...(choices.jwks === undefined ? {} : { jwks: choices.jwks }),
  }
}

/** The same client as its people see it in the portal. */
export const sheetOf = (choices: ClientChoices, issuer: string): ClientSheet => ({
  environment: { name: 'test', title: 'Testmiljø', kind: 'test' },
  issuer,
  loginBase: issuer,
  wellKnown: `${issuer}/.well-known/openid-configuration`,
  clientId: choices.clientId,
  clientName: choices.clientName ?? 'Søknad & svar',
  integrationType: 'idporten',
  applicationType: choices.applicationType ?? 'web',
  tokenEndpointAuthMethod: choices.tokenEndpointAuthMethod ?? 'client_secret_basic',
  pkceDemanded: true,
  redirectUris: [choices.redirectUri],
  postLogoutRedirectUris: [choices.postLogoutRedirectUri],
  ...(choices.frontchannelLogoutUri === undefined ? {} : { frontchannelLogoutUri: choices.frontchannelLogoutUri }),
  scopes: ['openid', 'profile'],
  acrValues: ['idporten-loa-substantial'],
  lifetimes: defaultLifetimes,
  networkUrl: 'http://localhost:7070/network',
  supportEmail: 'support@example.no',
})
