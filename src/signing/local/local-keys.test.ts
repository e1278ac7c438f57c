import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { SigningKeyMaterial } from '../signer.ts'
import { openLocalKeys } from './local-keys.ts'
import { makeSigningKey } from './make-signing-key.ts'

const day = 86_400
const start = 1_772_442_900
const clock = {
  now: start,
  nowSeconds: () => clock.now,
}
let first: SigningKeyMaterial
let second: SigningKeyMaterial
before(async () => {
  first = await makeSigningKey('first', start, start)
  second = await makeSigningKey('second', start, start + day)
})

const kidOf = (token: string): string => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid

test('KEY-8 the next key is published before it signs, takes over at its time, and the one before it stays published', async () => {
  clock.now = start + day - 1
  const { signer, keyRing } = await openLocalKeys([first, second], clock)
  const published = () => new Set(keyRing.published().map(({ kid }) => kid))
  assert.deepEqual(published(), new Set([first.kid, second.kid]))
  const old = await signer.sign({ a: 1 })
  assert.equal(kidOf(old), first.kid)
  clock.now += 1
  assert.equal(kidOf(await signer.sign({ a: 1 })), second.kid)
  assert.deepEqual(published(), new Set([first.kid, second.kid]))
  assert.deepEqual(await keyRing.verify(old), { a: 1 })
})

test('KEY-10 a key that has left the set still verifies what it signed, and signs nothing more', async () => {
  clock.now = start + 2 * day
  const token = await (await openLocalKeys([first], clock)).signer.sign({ a: 1 })
  const retired = { ...first, retiredAtSeconds: start + 2 * day }
  const { signer, keyRing } = await openLocalKeys([retired, second], clock)
  assert.deepEqual(
    keyRing.published().map(({ kid }) => kid),
    [second.kid],
  )
  assert.deepEqual(await keyRing.verify(token), { a: 1 })
  assert.equal(kidOf(await signer.sign({})), second.kid)
})

test('KEY-9 what a removed key signed is worth nothing', async () => {
  clock.now = start + 2 * day
  const token = await (await openLocalKeys([first], clock)).signer.sign({ a: 1 })
  const { keyRing } = await openLocalKeys([second], clock)
  assert.equal(await keyRing.verify(token), undefined)
})

test('KEY-8 a key does not sign before its time, even if there is no other', async () => {
  clock.now = start
  await assert.rejects(openLocalKeys([second], clock), /no signing key may sign yet/)
})
