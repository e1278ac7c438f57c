import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { makeCredentialsZip } from '../../../src/delivery/credentials-zip.ts'
import { makeDeliveryPassword } from '../../../src/delivery/delivery-password.ts'
import { openSystemRandom } from '../../../src/system/random.ts'
import { needDebianPackages } from '../../clients/configurations/debian-packages.ts'

const run = promisify(execFile)
const random = openSystemRandom()
const folder = mkdtempSync(join(tmpdir(), 'portvakt-zip-'))
const archive = join(folder, 'credentials-DL-7K3M92QX.zip')
const content = Buffer.from('{\n  "client_secret": "cs_p_æøå"\n}\n')
const password = makeDeliveryPassword(random)

before(
  async () => {
    await needDebianPackages()
    writeFileSync(archive, await makeCredentialsZip(content, password))
  },
  { timeout: 175_000 },
)
after(() => rmSync(folder, { recursive: true, force: true }))

const sevenZip = (...words: readonly string[]) => run('7zz', words, { cwd: folder })

test('ONB-106 7-Zip opens the archive with the password and finds the content', async () => {
  await sevenZip('x', `-p${password}`, '-oopened', archive)
  assert.deepEqual(readFileSync(join(folder, 'opened', 'credentials.json')), content)
})

test('ONB-106 7-Zip refuses the archive with another password, and without one', async () => {
  for (const wrong of [makeDeliveryPassword(random).toString('latin1'), password.toString('latin1').toLowerCase(), ''])
    await assert.rejects(sevenZip('t', `-p${wrong}`, archive), /Wrong password/)
})

test('ONB-104 ONB-105 7-Zip sees one entry, AES-256, no time and no comment', async () => {
  const { stdout } = await sevenZip('l', '-slt', archive)
  const entries = stdout.split('----------')[1] ?? ''
  assert.deepEqual(entries.match(/^Path = .*$/gm), ['Path = credentials.json'])
  assert.match(entries, /^Method = AES-256 Store$/m)
  assert.match(entries, /^Encrypted = \+$/m)
  assert.match(entries, /^Modified = 1980-01-01 00:00:00$/m)
  assert.match(entries, /^Comment = $/m)
})
