import type { EmitEvent } from '../../audit/event.ts'
import type { Environment } from '../../config/environments.ts'
import type { Eid } from '../../eids/eid.ts'
import type { AuthorizationRequest } from '../../protocol/authorization-request.ts'
import type { Parameters } from '../../protocol/parameters.ts'
import type { KeyRing } from '../../signing/signer.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import type { LoginHistory } from '../history/login-history.ts'
import type { BrowserCookies } from '../login/browser-session.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'
import type { WithFetchedKeys } from '../token/fetched-keys.ts'

/** What answering an authorization request needs, by whichever way. */
export interface AuthorizationNeeds {
  readonly environment: Environment
  readonly clients: ClientDirectory
  readonly eids: readonly Eid[]
  readonly shelves: Pick<EnvironmentShelves, 'authorizations'>
  readonly expiring: ExpiringStore
  readonly keyRing: KeyRing
  readonly withFetchedKeys: WithFetchedKeys
  readonly subjectSecret: Uint8Array
  readonly emit: EmitEvent
  readonly history: LoginHistory
  readonly clock: Clock
  readonly random: Random
}

export interface AuthorizationInput {
  readonly parameters: Parameters
  readonly cookies: BrowserCookies
  /** The citizen's own choice of language, as the cookie says it (LANG-2). */
  readonly languageCookie: string | undefined
  readonly userAgent: string | undefined
  /** The citizen's address, for what is kept of the login (PROF-7). */
  readonly ip: string
  readonly correlationId: string
}

/** A request in which nothing is left to doubt, and how it must be answered. */
export interface OpenedRequest extends AuthorizationRequest {
  /** Id of the pushed request that it came as: spent by whoever answers the client. */
  readonly pushedRequest?: string
}
