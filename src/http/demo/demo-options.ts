import type { Clock } from '../../system/clock.ts'
import type { Log } from '../../system/log.ts'
import type { Random } from '../../system/random.ts'

/** A demo service knows the gateway as any relying party does: by an issuer, a client_id and a secret. */
export interface DemoServiceOptions {
  readonly name: 'A' | 'B'
  /** Its own address, no trailing slash; `/callback`, `/logged-out`, `/frontchannel-logout` and `/backchannel-logout` are below it. */
  readonly baseUrl: string
  readonly issuer: string
  /** Origin that may frame the logout call and receive forms (LOGOUT-16). */
  readonly loginBase: string
  readonly clientId: string
  readonly clientSecret: string
  readonly authMethod: 'client_secret_basic' | 'client_secret_post'
  /** The scope of an API, for a service that may ask for one. */
  readonly apiScope?: string
  /** `name` is `A` or `B`. */
  readonly otherService: { readonly name: string; readonly url: string }
  readonly portalUrl: string
  readonly helpUrl: string
  readonly environmentTitle: string
  /** The folder of styles, fonts and browser scripts. */
  readonly publicFolder: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}
