import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { Secret } from '../../../src/protocol/secret.ts'
import { thumbprint } from '../../../src/protocol/thumbprint.ts'
import { openLocalKeeper } from '../../../src/signing/local/local-keeper.ts'
import { makeSigningKey } from '../../../src/signing/make-signing-key.ts'
import type { SigningKeyMaterial } from '../../../src/signing/signer.ts'
import { openSigningKeys } from '../../../src/signing/signing-keys.ts'
import { decodeToken } from '../../harness/relying-party.ts'

const day = 86_400
const start = 1_772_442_900
const clock = { now: start, nowSeconds: () => clock.now }
const keeper = openLocalKeeper(() => [{ id: '1', value: new Secret('a secret of this test, long enough') }])
const owner = { keeper, ring: 'test', commonName: 'Portvakt test' }
const open = (...keys: SigningKeyMaterial[]) => openSigningKeys({ ring: 'test', keeper, clock }, keys)
const kidOf = (token: string): unknown => decodeToken(token).header.kid
let first: SigningKeyMaterial
let second: SigningKeyMaterial
before(async () => {
  first = await makeSigningKey(owner, 'RS256', start, start)
  second = await makeSigningKey(owner, 'RS256', start, start + day)
})

test('KEY-8 the next key is published before it signs, takes over at its time, and the one before it stays until its end', async () => {
  clock.now = start + day - 1
  const leaving = { ...first, retiredAtSeconds: start + 2 * day }
  const { signer, keyRing } = await open(leaving, second)
  const published = () => keyRing.published().map(({ kid }) => kid)
  assert.deepEqual(published(), [second.kid, first.kid])
  assert.equal(keyRing.published(), keyRing.published(), 'the same list while nothing changes')
  const old = await signer.sign({ a: 1 })
  assert.equal(kidOf(old), first.kid)
  clock.now += 1
  assert.equal(kidOf(await signer.sign({ a: 1 })), second.kid)
  clock.now = start + 2 * day - 1
  assert.deepEqual(published(), [second.kid, first.kid])
  clock.now += 1
  assert.deepEqual(published(), [second.kid])
  assert.deepEqual(await keyRing.verify(old), { a: 1 })
})

test('KEY-8 a key does not sign before its time, even if there is no other', async () => {
  clock.now = start
  await assert.rejects((await open(second)).signer.sign({}), /no signing key of test may sign with RS256 yet/)
})

test('KEY-9 a key that signs at once does so too where the clock is a little behind, and only without another', async () => {
  clock.now = start + day - 30
  const alone = await open(second)
  assert.equal(kidOf(await alone.signer.sign({})), second.kid)
  const beside = await open(first, second)
  assert.equal(kidOf(await beside.signer.sign({})), first.kid)
})

test('KEY-9 KEY-10 what a key signed is good when it has left the JWKS, and worth nothing when it was compromised', async () => {
  clock.now = start + 2 * day
  const token = await (await open(first)).signer.sign({ a: 1 })
  const retired = await open({ ...first, retiredAtSeconds: clock.now, privateKey: null }, second)
  assert.deepEqual(await retired.keyRing.verify(token), { a: 1 })
  assert.equal(retired.keyRing.isCompromised(token), false)
  const removed = await open({ ...first, compromisedAtSeconds: clock.now, privateKey: null }, second)
  assert.equal(await removed.keyRing.verify(token), undefined)
  assert.equal(removed.keyRing.isCompromised(token), true)
  assert.equal(removed.keyRing.isCompromised(await removed.signer.sign({})), false)
})

test('KEY-8 a running ring takes keys that come and go without being opened again', async () => {
  clock.now = start + day
  const keys = await open(first)
  const token = await keys.signer.sign({ a: 1 })
  await keys.replace([{ ...first, retiredAtSeconds: start + 2 * day }, second])
  assert.equal(kidOf(await keys.signer.sign({})), second.kid)
  assert.deepEqual(await keys.keyRing.verify(token), { a: 1 })
})

test('EX-2 KEY-3 the worked example of a key has the id that its members make', async () => {
  const n =
    'morbDDo1ssgSsrSzSJtoXlFw6Ze3cntnEZVOUFka0Kq19RlVAZnYGN5Abb6HoWP2pTtlD2dh7HBfJ3afNGzQ4hQa-Ipi4JWHhLSr1crsj9bQ4T2VzgYbAeHKXcpE9ZrqaI1smQjUXV4uScNRvbe8rwLsSeg2IMC17tTDSNzmFrPLhntIKEB5Gkkppf0f38zKJx8RMn1F4zvw-DGXAAtPEgf32a3E5Y9IdbdkX2kr8c1g5fvEC_PanUQmyHFuSzUAD8ApUZcr-qMAidUi3Y1JdNxofvvsAx6kWJWKwR__zeOCblwlRHBqCl4C-7xdvgWhmg9ooax348co5ufPjQpg_w'
  assert.equal(thumbprint({ kty: 'RSA', n, e: 'AQAB' }), 'Id9kk9ho-e2ASC40-jSg0GQi_QTXwCxCpoIhZL1GLQo')
  clock.now = start
  const { keyRing } = await open(first, second)
  for (const { kid, ...key } of keyRing.published()) {
    assert.equal(kid, thumbprint(key))
    assert.deepEqual(Object.keys(key).sort(), ['alg', 'e', 'kty', 'n', 'use', 'x5c'])
  }
})
