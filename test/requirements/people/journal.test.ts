import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'
import { admin, operatorAdmin, orgno, peopleSeed, reviewer } from './people.ts'

let program: RunningPortal
let kari: PortalPerson
let staff: PortalPerson
before(async () => {
  program = await startPortalProgram({ seed: peopleSeed })
  kari = await openPortalUser(program, admin.pid)
  staff = await openPortalUser(program, operatorAdmin.pid)
})
after(() => program.stop())

const settings = `/o/${orgno}/settings`

test('ONB-170 ONB-173 ONB-15 an organisation reads who changed what, narrows it down and takes it along', async () => {
  for (const address of ['Storgata 1', 'Lillegata 2'])
    await kari.post(`${settings}/facts`, { name: 'Eksempeletaten', language: 'nb', address, openForColleagues: 'yes' })
  const page = await kari.get(`/o/${orgno}/journal`)
  assert.match(page.words, /org\.changed organisation 310000019 Kari Eksempel address: Storgata 1 → Lillegata 2/)
  assert.ok(page.words.indexOf('Lillegata 2') < page.words.lastIndexOf('address: Storgata 1'))
  const narrowed = await kari.get(`/o/${orgno}/journal?action=user.`)
  assert.match(narrowed.words, /Ingen poster svarer til utvalget/)
  const records = JSON.parse((await kari.get(`/o/${orgno}/journal.json?action=org.changed`)).html) as {
    readonly actor: unknown
    readonly prevHash: string
    readonly hash: string
  }[]
  assert.equal(records.length, 2)
  const [newest, oldest] = records
  assert.ok(newest !== undefined)
  assert.equal(newest.prevHash, oldest?.hash)
  const { kind, name, orgno: of, roles, acr } = newest.actor as Record<string, unknown>
  assert.deepEqual(
    { kind, name, of, roles, acr },
    {
      kind: 'user',
      name: admin.name,
      of: orgno,
      roles: ['org_admin', 'integration_admin'],
      acr: 'idporten-loa-high',
    },
  )
  const csv = await kari.get(`/o/${orgno}/journal.csv`)
  assert.match(csv.headers.get('content-type') ?? '', /text\/csv/)
  assert.match(csv.html, /"org\.changed","organisation","310000019"/)
})

test('ONB-172 logins, logouts and exports stand in the journal, and no national id does', async () => {
  await kari.get(`/o/${orgno}/journal.csv`)
  await kari.post('/logout')
  kari = await openPortalUser(program, admin.pid)
  const all = (await staff.get('/operator/journal.json')).html
  for (const action of ['portal.login', 'portal.logout', 'journal.exported'])
    assert.ok(all.includes(`"${action}"`), action)
  for (const { pid } of [admin, operatorAdmin]) assert.equal(all.includes(pid), false)
})

test('ONB-171 the operator verifies the chain on a page, and the command line names the row that was tampered with', async () => {
  const whole = await staff.submit(await staff.get('/operator/journal'), 'Kontroller kjeden')
  assert.match(whole.words, /Kjeden er hel: \d+ poster/)
  const rita = await openPortalUser(program, reviewer.pid)
  assert.equal((await rita.post('/operator/journal/verify')).status, 403)
  assert.equal((await kari.get('/operator/journal')).status, 404)
  assert.deepEqual(await audit(), { code: 0, told: 'whole' })
  const file = join(program.gateway.folder, 'portvakt.sqlite')
  const database = new DatabaseSync(file)
  // Who owns the file can take the triggers away; the chain still tells.
  for (const { name } of database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'")
    .all())
    database.exec(`DROP TRIGGER ${String(name)}`)
  database.exec("UPDATE journal SET document = replace(document, 'Lillegata', 'Storgata') WHERE id = 3")
  database.exec("UPDATE journal SET document = replace(document, 'portal.login', 'portal.logins') WHERE id = 2")
  database.close()
  assert.deepEqual(await audit(), { code: 1, told: 'record 2 is not as it was written; the 1 before it are whole' })
  const broken = await staff.submit(await staff.get('/operator/journal'), 'Kontroller kjeden')
  assert.match(broken.words, /Kjeden er brutt ved post 2: posten er endret/)
})

/** `audit verify` on the database of the running program. */
async function audit(): Promise<{ readonly code: number; readonly told: string }> {
  const main = fileURLToPath(new URL('../../../src/main.ts', import.meta.url))
  const env = { PATH: process.env.PATH ?? '', GATEWAY_DATABASE: join(program.gateway.folder, 'portvakt.sqlite') }
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [main, 'audit', 'verify'], { env })
    return { code: 0, told: stdout.split(':', 1)[0] ?? '' }
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string }
    return { code, told: stderr.trim() }
  }
}
