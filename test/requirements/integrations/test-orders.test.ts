import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { readSettings } from '../../../src/config/read-settings.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { mailIntegrationsTexts } from '../../../src/texts/mail-integrations-text.ts'
import { forgetForms } from '../../../src/usecases/onboarding/integrations/forget-forms.ts'
import type { IntegrationNeeds } from '../../../src/usecases/onboarding/integrations/integration-needs.ts'
import { warnOfExpiry } from '../../../src/usecases/onboarding/integrations/warn-of-expiry.ts'
import { movableClock } from '../../harness/gateway.ts'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPage, type PortalPerson } from '../../harness/portal-user.ts'
import { basicHeader } from '../../harness/relying-party.ts'
import { type Answer, send } from '../../harness/user-agent.ts'

const orgno = '310000019'
const other = '310000027'
const daySeconds = 86_400

let program: RunningPortal
let operator: PortalPerson
let colleague: PortalPerson
let outsider: PortalPerson

before(async () => {
  program = await startPortalProgram({
    variables: {
      GATEWAY_TEST_NETWORK_ADDRESSES: '192.0.2.7',
      GATEWAY_TEST_NETWORK_PLANNED_CHANGE: '2027-01-15: ny adresse',
    },
    seed: {
      organisations: [
        {
          orgno,
          name: 'Eksempeletaten',
          kind: 'public',
          email_domains: ['etaten.no'],
          notification_points: [{ purpose: 'technical', name: 'Driftsvakt', email: 'vakt@etaten.no' }],
        },
        { orgno: other, name: 'Leverandørhuset', kind: 'supplier' },
      ],
      users: [
        { email: 'rita@drift.no', name: 'Rita Drift', pid: '28820360100', operator_roles: ['op_reviewer'] },
        { email: 'ada@etaten.no', name: 'Ada Admin', pid: '20914695016', roles: { [orgno]: ['integration_admin'] } },
      ],
    },
  })
  operator = await openPortalUser(program, '28820360100')
  colleague = await openPortalUser(program, '20914695016')
  outsider = await openPortalUser(program, '15867520160', { level: false })
})
after(() => program.stop())

const filledIn = (email: string, more: Record<string, string> = {}): Record<string, string> => ({
  orgno,
  organisation_name: 'Eksempeletaten',
  client_name: 'Eksempeletaten – Bestilt',
  description: 'Innlogging',
  redirect_uris: 'https://bestilt.example.no/callback',
  contact_name: 'Bea Bestiller',
  contact_email: email,
  ...more,
})

async function order(email: string, more: Record<string, string> = {}): Promise<PortalPage> {
  const form = await outsider.get('/order')
  return outsider.submit(form, '/order', filledIn(email, more))
}

/** The path of the one link of a kind in the newest mail to an address. */
async function linkTo(email: string, code: string, path: string): Promise<string> {
  const mail = (await outsider.mails({ to: email, code })).at(-1)
  return new RegExp(`${program.portal}(${path}/[\\w-]+)`).exec(mail?.text ?? '')?.[1] ?? 'no link'
}

const proves = (clientId: string, secret: string): Promise<Answer> =>
  send(`${program.issuer}/token`, {
    form: {
      grant_type: 'authorization_code',
      code: 'none',
      redirect_uri: 'https://bestilt.example.no/callback',
      code_verifier: 'v'.repeat(43),
    },
    headers: { authorization: basicHeader(clientId, secret) },
  })

/** The program's own database, with a clock that begins at the program's time. */
const beside = () => {
  const durable = openSqlDurableStore(openSqliteDatabase(`${program.gateway.folder}/portvakt.sqlite`))
  return { durable, clock: movableClock(program.clock.nowSeconds()) }
}

test('ONB-11 ONB-51 the public form needs no account and tells every fault at once', async () => {
  const faulty = await order('feil', { orgno: '123456789', client_name: '', redirect_uris: 'javascript:alert(1)' })
  assert.equal(faulty.status, 422)
  for (const field of ['orgno', 'client-name', 'redirect-uris', 'contact-email'])
    assert.match(faulty.html, new RegExp(`id="f-${field}-error"`), field)
})

test('ONB-52 an order from a verified domain is made into a client when its link is used by somebody who logged in', async () => {
  assert.equal((await order('bea@etaten.no')).path, '/order/sent')
  const path = await linkTo('bea@etaten.no', 'M-02', '/order/confirm')
  const opened = await outsider.get(path)
  assert.match(opened.words, /Logg inn for å bekrefte/)
  assert.equal((await outsider.post(path)).path.split('?')[0], '/authorize/selector')
  const ready = await outsider.logIn({ level: 'substantial', returnTo: path })
  const made = await outsider.submit(ready, path)
  assert.equal(made.status, 201, made.words)
  const secret = /id="client-secret">([^<]+)</.exec(made.html)?.[1] ?? ''
  const clientId = /id="client-id">([^<]+)</.exec(made.html)?.[1] ?? ''
  assert.equal((await proves(clientId, secret)).json().error, 'invalid_grant')
  assert.equal((await outsider.get(path)).status, 410)
})

test('ONB-52 ONB-54 ONB-172 the operator makes the client of anybody else, sees no secret, and its contact makes it by a link that works once', async () => {
  await order('per@privat.no', { client_name: 'Eksempeletaten – Kø' })
  const confirm = await linkTo('per@privat.no', 'M-02', '/order/confirm')
  const queued = await outsider.submit(await outsider.get(confirm), confirm)
  assert.equal(queued.path, '/order/queued')
  const queue = await operator.get('/operator')
  const request = /\/operator\/requests\/[\w-]+/.exec(queue.html)?.[0] ?? 'no request'
  assert.equal((await colleague.get(request)).status, 404)
  const shown = await operator.get(request)
  assert.match(shown.words, /Eksempeletaten – Kø/)
  const done = await operator.submit(shown, request)
  assert.match(done.words, /Klienten er opprettet/)
  assert.doesNotMatch(done.html, /cs_t_/)
  const [mail] = await operator.mails({ to: 'per@privat.no', code: 'M-06' })
  assert.doesNotMatch(mail?.text ?? '', /cs_t_/)
  const reveal = await linkTo('per@privat.no', 'M-06', '/reveals')
  const revealed = await outsider.submit(await outsider.get(reveal), reveal)
  const secret = /id="client-secret">([^<]+)</.exec(revealed.html)?.[1] ?? ''
  const clientId = /id="client-id">([^<]+)</.exec(revealed.html)?.[1] ?? ''
  assert.equal((await proves(clientId, secret)).json().error, 'invalid_grant')
  assert.equal((await outsider.post(reveal)).status, 410)
  assert.equal((await operator.post(request)).status, 409)
  for (const file of ['portvakt.sqlite', 'portvakt.sqlite-wal'])
    assert.ok(!readFileSync(`${program.gateway.folder}/${file}`).includes(secret), file)
  const { durable } = beside()
  const [written] = await durable.journal.list({ objectId: clientId, action: 'secret.revealed' }, 1)
  assert.equal(written?.orgno, orgno)
  assert.ok(!JSON.stringify(written).includes(secret))
  durable.close()
})

test('ONB-172 the operator declines an order of a test client with a reason that goes to who ordered it', async () => {
  await order('pia@privat.no', { client_name: 'Eksempeletaten – Nei' })
  const confirm = await linkTo('pia@privat.no', 'M-02', '/order/confirm')
  await outsider.submit(await outsider.get(confirm), confirm)
  const queue = await operator.get('/operator')
  const request = /\/operator\/requests\/[\w-]+/.exec(queue.html)?.[0] ?? 'no request'
  const reason = 'Adressen hører ikke til organisasjonen'
  assert.equal((await colleague.post(`${request}/decline`, { reason })).status, 404)
  const short = await operator.submit(await operator.get(request), `${request}/decline`, { reason: 'nei' })
  assert.equal(short.status, 422)
  const declined = await operator.submit(short, `${request}/decline`, { reason })
  assert.match(declined.words, /avslått/)
  assert.equal((await operator.post(request)).status, 409, 'no client is made afterwards')
  assert.doesNotMatch((await operator.get('/operator')).html, new RegExp(request))
  const [mail] = await operator.mails({ to: 'pia@privat.no', code: 'M-14' })
  assert.match(mail?.text ?? '', new RegExp(reason))
  const { durable } = beside()
  const [written] = await durable.journal.list({ action: 'test.declined' }, 1)
  assert.equal(written?.reason, reason)
  durable.close()
})

test('ONB-13 a form is taken once, and five an hour from one address', async () => {
  program.clock.forward(3600)
  const form = await outsider.get('/order')
  assert.equal((await outsider.submit(form, '/order', filledIn('en@etaten.no'))).path, '/order/sent')
  assert.equal((await outsider.submit(form, '/order', filledIn('en@etaten.no'))).status, 403)
  for (let times = 2; times <= 5; times++) assert.equal((await order('en@etaten.no')).path, '/order/sent')
  assert.equal((await order('en@etaten.no')).status, 429)
  assert.doesNotMatch(form.html, /<script[^>]+src="https?:/)
})

test('ONB-12 the network page names every host, port and address of each environment, and the next change', async () => {
  const page = await outsider.get('/network')
  assert.equal(page.status, 200)
  for (const address of [program.issuer, program.productionIssuer])
    assert.ok(page.words.includes(new URL(address).port), address)
  assert.match(page.words, /192\.0\.2\.7/)
  assert.match(page.words, /Neste planlagte endring: 2027-01-15: ny adresse/)
  assert.match(page.words, /Ingen endring er planlagt/)
})

test('ONB-135 the calendar lists what expires for whoever has its address, and for nobody once it is revoked', async () => {
  const page = await colleague.get(`/o/${orgno}/calendar`)
  const made = await colleague.submit(page, `/o/${orgno}/calendar`)
  const address = /id="calendar-address">([^<]+)</.exec(made.html)?.[1] ?? ''
  const feed = await send(address)
  assert.equal(feed.status, 200)
  assert.match(feed.headers.get('content-type') ?? '', /^text\/calendar/)
  assert.match(feed.text, /^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/)
  assert.match(feed.text, /DTSTART;VALUE=DATE:20\d{6}\r\n/)
  for (const line of feed.text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
  assert.ok(
    !readFileSync(`${program.gateway.folder}/portvakt.sqlite-wal`).includes(
      address.split('/').at(-1)?.slice(0, -4) ?? '',
    ),
  )
  const revoked = await colleague.submit(await colleague.get(`/o/${orgno}/calendar`), `/o/${orgno}/calendar/revoke`)
  assert.equal(revoked.status, 200)
  assert.equal((await send(address)).status, 404)
})

test('ONB-135 the mail M-17 goes once for each reminder, to contact and technical point, and stops when there is a newer secret', async () => {
  const { durable, clock } = beside()
  const read = readSettings({}, () => '')
  assert.ok(read.ok)
  const warn = warnOfExpiry({
    ...({} as IntegrationNeeds),
    durable,
    clock,
    environments: read.settings.environments,
    mails: (language) => mailIntegrationsTexts(language) as (key: string, values?: object) => string,
    productName: 'Portvakt',
    portalUrl: program.portal,
  })
  const told = async () => (await durable.outbox.list({ code: 'M-17' }, 100)).map(({ to, text }) => ({ to, text }))
  clock.forward((360 - 59) * daySeconds)
  await warn()
  await warn()
  const first = await told()
  assert.equal(first.length, 4, 'two clients, two receivers each')
  assert.equal(first.filter(({ to }) => to === 'vakt@etaten.no').length, 2)
  assert.match(first[0]?.text ?? '', /Klienthemmeligheten .* utløper/)
  const renewed = /clients\/test\/([\w-]+)/.exec(first[0]?.text ?? '')?.[1] ?? ''
  const path = `/o/${orgno}/clients/test/${renewed}`
  clock.forward(daySeconds)
  await warn()
  assert.equal((await told()).length, 4, 'nothing between the reminders')
  program.clock.forward(daySeconds * 200)
  await colleague.logIn()
  assert.equal((await colleague.submit(await colleague.get(path), `${path}/secrets`)).status, 201)
  clock.forward(29 * daySeconds)
  await warn()
  const later = (await told()).slice(0, -4)
  assert.equal(later.length, 2)
  for (const { text } of later) assert.ok(!text.includes(renewed))
  durable.close()
})

test('ONB-52 an order that nobody confirms is gone after seven days', async () => {
  assert.equal((await order('glemt@etaten.no')).path, '/order/sent')
  const { durable, clock } = beside()
  const kept = async () =>
    (await durable.portal.pendingForms.list({ lookup: 'glemt@etaten.no' })).map(({ thing }) => thing.state)
  const forget = forgetForms({ durable, clock })
  clock.forward(7 * daySeconds - 60)
  await forget()
  assert.deepEqual(await kept(), ['UNCONFIRMED'])
  clock.forward(120)
  await forget()
  assert.deepEqual(await kept(), [])
  durable.close()
})
