import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { CompactEncrypt } from 'jose/jwe/compact/encrypt'
import { SignJWT } from 'jose/jwt/sign'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openUserAgent, type Parameters, passTestId } from '../../harness/relying-party.ts'
import { assertionKey, citizenA } from '../../harness/standard-seed.ts'
import { type Answer, send, type UserAgent } from '../../harness/user-agent.ts'
import { assertErrorPage, assertErrorRedirect, lastRefusal, parametersAt } from '../authorize/answers.ts'
import { assertionParameters, signWithHmac } from '../token/assertions.ts'
import { assertRefused } from '../token/refused.ts'
import {
  curveKey,
  logInWith,
  type ObjectChanges,
  push,
  requestObject,
  requestOf,
  seedForPushing,
  service,
} from './pushing.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({ seed: seedForPushing() })
})
after(() => gateway.stop())

const keys = () => service(gateway, 'keys')
const now = () => gateway.clock.nowSeconds()
const object = (changes: ObjectChanges = {}) => requestObject(gateway, keys(), changes)

/** Sends an object in the address, with nothing beside it but `client_id` and what the test adds. */
function ask(request: string, beside: Parameters = {}, browser: UserAgent = openUserAgent()): Promise<Answer> {
  const query = new URLSearchParams({ client_id: 'keys', request })
  for (const [name, value] of Object.entries(beside)) if (value !== undefined) query.set(name, value)
  return browser.send(`${gateway.issuer}/authorize?${query}`)
}

const assertTaken = (answer: Answer): void =>
  assert.equal(answer.location().pathname, '/authorize/selector', answer.text)

/** Refused in the address and at `/par`, and both times for the reason that is meant. */
async function assertObjectRefused(request: string, why: RegExp): Promise<void> {
  assertErrorPage(await ask(request, { state: 'reflected' }), 400, 'reflected')
  assert.deepEqual([lastRefusal(gateway).code, lastRefusal(gateway).step], ['invalid_request_object', '4'])
  assert.match(lastRefusal(gateway).description, why)
  const pushed = await push(gateway, 'keys', { client_id: 'keys', request })
  assertRefused(pushed, 400, 'invalid_request_object')
  assert.match(String(pushed.json().error_description), why)
}

test('RO-1 RO-8 a signed object makes the request alone: a whole login with nothing but client_id beside it', async () => {
  const party = keys()
  const request = requestObject(gateway, party, { claims: { state: 'signed-state', nonce: 'signed-nonce' } })
  const browser = openUserAgent()
  const callback = await passTestId(browser, (await ask(request, {}, browser)).location())
  assert.equal(callback.searchParams.get('state'), 'signed-state')
  const claims = assertionParameters(gateway.issuer, now(), { claims: { iss: 'keys', sub: 'keys' } })
  const tokens = await send(`${gateway.issuer}/token`, {
    form: {
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: party.redirectUri,
      code_verifier: party.verifier,
      ...claims,
    },
  })
  assert.equal(tokens.status, 200, tokens.text)
  assert.equal(decodeToken(String(tokens.json().id_token)).claims.nonce, 'signed-nonce')
})

test('RO-1 PAR-1 an object is pushed as well, and its jti is not asked for again when the handle is opened', async () => {
  const party = keys()
  const request = requestObject(gateway, party, { claims: { state: 'pushed-and-signed' } })
  const answer = await push(gateway, 'keys', { request })
  assert.equal(answer.status, 201, answer.text)
  const callback = await logInWith(gateway, 'keys', String(answer.json().request_uri))
  assert.equal(callback.searchParams.get('state'), 'pushed-and-signed')
  assertRefused(await push(gateway, 'keys', { request }), 400, 'invalid_request_object')
})

test('RO-8 what stands beside the object changes nothing, neither in the address nor at /par', async () => {
  const beside = {
    scope: 'no:such',
    redirect_uri: keys().redirectUri,
    state: 'outside',
    response_mode: 'fragment',
    prompt: 'none',
  }
  const request = object({ claims: { login_hint: `testid:${citizenA}_idporten-loa-high`, state: 'inside' } })
  assert.equal(parametersAt(await ask(request, beside), keys().redirectUri).state, 'inside')
  const pushed = await push(gateway, 'keys', {
    ...beside,
    client_id: 'keys',
    request: object({ claims: { state: 'inside' } }),
  })
  const callback = await logInWith(gateway, 'keys', String(pushed.json().request_uri))
  assert.equal(callback.searchParams.get('state'), 'inside')
  const missing = await ask(object({ claims: { state: 'inside', response_type: undefined } }), {
    response_type: 'code',
  })
  assertErrorRedirect(missing, keys().redirectUri, 'invalid_request')
  assert.equal(lastRefusal(gateway).step, '11')
})

test('RO-8 AUTHZ-21 the request in the object is judged as any other: PKCE, scope, level and address', async () => {
  for (const [claims, step, error] of [
    [{ code_challenge: undefined }, '12', 'invalid_request'],
    [{ code_challenge_method: 'plain' }, '12', 'invalid_request'],
    [{ scope: 'openid eks:closed.read' }, '13', 'invalid_scope'],
    [{ acr_values: 'nothing' }, '15', 'invalid_request'],
    [{ resource: ['urn:a', 'not a uri'] }, '17', 'invalid_target'],
    [{ max_age: -1 }, '14', 'invalid_request'],
  ] as const) {
    assertErrorRedirect(await ask(object({ claims })), keys().redirectUri, error)
    assert.equal(lastRefusal(gateway).step, step, JSON.stringify(claims))
  }
  const elsewhere = object({ claims: { redirect_uri: 'https://evil.example/' } })
  assertErrorPage(await ask(elsewhere, { redirect_uri: keys().redirectUri }), 400, 'evil.example')
  assert.equal(lastRefusal(gateway).step, '5')
})

test('RO-8 max_age may be a number and resource a list; text of another kind is refused, not guessed', async () => {
  assertTaken(await ask(object({ claims: { max_age: 3600 } })))
  assertTaken(await ask(object({ claims: { resource: ['https://a.example/', 'urn:b'] } })))
  assertTaken(await ask(object({ claims: { resource: 'https://a.example/' } })))
  assertTaken(await ask(object({ claims: { claims: { id_token: {} }, unknown: [1], sub: 'somebody' } })))
  for (const claims of [
    { state: 7 },
    { scope: ['openid'] },
    { acr_values: { essential: true } },
    { prompt: null },
    { max_age: 1.5 },
    { max_age: '1'.repeat(3).split('') },
    { resource: [1] },
    { redirect_uri: [keys().redirectUri] },
    { response_type: true },
  ])
    await assertObjectRefused(object({ claims }), /must be (?:text|a whole number)/)
})

test('RO-2 a client without registered keys cannot use an object, whoever signed it', async () => {
  const party = service(gateway, 'web')
  const request = requestObject(gateway, party)
  const answer = await party.authorize(openUserAgent(), { request })
  assertErrorRedirect(answer, party.redirectUri, 'invalid_request_object')
  assertRefused(await push(gateway, 'web', { client_id: 'web', request }), 400, 'invalid_request_object')
})

for (const [alg, digest] of [
  ['RS256', 'RSA-SHA256'],
  ['RS384', 'RSA-SHA384'],
  ['RS512', 'RSA-SHA512'],
] as const)
  test(`RO-3 DISC-37 ${alg} with the key that is registered for it is taken`, async () => {
    assertTaken(await ask(object({ header: { alg, kid: `key-${alg.slice(2)}` }, digest })))
  })

const signed = (alg: string, kid: string, key: KeyObject) =>
  new SignJWT({
    ...requestOf(keys()),
    iss: 'keys',
    aud: gateway.issuer,
    iat: now(),
    exp: now() + 60,
    jti: randomUUID(),
  })
    .setProtectedHeader({ alg, kid, typ: 'oauth-authz-req+jwt' })
    .sign(key)

test('RO-3 DISC-37 PS256 and ES256 with the keys that are registered for them are taken, and for no other algorithm', async () => {
  assertTaken(await ask(await signed('PS256', 'key-ps', assertionKey.privateKey)))
  assertTaken(await ask(await signed('ES256', 'key-ec', curveKey.privateKey)))
  await assertObjectRefused(await signed('PS256', 'key-256', assertionKey.privateKey), /alg differs/)
  await assertObjectRefused(await signed('RS256', 'key-ps', assertionKey.privateKey), /alg differs/)
  await assertObjectRefused(await signed('ES256', 'key-256', curveKey.privateKey), /alg differs/)
})

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
const strangerJwk = stranger.publicKey.export({ format: 'jwk' })

test('RO-3 an unsigned object, one with an HMAC of the public key, and one with a stranger’s signature are refused', async () => {
  const claims = decodeToken(object()).claims
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  for (const alg of ['none', 'None', 'NONE', ''])
    await assertObjectRefused(`${encode({ alg, kid: 'key-256' })}.${encode(claims)}.`, /alg must be one of/)
  await assertObjectRefused(`${encode({ kid: 'key-256' })}.${encode(claims)}.`, /alg must be one of/)
  const publicKey = assertionKey.publicKey
  for (const key of [
    publicKey.export({ format: 'pem', type: 'spki' }),
    publicKey.export({ format: 'pem', type: 'pkcs1' }),
  ])
    for (const alg of ['HS256', 'HS512'])
      await assertObjectRefused(signWithHmac({ alg, kid: 'key-256' }, claims, String(key)), /alg must be one of/)
  await assertObjectRefused(object({ key: stranger.privateKey }), /signature/)
  await assertObjectRefused(`${object().split('.').slice(0, 2).join('.')}.`, /signature/)
})

test('RO-3 a payload that was exchanged under a good signature is refused', async () => {
  const [header, , signature] = object().split('.')
  const other = { ...decodeToken(object()).claims, redirect_uri: 'https://evil.example/' }
  const payload = Buffer.from(JSON.stringify(other)).toString('base64url')
  await assertObjectRefused(`${header}.${payload}.${signature}`, /signature/)
})

test('RO-3 keys that the object brings or points to are not looked at: kid of a registered key decides', async () => {
  const brought = { jwk: strangerJwk, jku: `${gateway.issuer}/never`, x5u: 'https://127.0.0.1:1/never', x5c: ['MIIB'] }
  await assertObjectRefused(object({ header: brought, key: stranger.privateKey }), /signature/)
  assertTaken(await ask(object({ header: brought })))
  for (const kid of [undefined, 7, '', 'key-of-nobody', 'other'])
    await assertObjectRefused(object({ header: { kid, jwk: strangerJwk }, key: stranger.privateKey }), /kid/)
})

test('RO-3 an encrypted object, an unreadable one, and one that demands what is not understood are refused', async () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const encrypted = await new CompactEncrypt(Buffer.from(object()))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: 'key-256' })
    .encrypt(publicKey)
  for (const request of [encrypted, 'x', 'a.b', 'a.b.c', '..', 'eyJhbGciOiJSUzI1NiJ9.bm8.x', `${object()}.x`, '{}'])
    await assertObjectRefused(request, /not a signed JWT/)
  await assertObjectRefused(object({ header: { crit: ['b64'], b64: false } }), /crit/)
})

test('RFC9101-10.8 the type may say that it is a request object, and what is typed or made as something else is refused', async () => {
  for (const typ of ['oauth-authz-req+jwt', 'application/oauth-authz-req+jwt', 'JWT', 'jwt'])
    assertTaken(await ask(object({ header: { typ } })))
  for (const typ of ['client-authentication+jwt', 'at+jwt', 'dpop+jwt', 'logout+jwt', 7])
    await assertObjectRefused(object({ header: { typ } }), /typ must be/)
  await assertObjectRefused(object({ claims: { sub: 'keys' } }), /sub/)
  const claims = { iss: 'keys', sub: 'keys' }
  const assertion = assertionParameters(gateway.issuer, now(), { claims }).client_assertion
  await assertObjectRefused(assertion, /client_id/)
  const shown = await send(`${gateway.issuer}/par`, {
    form: {
      ...requestOf(keys()),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: object({ claims: { exp: now() + 60 } }),
    },
  })
  assertRefused(shown, 401, 'invalid_client')
})

test('RO-4 the issuer must be the client, the audience this gateway and nobody else', async () => {
  assertTaken(await ask(object({ claims: { aud: [gateway.issuer] } })))
  for (const iss of [undefined, '', 'keys-2', gateway.issuer, ['keys']])
    await assertObjectRefused(object({ claims: { iss } }), /iss/)
  for (const aud of [
    undefined,
    'https://evil.example',
    `${gateway.issuer}/token`,
    `${gateway.issuer}/par`,
    [],
    [gateway.issuer, 'https://evil.example'],
    { aud: gateway.issuer },
  ])
    await assertObjectRefused(object({ claims: { aud } }), /aud/)
})

test('RO-5 LIFE-11 exp is required and in the future, at most 600 seconds after iat, clocks may differ by 10 seconds', async () => {
  assertTaken(await ask(object({ claims: { iat: now(), exp: now() + 600 } })))
  assertTaken(await ask(object({ claims: { iat: now() - 590, exp: now() - 9 } })))
  assertTaken(await ask(object({ claims: { iat: now() + 10, nbf: now() + 10 } })))
  assertTaken(await ask(object({ claims: { iat: undefined, exp: now() + 3600 } })))
  for (const [claims, why] of [
    [{ exp: undefined }, /exp is required/],
    [{ exp: String(now() + 60) }, /exp is required/],
    [{ exp: now() - 10 }, /expired/],
    [{ exp: now() - 86_400, iat: now() - 86_500 }, /expired/],
    [{ iat: now(), exp: now() + 601 }, /600 seconds after iat/],
    [{ iat: undefined, exp: now() + 3601 }, /3600 seconds ahead/],
    [{ iat: now() + 11, exp: now() + 60 }, /iat/],
    [{ iat: 'now' }, /iat/],
    [{ nbf: now() + 11 }, /nbf/],
  ] as const)
    await assertObjectRefused(object({ claims }), why)
})

test('RO-6 a jti is taken once from each client until the object expires, and only from an object that is proven', async () => {
  const claims = { jti: 'used-once', exp: now() + 300 }
  const unproven = object({ claims, key: stranger.privateKey })
  await assertObjectRefused(unproven, /signature/)
  const request = object({ claims })
  assertTaken(await ask(request))
  await assertObjectRefused(request, /jti has been used/)
  await assertObjectRefused(object({ claims: { ...claims, state: 'another' } }), /jti has been used/)
  const other = service(gateway, 'keys-2')
  assertTaken(
    await send(`${gateway.issuer}/authorize?client_id=keys-2&request=${requestObject(gateway, other, { claims })}`),
  )
  const without = object({ claims: { jti: undefined } })
  for (let turn = 0; turn < 2; turn += 1) assertTaken(await ask(without))
  for (const jti of ['', 7, 'x'.repeat(1025)]) await assertObjectRefused(object({ claims: { jti } }), /jti must be/)
})

test('RO-6 of fifty requests with one object at once one is answered', async () => {
  const request = object()
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask(request)))
  assert.equal(answers.filter(({ status }) => status === 302).length, 1)
})

test('RO-7 client_id is required in the address and in the object, and both must be the same', async () => {
  assertErrorPage(await send(`${gateway.issuer}/authorize?request=${object()}`), 400)
  assert.equal(lastRefusal(gateway).code, 'invalid_client')
  for (const client_id of [undefined, 'keys-2', '', 7])
    await assertObjectRefused(object({ claims: { client_id } }), /client_id/)
  const foreign = await send(`${gateway.issuer}/authorize?client_id=keys-2&request=${object()}`)
  assertErrorPage(foreign, 400)
  assert.deepEqual([lastRefusal(gateway).code, lastRefusal(gateway).clientId], ['invalid_request_object', 'keys-2'])
  assertTaken(await ask(object(), { response_type: 'code', scope: 'openid' }))
})

test('RO-9 an object in an object, or a reference in it, is refused', async () => {
  await assertObjectRefused(object({ claims: { request: object() } }), /request must not be in it/)
  for (const request_uri of ['https://x.example/', `urn:idporten:${'a'.repeat(43)}`, 7])
    await assertObjectRefused(object({ claims: { request_uri } }), /request_uri must not be in it/)
})

test('ERR-17 AUTHZ-51 an object that does not hold goes back to a registered address beside it, with its state, else it is a page', async () => {
  const bad = () => object({ claims: { aud: 'x' } })
  const { redirectUri } = keys()
  const told = await ask(bad(), { redirect_uri: redirectUri, state: 'outside' })
  assert.deepEqual(assertErrorRedirect(told, redirectUri, 'invalid_request_object'), {
    iss: gateway.issuer,
    state: 'outside',
  })
  assertErrorPage(
    await ask(bad(), { redirect_uri: 'https://evil.example/', state: 'outside' }),
    400,
    'evil.example',
    'outside',
  )
  const both = await ask(bad(), { request_uri: 'x', redirect_uri: redirectUri })
  assertErrorRedirect(both, redirectUri, 'invalid_request')
  assertErrorPage(await send(`${gateway.issuer}/authorize?client_id=keys&request=a&request=b`), 400)
  assert.equal(lastRefusal(gateway).step, '1')
})

test('RO-3 a key that has expired signs nothing any more', async () => {
  const own = await startGateway({ seed: seedForPushing(now() + 100), clock: gateway.clock })
  try {
    const party = service(own, 'keys')
    const sent = () => requestObject(own, party, { header: { kid: 'key-early' } })
    const asked = () => send(`${own.issuer}/authorize?client_id=keys&request=${sent()}`)
    assertTaken(await asked())
    own.clock.forward(100)
    assertErrorPage(await asked(), 400)
    assert.match(lastRefusal(own).description, /kid names no registered, unexpired key/)
  } finally {
    await own.stop()
  }
})
