import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty } from '../../harness/relying-party.ts'
import { assertionKey } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import {
  type Assertion,
  assertionParameters,
  parametersOf,
  seedWithKeys,
  signWithHmac,
  unsigned,
} from './assertions.ts'
import { assertRefused } from './refused.ts'

const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })
const foreignJwk = foreign.publicKey.export({ format: 'jwk' })
const daySeconds = 86_400
let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({ seed: seedWithKeys(1_772_442_900 + 30 * daySeconds) })
})
after(() => gateway.stop())

/** Asks with a refresh token that nobody has: `invalid_grant` says that the assertion was accepted. */
const present = (parameters: Record<string, string | undefined>) =>
  send(`${gateway.issuer}/token`, {
    form: { grant_type: 'refresh_token', refresh_token: 'nobody-has-this', ...parameters },
  })
const now = (): number => gateway.clock.nowSeconds()
const make = (assertion: Assertion = {}) => assertionParameters(gateway.issuer, now(), assertion)
const accepted = async (parameters: Record<string, string | undefined>) =>
  assertRefused(await present(parameters), 400, 'invalid_grant')
const refused = async (parameters: Record<string, string | undefined>) => {
  assertRefused(await present(parameters), 401, 'invalid_client')
}

const good: [string, () => Assertion][] = [
  ['CAUTH-9 CAUTH-10 CAUTH-11 CAUTH-12 an assertion with all it needs', () => ({})],
  ['CAUTH-11 the token endpoint as audience', () => ({ claims: { aud: `${gateway.issuer}/token` } })],
  ['CAUTH-11 an array of our own addresses', () => ({ claims: { aud: [gateway.issuer, `${gateway.issuer}/token`] } })],
  ['CAUTH-12 LIFE-10 a life of exactly 120 seconds', () => ({ claims: { exp: now() + 120 } })],
  ['CAUTH-12 a life of 5 seconds', () => ({ claims: { exp: now() + 5 } })],
  ['CAUTH-12 an end 9 seconds ago', () => ({ claims: { iat: now() - 60, exp: now() - 9 } })],
  ['CAUTH-12 an issue 10 seconds ahead', () => ({ claims: { iat: now() + 10 } })],
  ['CAUTH-12 nbf 10 seconds ahead', () => ({ claims: { nbf: now() + 10 } })],
  ['CAUTH-13 no jti', () => ({ claims: { jti: undefined } })],
  ['CAUTH-14 RS384', () => ({ header: { alg: 'RS384', kid: 'key-384' }, digest: 'RSA-SHA384' })],
  ['CAUTH-14 RS512', () => ({ header: { alg: 'RS512', kid: 'key-512' }, digest: 'RSA-SHA512' })],
  ['CAUTH-14 typ JWT', () => ({ header: { typ: 'JWT' } })],
  ['CAUTH-14 typ client-authentication+jwt', () => ({ header: { typ: 'client-authentication+jwt' } })],
  [
    'CAUTH-14 jku, jwk and x5u that lead elsewhere beside a right signature',
    () => ({
      header: { jku: 'http://127.0.0.1:1/', x5u: 'http://127.0.0.1:1/', jwk: foreignJwk },
    }),
  ],
]
for (const [name, assertion] of good) test(`${name} is accepted`, () => accepted(make(assertion())))

const bad: [string, () => Assertion][] = [
  ['CAUTH-10 no iss', () => ({ claims: { iss: undefined } })],
  ['CAUTH-10 another iss', () => ({ claims: { iss: 'keys-2' } })],
  ['CAUTH-10 no sub', () => ({ claims: { sub: undefined } })],
  ['CAUTH-10 the sub of another client', () => ({ claims: { sub: 'keys-2' } })],
  ['CAUTH-10 iss and sub of another client', () => ({ claims: { iss: 'keys-2', sub: 'keys-2' } })],
  ['CAUTH-10 a sub that is no text', () => ({ claims: { sub: ['keys'] } })],
  ['CAUTH-11 no aud', () => ({ claims: { aud: undefined } })],
  ['CAUTH-11 a foreign aud', () => ({ claims: { aud: 'https://other.example.no' } })],
  ['CAUTH-11 our address with a slash too many', () => ({ claims: { aud: `${gateway.issuer}/` } })],
  ['CAUTH-11 a foreign entry among ours', () => ({ claims: { aud: [gateway.issuer, 'https://other.example.no'] } })],
  ['CAUTH-11 an empty array', () => ({ claims: { aud: [] } })],
  ['CAUTH-11 an array in the array', () => ({ claims: { aud: [[gateway.issuer]] } })],
  ['CAUTH-12 no exp', () => ({ claims: { exp: undefined } })],
  ['CAUTH-12 no iat', () => ({ claims: { iat: undefined } })],
  ['CAUTH-12 exp as text', () => ({ claims: { exp: String(now() + 60) } })],
  ['CAUTH-12 exp as null', () => ({ claims: { exp: null } })],
  ['CAUTH-12 iat as text', () => ({ claims: { iat: String(now()) } })],
  ['CAUTH-12 LIFE-10 a life of 121 seconds', () => ({ claims: { exp: now() + 121 } })],
  ['CAUTH-12 a life into the far future', () => ({ claims: { exp: now() + 3650 * daySeconds } })],
  ['CAUTH-12 all of it in the far future', () => ({ claims: { iat: now() + 9000, exp: now() + 9060 } })],
  ['CAUTH-12 an end 10 seconds ago', () => ({ claims: { iat: now() - 60, exp: now() - 10 } })],
  ['CAUTH-12 an issue 11 seconds ahead', () => ({ claims: { iat: now() + 11 } })],
  ['CAUTH-12 nbf 11 seconds ahead', () => ({ claims: { nbf: now() + 11 } })],
  ['CAUTH-12 nbf as text', () => ({ claims: { nbf: 'now' } })],
  ['CAUTH-13 a jti that is no text', () => ({ claims: { jti: 7 } })],
  ['CAUTH-13 a jti of 1025 characters', () => ({ claims: { jti: 'j'.repeat(1025) } })],
  [
    'CAUTH-14 another algorithm than the one registered for the key',
    () => ({
      header: { alg: 'RS512' },
      digest: 'RSA-SHA512',
    }),
  ],
  ['CAUTH-14 PS256', () => ({ header: { alg: 'PS256' } })],
  ['CAUTH-14 no alg', () => ({ header: { alg: undefined } })],
  ['CAUTH-14 typ at+jwt', () => ({ header: { typ: 'at+jwt' } })],
  ['CAUTH-14 a header that demands an extension', () => ({ header: { crit: ['b64'], b64: false } })],
  ['CAUTH-14 a header that demands what nobody knows', () => ({ header: { crit: ['new'], new: 1 } })],
  ['CAUTH-14 a foreign key in jwk', () => ({ header: { jwk: foreignJwk }, key: foreign.privateKey })],
  [
    'CAUTH-14 a foreign key that jku leads to',
    () => ({
      header: { jku: 'https://other.example.no/jwks' },
      key: foreign.privateKey,
    }),
  ],
  ['CAUTH-15 a foreign key under a registered kid', () => ({ key: foreign.privateKey })],
  ['CAUTH-15 no kid', () => ({ header: { kid: undefined } })],
  ['CAUTH-15 x5c instead of kid', () => ({ header: { kid: undefined, x5c: ['MIIB'] } })],
  ['CAUTH-15 an unknown kid', () => ({ header: { kid: 'key-9' } })],
  ["CAUTH-15 the kid of another client's key", () => ({ header: { kid: 'other' } })],
  ['CAUTH-15 a kid that is no text', () => ({ header: { kid: { $ne: 'x' } } })],
]
for (const [name, assertion] of bad)
  test(`${name} is refused`, async () => {
    gateway.clock.forward(61) // The failures of one test do not slow down the next.
    await refused(make(assertion()))
  })

test('CAUTH-9 one JWT of the right type is needed, and the type alone or the JWT alone is malformed', async () => {
  const right = make()
  assertRefused(await present({ client_assertion: right.client_assertion }), 400, 'invalid_request')
  assertRefused(await present({ client_assertion_type: right.client_assertion_type }), 400, 'invalid_request')
  assertRefused(await present({ ...right, client_assertion_type: 'jwt-bearer' }), 400, 'invalid_request')
  await accepted(right)
})

test('CAUTH-9 what is no signed JWT is refused', async () => {
  const [header = '', payload = ''] = make().client_assertion.split('.')
  const junk = ['x', '..', 'a.b.c', 'a.b.c.d.e', `${header}.${payload}`, `${header}.${payload}.`, `${header}.bnVsbA.AA`]
  for (const assertion of [...junk, `${header}.${Buffer.from('[1]').toString('base64url')}.AA`, '\0.\0.\0']) {
    gateway.clock.forward(61)
    await refused({ ...parametersOf(assertion), client_id: 'keys' })
    await refused(parametersOf(assertion))
  }
})

test('CAUTH-14 neither an unsigned assertion nor one with an HMAC by the public key is accepted', async () => {
  const claims = decodeToken(make().client_assertion).claims
  const pem = String(assertionKey.publicKey.export({ type: 'spki', format: 'pem' }))
  gateway.clock.forward(61)
  await refused(parametersOf(unsigned(claims)))
  await refused(parametersOf(signWithHmac({ alg: 'HS256', kid: 'key-256' }, claims, pem)))
  await refused(parametersOf(signWithHmac({ alg: 'RS256', kid: 'key-256' }, claims, pem)))
})

test('CAUTH-3 client_id beside an assertion may be missing, and else must be its client', async () => {
  await accepted({ ...make(), client_id: 'keys' })
  await accepted({ ...make(), client_id: '' })
  await refused({ ...make(), client_id: 'keys-2' })
})

test('CAUTH-13 an assertion is used once: of 9 at once one is accepted, and none later', async () => {
  for (const jti of ['once', undefined]) {
    const parameters = make({ claims: { jti } })
    gateway.clock.forward(30)
    const answers = await Promise.all(Array.from({ length: 9 }, () => present(parameters)))
    assert.equal(answers.filter(({ status }) => status === 400).length, 1)
    assert.equal(answers.filter(({ status }) => status === 401).length, 8)
    gateway.clock.forward(31) // Expired, but still within the tolerance of the clocks.
    gateway.clock.forward(8)
    await refused(parameters)
  }
})

test('CAUTH-13 the jti of one client does not use up that of another, nor does an unproven assertion', async () => {
  gateway.clock.forward(61)
  await refused(make({ claims: { jti: 'common' }, key: foreign.privateKey }))
  await accepted(make({ claims: { jti: 'common' } }))
  await accepted(make({ claims: { jti: 'common', iss: 'keys-2', sub: 'keys-2' }, header: { kid: 'other' } }))
  await refused(make({ claims: { jti: 'common' } }))
})

test('CAUTH-15 a key that has expired opens nothing', async () => {
  await accepted(make({ header: { kid: 'key-early' } }))
  gateway.clock.forward(30 * daySeconds)
  await refused(make({ header: { kid: 'key-early' } }))
})

test('CAUTH-22 a login with a registered key is reported as private_key_jwt', async () => {
  const service = openRelyingParty(gateway.issuer, 'keys', { authentication: 'none' })
  const callback = await service.logIn(openUserAgent())
  const tokens = (await service.redeem(callback, make())).json()
  assert.equal(decodeToken(String(tokens.access_token)).claims.client_amr, 'private_key_jwt')
})

test('LIFE-13 a registered key opens nothing 365 days after it was registered', async () => {
  const registeredAt = 1_772_442_900
  gateway.clock.forward(registeredAt + 365 * daySeconds - 1 - now())
  await accepted(make())
  gateway.clock.forward(1)
  await refused(make())
})
