import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty } from '../../harness/relying-party.ts'
import { type Answer, openUserAgent, send } from '../../harness/user-agent.ts'
import { sendRaw } from './answers.ts'

interface Jwk {
  readonly kty: string
  readonly kid: string
  readonly n: string
  readonly e: string
  readonly x5c: readonly string[]
}

let gateway: RunningGateway
let answer: Answer
let key: Jwk
before(async () => {
  gateway = await startGateway()
  // All keys are there, also the one that is made when the doors are open.
  await gateway.tendKeys()
  answer = await send(`${gateway.issuer}/jwks.json`)
  key = (answer.json().keys as Jwk[])[0] ?? assert.fail('no key')
})
after(() => gateway.stop())

test('KEY-1 KEY-5 KEY-6 id_token and access token have only alg and kid in the header and verify with RS256 and 2048 bits', async () => {
  const tokens = await openRelyingParty(gateway.issuer).tokens(openUserAgent())
  const publicKey = createPublicKey({ key: { kty: key.kty, n: key.n, e: key.e }, format: 'jwk' })
  assert.ok((publicKey.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048)
  for (const token of [tokens.id_token ?? '', tokens.access_token ?? '']) {
    assert.deepEqual(decodeToken(token).header, { alg: 'RS256', kid: key.kid })
    const [header, claims, signature] = token.split('.')
    const signed = Buffer.from(`${header}.${claims}`)
    assert.ok(verify('sha256', signed, publicKey, Buffer.from(signature ?? '', 'base64url')))
    signed[signed.length - 1] = (signed.at(-1) ?? 0) ^ 1
    assert.ok(!verify('sha256', signed, publicKey, Buffer.from(signature ?? '', 'base64url')))
  }
})

test('KEY-2 the key set holds a key for each algorithm, that of RS256 first, without private members', () => {
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/)
  assert.deepEqual(Object.keys(answer.json()), ['keys'])
  const keys = answer.json().keys as Record<string, unknown>[]
  assert.equal(keys[0]?.alg, 'RS256')
  for (const { kid, x5c, alg, ...rest } of keys) {
    const { n = '', x = '', y = '', ...members } = rest as Record<string, string>
    assert.deepEqual(
      members,
      alg === 'ES256' ? { kty: 'EC', use: 'sig', crv: 'P-256' } : { kty: 'RSA', use: 'sig', e: 'AQAB' },
    )
    const sizes = [n, x, y].map((part) => Buffer.from(part, 'base64url').length)
    assert.deepEqual(sizes, alg === 'ES256' ? [0, 32, 32] : [256, 0, 0])
    assert.match(String(kid), /^[\w-]{43}$/)
    assert.ok((x5c as string[]).length >= 1)
  }
})

test('KEY-3 kid is the thumbprint of the key', () => {
  const thumbprint = createHash('sha256').update(`{"e":"${key.e}","kty":"RSA","n":"${key.n}"}`).digest('base64url')
  assert.equal(key.kid, thumbprint)
  assert.equal(key.kid.length, 43)
})

test('KEY-4 x5c begins with a certificate of this very key, valid now, as plain base64', () => {
  const [first = ''] = key.x5c
  assert.match(first, /^[A-Za-z0-9+/]+={0,2}$/)
  const certificate = new X509Certificate(Buffer.from(first, 'base64'))
  const { n, e } = certificate.publicKey.export({ format: 'jwk' })
  assert.deepEqual([n, e], [key.n, key.e])
  const now = gateway.clock.nowSeconds() * 1000
  assert.ok(certificate.validFromDate.getTime() < now && certificate.validToDate.getTime() > now)
  assert.ok(certificate.verify(certificate.publicKey))
})

test('KEY-11 the key set may be kept an hour', () => {
  assert.equal(answer.headers.get('cache-control'), 'public, max-age=3600')
})

test('KEY-7 the key stays the same over a restart', async () => {
  const before = answer.text
  await gateway.restart()
  // On a connection of its own: those of before went with the gateway.
  const { body } = await sendRaw(gateway.issuer, 'GET /jwks.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  assert.equal(body, before)
})
