import { derivedKey, openSealer, type Sealer } from '../../system/sealer.ts'
import type { EndedLogin } from './login-history.ts'

/** What of a login only those read who look into misuse (PROF-7). */
export interface LoginTrace {
  readonly pid: string
  readonly ip: string
  readonly sessionRef: string | null
}

/** The sealer of one environment's traces, from the secret that its persons are known by. */
export const openTraceSealer = (subjectSecret: Uint8Array): Sealer =>
  openSealer(derivedKey(Buffer.from(subjectSecret).toString(), 'login history'))

export const sealTrace = (sealer: Sealer, { pid, ip, sessionRef, correlationId }: EndedLogin): string =>
  sealer.seal(JSON.stringify({ pid, ip, sessionRef } satisfies LoginTrace), correlationId)

/** undefined for what another environment sealed, or what belongs to another login. */
export function openTrace(sealer: Sealer, sealed: string, correlationId: string): LoginTrace | undefined {
  const text = sealer.open(sealed, correlationId)
  return text === undefined ? undefined : (JSON.parse(text) as LoginTrace)
}
