import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { calculateJwkThumbprint } from 'jose'
import { keyLifetimeSeconds, readClientKeys } from './client-key.ts'
import { readKeyText } from './client-key-text.ts'

const nowSeconds = 1_795_000_000
const makeKey = (bits: number) => generateKeyPairSync('rsa', { modulusLength: bits })
const { publicKey, privateKey } = makeKey(2048)
const jwk = (kid: string, more: Record<string, unknown> = {}) => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  alg: 'RS256',
  use: 'sig',
  ...more,
})
const read = (keys: unknown, former: Parameters<typeof readClientKeys>[1]['former'] = []) =>
  readClientKeys({ keys }, { nowSeconds, former })
const faults = (keys: unknown): string[] => {
  const reading = read(keys)
  return reading.ok
    ? []
    : reading.faults.map(({ field, message }) => `${field}: ${/\((REG-\d+)\)$/.exec(message)?.[1]}`)
}
const oneKey = (key: unknown, former?: Parameters<typeof readClientKeys>[1]['former']) => {
  const reading = read([key], former)
  assert.ok(reading.ok, JSON.stringify(reading))
  const [only] = reading.keys
  assert.ok(only)
  return only
}

test('CT-4 REG-60 five keys are accepted, six, none and no set are refused', () => {
  const keys = ['1', '2', '3', '4', '5', '6'].map((kid) => jwk(kid))
  assert.deepEqual(faults(keys.slice(0, 5)), [])
  assert.deepEqual(faults(keys), ['jwks.keys: REG-60'])
  assert.deepEqual(faults([]), ['jwks.keys: REG-60'])
  assert.deepEqual(faults(undefined), ['jwks: REG-60'])
})

test('REG-61 every member is judged, and unknown ones are dropped', () => {
  const wrong = { kty: 'oct', alg: 'HS256', use: 'enc', kid: 'a b', n: 'AQAB', e: 'Aw', exp: 'soon' }
  assert.deepEqual(
    faults([wrong]),
    ['use', 'kid', 'kty', 'alg', 'n', 'e', 'exp'].map((member) => `jwks.keys[0].${member}: REG-61`),
  )
  assert.deepEqual(Object.keys(oneKey(jwk('k', { key_ops: ['verify'], note: 'x' }))).sort(), [
    'alg',
    'e',
    'exp',
    'kid',
    'kty',
    'n',
    'use',
  ])
})

test('REG-61 a modulus of 1024 bits is refused, 3072 accepted', () => {
  const ofBits = (bits: number) => ({
    ...makeKey(bits).publicKey.export({ format: 'jwk' }),
    kid: 'k',
    alg: 'RS512',
    use: 'sig',
  })
  assert.deepEqual(faults([ofBits(1024)]), ['jwks.keys[0].n: REG-61'])
  assert.deepEqual(faults([ofBits(3072)]), [])
})

test('REG-61 a key on the curve P-256 is accepted with ES256 alone, an RSA key with PS256 too', () => {
  const point = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
  const curve = (more: Record<string, unknown> = {}) => ({ ...point, kid: 'c', alg: 'ES256', use: 'sig', ...more })
  const { exp, ...kept } = oneKey(curve({ note: 'x' }))
  assert.deepEqual(kept, { kty: 'EC', alg: 'ES256', crv: 'P-256', x: point.x, y: point.y, use: 'sig', kid: 'c' })
  assert.equal(exp, nowSeconds + keyLifetimeSeconds)
  assert.equal(oneKey(jwk('k', { alg: 'PS256' })).alg, 'PS256')
  assert.deepEqual(faults([curve({ alg: 'RS256' })]), ['jwks.keys[0].alg: REG-61'])
  assert.deepEqual(faults([jwk('k', { alg: 'ES256' })]), ['jwks.keys[0].alg: REG-61'])
  assert.deepEqual(faults([curve({ crv: 'P-384' })]), ['jwks.keys[0].crv: REG-61'])
  assert.deepEqual(faults([curve({ y: point.x })]), ['jwks.keys[0].x: REG-61'])
  assert.deepEqual(faults([curve({ x: 'AQAB' })]), ['jwks.keys[0].x: REG-61'])
  const former = oneKey(curve({ exp: nowSeconds + 31 * 86_400 }))
  assert.deepEqual(oneKey(curve(), [former]), former)
})

test('REG-61 RFC7638-3 a key of P-256 in text gets ES256 and its thumbprint as name, on another curve it is refused', async () => {
  const pem = (namedCurve: string) =>
    generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'pem', type: 'spki' }).toString()
  const text = pem('P-256')
  const read = readKeyText(text, undefined)
  assert.ok(read.ok)
  assert.equal(read.jwk.alg, 'ES256')
  assert.equal(read.jwk.kid, await calculateJwkThumbprint(createPublicKey(text).export({ format: 'jwk' })))
  assert.equal(oneKey(read.jwk).kid, read.jwk.kid)
  const { kid: _kid, alg: _alg, ...bare } = read.jwk
  assert.deepEqual(readKeyText(JSON.stringify(bare), undefined), read)
  assert.equal(readKeyText(pem('P-384'), undefined).ok, false)
})

test('REG-62 a kid stands once in a client; one key may have two', () => {
  assert.deepEqual(faults([jwk('a'), jwk('a')]), ['jwks.keys[1].kid: REG-62'])
  assert.deepEqual(faults([jwk('a'), jwk('b')]), [])
})

test('CT-4 REG-63 a private key is refused as exposed and not repeated', () => {
  const secret = privateKey.export({ format: 'jwk' })
  const reading = read([{ ...secret, kid: 'k', alg: 'RS256', use: 'sig' }])
  assert.ok(!reading.ok)
  assert.match(reading.faults[0]?.message ?? '', /exposed.*REG-63/)
  assert.ok(!JSON.stringify(reading).includes(String(secret.d)))
})

test('CT-5 REG-64 a key lives for 365 days at most, and one in the past is refused', () => {
  assert.equal(oneKey(jwk('k')).exp, nowSeconds + keyLifetimeSeconds)
  assert.equal(oneKey(jwk('k', { exp: nowSeconds + 2 * keyLifetimeSeconds })).exp, nowSeconds + keyLifetimeSeconds)
  assert.equal(oneKey(jwk('k', { exp: nowSeconds + 60 })).exp, nowSeconds + 60)
  assert.deepEqual(faults([jwk('k', { exp: nowSeconds })]), ['jwks.keys[0].exp: REG-64'])
})

test('REG-161 K-8 a key that is stated again keeps its end until less than 30 days are left', () => {
  const former = oneKey(jwk('k', { exp: nowSeconds + 31 * 86_400 }))
  assert.deepEqual(oneKey(jwk('k'), [former]), former)
  const nearEnd = oneKey(jwk('k', { exp: nowSeconds + 29 * 86_400 }))
  assert.equal(oneKey(jwk('k'), [nearEnd]).exp, nowSeconds + keyLifetimeSeconds)
})

test('REG-66 what is no certificate is refused', () => {
  assert.deepEqual(faults([jwk('k', { x5c: ['AAAA'] })]), ['jwks.keys[0].x5c: REG-61'])
  assert.deepEqual(faults([jwk('k', { x5c: [] })]), ['jwks.keys[0].x5c: REG-61'])
})
