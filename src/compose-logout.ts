import type { EmitEvent } from './audit/event.ts'
import type { Environment } from './config/environments.ts'
import { openLogoutCourier } from './outbox/logout-courier.ts'
import type { Signer } from './signing/signer.ts'
import type { EnvironmentShelves } from './storage/durable-store.ts'
import type { Clock } from './system/clock.ts'
import type { GuardedFetch } from './system/guarded-fetch.ts'
import type { Log } from './system/log.ts'
import type { Random } from './system/random.ts'
import { type EndSession, endSession } from './usecases/logout/end-session.ts'
import { tellService } from './usecases/logout/tell-service.ts'
import type { ClientDirectory } from './usecases/self-service/client-directory.ts'

export interface LogoutHouse {
  readonly endSession: EndSession
  /** Begins to tell services of logouts. */
  start(): void
  /** Tells no more; resolves when what is under way has ended. */
  close(): Promise<void>
}

/**
 * What tells services of one environment's logouts from server to server. It is in every process that serves its gateway,
 * since only there are its keys; whichever of them claims a notice sends it.
 */
export function composeLogout(parts: {
  readonly environment: Environment
  readonly shelves: EnvironmentShelves
  readonly clients: ClientDirectory
  readonly signer: Signer
  readonly fetchGuarded: GuardedFetch
  readonly subjectSecret: Uint8Array
  readonly emit: EmitEvent
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}): LogoutHouse {
  const courier = openLogoutCourier({
    ...parts,
    notices: parts.shelves.logoutNotices,
    tell: tellService(parts),
    told: ({ clientId, correlationId }, { state, attempts, fault }) =>
      parts.emit({
        kind: 'service-logout',
        state,
        attempts,
        ...(fault === undefined ? {} : { fault }),
        clientId,
        correlationId,
        environment: parts.environment.name,
      }),
  })
  return {
    endSession: endSession({ ...parts, nudgeCourier: courier.nudge }),
    start: courier.start,
    close: courier.stop,
  }
}
