import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { NationalId, readNationalId } from '../../../src/protocol/national-id.ts'
import type { DurableStore } from '../../../src/storage/durable-store.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { reviewer } from '../../harness/portal-people.ts'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'

const orgno = '310000019'
const other = '310000027'
const page = `/o/${orgno}/test-users`

let program: RunningPortal
let admin: PortalPerson
let stranger: PortalPerson
let store: DurableStore

before(async () => {
  program = await startPortalProgram({
    seed: {
      organisations: [{ orgno: other, name: 'Naboen', kind: 'public' }],
      users: [
        { email: 'ada@etaten.no', name: 'Ada', pid: '20914695016', roles: { [orgno]: ['integration_admin'] } },
        reviewer,
        { email: 'nina@naboen.no', name: 'Nina', pid: '15867520160', roles: { [other]: ['tester'] } },
      ],
    },
  })
  store = openSqlDurableStore(openSqliteDatabase(`${program.gateway.folder}/portvakt.sqlite`))
  admin = await openPortalUser(program, '20914695016', { level: 'substantial' })
  stranger = await openPortalUser(program, '15867520160', { level: 'substantial' })
})
after(() => program.stop())

const pool = async (of = orgno) =>
  (await store.environment('test').testUsers.list()).map(({ thing }) => thing).filter((user) => user.pool === of)

test('VER-92 up to fifty test users come at once with the traits asked for; above that the operator is asked', async () => {
  const empty = await admin.get(page)
  assert.match(empty.words, /ingen testbrukere ennå/)
  const faulty = await admin.submit(empty, page, { count: 'mange' })
  assert.equal(faulty.status, 422)
  const ordered = await admin.submit(empty, page, { count: '3', traits: ['minor_13_17', 'd_number'] })
  assert.equal(ordered.path, page)
  const users = await pool()
  assert.equal(users.length, 3)
  for (const { pid, handedOut } of users) {
    assert.ok(ordered.words.includes(pid))
    assert.deepEqual(handedOut?.traits, ['minor_13_17', 'd_number'])
    assert.ok(Number(pid.slice(0, 2)) > 40 && Number(pid.slice(2, 4)) > 80, 'a D-number of the synthetic kind')
    const read = readNationalId(pid, { accepted: 'synthetic', nowSeconds: program.clock.nowSeconds() })
    assert.ok(read instanceof NationalId)
  }
  const more = await admin.submit(ordered, page, { count: '48', traits: ['adult'] })
  assert.match(more.words, /sendt til driften/)
  assert.equal((await pool()).length, 3)
  const [item] = await store.portal.queue.list({ orgno, states: ['OPEN'] })
  assert.equal(item?.thing.kind, 'test_user_request')
  const [mail] = await admin.mails({ to: 'ada@etaten.no', code: 'M-08' })
  assert.match(mail?.text ?? '', /3 testbrukere/)
  assert.doesNotMatch(mail?.text ?? '', /\d{11}/)
})

test('VER-92 ONB-21 the staff grant a request, or refuse it with a reason that who asked reads', async () => {
  const path = `/operator/test-user-requests/${orgno}`
  const rita = await openPortalUser(program, reviewer.pid)
  assert.equal((await admin.get(path)).status, 404)
  assert.equal((await admin.post(`${path}/grant`, { count: '48' })).status, 404)
  assert.ok((await rita.get('/operator')).html.includes(`href="${path}"`))
  const asked = await rita.get(path)
  assert.match(asked.words, /Ada ber om 48 testbrukere\. Organisasjonen hadde 3/)
  const many = await rita.submit(asked, `${path}/grant`, { count: '1001' })
  assert.equal(many.status, 422)
  const granted = await rita.submit(many, `${path}/grant`, { count: '2' })
  assert.equal(granted.path, '/operator')
  assert.equal((await pool()).length, 5)
  assert.equal((await rita.get(path)).status, 404, 'it is settled')
  await admin.submit(await admin.get(page), page, { count: '1', wish: 'Noen som er født i 1900' })
  const short = await rita.submit(await rita.get(path), `${path}/refuse`, { reason: 'nei' })
  assert.equal(short.status, 422)
  const reason = 'Så gamle testbrukere kan vi ikke lage ennå'
  await rita.submit(short, `${path}/refuse`, { reason })
  assert.equal((await pool()).length, 5)
  const [mail] = await admin.mails({ to: 'ada@etaten.no', code: 'M-14' })
  assert.match(mail?.text ?? '', new RegExp(reason))
  const handedOut = (await admin.mails({ to: 'ada@etaten.no', code: 'M-08' })).at(-1)
  assert.match(handedOut?.text ?? '', /2 testbrukere/)
  const [written] = await store.journal.list({ action: 'testuser.refused' }, 1)
  assert.equal(written?.reason, reason)
})

test('VER-91 ONB-18 a pool belongs to its organisation, and nobody else sees it', async () => {
  const [user] = await pool()
  assert.equal((await stranger.get(page)).status, 404)
  assert.equal((await stranger.post(`${page}/reset`, { user: user?.handedOut?.ref ?? '' })).status, 404)
  const elsewhere = `/o/${other}/test-users`
  assert.equal((await stranger.post(`${elsewhere}/reset`, { user: user?.handedOut?.ref ?? '' })).status, 404)
  assert.ok(!(await stranger.get('/')).html.includes(user?.pid ?? 'no pid'), 'nor does the front page show it')
})

test('VER-81 a number that a living person can have is refused, and neither kept, shown nor logged', async () => {
  const real = '20114695016'.replace('2011', '2010')
  for (const typed of [real, '01010112345', '20914695017']) {
    const refused = await admin.submit(await admin.get(page), `${page}/adopt`, { pid: typed })
    assert.equal(refused.status, 422, typed)
    assert.ok(!refused.html.includes(typed))
    assert.ok(!program.gateway.logLines.some((line) => line.includes(typed)))
  }
  const taken = await admin.submit(await admin.get(page), `${page}/adopt`, { pid: '28820360100' })
  assert.equal(taken.path, page, taken.words)
  assert.ok((await pool()).some(({ pid }) => pid === '28820360100'))
})

test('VER-98 the pool is exported as CSV and as a seed file that loads', async () => {
  const users = await pool()
  const csv = (await admin.get(`${page}/export?format=csv`)).html
  assert.equal(csv.trim().split('\r\n').length, users.length + 1)
  const json = (await admin.get(`${page}/export?format=json`)).html
  assert.deepEqual(
    (JSON.parse(json).test_users as { pid: string }[]).map(({ pid }) => pid).sort(),
    users.map(({ pid }) => pid).sort(),
  )
  const { loadSeedText } = await import('../../../src/config/load-seed.ts')
  const { readSettings } = await import('../../../src/config/read-settings.ts')
  const read = readSettings({}, () => '')
  assert.ok(read.ok)
  const { environments } = read.settings
  const ground = { environments, allowProduction: false, nowSeconds: program.clock.nowSeconds() }
  const reading = loadSeedText('export', json, ground)
  assert.deepEqual(reading.ok ? [] : reading.faults, [])
  assert.equal((await store.journal.list({ action: 'testuser.exported' }, 5)).length, 2)
})

test('VER-93 a reset ends what services hold of one user or of all, twice without harm, and stands in the journal', async () => {
  const [user, next] = await pool()
  const authorizations = store.environment('test').authorizations
  const nowSeconds = program.clock.nowSeconds()
  const give = (authorizationId: string, pid: string) =>
    authorizations.add({
      authorizationId,
      clientId: 'etat',
      sessionRef: null,
      pid,
      scopes: ['openid'],
      resources: [],
      acr: 'idporten-loa-high',
      amr: 'TestID',
      authTimeSeconds: nowSeconds,
      locale: 'nb',
      sid: null,
      onbehalfof: null,
      approvedAtSeconds: nowSeconds,
      expiresAtSeconds: nowSeconds + 3600,
      endsWithSession: false,
    })
  await give('first', user?.pid ?? '')
  await give('second', next?.pid ?? '')
  const ended = async (id: string) => (await authorizations.find(id))?.endedAtSeconds !== null
  await admin.post(`${page}/reset`, { user: user?.handedOut?.ref ?? '' })
  assert.deepEqual([await ended('first'), await ended('second')], [true, false])
  await admin.post(`${page}/reset`)
  await admin.post(`${page}/reset`)
  assert.equal(await ended('second'), true)
  const records = await store.journal.list({ action: 'testuser.reset' }, 9)
  assert.deepEqual(
    records.map(({ after }) => after?.ended),
    [0, 1, 1],
  )
  assert.ok(!JSON.stringify(records).includes(user?.pid ?? 'no pid'))
})

test('VER-91 a label is the own note of the organisation, and holds no identity number', async () => {
  const [user] = await pool()
  const ref = user?.handedOut?.ref ?? ''
  assert.equal((await admin.post(`${page}/label`, { user: ref, label: 'pid 20914695016' })).status, 422)
  assert.equal((await admin.post(`${page}/label`, { user: ref, label: 'x'.repeat(61) })).status, 422)
  const labelled = await admin.post(`${page}/label`, { user: ref, label: 'Uten tilgang' })
  assert.equal(labelled.path, page)
  assert.match(labelled.html, /value="Uten tilgang"/)
})

test('VER-90 the first pool has ten users of the usual kinds with numbers that nobody else has, once', async () => {
  const { handOutFirstPool } = await import('../../../src/usecases/onboarding/test-users/hand-out.ts')
  const { openLetters } = await import('../../../src/usecases/onboarding/letter.ts')
  const { mailTestUsersTexts } = await import('../../../src/texts/mail-test-users-text.ts')
  const { openSystemRandom } = await import('../../../src/system/random.ts')
  const { systemActor } = await import('../../../src/journey/actor.ts')
  const handOut = handOutFirstPool({
    random: openSystemRandom(),
    letter: openLetters('Portvakt', mailTestUsersTexts),
    portalUrl: program.portal,
  })
  for (let round = 0; round < 2; round++)
    await store.transaction((inside) => handOut(inside, systemActor('test'), other, 'test', program.clock.nowSeconds()))
  const users = await pool(other)
  assert.equal(users.length, 10)
  const count = (trait: string): number => users.filter(({ handedOut }) => handedOut?.traits.includes(trait)).length
  assert.deepEqual(
    ['adult', 'minor_13_17', 'd_number', 'reserved', 'no_contact_info', 'non_ascii_name', 'long_name'].map(count),
    [9, 1, 1, 1, 1, 1, 1],
  )
  const all = (await store.environment('test').testUsers.list()).map(({ thing }) => thing.pid)
  assert.equal(new Set(all).size, all.length)
})
