import assert from 'node:assert/strict'
import { createHash, X509Certificate } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { administrator, auditor, owner, portalPeople, reviewer } from '../../harness/portal-people.ts'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'

let program: RunningPortal
let people: { owner: PortalPerson; reviewer: PortalPerson; administrator: PortalPerson; auditor: PortalPerson }
let database: ReturnType<typeof openSqliteDatabase>
before(async () => {
  program = await startPortalProgram({ seed: { users: portalPeople } })
  people = {
    owner: await openPortalUser(program, owner.pid),
    reviewer: await openPortalUser(program, reviewer.pid),
    administrator: await openPortalUser(program, administrator.pid),
    auditor: await openPortalUser(program, auditor.pid),
  }
  database = openSqliteDatabase(`${program.gateway.folder}/portvakt.sqlite`)
})
after(async () => {
  database.close()
  await program.stop()
})

const store = () => openSqlDurableStore(database)

/** A mail that nobody sends meanwhile: it is due in a year. */
async function failedMail(code: string, attachment = false): Promise<string> {
  const { outbox } = store()
  const nowSeconds = program.clock.nowSeconds()
  const id = await outbox.add(
    {
      code,
      to: 'per.hansen@etat.example.test',
      language: 'nb',
      subject: 'Ord som ikke skal vises',
      text: 'Innhold som ikke skal vises',
      orgno: '310000019',
      reference: 'ORD-TEST',
      status: 'HELD',
      ...(attachment ? { attachment: { name: 'a.zip', type: 'application/zip', base64: 'AAAA' } } : {}),
    },
    nowSeconds,
  )
  await outbox.release(id, nowSeconds + 31_536_000)
  await outbox.failed(id, 'the server said 550', null)
  if (attachment) await outbox.eraseAttachments(nowSeconds + 63_072_000)
  return id
}

test('CON-1 the outbox shows what failed first, with the receiver masked and without what it says', async () => {
  await failedMail('M-10')
  const page = await people.auditor.get('/operator/outbox')
  assert.equal(page.status, 200)
  assert.match(page.words, /M-10 Feilet .* p…@etat\.example\.test ORD-TEST 0 the server said 550/)
  assert.doesNotMatch(page.html, /per\.hansen|ikke skal vises/)
  const none = await people.auditor.get('/operator/outbox?status=REMOVED')
  assert.match(none.words, /Her er ingen e-post\./)
})

test('CON-2 staff let a mail that failed be tried again, and the journal says who did', async () => {
  const id = await failedMail('M-11')
  const page = await people.reviewer.get(`/operator/outbox/${id}`)
  const done = await people.reviewer.submit(page, '/retry')
  assert.equal(done.status, 200)
  assert.notEqual((await store().outbox.find(id))?.status, 'FAILED')
  const [newest] = await store().journal.list({ action: 'mail.retried' }, 1)
  assert.equal(newest?.object.id, id)
  assert.deepEqual(newest?.actor.roles, ['op_reviewer'])
})

test('CON-2 a mail leaves the outbox only with a reason; its words are erased', async () => {
  const id = await failedMail('M-14')
  const page = await people.reviewer.get(`/operator/outbox/${id}`)
  const refused = await people.reviewer.submit(page, '/remove', { reason: 'for kort' })
  assert.equal(refused.status, 422)
  assert.match(refused.words, /Begrunnelsen er for kort/)
  assert.equal((await store().outbox.find(id))?.status, 'FAILED')
  await people.reviewer.submit(page, '/remove', { reason: 'Mottakeren finnes ikke lenger, ringt og avklart' })
  const removed = await store().outbox.find(id)
  assert.equal(removed?.status, 'REMOVED')
  assert.equal(removed?.text, '')
  const again = await people.reviewer.post(`/operator/outbox/${id}/remove`, { reason: 'Mottakeren finnes ikke lenger' })
  assert.equal(again.status, 409)
})

test('CON-2 what cannot be sent again is not offered, and auditors change nothing', async () => {
  const id = await failedMail('M-13', true)
  const page = await people.reviewer.get(`/operator/outbox/${id}`)
  assert.match(page.words, /Vedlegget er slettet/)
  assert.equal((await people.reviewer.post(`/operator/outbox/${id}/retry`)).status, 409)
  const other = await failedMail('M-12')
  assert.equal((await people.auditor.post(`/operator/outbox/${other}/retry`)).status, 403)
  assert.equal((await store().outbox.find(other))?.status, 'FAILED')
})

test('ONB-18 CON-1 CON-3 CON-4 the pages about the house do not exist for a service owner', async () => {
  const paths = ['/operator/outbox', '/operator/outbox/x', '/operator/health', '/health/channels', '/operator/keys']
  for (const path of [...paths, '/operator/statistics', '/operator/statistics.csv'])
    assert.equal((await people.owner.get(path)).status, 404, path)
})

test('CON-3 ONB-188 staff read how the house stands, as a page and as JSON with alerts', async () => {
  const page = await people.auditor.get('/operator/health')
  assert.match(page.words, /Test \(test\) Ja \d+/)
  assert.match(page.words, /E-post kunne ikke sendes/)
  const health = JSON.parse((await people.auditor.get('/health/channels')).html) as {
    alerts: string[]
    mail: { failed: number }
    environments: { name: string; answers: boolean }[]
    journal: { head: string; records: number; whole: boolean | null }
    jobs: { name: string; ok: boolean }[]
    database_bytes: number
  }
  assert.ok(health.alerts.includes('mail-failed') && health.mail.failed > 0)
  assert.deepEqual(
    health.environments.map(({ name, answers }) => [name, answers]),
    [
      ['test', true],
      ['prod-sim', true],
    ],
  )
  assert.equal(health.journal.whole, true)
  assert.ok(health.jobs.some(({ name, ok }) => name === 'people' && ok))
  assert.deepEqual({ id: health.journal.records, hash: health.journal.head }, await store().journal.head())
  assert.ok(health.database_bytes > 10_000)
})

test('CON-4 staff see which key signs in each environment, and nothing of the key that is secret', async () => {
  const { signingKeys } = store().environment('test')
  const [first] = await signingKeys.list()
  assert.ok(first)
  const gone = { privateKey: null, compromisedAtSeconds: program.clock.nowSeconds() }
  await signingKeys.save({ ...first, ...gone, kid: 'a-key-that-was-removed-in-an-emergency-0001' })
  const page = await people.auditor.get('/operator/keys')
  for (const environment of ['test', 'prod-sim'])
    for (const { kid, x5c, privateKey } of await store().environment(environment).signingKeys.list()) {
      assert.ok(page.words.includes(`Nøkkel-id ${kid}`), kid)
      const der = Buffer.from(x5c[0] ?? '', 'base64')
      assert.ok(page.words.includes(createHash('sha256').update(der).digest('hex')))
      assert.ok(page.words.includes(new Date(new X509Certificate(der).validTo).getUTCFullYear().toString()))
      assert.ok(privateKey === null || !page.html.includes(privateKey.slice(-40)))
    }
  assert.match(page.words, /Signerer nå/)
  assert.match(
    page.words,
    /emergency-0001 Brukes til Innlogging Algoritme [A-Z]+256 Tilstand Fjernet i en nødsituasjon/,
  )
})

test('ONB-133 CON-5 logins are counted per day, eID and service, with charts, tables and CSV', async () => {
  const page = await people.administrator.get('/operator/statistics?environment=test&range=30')
  assert.equal(page.status, 200)
  assert.match(page.words, /testid \d+/)
  assert.match(page.words, /Portvakt \(portvakt-portal\) \d+/)
  assert.match(page.html, /<svg [^>]*role="img" aria-label="Søylediagram/)
  const csv = (await people.administrator.get('/operator/statistics.csv?environment=test')).html.split('\r\n')
  assert.equal(csv[0], 'environment,day,client_id,eid,logins')
  const total = csv.slice(1, -1).reduce((sum, line) => sum + Number(line.split(',')[4]), 0)
  assert.ok(total >= 4 && page.words.includes(`${total} innlogginger`))
  assert.doesNotMatch(csv.join('\n'), new RegExp(portalPeople.map(({ pid }) => pid).join('|')))
})

test('ONB-133 CON-5 an organisation sees its own logins by settlement year, and nobody else does', async () => {
  const today = new Date(program.clock.nowSeconds() * 1000).toISOString()
  const year = Number(today.slice(0, 4)) - (today.slice(5, 10) < '10-01' ? 1 : 0)
  const path = `/o/310000019/statistics.csv?environment=test&range=${year}&by=month`
  const csv = (await people.owner.get(path)).html
  assert.match(csv, new RegExp(`test,${today.slice(0, 7)},portvakt-portal,Portvakt,\\d+\\r\\n`))
  const before = (await people.owner.get(path.replace(`${year}`, `${year - 1}`))).html
  assert.equal(before.trim().split('\r\n').length, 1)
  assert.match((await people.owner.get('/o/310000019/statistics?environment=prod-sim')).words, /Ingen har logget inn/)
  const stranger = await openPortalUser(program, '02917230180')
  assert.equal((await stranger.get('/o/310000019/statistics')).status, 404)
  assert.equal((await stranger.get('/o/310000019/statistics.csv')).status, 404)
})
