import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { loadSeed } from '../../../src/config/load-seed.ts'
import { readSettings } from '../../../src/config/read-settings.ts'
import { seedFilesOnDisk } from '../../../src/config/seed-files.ts'
import { clientExample } from '../../../src/pages/portal/client-example.ts'

test('PORTAL-4 the client that the front page shows is a seed file that the demo seed takes beside it', () => {
  const settings = readSettings({}, () => '')
  assert.ok(settings.ok)
  const { environments } = settings.settings
  const ground = { environments, allowProduction: false, nowSeconds: 1_800_000_000 }
  const folder = mkdtempSync(join(tmpdir(), 'portvakt-'))
  try {
    const own = join(folder, 'my-clients.yaml')
    writeFileSync(own, clientExample(environments.map(({ name }) => name)))
    const demo = fileURLToPath(new URL('../../../seed/demo.yaml', import.meta.url))
    const reading = loadSeed([demo, own], {}, seedFilesOnDisk, ground)
    assert.deepEqual(reading.ok ? [] : reading.faults, [])
    assert.ok(reading.ok)
    for (const { environment, clients } of reading.seed.environments)
      assert.ok(JSON.stringify(clients).includes('"min-tjeneste"'), environment)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
