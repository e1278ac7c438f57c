import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { DurableStore } from '../../../src/storage/durable-store.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'
import { citizenA } from '../../harness/standard-seed.ts'
import { orgno as administered, admin as administrator, join, peopleSeed, reviewer } from '../people/people.ts'

const orgno = '310000027'
const own = `/o/${orgno}/integrations`
const daySeconds = 86_400
const note = 'Så innloggingen gå gjennom som beskrevet.'

let program: RunningPortal
let store: DurableStore
let ada: PortalPerson

before(async () => {
  program = await startPortalProgram({ seed: peopleSeed })
  store = openSqlDurableStore(openSqliteDatabase(`${program.gateway.folder}/portvakt.sqlite`))
})
after(async () => {
  store.close()
  await program.stop()
})

const pool = async () =>
  (await store.environment('test').testUsers.list())
    .filter(({ thing }) => thing.pool === orgno)
    .map(({ thing }) => thing)
const integrations = async () => (await store.portal.integrations.list({ orgno })).map(({ thing }) => thing)
const actions = async (): Promise<readonly string[]> =>
  (await store.journal.list({ orgno }, 200)).map(({ action }) => action)

async function until(what: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await what()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.fail('it did not come to pass')
}

const create = async (name: string) =>
  ada.submit(await ada.get(`${own}/new`), `${own}/new`, {
    client_name: name,
    description: 'Innlogging til Min side',
    redirect_uris: 'https://fjord.example.no/callback',
    frontchannel_logout_uri: 'https://fjord.example.no/ut',
    client_uri: 'https://fjord.example.no/',
    contact_name: 'Tore Teknisk',
    contact_email: 'tore@fjord.example.test',
  })

test('J-1 an organisation that is registered is told so, and begins with no integration', async () => {
  const joined = await join(program, { orgno, email: 'ada@fjord.example.test', personName: 'Ada Fjord' })
  ada = joined.person
  assert.equal((await store.organisations.find(orgno))?.thing.state, 'REGISTERED')
  assert.ok((await actions()).includes('org.registered'))
  assert.equal((await ada.mails({ code: 'M-01', to: 'ada@fjord.example.test' })).length, 1)
  assert.deepEqual(await integrations(), [])
})

test('ONB-55 ONB-163 without terms the first test client is made at once and brings the first test users; the second brings none', async () => {
  assert.deepEqual(await store.portal.termsAcceptances.list(), [])
  assert.deepEqual(await pool(), [])
  const made = await create('Fjord kommune – Min side')
  assert.equal(made.status, 201, made.words)
  const first = await pool()
  assert.ok(first.length > 0)
  assert.ok((await actions()).includes('testuser.assigned'))
  assert.ok((await ada.mails({ code: 'M-08' })).length === 1)
  assert.equal((await create('Fjord kommune – To')).status, 201)
  assert.equal((await pool()).length, first.length)
  assert.ok((await actions()).filter((action) => action === 'testuser.assigned').length === 1)
})

test('ONB-163 colleagues are invited and clients begun before anybody has accepted the terms', async () => {
  const kari = await openPortalUser(program, administrator.pid)
  const home = `/o/${administered}`
  const page = await kari.get(`${home}/users`)
  const invited = await kari.submit(page, `${home}/users`, {
    email: 'bo@annet.example.test',
    name: 'Bo',
    roles: 'tester',
  })
  assert.equal(invited.status, 200, invited.words)
  assert.equal((await kari.mails({ code: 'M-03', to: 'bo@annet.example.test' })).length, 1)
  assert.equal((await kari.get(`${home}/integrations/new`)).status, 200)
  assert.deepEqual(await store.portal.termsAcceptances.list(), [])
})

/** Orders a test client by the public form and confirms it by the link, as somebody from elsewhere. */
async function orderByForm(name: string, email: string): Promise<void> {
  const outsider = await openPortalUser(program, citizenA)
  const sent = await outsider.submit(await outsider.get('/order'), '/order', {
    orgno: administered,
    organisation_name: 'Eksempeletaten',
    client_name: name,
    description: 'Innlogging',
    redirect_uris: 'https://onsket.example.no/callback',
    contact_name: 'Per Privat',
    contact_email: email,
  })
  assert.equal(sent.path, '/order/sent', sent.words)
  const [mail] = await outsider.mails({ code: 'M-02', to: email })
  const link = /\/order\/confirm\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? 'no link'
  assert.equal(await requestedAs(name), undefined)
  await outsider.submit(await outsider.get(link), link)
}

const requestedAs = async (name: string) =>
  (await store.portal.integrations.list({ orgno: administered }))
    .map(({ thing }) => thing)
    .find((one) => one.name === name)

test('J-2 a test client that somebody ordered by the form stands as requested until the operator has made or declined it', async () => {
  const [wanted, unwanted] = ['Eksempeletaten – Ønsket', 'Eksempeletaten – Uønsket']
  await orderByForm(wanted, 'per@privat.example.test')
  const waiting = await requestedAs(wanted)
  assert.deepEqual([waiting?.state, waiting?.testClientId], ['TEST_REQUESTED', undefined])
  assert.equal((await store.journal.list({ orgno: administered, action: 'test.requested' }, 5)).length, 1)
  const kari = await openPortalUser(program, administrator.pid)
  const page = await kari.get(`/o/${administered}/integrations/${waiting?.id}`)
  assert.match(page.words, /Testklient bestilt/)
  const staff = await openPortalUser(program, reviewer.pid)
  const request = async () => /\/operator\/requests\/[\w-]+/.exec((await staff.get('/operator')).html)?.[0] ?? 'none'
  const first = await request()
  await staff.submit(await staff.get(first), first)
  const made = await requestedAs(wanted)
  assert.deepEqual([made?.id, made?.state], [waiting?.id, 'TEST_CLIENT_ACTIVE'])
  assert.equal((await store.environment('test').clients.find(made?.testClientId ?? ''))?.thing.clientName, wanted)

  await orderByForm(unwanted, 'pia@privat.example.test')
  assert.equal((await requestedAs(unwanted))?.state, 'TEST_REQUESTED')
  const second = await request()
  await staff.submit(await staff.get(second), '/decline', { reason: 'Virksomheten kjenner ikke til bestillingen.' })
  assert.equal((await requestedAs(unwanted))?.state, 'CLOSED')
})

test('J-5 J-6 J-7 a verification is opened, sealed and lapses after ninety days; the integration, the journal and the mails follow', async () => {
  const [integration] = await integrations()
  if (integration === undefined) throw new Error('no integration')
  const kept = await store.portal.integrations.find(integration.id)
  // As the first exchanged code leaves it (J-4).
  await store.portal.integrations.change(
    { ...integration, state: 'LOGIN_SEEN' },
    kept?.revision ?? 0,
    program.clock.nowSeconds(),
  )
  const state = async () => (await store.portal.integrations.find(integration.id))?.thing.state
  const page = `${own}/${integration.id}/verification`
  await ada.submit(await ada.get(page), page, { levels: ['substantial'], idle_minutes: '30' })
  assert.equal(await state(), 'VERIFYING')
  assert.ok((await actions()).includes('verification.opened'))
  let shown = await ada.get(page)
  for (const { action } of shown.forms.filter((form) => form.action.includes('/tests/'))) {
    const id = action.split('/').at(-1) ?? ''
    shown = await ada.submit(shown, action, { [`result-${id}`]: 'passed', [`note-${id}`]: note })
  }
  await ada.submit(shown, `${page}/seal`)
  assert.equal(await state(), 'VERIFIED')
  assert.ok((await actions()).includes('verification.sealed'))
  const [told] = await ada.mails({ code: 'M-09', to: 'ada@fjord.example.test' })
  const run = (await store.portal.runs.list({ orgno })).at(-1)?.thing
  assert.ok(told?.text.includes(run?.reportHash ?? 'no hash') && told.text.includes(page))
  program.clock.forward(90 * daySeconds + 60)
  await program.gateway.restart()
  await until(async () => (await state()) === 'LOGIN_SEEN')
  assert.ok((await actions()).includes('verification.stale'))
  assert.ok((await ada.mails({ code: 'M-29', to: 'ada@fjord.example.test' })).length > 0)
})
