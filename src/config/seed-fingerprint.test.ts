import assert from 'node:assert/strict'
import { test } from 'node:test'
import { environmentRules } from './environments.ts'
import { seedFingerprint } from './seed-fingerprint.ts'

const ground = { environments: [], allowProduction: false, nowSeconds: 1_772_442_900 }
const files = (text: string) => ({ read: () => text, list: () => undefined })
const of = (text: string, variables = {}, changes = {}, key = 'key') =>
  seedFingerprint(['a.yaml'], variables, files(text), { ...ground, ...changes }, key)

test('REG-161 a seed that says the same is known again by its fingerprint', () => {
  assert.equal(of('clients: []'), of('clients: []'))
})

test('REG-161 another text, variable, environment, permission, week or key gives another fingerprint', () => {
  const text = `secret: \${SECRET:-x}`
  const all = [
    of(text),
    of(`${text} `),
    of(text, { SECRET: 'given' }),
    of(text, {}, { environments: [{ name: 'test', rules: environmentRules.test }] }),
    of(text, {}, { allowProduction: true }),
    of(text, {}, { nowSeconds: ground.nowSeconds + 7 * 86_400 }),
    of(text, {}, {}, 'other'),
  ]
  assert.equal(new Set(all).size, all.length)
})

test('REG-163 a seed that points to other files, or cannot be read, has none', () => {
  assert.equal(of('jwks: {file: keys.json}'), undefined)
  assert.equal(of('{"jwks": {"file": "keys.json"}}'), undefined)
  const unreadable = () => {
    throw new Error('gone')
  }
  assert.equal(seedFingerprint(['a'], {}, { read: unreadable, list: () => undefined }, ground, 'key'), undefined)
})
