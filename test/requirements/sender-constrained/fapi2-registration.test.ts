import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type ApiProgram, clientRequest, publicJwk, startApi } from '../self-service-api/api-program.ts'
import { makeProofKey } from './proofs.ts'
import { registered } from './strict-party.ts'

let api: ApiProgram
before(async () => {
  api = await startApi()
})
after(() => api.stop())

const request = (clientId: string, more: Record<string, unknown> = {}) => ({
  ...clientRequest,
  client_id: clientId,
  token_endpoint_auth_method: 'private_key_jwt',
  redirect_uris: ['https://soknad.etaten.no/oauth2/callback'],
  security_profile: 'fapi2',
  refresh_token_usage: undefined,
  ...more,
})

test('FAPI2-5.3.2.1 one word in the registration turns on all of it, and the answer says what', async () => {
  const made = await api.call('POST', '/clients', request('etat-strict'))
  assert.equal(made.status, 200, made.text)
  const { body } = made
  assert.deepEqual(
    [body.refresh_token_usage, body.id_token_signed_response_alg, body.code_challenge_method],
    ['REUSE', 'PS256', 'S256'],
  )
  assert.deepEqual([body.require_pushed_authorization_requests, body.dpop_bound_access_tokens], [true, true])
  const again = await api.call('PUT', '/clients/etat-strict', body)
  assert.equal(again.status, 200, again.text)
  const loosened = await api.call('PUT', '/clients/etat-strict', {
    ...request('etat-strict'),
    security_profile: 'standard',
  })
  assert.deepEqual(
    [
      loosened.body.refresh_token_usage,
      loosened.body.id_token_signed_response_alg,
      loosened.body.dpop_bound_access_tokens,
    ],
    ['ONETIME', 'RS256', false],
  )
})

test('FAPI2-5.4.1 keys of the profile are PS256 or ES256, however they are written', async () => {
  await api.call('POST', '/clients', request('etat-keys'))
  const [es256, ps256] = [await makeProofKey('ES256'), await makeProofKey('PS256')]
  const whole = await api.call('POST', '/clients/etat-keys/jwks', { keys: [registered(es256), publicJwk('k')] })
  assert.equal(whole.status, 400)
  assert.match(whole.text, /keys\[1\]\.alg/)
  assert.equal((await api.call('PUT', '/clients/etat-keys/jwks/k', publicJwk('k'))).status, 400)
  const good = await api.call('POST', '/clients/etat-keys/jwks', { keys: [registered(es256), registered(ps256)] })
  assert.equal(good.status, 200, good.text)
  const { kty, crv, x, y, alg } = good.body.keys[0]
  assert.deepEqual({ kty, crv, x, y, alg }, { ...es256.jwk, alg: 'ES256' })
})

test('FAPI2-5.4.1 a client with keys for RS256 gets the profile when they are gone', async () => {
  await api.call('POST', '/clients', request('etat-later', { security_profile: undefined }))
  await api.call('POST', '/clients/etat-later/jwks', { keys: [publicJwk('k')] })
  const refused = await api.call('PUT', '/clients/etat-later', request('etat-later'))
  assert.equal(refused.status, 400)
  assert.match(refused.text, /jwks\.keys\[0\]\.alg/)
  await api.call('DELETE', '/clients/etat-later/jwks')
  assert.equal((await api.call('PUT', '/clients/etat-later', request('etat-later'))).status, 200)
})
