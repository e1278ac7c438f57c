import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Integration, VerificationRun } from '../../../src/journey/records.ts'
import type { DurableStore } from '../../../src/storage/durable-store.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { openSystemRandom } from '../../../src/system/random.ts'
import { mailVerificationTexts } from '../../../src/texts/mail-verification-text.ts'
import { openLetters } from '../../../src/usecases/onboarding/letter.ts'
import { findValidReport } from '../../../src/usecases/onboarding/verification/find-valid-report.ts'
import { sweepRuns } from '../../../src/usecases/onboarding/verification/sweep-runs.ts'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPage, type PortalPerson } from '../../harness/portal-user.ts'

const orgno = '310000019'
const page = `/o/${orgno}/integrations/int-1/verification`
const note = 'Så innloggingen gå gjennom som beskrevet.'

let program: RunningPortal
let admin: PortalPerson
let rita: PortalPerson
let aksel: PortalPerson
let store: DurableStore

const client = (id: string, more: Record<string, unknown> = {}) => ({
  client_id: id,
  client_orgno: orgno,
  client_name: `Tjeneste ${id}`,
  integration_type: 'idporten',
  client_secret: 'demo-only',
  redirect_uris: ['https://etaten.no/callback'],
  ...more,
})

const integration = (id: string, testClientId: string, state: Integration['state'] = 'LOGIN_SEEN'): Integration => ({
  id,
  orgno,
  name: `Integrasjon ${id}`,
  state,
  testEnvironment: 'test',
  testClientId,
  technicalContact: { name: 'Tek Nisk', email: 'drift@etaten.no' },
  createdBy: 'u-1',
})

before(async () => {
  program = await startPortalProgram({
    seed: {
      users: [
        { email: 'ada@etaten.no', name: 'Ada', pid: '20914695016', roles: { [orgno]: ['integration_admin'] } },
        { email: 'lise@etaten.no', name: 'Lise', pid: '15867520160', roles: { [orgno]: ['reader'] } },
        { email: 'rita@drift.no', name: 'Rita', pid: '28820360100', operator_roles: ['op_reviewer'] },
        { email: 'aksel@drift.no', name: 'Aksel', pid: '24926229865', operator_roles: ['op_reviewer'] },
      ],
      clients: [
        client('etat-soknad', { frontchannel_logout_uri: 'https://etaten.no/ut' }),
        client('uten-utlogging'),
        client('ikke-sett'),
      ],
    },
  })
  store = openSqlDurableStore(openSqliteDatabase(`${program.gateway.folder}/portvakt.sqlite`))
  const now = program.clock.nowSeconds()
  await store.portal.integrations.add(integration('int-1', 'etat-soknad'), now)
  await store.portal.integrations.add(integration('int-2', 'uten-utlogging'), now)
  await store.portal.integrations.add(integration('int-3', 'ikke-sett', 'TEST_CLIENT_ACTIVE'), now)
  admin = await openPortalUser(program, '20914695016', { level: 'substantial' })
  rita = await openPortalUser(program, '28820360100')
  aksel = await openPortalUser(program, '24926229865')
})
after(() => program.stop())

const newestRun = async (integrationId = 'int-1'): Promise<VerificationRun> => {
  const runs = (await store.portal.runs.list({ orgno })).filter(({ thing }) => thing.integrationId === integrationId)
  return runs.at(-1)?.thing ?? assert.fail('no run')
}
const openIt = async (at = page, fields: Record<string, string | string[]> = {}): Promise<PortalPage> =>
  admin.submit(await admin.get(at), at, { levels: ['substantial'], idle_minutes: '30', ...fields })

async function confirmAll(at = page): Promise<PortalPage> {
  let shown = await admin.get(at)
  for (const { action } of shown.forms.filter(({ action: one }) => one.includes('/tests/'))) {
    const id = action.split('/').at(-1) ?? ''
    shown = await admin.submit(shown, action, { [`result-${id}`]: 'passed', [`note-${id}`]: note })
  }
  return shown
}

test('VER-3 VER-4 VER-10 a run is opened for a test client with a login, one at a time, with the tests that apply', async () => {
  const unseen = await admin.get(`/o/${orgno}/integrations/int-3/verification`)
  assert.match(unseen.words, /kan åpnes når en innlogging/)
  const empty = await openIt(page, { levels: [], idle_minutes: 'lenge' })
  assert.equal(empty.status, 422)
  assert.match(empty.html, /href="#f-levels"[\s\S]*href="#f-idle-minutes"/)
  const opened = await openIt()
  assert.equal(opened.path, page, opened.words)
  const run = await newestRun()
  const duties = Object.fromEntries(run.tests.map(({ id, duty }) => [id, duty]))
  const not = 'not_applicable'
  assert.deepEqual(duties, {
    T1: 'mandatory',
    T2: not,
    T3: 'mandatory',
    T4: not,
    T5: 'optional',
    T6: 'mandatory',
    T7: 'mandatory',
    T8: 'mandatory',
    T9: not,
    T10: not,
    T11: not,
  })
  assert.equal((await store.portal.integrations.find('int-1'))?.thing.state, 'VERIFYING')
  const again = await admin.post(page, { levels: 'substantial', idle_minutes: '30' })
  assert.equal(again.status, 409)
})

test('VER-40 VER-44 a confirmation has a note, and stores who, when and at which level', async () => {
  const shown = await admin.get(page)
  const bare = await admin.submit(shown, `${page}/tests/T1`, { 'result-T1': 'passed', 'note-T1': 'ok' })
  assert.equal(bare.status, 422)
  assert.equal((await newestRun()).tests[0]?.status, 'NOT_STARTED')
  await admin.submit(shown, `${page}/tests/T1`, { 'result-T1': 'failed', 'note-T1': note })
  const [first] = (await newestRun()).tests
  assert.deepEqual(
    [first?.status, first?.by, first?.acr, first?.note],
    ['FAILED', 'Ada', 'idporten-loa-substantial', note],
  )
  const reader = await openPortalUser(program, '15867520160')
  assert.equal((await reader.post(`${page}/tests/T1`, { 'result-T1': 'passed', 'note-T1': note })).status, 403)
})

test('VER-60 a run is sealed when every mandatory test is settled, and not before', async () => {
  const early = await admin.post(`${page}/seal`)
  assert.equal(early.status, 409)
  assert.match(early.words, /verifi/i)
  assert.equal((await newestRun()).state, 'OPEN')
  const ready = await confirmAll()
  const sealed = await admin.submit(ready, `${page}/seal`)
  assert.match(sealed.words, /VERIFISERT/)
  const run = await newestRun()
  assert.deepEqual([run.state, run.verdict], ['SEALED', 'VERIFIED'])
  assert.equal((await store.portal.integrations.find('int-1'))?.thing.state, 'VERIFIED')
})

test('VER-61 VER-62 VER-64 VER-65 the report is signed by a published key, its hash is told, and a copy can be checked', async () => {
  const run = await newestRun()
  const jws = (await admin.get(`${page}/report.jws`)).html
  assert.equal(jws, run.report)
  const [header, content] = jws.split('.', 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))
  assert.equal(header.typ, 'verification-report+jwt')
  assert.equal(header.alg, 'RS256')
  const keys = JSON.parse((await admin.get('/verify/jwks')).html).keys as { kid: string }[]
  assert.ok(keys.some(({ kid }) => kid === header.kid))
  const gatewayKeys = await (await fetch(`${program.issuer}/jwks.json`)).text()
  assert.ok(!gatewayKeys.includes(header.kid), 'no key of tokens signs reports')
  assert.equal(content.configuration_hash, run.configurationHash)
  assert.ok(!JSON.stringify(content).includes('20914695016') && !JSON.stringify(content).includes('127.0.0.1'))
  const shown = await admin.get(`${page}/report`)
  assert.ok(shown.words.includes(run.reportHash ?? 'no hash'))
  const [mail] = await admin.mails({ to: 'ada@etaten.no', code: 'M-09' })
  assert.ok(mail?.text.includes(run.reportHash ?? 'no hash'))

  const visitor = await openPortalUser(program, '13835129343', { level: false })
  const check = async (report: string): Promise<string> => (await visitor.post('/verify/report', { report })).words
  assert.match(await check(jws), /Rapporten er gyldig/)
  const [head = '', body = '', signature = ''] = jws.split('.')
  const forged = Buffer.from(body, 'base64url').toString().replace('Ada', 'Eva')
  assert.match(await check([head, Buffer.from(forged).toString('base64url'), signature].join('.')), /endret/)
  assert.match(await check('tull'), /endret/)
})

test('ONB-70 ONB-71 VER-70 a report holds for an equal configuration and 90 days, and names the tests to repeat', async () => {
  const found = (await store.portal.integrations.find('int-1'))?.thing ?? assert.fail()
  const wanted = (await store.environment('test').clients.find('etat-soknad'))?.thing ?? assert.fail()
  const now = program.clock.nowSeconds()
  const ask = (change: object, at = now) => findValidReport(store, found, { ...wanted, ...change }, at)
  assert.equal((await ask({})).ok, true)
  assert.equal((await ask({ redirectUris: ['https://annet.no/cb'], scopes: ['openid'] })).ok, true)
  assert.deepEqual(await ask({ ssoDisabled: true }), {
    ok: false,
    code: 'verification_mismatch',
    tests: ['T1', 'T3', 'T7'],
  })
  assert.deepEqual(await ask({ tokenEndpointAuthMethod: 'private_key_jwt' }), {
    ok: false,
    code: 'verification_mismatch',
    tests: ['T1'],
  })
  const late = await ask({}, now + 90 * 86_400)
  assert.equal(late.ok ? 'ok' : late.code, 'verification_stale')
  const other = (await store.portal.integrations.find('int-2'))?.thing ?? assert.fail()
  assert.deepEqual(await findValidReport(store, other, wanted, now), {
    ok: false,
    code: 'verification_missing',
    tests: [],
  })
})

test('ONB-122 VER-11 a test without which a service cannot be released is waived by two of the staff', async () => {
  const at = `/o/${orgno}/integrations/int-2/verification`
  await openIt(at)
  const run = await newestRun('int-2')
  assert.deepEqual(
    run.tests.find(({ id }) => id === 'T7'),
    { id: 'T7', duty: 'mandatory', reason: 'no-frontchannel-logout', status: 'FAILED' },
  )
  assert.equal((await admin.post(`${at}/tests/T7`, { 'result-T7': 'passed', 'note-T7': note })).status, 409)
  const desk = `/operator/runs/${run.id}`
  const reason = 'Tjenesten har ingen økt i nettleseren.'
  assert.equal((await rita.post(`${desk}/waivers`, { test: 'T7', 'reason-T7': 'kort' })).status, 422)
  assert.equal((await admin.get(desk)).status, 404)
  await rita.post(`${desk}/waivers`, { test: 'T7', 'reason-T7': reason })
  assert.equal((await rita.post(`${desk}/waivers`, { test: 'T7' })).status, 409, 'the same person')
  assert.ok((await aksel.get(desk)).words.includes(reason), 'the second sees the reason of the first')
  await aksel.post(`${desk}/waivers`, { test: 'T7' })
  const ready = await confirmAll(at)
  const sealed = await admin.submit(ready, `${at}/seal`)
  assert.match(sealed.words, /VERIFISERT/)
  const waived = (await store.journal.list({ action: 'verification.waived' }, 5))[0]
  assert.deepEqual([waived?.actor.name, waived?.reason], ['Aksel', reason])
})

test('VER-70 VER-4 reports lapse with a warning a week before, and open runs that nobody touches are abandoned', async () => {
  const at = `/o/${orgno}/integrations/int-2/verification`
  await openIt(at)
  const [opened] = await store.portal.runs.list({ orgno, states: ['OPEN'] })
  const start = program.clock.nowSeconds()
  const sweepOnDay = async (day: number) => {
    await sweepRuns({
      durable: store,
      clock: { nowSeconds: () => start + day * 86_400 },
      random: openSystemRandom(),
      letter: openLetters('Portvakt', mailVerificationTexts),
      portalUrl: program.portal,
      environments: [],
      keys: { open: () => assert.fail(), known: async () => [] },
    })()
    const states = await Promise.all(
      ['int-1', 'int-2'].map(async (id) => (await store.portal.integrations.find(id))?.thing.state),
    )
    return [
      ...states,
      (await store.outbox.list({ code: 'M-29' }, 9)).length,
      (await store.portal.runs.find(opened?.thing.id ?? ''))?.thing.state,
    ]
  }
  assert.deepEqual(await sweepOnDay(29), ['VERIFIED', 'VERIFYING', 0, 'OPEN'])
  assert.deepEqual(await sweepOnDay(31), ['VERIFIED', 'LOGIN_SEEN', 0, 'ABANDONED'])
  assert.deepEqual(await sweepOnDay(84), ['VERIFIED', 'LOGIN_SEEN', 1, 'ABANDONED'])
  assert.deepEqual(await sweepOnDay(85), ['VERIFIED', 'LOGIN_SEEN', 1, 'ABANDONED'], 'told once')
  assert.deepEqual(await sweepOnDay(91), ['LOGIN_SEEN', 'LOGIN_SEEN', 2, 'ABANDONED'])
})
