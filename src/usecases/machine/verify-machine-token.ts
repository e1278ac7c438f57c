import type { Environment } from '../../config/environments.ts'
import { type MachineCaller, readMachineToken } from '../../protocol/machine-token.ts'
import type { KeyRing } from '../../signing/signer.ts'
import type { Clock } from '../../system/clock.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'

interface Needs {
  readonly environment: Pick<Environment, 'machineIssuer'>
  /** The machine issuer's keys as the store has them now; undefined while there are none. */
  readonly readKeys: () => Promise<KeyRing | undefined>
  readonly clients: Pick<ClientDirectory, 'find'>
  readonly clock: Clock
}

/** Keys are read again this often, since one may have come, or have been removed in an emergency (KEY-9). */
const readAgainSeconds = 2

/** Who calls with this access token; undefined for one that is not good here (REG-98). */
export type VerifyMachineToken = (token: string) => Promise<MachineCaller | undefined>

export const verifyMachineToken = (needs: Needs): VerifyMachineToken => {
  let ring: KeyRing | undefined
  let readAtSeconds = Number.NEGATIVE_INFINITY
  return async (token) => {
    const nowSeconds = needs.clock.nowSeconds()
    if (ring === undefined || Math.abs(nowSeconds - readAtSeconds) >= readAgainSeconds) {
      readAtSeconds = nowSeconds
      ring = await needs.readKeys()
    }
    const claims = await ring?.verify(token)
    if (claims === undefined) return undefined
    const caller = readMachineToken(claims, { machineIssuer: needs.environment.machineIssuer, nowSeconds })
    const client = caller === undefined ? undefined : await needs.clients.find(caller.clientId)
    // The registry stands beside this API, so a machine that was closed need not be believed until its token ends.
    if (caller === undefined || client?.active !== true) return undefined
    return { ...caller, scopes: caller.scopes.filter((scope) => client.scopes.includes(scope)) }
  }
}
