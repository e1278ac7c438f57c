import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { configurationsFor } from '../../../src/pages/configuration/configurations.ts'
import { readProofs } from '../../../src/pages/configuration/proof.ts'
import { fingerprintOf } from './fingerprint.ts'
import { sheetOf } from './registered-client.ts'

const proofs = readProofs(readFileSync(new URL('../../../docs/integrate/proven.json', import.meta.url), 'utf8'))
const client = { clientId: 'client', redirectUri: 'http://localhost/cb', postLogoutRedirectUri: 'http://localhost/' }
const configurations = configurationsFor(sheetOf(client, 'http://localhost:7071'), proofs)
const known = configurations.map(({ id }) => id)
const again = 'run node tools/prove-configurations.mjs'

test('CONFIG-11 every configuration that has a test here is in proven.json, with version, day and what it did', () => {
  for (const { id, proof } of configurations) {
    const executed = existsSync(new URL(`./${id}.test.ts`, import.meta.url))
    assert.equal(proof?.by === 'check', executed, `${id}: ${again}`)
    if (proof === undefined) continue
    assert.match(proof.on, /^20\d\d-[01]\d-[0-3]\d$/, id)
    assert.ok(proof.version.length > 0 && proof.what.length > 0, id)
  }
  for (const id of proofs.keys()) assert.ok(known.includes(id), `proven.json names ${id}, which is no configuration`)
})

test('CONFIG-11 no proof is of files that have been changed since', () => {
  for (const [id, proof] of proofs)
    assert.equal(
      proof.fingerprint,
      fingerprintOf(id),
      `${id} has changed: ${proof.by === 'check' ? again : 'prove it by hand again, or take its proof out of proven.json'}`,
    )
})
