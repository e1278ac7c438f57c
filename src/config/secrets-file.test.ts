import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { inspect } from 'node:util'
import { readSecretsFile } from './secrets-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'portvakt-secrets-'))
after(() => rmSync(folder, { recursive: true }))
const test_ = { name: 'test', kind: 'test' } as const
const simulated = { name: 'prod-sim', kind: 'test' } as const
const prod = { name: 'production', kind: 'prod' } as const
const long = (letter: string): string => letter.repeat(32)
const given = (name: string, content: unknown): string => {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 })
  return path
}

test('REG-71 SUB-4 secrets of a test environment are made once, with mode 0600, and stay', () => {
  const path = join(folder, 'new', 'secrets.json')
  const first = readSecretsFile(path, [test_])
  assert.ok(first.ok)
  assert.equal(statSync(path).mode & 0o777, 0o600)
  const subject = first.secrets.get('test')?.subjectSecret.reveal()
  assert.equal(subject?.length, 43)
  const second = readSecretsFile(path, [test_, simulated])
  assert.ok(second.ok)
  assert.equal(second.secrets.get('test')?.subjectSecret.reveal(), subject)
  assert.notEqual(second.secrets.get('prod-sim')?.subjectSecret.reveal(), subject)
  assert.ok(!inspect(second, { depth: 9 }).includes(String(subject)))
  assert.ok(readFileSync(path, 'utf8').includes(String(subject)))
})

test('REG-71 secrets of production are never invented', () => {
  const path = join(folder, 'absent.json')
  const reading = readSecretsFile(path, [test_, prod])
  assert.ok(!reading.ok && reading.problems[0]?.includes('never invented'))
  assert.equal(statSync(path, { throwIfNoEntry: false }), undefined)
})

test('ONB-5 two environments with an equal secret are refused', () => {
  const path = given('equal.json', {
    test: { peppers: [{ id: '1', value: long('a') }], subject_secret: long('b') },
    production: {
      peppers: [
        { id: '1', value: long('c') },
        { id: '2', value: long('a') },
      ],
      subject_secret: long('d'),
      key_encryption: [{ id: '1', value: long('e') }],
    },
  })
  const reading = readSecretsFile(path, [test_, prod])
  assert.ok(!reading.ok && reading.problems.length === 1 && reading.problems[0]?.includes('ONB-5'))
  assert.ok(!JSON.stringify(reading).includes(long('a')))
})

test('a file that is damaged or has weak secrets is refused and left as it is', () => {
  for (const [name, content] of [
    ['a.json', '{'],
    ['b.json', '[]'],
    ['c.json', { test: { peppers: [], subject_secret: 'short' } }],
  ] as const) {
    const path = given(name, content)
    const before = readFileSync(path, 'utf8')
    assert.equal(readSecretsFile(path, [test_]).ok, false)
    assert.equal(readFileSync(path, 'utf8'), before)
  }
})

test('a secrets file that others can read is warned of', () => {
  const path = given('open.json', {
    test: {
      peppers: [{ id: '1', value: long('a') }],
      subject_secret: long('b'),
      key_encryption: [{ id: '1', value: long('c') }],
    },
  })
  chmodSync(path, 0o644)
  const reading = readSecretsFile(path, [test_])
  assert.ok(reading.ok && reading.warnings[0]?.includes('0600'))
})

test('REG-71 a file from before signing keys were encrypted gets a key for them, the same whoever adds it, and its secrets stay', () => {
  const before = { test: { peppers: [{ id: '1', value: long('a') }], subject_secret: long('b') } }
  const readings = ['one.json', 'two.json'].map((name) => readSecretsFile(given(name, before), [test_]))
  const [one, two] = readings.map((reading) => (reading.ok ? reading.secrets.get('test') : undefined))
  assert.ok(one !== undefined && two !== undefined)
  assert.equal(one.keyEncryption[0]?.value.reveal(), two.keyEncryption[0]?.value.reveal())
  assert.equal(one.subjectSecret.reveal(), long('b'))
  const kept = readSecretsFile(join(folder, 'one.json'), [test_])
  assert.ok(kept.ok)
  assert.equal(kept.secrets.get('test')?.keyEncryption[0]?.value.reveal(), one.keyEncryption[0]?.value.reveal())
  const production = { production: before.test }
  const refused = readSecretsFile(given('prod.json', production), [prod])
  assert.ok(!refused.ok && refused.problems[0]?.includes('key_encryption is missing'))
})
