import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { openPortalUser } from '../../harness/portal-user.ts'
import { codeOf, mailsWhen, type OrderProgram, orgno, pids, startOrderProgram } from '../orders/order-program.ts'
import { type ApiPerson, openApiPerson } from './api-person.ts'

let at: OrderProgram
let api: ApiPerson
let stranger: ApiPerson
let reviewers: readonly [ApiPerson, ApiPerson]
before(async () => {
  at = await startOrderProgram()
  api = await openApiPerson(at.program, at.owner)
  stranger = await openApiPerson(at.program, await openPortalUser(at.program, pids.stranger))
  reviewers = [await openApiPerson(at.program, at.first), await openApiPerson(at.program, at.second)]
})
after(() => at.stop())

interface IntegrationAnswer {
  readonly id: string
  readonly state: string
  readonly steps: readonly { step: string; status: string }[]
  readonly next_action: { action: string; who: string }
  readonly client_secret?: string
}

let integration: IntegrationAnswer

test('PAPI-12 ONB-162 an integration is made with its test client; the secret is in the answer once and is never kept', async () => {
  const body = {
    orgno,
    technical_contact: { name: 'Tore Teknisk', email: 'tore@etaten.no' },
    test_client: {
      client_name: 'Eksempeletaten – API',
      integration_type: 'idporten',
      application_type: 'web',
      token_endpoint_auth_method: 'client_secret_basic',
      redirect_uris: ['https://api.example.no/callback'],
      post_logout_redirect_uris: ['https://api.example.no/'],
      scopes: ['openid', 'profile'],
    },
  }
  const headers = { 'idempotency-key': 'integration-1' }
  const made = await api.call<IntegrationAnswer>('POST', '/integrations', body, headers)
  assert.equal(made.status, 201, made.text)
  assert.match(made.json.client_secret ?? '', /^cs_t_/)
  assert.equal(made.headers.get('cache-control'), 'no-store')
  integration = made.json
  const again = await api.call('POST', '/integrations', body, headers)
  assert.deepEqual([again.status, again.codes], [409, ['idempotency_conflict']])
  for (const file of ['portvakt.sqlite', 'portvakt.sqlite-wal'])
    assert.equal(readFileSync(`${at.program.gateway.folder}/${file}`).includes(made.json.client_secret ?? ''), false)
  const read = await api.call<IntegrationAnswer>('GET', `/integrations/${integration.id}`)
  assert.equal(read.json.state, 'TEST_CLIENT_ACTIVE')
  assert.deepEqual(read.json.next_action, { action: 'configure-and-log-in', who: 'integration_admin' })
  assert.deepEqual(read.json.steps[0], { step: 'test-client', status: 'done' })
  assert.doesNotMatch(read.text, /client_secret|cs_t_/)
  assert.equal((await stranger.call('GET', `/integrations/${integration.id}`)).status, 404)
  const wrong = await api.call('POST', '/integrations', {
    ...body,
    test_client: { ...body.test_client, redirect_uris: ['x'] },
  })
  assert.equal(wrong.status, 422)
  assert.ok(wrong.codes.some((code) => code.startsWith('redirect_uri_invalid')))
})

test('PAPI-13 a test client is changed from the revision that was read; the sheet comes as JSON and as text', async () => {
  const path = `/integrations/${integration.id}/test-client`
  const read = await api.call<Record<string, unknown>>('GET', path)
  const etag = read.headers.get('etag') ?? ''
  const { client_id: _id, active: _active, onbehalfof: _for, ...fields } = read.json
  const wanted = { ...fields, redirect_uris: ['https://api.example.no/annen'] }
  assert.equal((await api.call('PUT', path, wanted)).status, 428)
  const changed = await api.call<{ redirect_uris: string[] }>('PUT', path, wanted, { 'if-match': etag })
  assert.equal(changed.status, 200, changed.text)
  assert.deepEqual(changed.json.redirect_uris, wanted.redirect_uris)
  assert.equal((await api.call('PUT', path, wanted, { 'if-match': etag })).status, 412)
  const sheet = await api.call<{ clientId: string }>('GET', `/integrations/${integration.id}/client-sheet`)
  assert.equal(sheet.json.clientId, read.json.client_id)
  const text = await api.call('GET', `/integrations/${integration.id}/client-sheet`, undefined, {
    accept: 'text/markdown',
  })
  assert.match(text.headers.get('content-type') ?? '', /^text\/markdown/)
  assert.match(text.text, /\.well-known\/openid-configuration/)
  const log = await api.call<{ items: unknown[] }>('GET', `/integrations/${integration.id}/protocol-log`)
  assert.deepEqual([log.status, log.json.items], [200, []])
})

interface OrderAnswer {
  readonly no: string
  readonly state: string
  readonly revision: number
  readonly client_id?: string
  readonly deliveries: readonly string[]
  readonly mobile?: { readonly last_digits: string; readonly verified: boolean }
}

const fields = {
  service_description: 'En tjeneste der innbyggere søker om ting og ser svarene sine etterpå.',
  planned_launch: '2099-01-01',
  security_level: 'high',
  risk_assessment_done: '2026-01-15',
  expected_logins_per_year: 12_000,
  expected_peak_per_hour: 300,
  logo_use_confirmed: true,
  billing: { invoice_address: '310000019', reference: 'REF-1' },
  credential_receiver: { name: 'Mona Mottaker', email: 'mona@etaten.no', mobile: '912 34 567' },
}
let order: OrderAnswer

test('PAPI-14 an order is drafted, filled in, its number proven, and submitted; what is missing is told by field', async () => {
  const draft = await api.call<OrderAnswer>('POST', '/orders', { integration_id: await at.verified('papi') })
  assert.equal(draft.status, 201, draft.text)
  const path = `/orders/${draft.json.no}`
  const early = await api.call('POST', `${path}/submit`)
  assert.equal(early.status, 422)
  assert.ok(early.codes.includes('required service_description'), early.codes.join())
  const etag = draft.headers.get('etag') ?? ''
  const filled = await api.call<OrderAnswer>('PATCH', path, fields, { 'if-match': etag })
  assert.equal(filled.status, 200, filled.text)
  assert.doesNotMatch(filled.text, /91234567|912 34 567/)
  assert.deepEqual(filled.json.mobile, { last_digits: '67', verified: false })
  assert.equal((await api.call('PATCH', path, fields, { 'if-match': etag })).status, 412)
  const unproven = await api.call('POST', `${path}/submit`)
  assert.deepEqual(unproven.codes, ['mobile_unverified credential_receiver.mobile'])
  const asked = await api.call<{ id: string }>('POST', '/mobile-verifications', { order_no: draft.json.no })
  assert.equal(asked.status, 201, asked.text)
  const [sms] = await at.owner.mails({ code: 'S-01', kind: 'sms' })
  const code = codeOf(sms?.text ?? '')
  const proving = (typed: string) => api.call('POST', `/mobile-verifications/${asked.json.id}`, { code: typed })
  assert.deepEqual((await proving(code === '000000' ? '111111' : '000000')).codes, ['code_wrong mobile_code'])
  assert.equal((await proving(code)).status, 200)
  const sent = await api.call<OrderAnswer>('POST', `${path}/submit`)
  assert.equal(sent.status, 200, sent.text)
  assert.equal(sent.json.state, 'SUBMITTED')
  order = sent.json
  assert.equal((await stranger.call('GET', path)).status, 404)
  const list = await api.call<{ items: OrderAnswer[] }>('GET', `/orders?orgno=${orgno}`)
  assert.ok(list.json.items.some(({ no }) => no === order.no))
})

const checklist = Object.fromEntries(
  ['contact', 'redirect_uris', 'name', 'security_level', 'logo', 'scopes'].map((item) => [item, { answer: 'yes' }]),
)

test('PAPI-15 staff take it from the queue and approve it by two; the secret is delivered, and nothing here shows it', async () => {
  const [first, second] = reviewers
  assert.equal((await api.call('GET', `/operator/orders/${order.no}`)).status, 404)
  const queue = await first.call<{ items: { id: string; object: string; organisation: string }[] }>(
    'GET',
    '/operator/queue',
  )
  const item = queue.json.items.find(({ object }) => object === order.no)
  assert.equal(item?.organisation, 'Eksempeletaten')
  const claimed = await first.call<OrderAnswer>('POST', `/operator/queue/${item?.id}/claim`)
  assert.equal(claimed.json.state, 'IN_REVIEW', claimed.text)
  const review = await first.call<{ needs_two: boolean; revision: number }>('GET', `/operator/orders/${order.no}`)
  assert.equal(review.json.needs_two, true)
  const path = `/operator/orders/${order.no}`
  const stale = await first.call('POST', `${path}/approve`, { revision: order.revision + 1, checklist })
  assert.deepEqual([stale.status, stale.codes], [409, ['stale_revision']])
  const once = await first.call<OrderAnswer>('POST', `${path}/approve`, { revision: order.revision, checklist })
  assert.equal(once.json.state, 'IN_REVIEW', once.text)
  const same = await first.call('POST', `${path}/second-approval`, { revision: order.revision, checklist })
  assert.deepEqual(same.codes, ['same_person'])
  const twice = await second.call<OrderAnswer>('POST', `${path}/second-approval`, {
    revision: order.revision,
    checklist,
  })
  assert.equal(twice.status, 200, twice.text)
  const mails = await mailsWhen(at.owner, { code: 'M-13' }, (all) => all.length > 0)
  assert.equal(mails[0]?.attachments?.length, 1)
  const deliveries = await api.call<{ items: { reference: string; state: string; client_id: string }[] }>(
    'GET',
    `/deliveries?orgno=${orgno}`,
  )
  const [delivery] = deliveries.json.items
  assert.equal(delivery?.state, 'SENT')
  assert.doesNotMatch(deliveries.text, /cs_p_|912345/)
  const secrets = await api.call<{ items: { secret_id: string; status: string }[] }>(
    'GET',
    `/clients/prod-sim/${delivery?.client_id}/secrets`,
  )
  assert.equal(secrets.json.items.length, 1)
  assert.doesNotMatch(secrets.text, /cs_p_|hash/)
  const confirmed = await api.call<{ state: string }>('POST', `/deliveries/${delivery?.reference}/confirm`)
  assert.equal(confirmed.json.state, 'CONFIRMED', confirmed.text)
  assert.equal((await api.call<OrderAnswer>('GET', `/orders/${order.no}`)).json.state, 'COMPLETED')
})

test('PAPI-16 a client is stopped with a reason and opened again; its secret is taken back', async () => {
  const path = '/clients/prod-sim/papi'
  const short = await api.call('POST', `${path}/suspend`, { reason: 'kort' })
  assert.deepEqual([short.status, short.codes], [422, ['reason_too_short reason']])
  const reason = 'Vi har mistanke om at noen misbruker den'
  assert.equal((await stranger.call('POST', `${path}/suspend`, { reason })).status, 404)
  assert.equal((await api.call('POST', `${path}/suspend`, { reason })).status, 200)
  const isActive = async () => (await at.store.environment('prod-sim').clients.find('papi'))?.thing.active
  assert.equal(await isActive(), false)
  assert.equal((await api.call('POST', `${path}/reopen`, { reason })).status, 200)
  assert.equal(await isActive(), true)
  const secrets = await api.call<{ items: { secret_id: string; status: string }[] }>('GET', `${path}/secrets`)
  const gone = await api.call('DELETE', `${path}/secrets/${secrets.json.items[0]?.secret_id}`)
  assert.equal(gone.status, 204, gone.text)
  const closing = await api.call('POST', `${path}/close`, { typed_name: 'feil' })
  assert.deepEqual(closing.codes, ['confirmation_wrong typed_name'])
})

test('PAPI-17 the journal is read by those it is about and verified by staff, with the names of its fields', async () => {
  const read = await api.call<{ items: { action: string; prev_hash: string; orgno: string }[]; next_cursor?: string }>(
    'GET',
    `/audit?orgno=${orgno}&object=${order.no}&limit=2`,
  )
  assert.equal(read.json.items.length, 2)
  assert.ok(read.json.items.every((one) => one.orgno === orgno && /^[0-9a-f]{64}$/.test(one.prev_hash)))
  const rest = await api.call<{ items: { action: string }[] }>(
    'GET',
    `/audit?orgno=${orgno}&object=${order.no}&cursor=${read.json.next_cursor}`,
  )
  assert.ok(rest.json.items.some(({ action }) => action === 'order.submitted'))
  assert.equal((await api.call('GET', '/operator/audit/verify')).status, 404)
  assert.equal((await reviewers[0].call('GET', '/operator/audit/verify')).status, 403)
})

test('PAPI-18 a support case is opened, answered and closed', async () => {
  const opened = await api.call<{ case_no: string; state: string }>('POST', '/cases', {
    orgno,
    category: 'login',
    severity: 'question',
    subject: 'Hvordan ber vi om nivå høyt?',
    description: 'Vi finner ikke ut hvordan tjenesten ber om innlogging på nivå høyt.',
    client_id: 'papi',
    environment: 'test',
  })
  assert.equal(opened.status, 201, opened.text)
  const path = `/cases/${opened.json.case_no}`
  assert.equal((await stranger.call('GET', path)).status, 404)
  const said = await api.call<{ messages: { text: string }[] }>('POST', `${path}/messages`, {
    text: 'Vi prøvde med acr_values uten hell.',
  })
  assert.equal(said.status, 201, said.text)
  assert.ok(said.json.messages.some(({ text }) => text.includes('acr_values')))
  assert.equal((await api.call<{ items: unknown[] }>('GET', `/cases?orgno=${orgno}`)).json.items.length, 1)
})
