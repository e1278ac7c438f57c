import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../../protocol/secret.ts'
import { openSystemRandom } from '../../system/random.ts'
import { makeClientSecret, verifyClientSecret } from './client-secret.ts'

const now = 1_772_442_900
const pepper = { id: '1', value: new Secret('pepper-of-the-test') }
const make = (days?: number) => makeClientSecret(openSystemRandom(), pepper, 'test', now, days)

test('CLI-24 a secret is made of 256 random bits in letters that need no encoding, kept as a hash, for at most 360 days', () => {
  const { secret, stored } = make()
  assert.match(secret.reveal(), /^cs_t_[A-Za-z0-9_-]{43}$/)
  assert.notEqual(make().secret.reveal(), secret.reveal())
  assert.ok(!JSON.stringify(stored).includes(secret.reveal().slice(5)))
  assert.equal(stored.expiresAtSeconds, now + 360 * 86_400)
})

test('CLI-24 two secrets work at once while they are changed, each until its own end', async () => {
  const [old, young] = [make(1), make(2)]
  const isRight = async ({ secret, stored }: typeof old, atSeconds: number) =>
    (await verifyClientSecret([old.stored, young.stored], secret.reveal(), [pepper], atSeconds)) === stored
  assert.deepEqual(
    [await isRight(old, now), await isRight(young, now), await isRight(make(), now)],
    [true, true, false],
  )
  const oldEnds = now + 86_400
  assert.deepEqual([await isRight(old, oldEnds - 1), await isRight(old, oldEnds)], [true, false])
  assert.equal(await isRight(young, oldEnds), true)
})
