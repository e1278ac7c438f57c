import type { ApplicationType, ClientAuthenticationMethod, IntegrationType } from '../../protocol/client.ts'

/**
 * Everything that the people who run a service need to know about their client in one environment (ONB-60). It is made to be
 * shown, sent and printed, so it has no place for a secret or a private key. Lifetimes are seconds.
 */
export interface ClientSheet {
  readonly environment: { readonly name: string; readonly title: string; readonly kind: 'test' | 'prod' }
  /** Byte for byte as it stands in metadata and in `iss`. */
  readonly issuer: string
  readonly loginBase: string
  readonly wellKnown: string
  /** Of the issuer for machines, when the client has use for it. */
  readonly machineWellKnown?: string
  readonly clientId: string
  readonly clientName: string
  readonly integrationType: IntegrationType
  readonly applicationType: ApplicationType
  readonly tokenEndpointAuthMethod: ClientAuthenticationMethod
  readonly pkceDemanded: boolean
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
  readonly frontchannelLogoutUri?: string
  readonly backchannelLogoutUri?: string
  /** Where the client departs from the default, by the names of the API: `security_profile fapi2`. */
  readonly departures?: readonly string[]
  readonly scopes: readonly string[]
  /** What the service should ask for in `acr_values`: the client's default levels, else `idporten-loa-substantial`. */
  readonly acrValues: readonly string[]
  readonly lifetimes: {
    readonly authorizationCode: number
    readonly idToken: number
    readonly accessToken: number
    readonly refreshToken: number
    readonly authorization: number
  }
  /** The page about addresses and firewalls. */
  readonly networkUrl: string
  readonly verificationUrl?: string
  readonly supportEmail: string
}
