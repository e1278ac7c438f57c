import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { DurableStore } from '../../../src/storage/durable-store.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { termsVersion } from '../../harness/accepted-terms.ts'
import { administrator, auditor, owner, reviewer } from '../../harness/portal-people.ts'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'

const orgno = '310000019'
const path = '/operator/terms/paper'
const file_sha256 = 'a1'.repeat(32)

let program: RunningPortal
let store: DurableStore
let dina: PortalPerson
let rita: PortalPerson

before(async () => {
  program = await startPortalProgram({ seed: { users: [owner, reviewer, administrator, auditor] } })
  store = openSqlDurableStore(openSqliteDatabase(`${program.gateway.folder}/portvakt.sqlite`))
  const nowSeconds = program.clock.nowSeconds()
  await store.portal.termsVersions.add(termsVersion('1.0', nowSeconds - 86_400), nowSeconds)
  dina = await openPortalUser(program, administrator.pid)
  rita = await openPortalUser(program, reviewer.pid)
})
after(async () => {
  store.close()
  await program.stop()
})

const paper = { orgno, version: '1.0', chapters: 'login', signatory_name: 'Siv Signatur', file_sha256 }
const acceptances = () => store.portal.termsAcceptances.list({ orgno })

test('ONB-34 terms on paper are registered by an administrator of the staff, with every fault told at once', async () => {
  const kari = await openPortalUser(program, owner.pid)
  assert.equal((await kari.get(path)).status, 404)
  assert.equal((await rita.post(path, paper)).status, 403, 'a reviewer only confirms')
  const faulty = await dina.submit(await dina.get(path), path, {
    ...paper,
    orgno: '310000108',
    chapters: 'machine',
    signatory_name: '',
    file_sha256: 'kort',
  })
  assert.equal(faulty.status, 422)
  for (const field of ['orgno', 'chapters', 'signatory-name', 'file-sha256'])
    assert.match(faulty.html, new RegExp(`id="f-${field}-error"`), field)
  const low = await openPortalUser(program, administrator.pid, { level: 'substantial' })
  assert.equal((await low.post(path, paper)).status, 401, 'ONB-17')
  const registered = await dina.submit(faulty, path, paper)
  assert.match(
    registered.words,
    new RegExp(`Eksempeletaten .*Siv Signatur SHA-256 ${file_sha256} Registrert av Dina Prøve`),
  )
  assert.deepEqual(await acceptances(), [], 'it does not count yet')
})

test('ONB-34 the paper counts when a second member of staff has confirmed it, and stands in the journal', async () => {
  const own = await dina.submit(await dina.get(path), `${path}/confirm`)
  assert.equal(own.status, 409)
  assert.match(own.words, /en annen enn den første/)
  const aksel = await openPortalUser(program, auditor.pid)
  const id = /name="paper" value="([^"]+)"/.exec(own.html)?.[1] ?? 'no id'
  assert.equal((await aksel.post(`${path}/confirm`, { paper: id })).status, 403)
  assert.deepEqual(await acceptances(), [])
  const confirmed = await rita.submit(await rita.get(path), `${path}/confirm`)
  assert.match(confirmed.words, /Ingenting venter/)
  const [kept] = await acceptances()
  const dinaId = kept?.thing.paper?.registeredBy
  assert.deepEqual(kept?.thing.chapters, ['general', 'login'])
  assert.equal(kept?.thing.paper?.fileHash, file_sha256)
  assert.notEqual(kept?.thing.paper?.confirmedBy, dinaId)
  assert.equal(kept?.thing.signatory.name, 'Siv Signatur')
  const [first] = await store.journal.list({ action: 'terms.paper_registered' }, 1)
  const [second] = await store.journal.list({ action: 'terms.accepted' }, 1)
  assert.equal(first?.actor.id, dinaId)
  assert.equal(second?.actor.id, kept?.thing.paper?.confirmedBy)
  assert.match(JSON.stringify(second?.after), new RegExp(file_sha256))
  const [mail] = await rita.mails({ to: owner.email, code: 'M-04' })
  assert.match(mail?.text ?? '', /Siv Signatur/)
  assert.equal((await rita.post(`${path}/confirm`, { paper: id })).status, 404, 'once')
})

test('ONB-34 a paper that does not hold is discarded with a reason, and counts for nothing', async () => {
  const before = (await acceptances()).length
  const waiting = await dina.submit(await dina.get(path), path, paper)
  const id = /name="paper" value="([^"]+)"/.exec(waiting.html)?.[1] ?? 'no id'
  const short = await rita.post(`${path}/discard`, { paper: id, [`reason-${id}`]: 'nei' })
  assert.equal(short.status, 422)
  assert.match(short.words, /Begrunnelsen er for kort/)
  const reason = 'Den som har signert, kan ikke signere alene'
  const discarded = await rita.submit(short, `${path}/discard`, { [`reason-${id}`]: reason })
  assert.match(discarded.words, /Ingenting venter/)
  assert.equal((await rita.post(`${path}/confirm`, { paper: id })).status, 404)
  assert.equal((await acceptances()).length, before)
  assert.equal((await store.journal.list({ action: 'terms.paper_discarded' }, 1))[0]?.reason, reason)
})
