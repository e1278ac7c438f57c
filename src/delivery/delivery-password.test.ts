import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Random } from '../system/random.ts'
import { openSystemRandom } from '../system/random.ts'
import { makeDeliveryPassword } from './delivery-password.ts'
import { makeReference } from './references.ts'
import { symbols } from './symbols.ts'

const random = openSystemRandom()

test('ONB-107 ONB-108 a password is 24 symbols of the alphabet in six groups with hyphens', () => {
  assert.equal(symbols, '23456789ABCDEFGHJKLMNPQRSTUVWXYZ')
  for (let count = 0; count < 200; count++) {
    const password = makeDeliveryPassword(random)
    assert.equal(password.length, 29)
    assert.match(password.toString('latin1'), /^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){5}$/)
  }
})

test('ONB-108 every symbol is as likely as every other, in every place', () => {
  // A source that gives every byte equally often must give every symbol equally often: 256 bytes, 32 symbols, 8 each.
  const counted = new Map<string, number>()
  let next = 0
  const everyByte: Random = {
    token: () => '',
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => next++ % 256)),
  }
  for (let count = 0; count < 32; count++)
    for (const symbol of makeDeliveryPassword(everyByte).toString('latin1').replaceAll('-', ''))
      counted.set(symbol, (counted.get(symbol) ?? 0) + 1)
  assert.deepEqual(new Set(counted.values()), new Set([24]))
  assert.equal(counted.size, symbols.length)
})

test('ONB-109 two passwords are never the same, nor is memory of the random source left behind', () => {
  const made = new Set(Array.from({ length: 1000 }, () => makeDeliveryPassword(random).toString('latin1')))
  assert.equal(made.size, 1000)
  const drawn: Buffer[] = []
  makeDeliveryPassword({
    token: () => '',
    bytes(count) {
      const bytes = random.bytes(count)
      drawn.push(bytes)
      return bytes
    },
  })
  assert.ok(drawn.every((bytes) => bytes.every((byte) => byte === 0)))
})

test('ONB-98 ONB-90 references are a prefix and symbols of the same alphabet', () => {
  assert.match(makeReference('DL', random), /^DL-[2-9A-HJ-NP-Z]{8}$/)
  for (const prefix of ['ORD', 'CS', 'VR'] as const)
    assert.match(makeReference(prefix, random), new RegExp(`^${prefix}-[2-9A-HJ-NP-Z]{6}$`))
})
