import assert from 'node:assert/strict'
import { test } from 'node:test'
import { format, inspect } from 'node:util'
import { Secret } from './secret.ts'

test('HTTP-18 REG-140 a secret cannot print itself, only reveal itself', () => {
  const secret = new Secret('hush-hush')
  const ways = [
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ secret }, { showHidden: true }),
    format('%o %s', secret, secret),
  ]
  for (const text of ways) assert.doesNotMatch(text, /hush/)
  assert.equal(secret.reveal(), 'hush-hush')
})
