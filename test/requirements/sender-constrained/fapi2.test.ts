import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openUserAgent, passTestId } from '../../harness/relying-party.ts'
import { standardSeed } from '../../harness/standard-seed.ts'
import { send } from '../../harness/user-agent.ts'
import { assertRefused } from '../token/refused.ts'
import { makeProof, makeProofKey, type ProofKey } from './proofs.ts'
import { openStrictParty, registered, strictClient } from './strict-party.ts'

let gateway: RunningGateway
let ps256: ProofKey
let es256: ProofKey
let rs256: ProofKey
let dpop: ProofKey
let published: Server
before(async () => {
  ;[ps256, es256, rs256, dpop] = [
    await makeProofKey('PS256'),
    await makeProofKey('ES256'),
    await makeProofKey('RS256'),
    await makeProofKey(),
  ]
  const keys = [ps256, es256]
  published = createServer((_request, response) =>
    response
      .writeHead(200, { 'content-type': 'application/jwk-set+json' })
      .end(JSON.stringify({ keys: [rs256, ps256].map(registered) })),
  )
  await new Promise<void>((listening) => published.listen(0, '127.0.0.1', listening))
  const jwksUri = `http://127.0.0.1:${(published.address() as AddressInfo).port}/jwks`
  gateway = await startGateway({
    seed: standardSeed([
      strictClient('strict', keys),
      strictClient('strict-ec', keys, { id_token_signed_response_alg: 'ES256' }),
      strictClient('strict-signed', keys, { require_signed_request_object: true }),
      strictClient('strict-fetched', [], { jwks: undefined, jwks_uri: jwksUri }),
      strictClient('by-key', keys, { security_profile: undefined }),
    ]),
    variables: { GATEWAY_TEST_LIFETIME_AUTHORIZATION_CODE: '300' },
  })
})
after(async () => {
  await gateway.stop()
  published.closeAllConnections()
  published.close()
})

const strict = (key = ps256, clientId = 'strict') => openStrictParty(gateway, clientId, key)

test('FAPI2-5.3.2.1 a service that does all of it gets bound tokens that are signed with PS256 or ES256', async () => {
  const keys = createRemoteJWKSet(new URL(`${gateway.issuer}/jwks.json`))
  for (const [clientId, key, alg] of [
    ['strict', ps256, 'PS256'],
    ['strict', es256, 'PS256'],
    ['strict-ec', es256, 'ES256'],
  ] as const) {
    const party = await strict(key, clientId)
    const callback = await party.logIn()
    assert.equal(callback.searchParams.get('iss'), gateway.issuer)
    const answer = await party.redeem(callback, dpop)
    assert.equal(answer.status, 200, answer.text)
    const tokens = answer.json() as Record<string, string>
    assert.equal(tokens.token_type, 'DPoP')
    for (const token of [tokens.access_token ?? '', tokens.id_token ?? '']) {
      assert.equal(decodeProtectedHeader(token).alg, alg)
      await jwtVerify(token, keys, { currentDate: new Date(gateway.clock.nowSeconds() * 1000) })
    }
    const shown = { htm: 'GET', htu: `${gateway.issuer}/userinfo`, nowSeconds: gateway.clock.nowSeconds() }
    const proof = await makeProof(dpop, shown, { accessToken: tokens.access_token ?? '' })
    const headers = { authorization: `DPoP ${tokens.access_token}`, dpop: proof }
    assert.equal((await send(`${gateway.issuer}/userinfo`, { headers })).status, 200)
  }
})

test('FAPI2-5.3.2.1 its refresh token stays, and is refused without a proof', async () => {
  const party = await strict()
  const first = (await party.redeem(await party.logIn(), dpop)).json()
  const form = { grant_type: 'refresh_token', refresh_token: String(first.refresh_token) }
  assertRefused(await party.post('/token', form), 400, 'invalid_dpop_proof')
  for (let turn = 0; turn < 3; turn += 1) {
    gateway.clock.forward(70)
    const next = await party.post('/token', form, dpop)
    assert.deepEqual(
      [next.status, next.json().token_type, next.json().refresh_token],
      [200, 'DPoP', form.refresh_token],
    )
  }
})

test('FAPI2-5.3.2.1 a token request without a proof gets nothing, and the code stays good', async () => {
  const party = await strict()
  const callback = await party.logIn()
  const code = callback.searchParams.get('code') ?? undefined
  assertRefused(
    await party.post('/token', {
      grant_type: 'authorization_code',
      code,
      redirect_uri: 'https://strict.example.no/callback',
    }),
    400,
    'invalid_dpop_proof',
  )
  assert.equal((await party.redeem(callback, dpop)).status, 200)
})

test('FAPI2-5.3.2.1 a request that was not pushed is refused, at the client', async () => {
  const query = new URLSearchParams((await strict()).request() as Record<string, string>)
  const answer = await openUserAgent().send(`${gateway.issuer}/authorize?${query}`)
  const { searchParams } = answer.location()
  assert.deepEqual([searchParams.get('error'), searchParams.get('iss')], ['invalid_request', gateway.issuer])
})

test('FAPI2-5.3.2.2 a pushed request needs PKCE with S256 and its redirect_uri', async () => {
  const party = await strict()
  for (const changes of [
    { code_challenge: undefined, code_challenge_method: undefined },
    { code_challenge_method: 'plain' },
    { redirect_uri: undefined },
  ])
    assertRefused(await party.push(changes), 400, 'invalid_request')
})

test('FAPI2-5.3.2.1 an assertion is for the issuer alone, as text', async () => {
  const party = await strict()
  const present = async (aud: unknown) =>
    party.post('/par', party.request(), undefined, await party.assertion({ claims: { aud } }))
  for (const aud of [
    `${gateway.issuer}/token`,
    `${gateway.issuer}/par`,
    [gateway.issuer],
    [gateway.issuer, `${gateway.issuer}/token`],
  ]) {
    gateway.clock.forward(61)
    assertRefused(await present(aud), 401, 'invalid_client')
  }
  assert.equal((await present(gateway.issuer)).status, 201)
})

test('CAUTH-14 any client may prove itself with PS256 or ES256 keys, each by its own algorithm', async () => {
  for (const key of [ps256, es256]) {
    const party = await strict(key, 'by-key')
    assert.equal((await party.push()).status, 201)
    const crossed = await party.assertion({ header: { kid: key === ps256 ? 'key-ES256' : 'key-PS256' } })
    assertRefused(await party.post('/par', party.request(), undefined, crossed), 401, 'invalid_client')
  }
})

test('FAPI2-5.4.1 an assertion or a request that is signed with RS256 is refused, even if the client publishes such a key', async () => {
  const party = await strict(rs256, 'strict-fetched')
  const weak = await party.post('/par', party.request())
  assertRefused(weak, 401, 'invalid_client')
  assert.match(weak.text, /PS256 or ES256/)
  const strong = await party.assertion({ key: ps256 })
  assert.equal((await party.post('/par', party.request(), undefined, strong)).status, 201)
  const iat = gateway.clock.nowSeconds()
  const claims = { ...party.request(), iss: 'strict-fetched', aud: gateway.issuer, iat, exp: iat + 300 }
  const request = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: 'key-RS256', typ: 'oauth-authz-req+jwt' })
    .sign(rs256.privateKey)
  const form = { client_id: 'strict-fetched', request }
  const answer = await party.post('/par', form, undefined, await party.assertion({ key: ps256 }))
  assertRefused(answer, 400, 'invalid_request_object')
  assert.match(answer.text, /PS256 or ES256/)
})

test('FAPI2-5.3.2.1 a code lives for 60 seconds at most, however long others live here', async () => {
  const party = await strict()
  const [early, late] = [await party.logIn(), await party.logIn()]
  gateway.clock.forward(59)
  assert.equal((await party.redeem(early, dpop)).status, 200)
  gateway.clock.forward(1)
  assertRefused(await party.redeem(late, dpop), 400, 'invalid_grant')
  const plain = await strict(ps256, 'by-key')
  const callback = await plain.logIn()
  gateway.clock.forward(299)
  assert.equal((await plain.redeem(callback, dpop)).status, 200)
})

test('FAPI2-5.3.2.1 where signed request objects are registered, nothing else can be pushed', async () => {
  const party = await strict(es256, 'strict-signed')
  assertRefused(await party.push(), 400, 'invalid_request')
  const iat = gateway.clock.nowSeconds()
  const claims = { ...party.request(), iss: 'strict-signed', aud: gateway.issuer, iat, nbf: iat, exp: iat + 300 }
  const request = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: 'key-ES256', typ: 'oauth-authz-req+jwt' })
    .sign(es256.privateKey)
  const pushed = await party.post('/par', { client_id: 'strict-signed', request })
  assert.equal(pushed.status, 201, pushed.text)
})

test('RFC9449-10 a dpop_jkt inside a signed request binds the code', async () => {
  const party = await strict(es256, 'strict-signed')
  const signed = async () => {
    const iat = gateway.clock.nowSeconds()
    const claims = {
      ...party.request({ dpop_jkt: dpop.jkt }),
      iss: 'strict-signed',
      aud: gateway.issuer,
      iat,
      exp: iat + 300,
    }
    const header = { alg: 'ES256', kid: 'key-ES256', typ: 'oauth-authz-req+jwt' }
    return new SignJWT(claims).setProtectedHeader(header).sign(es256.privateKey)
  }
  const logIn = async () => {
    const pushed = await party.post('/par', { client_id: 'strict-signed', request: await signed() })
    const query = new URLSearchParams({ client_id: 'strict-signed', request_uri: String(pushed.json().request_uri) })
    const browser = openUserAgent()
    return passTestId(browser, (await browser.send(`${gateway.issuer}/authorize?${query}`)).location())
  }
  assertRefused(await party.redeem(await logIn(), await makeProofKey()), 400, 'invalid_grant')
  assert.equal((await party.redeem(await logIn(), dpop)).status, 200)
})

const faulty: readonly [string, Record<string, unknown>, RegExp][] = [
  [
    'another way of authentication',
    { token_endpoint_auth_method: 'client_secret_basic' },
    /token_endpoint_auth_method.*private_key_jwt/,
  ],
  ['a browser client', { application_type: 'browser', token_endpoint_auth_method: 'none' }, /application_type.*web/],
  ['no PKCE', { code_challenge_method: 'none' }, /code_challenge_method.*S256/],
  ['rotation', { refresh_token_usage: 'ONETIME' }, /refresh_token_usage.*REUSE/],
  ['id_tokens with RS256', { id_token_signed_response_alg: 'RS256' }, /id_token_signed_response_alg.*PS256 or ES256/],
  ['the profile of 2018', { token_profile: 'legacy2018' }, /token_profile.*current/],
  ['http to the own machine', { redirect_uris: ['http://localhost:3000/cb'] }, /redirect_uris\[0\].*https/],
  [
    'a machine',
    { integration_type: 'maskinporten', scopes: [], redirect_uris: undefined, grant_types: undefined },
    /integration_type/,
  ],
]
for (const [name, fields, fault] of faulty)
  test(`FAPI2-5.3.2.1 the profile is not registered with ${name}`, async () => {
    const client = strictClient('faulty', [ps256], {
      client_uri: 'https://faulty.example.no/',
      post_logout_redirect_uris: undefined,
      ...fields,
    })
    const faults = await gateway.reseed(standardSeed([client]))
    assert.ok(
      faults.some((line) => fault.test(line)),
      faults.join('\n'),
    )
  })

test('FAPI2-5.4.1 the profile is not registered with a key for RS256', async () => {
  const client = strictClient('faulty', [], { jwks: { keys: [registered(ps256), registered(rs256)] } })
  const faults = await gateway.reseed(standardSeed([client]))
  assert.ok(
    faults.some((line) => /keys\[1\]\.alg.*PS256 or ES256/.test(line)),
    faults.join('\n'),
  )
})
