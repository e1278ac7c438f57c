import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openPortalUser } from '../../harness/portal-user.ts'
import {
  acceptTerms,
  codeOf,
  filledIn,
  mailsWhen,
  type OrderProgram,
  openOrderForm,
  orderNoOf,
  orgno,
  pids,
  receiversOf,
  startOrderProgram,
} from './order-program.ts'

let at: OrderProgram

before(async () => {
  at = await startOrderProgram({ terms: false })
})
after(() => at.stop())

const order = async (orderNo: string) => (await at.store.portal.orders.find(orderNo))?.thing

test('O-1 ONB-90 the form begins with what the client has in test, under a number of its own', async () => {
  const form = await openOrderForm(at.owner, await at.verified('forste'))
  assert.equal(form.status, 200)
  assert.match(orderNoOf(form), /^ORD-[2-9A-HJ-NP-Z]{6}$/)
  const fields = new Map(form.forms[0]?.fields)
  assert.equal(fields.get('wanted_client_id'), 'forste')
  assert.equal(fields.get('redirect_uris'), 'https://forste.example.no/callback')
  assert.equal(fields.get('technical_contact.email'), 'tore@etaten.no')
  const again = await openOrderForm(at.owner, 'I-forste')
  assert.equal(orderNoOf(again), orderNoOf(form), 'one open order for each integration (ONB-89)')
})

test('O-1 FAPI2-5.3.2.1 the strict profile of a client in test is shown in its order and ordered with it', async () => {
  const strict = {
    tokenEndpointAuthMethod: 'private_key_jwt',
    securityProfile: 'fapi2',
    refreshTokenUsage: 'REUSE',
    idTokenSignedResponseAlg: 'PS256',
    requirePushedAuthorizationRequests: true,
    dpopBoundAccessTokens: true,
  } as const
  const form = await openOrderForm(at.owner, await at.verified('streng', strict))
  assert.match(form.html, /<dt>security_profile<\/dt><dd>fapi2<\/dd>/)
  assert.match(form.html, /<dt>dpop_bound_access_tokens<\/dt><dd>true<\/dd>/)
  assert.equal((await order(orderNoOf(form)))?.fields.client.security_profile, 'fapi2')
})

test('E-4 ONB-80 without accepted terms nothing is submitted, the draft is kept, and the text says who can accept', async () => {
  const form = await openOrderForm(
    at.owner,
    await at.verified('vilkar', { tokenEndpointAuthMethod: 'none', applicationType: 'browser' }),
  )
  const sent = await at.owner.submit(form, '/edit', { ...filledIn, do: 'submit' })
  assert.equal(sent.status, 409)
  assert.ok(sent.words.includes('Ada Etat') && sent.html.includes(`href="/o/${orgno}/terms"`))
  assert.equal((await order(orderNoOf(form)))?.state, 'DRAFT')
  assert.equal((await order(orderNoOf(form)))?.fields.serviceDescription, filledIn.service_description)
  await acceptTerms(at.store, at.program.clock.nowSeconds())
  const again = await at.owner.submit(await at.owner.get(`/o/${orgno}/orders/${orderNoOf(form)}/edit`), '/edit', {
    do: 'submit',
  })
  assert.equal(again.status, 200, again.words)
  assert.equal((await order(orderNoOf(form)))?.state, 'SUBMITTED')
})

test('ONB-81 every rule that does not hold is told at its field, all at once, and what was typed stays', async () => {
  const form = await openOrderForm(at.owner, 'I-forste')
  const sent = await at.owner.submit(form, '/edit', {
    client_name: 'AB',
    service_description: 'for kort',
    expected_peak_per_hour: '-1',
    do: 'submit',
  })
  assert.equal(sent.status, 422)
  for (const field of [
    'client-name',
    'service-description',
    'planned-launch',
    'security-level',
    'risk-assessment-done',
    'expected-logins-per-year',
    'expected-peak-per-hour',
    'logo-use-confirmed',
    'billing-reference',
    'credential-receiver-name',
  ])
    assert.match(sent.html, new RegExp(`href="#f-${field}"`), field)
  assert.ok(sent.html.includes('for kort'))
})

test('E-3 N-3 ONB-84 ONB-86 a secret needs a verified mobile number of a mobile in a country that is served', async () => {
  const form = await openOrderForm(at.owner, 'I-forste')
  const path = `/o/${orgno}/orders/${orderNoOf(form)}`
  const without = await at.owner.submit(form, '/edit', { ...filledIn, do: 'submit' })
  assert.equal(without.status, 422)
  assert.match(without.words, /Oppgi et mobilnummer/)
  for (const [mobile, words] of [
    ['22 33 44 55', /ikke et mobilnummer/],
    ['+1 202 555 0100', /ikke SMS til dette landet/],
  ] as const) {
    const refused = await at.owner.submit(form, '/edit', {
      ...filledIn,
      'credential_receiver.mobile': mobile,
      do: 'save',
    })
    assert.equal(refused.status, 422)
    assert.match(refused.words, words)
  }
  assert.equal((await order(orderNoOf(form)))?.fields.credentialReceiver?.mobile, undefined)
  const unverified = await at.owner.submit(form, '/edit', {
    ...filledIn,
    'credential_receiver.mobile': '0047 (91) 11-22.33',
    do: 'submit',
  })
  assert.equal(unverified.status, 422)
  assert.match(unverified.words, /ikke bekreftet/)
  assert.equal((await order(orderNoOf(form)))?.fields.credentialReceiver?.mobile, '+4791112233')
  assert.equal((await at.owner.get(path)).status, 200)
})

test('ONB-87 S-01 a code of six digits proves the number, within ten minutes, five tries and three codes an hour', async () => {
  const path = `/o/${orgno}/orders/${orderNoOf(await openOrderForm(at.owner, 'I-forste'))}`
  const asked = await at.owner.post(`${path}/mobile`)
  const code = codeOf((await at.owner.mails({ code: 'S-01', to: '+4791112233' })).at(-1)?.text ?? '')
  assert.match(code, /^\d{6}$/)
  const wrong = code === '000000' ? '111111' : '000000'
  for (const left of [4, 3, 2, 1, 0]) {
    const refused = await at.owner.submit(asked, '/mobile/code', { mobile_code: wrong })
    assert.equal(refused.status, 422)
    assert.match(refused.words, new RegExp(`${left} forsøk igjen`))
  }
  assert.equal((await at.owner.submit(asked, '/mobile/code', { mobile_code: code })).status, 429)
  await at.owner.post(`${path}/mobile`)
  const second = codeOf((await at.owner.mails({ code: 'S-01', to: '+4791112233' })).at(-1)?.text ?? '')
  at.program.clock.forward(601)
  assert.equal((await at.owner.submit(asked, '/mobile/code', { mobile_code: second })).status, 422)
  await at.owner.post(`${path}/mobile`)
  const third = codeOf((await at.owner.mails({ code: 'S-01', to: '+4791112233' })).at(-1)?.text ?? '')
  assert.equal((await at.owner.post(`${path}/mobile`)).status, 429)
  const verified = await at.owner.submit(asked, '/mobile/code', { mobile_code: third })
  assert.match(verified.words, /er bekreftet/)
  const kept = JSON.stringify(await at.store.portal.mobileVerifications.list())
  assert.ok(!kept.includes('91112233') && !kept.includes(third), 'numbers and codes are kept as keyed hashes')
  const journal = JSON.stringify(await at.store.journal.list({ orgno }, 200))
  assert.ok(!journal.includes('91112233'))
})

test('ONB-83 addresses that only test accepts are named one by one with their place and rule', async () => {
  const form = await openOrderForm(at.owner, 'I-forste')
  const uris = 'https://forste.example.no/callback\nhttp://localhost:3000/callback\nhttp://forste.example.no/callback'
  const refused = await at.owner.submit(form, '/edit', { redirect_uris: uris, do: 'submit' })
  assert.equal(refused.status, 422)
  assert.ok(refused.words.includes('[1] http://localhost:3000/callback'))
  assert.ok(refused.words.includes('[2] http://forste.example.no/callback'))
  assert.ok(!refused.words.includes('[0]'))
  await at.owner.submit(form, '/edit', { redirect_uris: 'https://forste.example.no/callback', do: 'save' })
})

test('ONB-70 ONB-71 J-8 without a report, or with one of another configuration, the order stays a draft', async () => {
  const id = await at.verified('uverifisert', { applicationType: 'browser', tokenEndpointAuthMethod: 'none' })
  const run = await at.store.portal.runs.find('VR-uverifisert')
  if (run === undefined) throw new Error('no run')
  await at.store.portal.runs.change({ ...run.thing, verdict: 'NOT_VERIFIED' }, run.revision, 1)
  const form = await openOrderForm(at.owner, id)
  const missing = await at.owner.submit(form, '/edit', { ...filledIn, do: 'submit' })
  assert.equal(missing.status, 409)
  await at.store.portal.runs.change({ ...run.thing, verdict: 'VERIFIED', validToSeconds: 1 }, run.revision + 1, 1)
  const stale = await at.owner.submit(form, '/edit', { ...filledIn, do: 'submit' })
  assert.equal(stale.status, 409)
  assert.match(stale.words, /gjelder ikke lenger/)
  await at.store.portal.runs.change(run.thing, run.revision + 2, 1)
  const sent = await at.owner.submit(form, '/edit', { ...filledIn, do: 'submit' })
  assert.equal(sent.status, 200, sent.words)
  assert.equal((await at.store.portal.integrations.find(id))?.thing.state, 'PROD_ORDERED')
})

test('O-2 M-10 a submitted order is in the queue, and its asker and technical contact have it in writing', async () => {
  const form = await openOrderForm(at.owner, 'I-forste')
  const orderNo = orderNoOf(form)
  const sent = await at.owner.submit(form, '/edit', { client_name: 'Eksempeletaten – først', do: 'submit' })
  assert.equal(sent.path, `/o/${orgno}/orders/${orderNo}`, sent.words)
  const isAbout = ({ subject }: { subject?: string }) => subject?.includes(orderNo) === true
  const mails = await mailsWhen(at.owner, { code: 'M-10' }, (all) => all.filter(isAbout).length === 2)
  assert.deepEqual(receiversOf(mails.filter(isAbout)), ['ada@etaten.no', 'tore@etaten.no'])
  const queue = await at.first.get('/operator')
  assert.ok(queue.words.includes(orderNo))
})

test('ONB-85 an order without a secret is not asked for a number, and one that is sent anyway is dropped', async () => {
  const form = await openOrderForm(
    at.owner,
    await at.verified('apen', { applicationType: 'browser', tokenEndpointAuthMethod: 'none' }),
  )
  assert.ok(!form.html.includes('credential_receiver.mobile'))
  const saved = await at.owner.submit(form, '/edit', {
    ...filledIn,
    'credential_receiver.mobile': '91112233',
    do: 'save',
  })
  assert.equal(saved.status, 200)
  assert.ok(!JSON.stringify(await order(orderNoOf(form))).includes('91112233'))
})

test('ONB-88 a receiver at a public mail host is refused', async () => {
  const form = await openOrderForm(at.owner, 'I-apen')
  const refused = await at.owner.submit(form, '/edit', { 'credential_receiver.email': 'mona@gmail.com', do: 'submit' })
  assert.equal(refused.status, 422)
  assert.match(refused.words, /private e-posttjenester/)
})

test('ONB-82 a test client that is closed or is another type is as unknown as one that never was', async () => {
  const form = await openOrderForm(at.owner, 'I-apen')
  const client = await at.store.environment('test').clients.find('apen')
  if (client === undefined) throw new Error('no client')
  await at.store.environment('test').clients.save({ ...client.thing, active: false }, 'hand', 1)
  const refused = await at.owner.submit(form, '/edit', { ...filledIn, do: 'submit' })
  assert.equal(refused.status, 422)
  assert.match(refused.words, /Vi finner ikke denne testklienten/)
})

test('ONB-17 sending asks for a login at a high level of the last fifteen minutes; the draft is saved all the same', async () => {
  const id = await at.verified('lav', { applicationType: 'browser', tokenEndpointAuthMethod: 'none' })
  const low = await openPortalUser(at.program, pids.owner, { level: 'substantial' })
  const form = await openOrderForm(low, id)
  const sent = await low.submit(form, '/edit', { ...filledIn, do: 'submit' })
  assert.equal(sent.status, 401)
  assert.equal((await order(orderNoOf(form)))?.fields.plannedLaunch, '2099-01-01')
  assert.equal((await order(orderNoOf(form)))?.state, 'DRAFT')
})

test('N-16 ONB-18 people of another organisation find none of it', async () => {
  const stranger = await openPortalUser(at.program, pids.stranger)
  const orderNo = orderNoOf(await openOrderForm(at.owner, 'I-forste'))
  for (const path of [
    `/o/${orgno}/orders/${orderNo}`,
    `/o/310000027/orders/${orderNo}`,
    `/operator/orders/${orderNo}`,
    '/operator',
  ])
    assert.equal((await stranger.get(path)).status, 404, path)
  assert.equal((await stranger.post(`/o/310000027/orders/${orderNo}/withdraw`, { sure: 'yes' })).status, 404)
})

test('O-15 J-19 M-10 a withdrawn order leaves the queue and gives the integration back its verification', async () => {
  const orderNo = orderNoOf(await openOrderForm(at.owner, 'I-forste'))
  const page = await at.owner.get(`/o/${orgno}/orders/${orderNo}`)
  assert.equal((await at.owner.submit(page, '/withdraw')).status, 422, 'confirmed first')
  await at.owner.submit(page, '/withdraw', { sure: 'yes' })
  assert.equal((await order(orderNo))?.state, 'WITHDRAWN')
  assert.equal((await at.store.portal.integrations.find('I-forste'))?.thing.state, 'VERIFIED')
  assert.ok(!(await at.first.get('/operator')).words.includes(orderNo))
  const copied = await at.owner.submit(await at.owner.get(`/o/${orgno}/orders/${orderNo}`), '/copy')
  assert.notEqual(orderNoOf(copied), orderNo)
  assert.equal((await order(orderNoOf(copied)))?.fields.serviceDescription, filledIn.service_description)
})

test('ONB-92 a launch within a month and a busy hour are flagged, not refused', async () => {
  const id = await at.verified('travel', { applicationType: 'browser', tokenEndpointAuthMethod: 'none' })
  const soon = new Date((at.program.clock.nowSeconds() + 5 * 86_400) * 1000).toISOString().slice(0, 10)
  await at.owner.logIn({ fresh: true })
  const form = await openOrderForm(at.owner, id)
  const sent = await at.owner.submit(form, '/edit', {
    ...filledIn,
    planned_launch: soon,
    expected_peak_per_hour: '20000',
    do: 'submit',
  })
  assert.equal(sent.status, 200, sent.words)
  const flags = (await order(orderNoOf(form)))?.flags ?? []
  assert.ok(flags.includes('short_notice') && flags.includes('high_volume') && flags.includes('first_order'))
})
