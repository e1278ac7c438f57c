import type { Client, ClientKey } from '../../protocol/client.ts'
import { readFetchedKeys } from '../../protocol/client-key.ts'
import type { Clock } from '../../system/clock.ts'
import type { GuardedFetch } from '../../system/guarded-fetch.ts'

/**
 * The keys that a client publishes at its `jwks_uri` (REG-67). Resolves with the client as if they had been registered, or
 * with why there are none. `kid` is the key that is asked for: one that is not known has the set fetched again.
 */
export type WithFetchedKeys = (
  client: Client,
  jwksUri: string,
  kid: unknown,
) => Promise<Client | { readonly fault: string }>

interface KeySet {
  readonly keys: readonly ClientKey[]
  readonly readAtSeconds: number
  /** What was wrong with keys that were left out. */
  readonly remark: string
}

interface Known {
  /** The last set that could be read. */
  set?: KeySet
  triedAtSeconds: number
  fault?: string
  underWay?: Promise<void>
}

const freshSeconds = 300
/** How often a set may be asked for again: for an unknown `kid`, and after a failure. */
const refreshPauseSeconds = 60
const failurePauseSeconds = 10
/** How long the last good set serves while its address does not answer. */
const staleSeconds = 3600
/** More than any installation has clients with an address; then all are forgotten and fetched anew. */
const mostSets = 10_000

export function openFetchedKeys(needs: {
  readonly fetchGuarded: GuardedFetch
  readonly clock: Clock
}): WithFetchedKeys {
  const sets = new Map<string, Known>()

  const fetchSet = async (jwksUri: string, known: Known): Promise<void> => {
    known.triedAtSeconds = needs.clock.nowSeconds()
    try {
      const { status, body } = await needs.fetchGuarded(jwksUri, {
        accept: 'application/jwk-set+json, application/json',
      })
      if (status !== 200) throw new Error(`it answered ${status}`)
      known.set = readSet(body, needs.clock.nowSeconds())
      delete known.fault
    } catch (error) {
      known.fault = `jwks_uri: ${error instanceof Error ? error.message : 'it could not be read'}`
    }
  }

  /** One request at a time for each set, however many wait for it. */
  const refresh = (jwksUri: string, known: Known): Promise<void> => {
    known.underWay ??= fetchSet(jwksUri, known).finally(() => {
      delete known.underWay
    })
    return known.underWay
  }

  return async (client, jwksUri, kid) => {
    let known = sets.get(jwksUri)
    if (known === undefined) {
      if (sets.size >= mostSets) sets.clear()
      known = { triedAtSeconds: Number.NEGATIVE_INFINITY }
      sets.set(jwksUri, known)
    }
    const nowSeconds = needs.clock.nowSeconds()
    const sinceTried = nowSeconds - known.triedAtSeconds
    const isFresh = known.set !== undefined && nowSeconds - known.set.readAtSeconds < freshSeconds
    const isUnknown = !known.set?.keys.some((key) => key.kid === kid)
    const pause = known.fault === undefined ? (isFresh ? refreshPauseSeconds : 0) : failurePauseSeconds
    if (known.underWay !== undefined || ((!isFresh || isUnknown) && sinceTried >= pause)) await refresh(jwksUri, known)
    const { set } = known
    if (set === undefined || nowSeconds - set.readAtSeconds >= staleSeconds)
      return { fault: known.fault ?? 'jwks_uri: no keys could be read' }
    if (set.keys.length === 0) return { fault: `jwks_uri: no key is fit to be used${set.remark}` }
    return { ...client, jwks: set.keys }
  }
}

function readSet(body: string, nowSeconds: number): KeySet {
  let document: unknown
  try {
    document = JSON.parse(body)
  } catch {
    throw new Error('it answered something that is not JSON')
  }
  const { keys, faults } = readFetchedKeys(document, nowSeconds)
  const remark = faults
    .slice(0, 3)
    .map(({ field, message }) => `; ${field} ${message}`)
    .join('')
  return { keys, readAtSeconds: nowSeconds, remark }
}
