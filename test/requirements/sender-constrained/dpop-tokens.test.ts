import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import {
  decodeToken,
  openRelyingParty,
  openUserAgent,
  type Parameters,
  type RelyingParty,
} from '../../harness/relying-party.ts'
import { standardSeed } from '../../harness/standard-seed.ts'
import { type Answer, send } from '../../harness/user-agent.ts'
import { assertRefused } from '../token/refused.ts'
import { introspect, seedWithServers } from '../token/resource-servers.ts'
import { makeProof, makeProofKey, type ProofChanges, type ProofKey } from './proofs.ts'

let gateway: RunningGateway
let key: ProofKey
let other: ProofKey
before(async () => {
  const [web] = standardSeed().clients
  const bound = {
    ...web,
    client_id: 'bound',
    redirect_uris: ['https://bound.example.no/callback'],
    frontchannel_logout_uri: undefined,
    frontchannel_logout_session_required: undefined,
    dpop_bound_access_tokens: true,
  }
  gateway = await startGateway({ seed: seedWithServers({}, [bound]) })
  ;[key, other] = [await makeProofKey(), await makeProofKey('PS256')]
})
after(() => gateway.stop())

const proof = (path: string, by: ProofKey, changes: ProofChanges = {}, htm = 'POST') =>
  makeProof(by, { htm, htu: gateway.issuer + path, nowSeconds: gateway.clock.nowSeconds() }, changes)
const party = (clientId = 'web') =>
  openRelyingParty(gateway.issuer, clientId, { authentication: clientId === 'spa' ? 'none' : 'client_secret_basic' })

/** Exchanges the code of a login, with a proof of `by`, or without one. */
async function redeem(service: RelyingParty, callback: URL, by?: ProofKey): Promise<Answer> {
  const form: Parameters = {
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code') ?? undefined,
    redirect_uri: service.redirectUri,
    code_verifier: service.verifier,
  }
  return service.token(form, by === undefined ? {} : { dpop: await proof('/token', by) })
}
async function tokens(service: RelyingParty, by?: ProofKey, changes: Parameters = {}): Promise<Record<string, string>> {
  const answer = await redeem(service, await service.logIn(openUserAgent(), changes), by)
  assert.equal(answer.status, 200, answer.text)
  return answer.json() as Record<string, string>
}
const refresh = async (service: RelyingParty, refreshToken = '', by?: ProofKey) =>
  service.token(
    { grant_type: 'refresh_token', refresh_token: refreshToken },
    by === undefined ? {} : { dpop: await proof('/token', by) },
  )

async function userinfo(scheme: string, token = '', by?: ProofKey, changes: ProofChanges = {}): Promise<Answer> {
  const dpop = by === undefined ? {} : { dpop: await proof('/userinfo', by, { accessToken: token, ...changes }, 'GET') }
  return send(`${gateway.issuer}/userinfo`, { headers: { authorization: `${scheme} ${token}`, ...dpop } })
}

test('RFC9449-5 RFC9449-6 RFC7638-3 tokens for a proof say DPoP and name the thumbprint of its key; without a proof all is as ever', async () => {
  const bound = await tokens(party(), key)
  assert.equal(bound.token_type, 'DPoP')
  assert.deepEqual(decodeToken(bound.access_token ?? '').claims.cnf, { jkt: key.jkt })
  const rsa = await tokens(party(), other)
  assert.deepEqual(decodeToken(rsa.access_token ?? '').claims.cnf, { jkt: other.jkt })
  const plain = await tokens(party())
  assert.equal(plain.token_type, 'Bearer')
  assert.equal(decodeToken(plain.access_token ?? '').claims.cnf, undefined)
})

test('RFC9449-6.2 an opaque token is bound too, and introspection tells its key', async () => {
  const opaque = await tokens(party('api'), key, { scope: 'openid profile eks:opaque.read' })
  assert.equal(opaque.token_type, 'DPoP')
  assert.equal((await userinfo('DPoP', opaque.access_token, key)).status, 200)
  assertRefused(await userinfo('DPoP', opaque.access_token, other), 401, 'invalid_token')
  const told = (await introspect(gateway, opaque.access_token)).json()
  assert.deepEqual([told.active, told.token_type, told.cnf], [true, 'DPoP', { jkt: key.jkt }])
})

test('RFC9449-5.2 a client whose tokens are always bound gets none without a proof, and its code stays good', async () => {
  const service = party('bound')
  const callback = await service.logIn(openUserAgent())
  assertRefused(await redeem(service, callback), 400, 'invalid_dpop_proof')
  const answer = await redeem(service, callback, key)
  assert.equal(answer.json().token_type, 'DPoP')
  const refreshToken = String(answer.json().refresh_token)
  assertRefused(await refresh(service, refreshToken), 400, 'invalid_dpop_proof')
  assert.equal((await refresh(service, refreshToken, other)).json().token_type, 'DPoP')
})

test('RFC9449-7.1 userinfo answers a bound token with a proof of its key, by GET and POST', async () => {
  const { access_token: token = '' } = await tokens(party(), key)
  const answer = await userinfo('DPoP', token, key)
  assert.deepEqual([answer.status, Object.keys(answer.json())], [200, ['sub', 'pid', 'locale']])
  assert.equal((await userinfo('dpop', token, key)).status, 200)
  const dpop = await proof('/userinfo', key, { accessToken: token })
  const posted = await send(`${gateway.issuer}/userinfo`, {
    method: 'POST',
    headers: { authorization: `DPoP ${token}`, dpop },
  })
  assert.equal(posted.status, 200)
})

const badShown: readonly [string, string, (token: string) => ProofChanges][] = [
  ['no ath', 'invalid_dpop_proof', () => ({ claims: { ath: undefined } })],
  ['the ath of another token', 'invalid_dpop_proof', () => ({ accessToken: 'another' })],
  ['the token itself as ath', 'invalid_dpop_proof', (token) => ({ claims: { ath: token } })],
  ['the method of another request', 'invalid_dpop_proof', () => ({ claims: { htm: 'POST' } })],
  ['the address of the token endpoint', 'invalid_dpop_proof', () => ({ claims: { htu: `${gateway.issuer}/token` } })],
  ['an iat of yesterday', 'invalid_dpop_proof', () => ({ claims: { iat: gateway.clock.nowSeconds() - 86_400 } })],
]
for (const [name, error, changes] of badShown)
  test(`RFC9449-7.1 a proof with ${name} does not open userinfo`, async () => {
    const { access_token: token = '' } = await tokens(party(), key)
    const answer = await userinfo('DPoP', token, key, changes(token))
    assertRefused(answer, 401, error)
    const challenge = answer.headers.get('www-authenticate') ?? ''
    assert.match(
      challenge,
      new RegExp(`DPoP realm="localhost:\\d+", error="${error}", error_description="[^"]+", algs="ES256 PS256 RS256"$`),
    )
    assert.equal((await userinfo('DPoP', token, key)).status, 200)
  })

test('RFC9449-7.1 the proof of another key, none, and one that was used before are refused', async () => {
  const { access_token: token = '' } = await tokens(party(), key)
  assertRefused(await userinfo('DPoP', token, other), 401, 'invalid_token')
  assertRefused(await userinfo('DPoP', token), 401, 'invalid_dpop_proof')
  const dpop = await proof('/userinfo', key, { accessToken: token }, 'GET')
  const ask = () => send(`${gateway.issuer}/userinfo`, { headers: { authorization: `DPoP ${token}`, dpop } })
  assert.equal((await ask()).status, 200)
  assertRefused(await ask(), 401, 'invalid_dpop_proof')
})

test('RFC9449-7.2 a bound token is no bearer token, in the header or in the form, even beside a proof', async () => {
  const { access_token: token = '' } = await tokens(party(), key)
  for (const answer of [
    await userinfo('Bearer', token),
    await userinfo('Bearer', token, key),
    await send(`${gateway.issuer}/userinfo`, { form: { access_token: token } }),
  ]) {
    assertRefused(answer, 401, 'invalid_token')
    assert.match(
      answer.headers.get('www-authenticate') ?? '',
      /^Bearer realm="[^"]+", error="invalid_token", .*, DPoP realm="[^"]+", algs="/,
    )
  }
})

test('RFC9449-7.1 a token that is not bound is refused with the scheme DPoP and good as bearer', async () => {
  const { access_token: token = '' } = await tokens(party())
  assertRefused(await userinfo('DPoP', token, key), 401, 'invalid_token')
  assert.equal((await userinfo('Bearer', token)).status, 200)
})

test('RFC9449-5 a refresh token of a public client is good for its key alone, and nobody else can end the family', async () => {
  const service = party('spa')
  const first = await tokens(service, key)
  assert.equal(first.token_type, 'DPoP')
  assertRefused(await refresh(service, first.refresh_token), 400, 'invalid_dpop_proof')
  assertRefused(await refresh(service, first.refresh_token, other), 400, 'invalid_grant')
  gateway.clock.forward(61)
  const second = await refresh(service, first.refresh_token, key)
  assert.deepEqual([second.status, second.json().token_type], [200, 'DPoP'])
  gateway.clock.forward(61)
  assertRefused(await refresh(service, first.refresh_token, other), 400, 'invalid_grant')
  const third = await refresh(service, String(second.json().refresh_token), key)
  assert.equal(third.status, 200)
  gateway.clock.forward(61)
  assertRefused(await refresh(service, first.refresh_token, key), 400, 'invalid_grant')
  assertRefused(await refresh(service, String(third.json().refresh_token), key), 400, 'invalid_grant')
})

test('RFC9449-5 a public client may begin to bind its tokens at a refresh', async () => {
  const service = party('spa')
  const first = await tokens(service)
  const second = (await refresh(service, first.refresh_token, key)).json()
  assert.equal(second.token_type, 'DPoP')
  assertRefused(await refresh(service, String(second.refresh_token)), 400, 'invalid_dpop_proof')
})

test('RFC9449-5 a confidential client may change its key when it refreshes', async () => {
  const first = await tokens(party(), key)
  const second = (await refresh(party(), first.refresh_token, other)).json()
  assert.equal(second.token_type, 'DPoP')
  assert.deepEqual(decodeToken(String(second.access_token)).claims.cnf, { jkt: other.jkt })
})

test('RFC9449-5 a binding outlives a restart of the gateway', async () => {
  const service = party('spa')
  const first = await tokens(service, key)
  await gateway.restart()
  assertRefused(await refresh(service, first.refresh_token, other), 400, 'invalid_grant')
  assertRefused(await userinfo('Bearer', first.access_token), 401, 'invalid_token')
  assert.equal((await refresh(service, first.refresh_token, key)).status, 200)
})

test('RFC9449-5.1 the metadata names the algorithms of proofs', async () => {
  for (const path of ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']) {
    const metadata = (await send(gateway.issuer + path)).json()
    assert.deepEqual(metadata.dpop_signing_alg_values_supported, ['ES256', 'PS256', 'RS256'])
  }
})

test('RFC9449-5 a script of a browser client may send a proof and read what comes with the answer', async () => {
  const origin = 'https://spa.example.no'
  for (const path of ['/token', '/userinfo', '/par']) {
    const headers = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'dpop' }
    const asked = await send(gateway.issuer + path, { method: 'OPTIONS', headers })
    assert.match(asked.headers.get('access-control-allow-headers') ?? '', /\bDPoP\b/)
    const real = await send(gateway.issuer + path, { form: {}, headers: { origin } })
    assert.equal(real.headers.get('access-control-expose-headers'), 'DPoP-Nonce, WWW-Authenticate')
  }
})
