import type { Environment } from '../../config/environments.ts'
import type { Client } from '../../protocol/client.ts'
import type { Parameters } from '../../protocol/parameters.ts'
import {
  checkRequestObjectClaims,
  parametersOfRequestObject,
  readRequestObjectHeader,
  requestObjectRefused,
} from '../../protocol/request-object.ts'
import { mayBeSignedWith } from '../../protocol/strict-profile.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import type { WithFetchedKeys } from '../token/fetched-keys.ts'
import { openRegisteredKeys } from '../token/registered-keys.ts'
import { isSignedBy, readSignedJwt } from '../token/signed-jwt.ts'

interface Needs {
  readonly environment: Environment
  readonly expiring: ExpiringStore
  readonly withFetchedKeys: WithFetchedKeys
  readonly clock: Clock
}

/**
 * Proves a request object with a registered key of the client, and resolves with the request that it makes (section 7).
 * Throws `invalid_request_object`.
 */
export const openRequestObject = (needs: Needs) => {
  const keys = openRegisteredKeys()
  return async (object: string, registeredClient: Client): Promise<Parameters> => {
    const { jwksUri } = registeredClient
    if (registeredClient.jwks.length === 0 && jwksUri === undefined)
      throw requestObjectRefused('the client has no registered key to sign it with')
    const read = readSignedJwt(object)
    if (read === undefined) throw requestObjectRefused('it is not a signed JWT with three parts')
    const client =
      jwksUri === undefined ? registeredClient : await needs.withFetchedKeys(registeredClient, jwksUri, read.header.kid)
    if ('fault' in client) throw requestObjectRefused('the keys of the client could not be fetched')
    const nowSeconds = needs.clock.nowSeconds()
    const kid = readRequestObjectHeader(read.header)
    const key = keys.find(client, kid, read.header.alg, nowSeconds)
    if (key === 'unknown') throw requestObjectRefused('kid names no registered, unexpired key')
    if (key === 'other-algorithm') throw requestObjectRefused('alg differs from the one registered for this key')
    if (!mayBeSignedWith(client, key.alg))
      throw requestObjectRefused('alg must be PS256 or ES256 with security_profile fapi2')
    const { issuer } = needs.environment
    const checked = checkRequestObjectClaims(read.claims, { clientId: client.clientId, issuer, nowSeconds })
    if (!(await isSignedBy(object, await keys.parsed(key)))) throw requestObjectRefused('its signature does not verify')
    const parameters = parametersOfRequestObject(read.claims)
    // Only now: what is not proven may not use up anybody's jti (RO-6).
    if (checked.jti !== undefined) {
      const once = ticketId(`request-object ${client.clientId} ${checked.jti}`)
      const isFirst = await needs.expiring.putIfAbsent('replay-guard', once, { seen: true }, checked.expiresAtSeconds)
      if (!isFirst) throw requestObjectRefused('its jti has been used before')
    }
    return parameters
  }
}
