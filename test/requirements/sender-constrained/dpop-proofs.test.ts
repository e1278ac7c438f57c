import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import { exportJWK, SignJWT } from 'jose'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { basicHeader, openRelyingParty, openUserAgent } from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'
import { send } from '../../harness/user-agent.ts'
import { assertRefused } from '../token/refused.ts'
import { makeProof, makeProofKey, type ProofChanges, type ProofKey } from './proofs.ts'

let gateway: RunningGateway
let key: ProofKey
before(async () => {
  gateway = await startGateway()
  key = await makeProofKey()
})
after(() => gateway.stop())

const now = () => gateway.clock.nowSeconds()
const tokenUrl = () => `${gateway.issuer}/token`
const proof = (changes: ProofChanges = {}, by = key) =>
  makeProof(by, { htm: 'POST', htu: tokenUrl(), nowSeconds: now() }, changes)

/** A token request of an authenticated client with a code that is none: the proof is judged before it. */
const present = (dpop: string) =>
  openRelyingParty(gateway.issuer).token(
    {
      grant_type: 'authorization_code',
      code: 'none',
      redirect_uri: 'https://web.example.no/callback',
      code_verifier: 'v'.repeat(43),
    },
    { dpop },
  )
const accepted = async (dpop: string) => assertRefused(await present(dpop), 400, 'invalid_grant')
const refused = async (dpop: string) => assertRefused(await present(dpop), 400, 'invalid_dpop_proof')

const good: readonly [string, () => ProofChanges][] = [
  ['iat 60 seconds ago', () => ({ claims: { iat: now() - 60 } })],
  ['iat 10 seconds ahead', () => ({ claims: { iat: now() + 10 } })],
  ['a query and a fragment in htu', () => ({ claims: { htu: `${tokenUrl()}?a=1#b` } })],
  ['the host of htu in capitals', () => ({ claims: { htu: tokenUrl().replace('localhost', 'LOCALHOST') } })],
  ['a jti of 256 characters', () => ({ claims: { jti: 'j'.repeat(256) } })],
  ['claims that nobody knows', () => ({ claims: { nonce: 'of another server', exp: 1, note: [] } })],
]
for (const [name, changes] of good)
  test(`RFC9449-4.3 a proof with ${name} is accepted`, async () => accepted(await proof(changes())))

const bad: readonly [string, () => ProofChanges][] = [
  ['no typ', () => ({ header: { typ: undefined } })],
  ['typ JWT', () => ({ header: { typ: 'JWT' } })],
  ['typ in other letters', () => ({ header: { typ: 'DPoP+JWT' } })],
  ['no jwk', () => ({ header: { jwk: undefined } })],
  ['a jwk that is text', () => ({ header: { jwk: JSON.stringify(key.jwk) } })],
  ['a jwk that is a list', () => ({ header: { jwk: [key.jwk] } })],
  ['a jwk of another kind than alg', () => ({ header: { jwk: { ...key.jwk, kty: 'RSA' } } })],
  ['a jwk on another curve', () => ({ header: { jwk: { ...key.jwk, crv: 'P-384' } } })],
  ['a jwk that is no point of its curve', () => ({ header: { jwk: { ...key.jwk, y: key.jwk.x } } })],
  ['a jwk that names a number as a coordinate', () => ({ header: { jwk: { ...key.jwk, x: 7 } } })],
  ['no htm', () => ({ claims: { htm: undefined } })],
  ['htm GET', () => ({ claims: { htm: 'GET' } })],
  ['htm in small letters', () => ({ claims: { htm: 'post' } })],
  ['no htu', () => ({ claims: { htu: undefined } })],
  ['htu as a list', () => ({ claims: { htu: [tokenUrl()] } })],
  ['htu of another host', () => ({ claims: { htu: 'https://other.example.no/token' } })],
  ['htu of another port', () => ({ claims: { htu: 'http://localhost:1/token' } })],
  ['htu with https for http', () => ({ claims: { htu: tokenUrl().replace('http:', 'https:') } })],
  ['the path of htu in capitals', () => ({ claims: { htu: `${gateway.issuer}/TOKEN` } })],
  ['htu of another endpoint', () => ({ claims: { htu: `${gateway.issuer}/userinfo` } })],
  ['a slash too many in htu', () => ({ claims: { htu: `${tokenUrl()}/` } })],
  ['a name in htu', () => ({ claims: { htu: tokenUrl().replace('//', '//me@') } })],
  ['htu that is no address', () => ({ claims: { htu: '/token' } })],
  ['no iat', () => ({ claims: { iat: undefined } })],
  ['iat as text', () => ({ claims: { iat: String(now()) } })],
  ['iat 61 seconds ago', () => ({ claims: { iat: now() - 61 } })],
  ['iat 11 seconds ahead', () => ({ claims: { iat: now() + 11 } })],
  ['no jti', () => ({ claims: { jti: undefined } })],
  ['an empty jti', () => ({ claims: { jti: '' } })],
  ['a jti of 257 characters', () => ({ claims: { jti: 'j'.repeat(257) } })],
  ['a jti that is a number', () => ({ claims: { jti: 7 } })],
]
for (const [name, changes] of bad)
  test(`RFC9449-4.3 a proof with ${name} is refused`, async () => refused(await proof(changes())))

test('RFC9449-4.3 a proof with a header that demands an extension is refused', async () => {
  const [, payload = '', signature = ''] = (await proof()).split('.')
  await refused(
    `${encode({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.jwk, crit: ['new'], new: 1 })}.${payload}.${signature}`,
  )
})

test('RFC9449-4.3 a private key in a proof is refused and appears nowhere', async () => {
  const secret = await exportJWK(key.privateKey)
  await refused(await proof({ header: { jwk: secret } }))
  for (const line of gateway.logLines) assert.ok(!line.includes(String(secret.d)))
})

test('RFC9449-4.3 a proof that another key signed, or whose text was changed, is refused', async () => {
  const other = await makeProofKey()
  await refused(await proof({ header: { jwk: other.jwk } }))
  const [header = '', , signature = ''] = (await proof()).split('.')
  await refused(`${header}.${encode({ jti: 'x', htm: 'POST', htu: tokenUrl(), iat: now() })}.${signature}`)
})

test('RFC9449-4.2 proofs are signed with ES256, PS256 or RS256, and with no other algorithm', async () => {
  for (const alg of ['ES256', 'PS256', 'RS256']) await accepted(await proof({}, await makeProofKey(alg)))
  for (const alg of ['ES384', 'EdDSA', 'RS512']) await refused(await proof({}, await makeProofKey(alg)))
  const claims = { jti: 'x', htm: 'POST', htu: tokenUrl(), iat: now() }
  await refused(`${encode({ typ: 'dpop+jwt', alg: 'none', jwk: key.jwk })}.${encode(claims)}.`)
  const hmac = new TextEncoder().encode('a shared secret of 32 characters')
  for (const jwk of [{ kty: 'oct', k: 'YQ' }, key.jwk])
    await refused(await new SignJWT(claims).setProtectedHeader({ typ: 'dpop+jwt', alg: 'HS256', jwk }).sign(hmac))
})

test('RFC9449-4.2 an RSA key below 2048 bits is refused', async () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const weak = publicKey.export({ format: 'jwk' })
  const rsa = await makeProofKey('RS256')
  await refused(await proof({ header: { jwk: weak } }, rsa))
  await refused(await proof({ header: { jwk: { ...rsa.jwk, e: 'Aw' } } }, rsa))
})

test('RFC9449-4.3 what is no JWT, and more than one header, is refused', async () => {
  const [header = '', payload = '', signature = ''] = (await proof()).split('.')
  const junk = [
    'x',
    '..',
    'a.b.c',
    `${header}.${payload}`,
    `${header}.${payload}.${signature}.x`,
    `${header}.bnVsbA.${signature}`,
  ]
  for (const text of [...junk, `bnVsbA.${payload}.${signature}`, `e30.${payload}.`, 'x'.repeat(9000)])
    await refused(text)
  const headers = new Headers({ authorization: basicHeader('web', sharedSecret) })
  headers.append('dpop', await proof())
  headers.append('dpop', await proof())
  const form = { grant_type: 'authorization_code', code: 'none', redirect_uri: 'https://web.example.no/callback' }
  assertRefused(await send(tokenUrl(), { form, headers: Object.fromEntries(headers) }), 400, 'invalid_dpop_proof')
})

test('RFC9449-11.1 a proof holds once, even when fifty ask at once, and is told apart by key and jti', async () => {
  const once = await proof({ claims: { jti: 'the same' } })
  const answers = await Promise.all(Array.from({ length: 50 }, () => present(once)))
  const errors = answers.map((answer) => answer.json().error)
  assert.equal(errors.filter((error) => error === 'invalid_grant').length, 1)
  assert.equal(errors.filter((error) => error === 'invalid_dpop_proof').length, 49)
  await refused(await proof({ claims: { jti: 'the same', iat: now() + 5 } }))
  await accepted(await proof({ claims: { jti: 'the same' } }, await makeProofKey()))
  gateway.clock.forward(60)
  await refused(once)
})

test('RFC9449-11.1 a proof that does not hold uses up nobody’s jti', async () => {
  const [header = '', payload = ''] = (await proof({ claims: { jti: 'mine' } })).split('.')
  await refused(`${header}.${payload}.${Buffer.alloc(64).toString('base64url')}`)
  await accepted(await proof({ claims: { jti: 'mine' } }))
})

test('RFC9449-4.3 who does not prove to be the client learns nothing of a proof and uses none up', async () => {
  const dpop = await proof()
  const wrong = { dpop, authorization: basicHeader('web', 'wrong') }
  const form = { grant_type: 'authorization_code', code: 'none', redirect_uri: 'https://web.example.no/callback' }
  assertRefused(await send(tokenUrl(), { form, headers: wrong }), 401, 'invalid_client')
  await accepted(dpop)
})

test('RFC9449-5 a code survives a proof that does not hold', async () => {
  const service = openRelyingParty(gateway.issuer)
  const callback = await service.logIn(openUserAgent())
  const redeem = async (dpop: string) =>
    service.token(
      {
        grant_type: 'authorization_code',
        code: callback.searchParams.get('code') ?? '',
        redirect_uri: service.redirectUri,
        code_verifier: service.verifier,
      },
      { dpop },
    )
  assertRefused(await redeem('x'), 400, 'invalid_dpop_proof')
  const answer = await redeem(await proof())
  assert.deepEqual([answer.status, answer.json().token_type], [200, 'DPoP'])
})

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
