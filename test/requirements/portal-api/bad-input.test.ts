import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openPortalUser } from '../../harness/portal-user.ts'
import { codeOf, type OrderProgram, orgno, pids, startOrderProgram } from '../orders/order-program.ts'
import { type ApiAnswer, type ApiPerson, openApiPerson } from './api-person.ts'

// What the journey answers to bad input, each by its code and status, through the JSON API; nothing is stored by any.

let at: OrderProgram
let api: ApiPerson
let first: ApiPerson
let both: ApiPerson
/** Logged in, and not known to the portal. */
let newcomer: ApiPerson
before(async () => {
  at = await startOrderProgram()
  api = await openApiPerson(at.program, at.owner)
  first = await openApiPerson(at.program, at.first)
  newcomer = await openApiPerson(at.program, await openPortalUser(at.program, '17929128990'))
  both = await openApiPerson(at.program, await openPortalUser(at.program, pids.both))
})
after(() => at.stop())

const answered = ({ status, codes }: ApiAnswer): readonly [number, readonly string[]] => [status, codes]

const fields = {
  service_description: 'En tjeneste der innbyggere søker om ting og ser svarene sine etterpå.',
  planned_launch: '2099-01-01',
  security_level: 'high',
  risk_assessment_done: '2026-01-15',
  expected_logins_per_year: 12_000,
  expected_peak_per_hour: 300,
  logo_use_confirmed: true,
  billing: { invoice_address: '310000019', reference: 'REF-1' },
}
const receiver = { name: 'Mona Mottaker', email: 'mona@etaten.no', mobile: '912 34 567' }

/** A draft with everything but what the test gives. */
async function draft(name: string, more: Readonly<Record<string, unknown>>): Promise<string> {
  const made = await api.call<{ no: string }>('POST', '/orders', { integration_id: await at.verified(name) })
  const patched = await api.call(
    'PATCH',
    `/orders/${made.json.no}`,
    { ...fields, ...more },
    {
      'if-match': made.headers.get('etag') ?? '',
    },
  )
  assert.equal(patched.status, 200, patched.text)
  return made.json.no
}

const submit = async (no: string) => answered(await api.call('POST', `/orders/${no}/submit`))

/** An order that staff may look at. */
async function submitted(name: string): Promise<string> {
  const no = await draft(name, { credential_receiver: receiver })
  const asked = await api.call<{ id: string }>('POST', '/mobile-verifications', { order_no: no })
  if (asked.status === 201) {
    const codes = await at.owner.mails({ code: 'S-01', kind: 'sms' })
    await api.call('POST', `/mobile-verifications/${asked.json.id}`, { code: codeOf(codes.at(-1)?.text ?? '') })
  }
  assert.equal((await api.call('POST', `/orders/${no}/submit`)).status, 200)
  return no
}

for (const [what, asked, expected] of [
  ['a wrong check digit', { orgno: '310000018' }, 'orgno_invalid orgno'],
  ['an address without a domain', { orgno: '310000035', email: 'ola' }, 'email_invalid email'],
  ['an address with a line in it', { orgno: '310000035', email: 'a@b.no\r\nBcc: c@d.no' }, 'email_invalid email'],
] as const)
  test(`ONB-51 §23 ${what} is answered 422 ${expected}`, async () => {
    const body = { name: 'Nyetaten', kind: 'public', email: 'ola@nyetaten.no', person_name: 'Ola', ...asked }
    const answer = await newcomer.call('POST', '/organisations', body)
    assert.equal(answer.status, 422, answer.text)
    assert.ok(answer.codes.includes(expected), answer.codes.join())
    assert.equal(await at.store.organisations.find('310000035'), undefined)
  })

for (const [name, mobile, expected] of [
  ['uten', undefined, 'mobile_required'],
  ['fast', '22 33 44 55', 'mobile_not_mobile'],
  ['utland', '+1 202 555 0100', 'mobile_country'],
  ['ubekreftet', '912 34 567', 'mobile_unverified'],
] as const)
  test(`E-3 N-3 ONB-84 a secret needs a proven mobile number: ${expected}`, async () => {
    const { mobile: _, ...others } = receiver
    const made = await api.call<{ no: string }>('POST', '/orders', { integration_id: await at.verified(name) })
    const { no } = made.json
    const body = { ...fields, credential_receiver: mobile === undefined ? others : { ...others, mobile } }
    const patched = await api.call('PATCH', `/orders/${no}`, body, { 'if-match': made.headers.get('etag') ?? '' })
    // A number that can never do is refused when it is written, the others when the order is sent.
    const told = patched.status === 200 ? await submit(no) : answered(patched)
    assert.deepEqual(told, [422, [`${expected} credential_receiver.mobile`]])
    const kept = (await at.store.portal.orders.find(no))?.thing
    assert.equal(kept?.state, 'DRAFT')
    if (patched.status !== 200) assert.equal(kept?.fields.credentialReceiver, undefined)
  })

test('ONB-87 five wrong codes lock the number, and the right one comes too late', async () => {
  const no = await draft('laast', { credential_receiver: receiver })
  const asked = await api.call<{ id: string }>('POST', '/mobile-verifications', { order_no: no })
  const [sms] = (await at.owner.mails({ code: 'S-01', kind: 'sms' })).slice(-1)
  const right = codeOf(sms?.text ?? '')
  const wrong = right === '000000' ? '111111' : '000000'
  const tried: (readonly [number, readonly string[]])[] = []
  for (const code of [wrong, wrong, wrong, wrong, wrong, right])
    tried.push(answered(await api.call('POST', `/mobile-verifications/${asked.json.id}`, { code })))
  assert.deepEqual(tried[0], [422, ['code_wrong mobile_code']])
  assert.deepEqual(tried.at(-1), [429, ['code_locked mobile_code']])
})

test('ONB-88 a private mail service is no receiver of secrets', async () => {
  const no = await draft('privat', { credential_receiver: { ...receiver, email: 'mona@gmail.com' } })
  const [status, codes] = await submit(no)
  assert.equal(status, 422)
  assert.ok(codes.includes('receiver_domain_refused credential_receiver.email'), codes.join())
})

test('ONB-83 an address that test takes and production does not is named by its place', async () => {
  const made = await api.call<{ no: string }>('POST', '/orders', { integration_id: await at.verified('lokal') })
  const client = { redirect_uris: ['https://lokal.example.no/callback', 'http://localhost:3000/callback'] }
  const patched = await api.call(
    'PATCH',
    `/orders/${made.json.no}`,
    { ...fields, client, credential_receiver: receiver },
    {
      'if-match': made.headers.get('etag') ?? '',
    },
  )
  const sent = patched.status === 200 ? await api.call('POST', `/orders/${made.json.no}/submit`) : patched
  assert.equal(sent.status, 422)
  assert.match(sent.text, /http:\/\/localhost:3000\/callback[^"]*\(RU-8\)/)
})

test('ONB-89 of an integration one order is open at a time', async () => {
  const integration = await at.verified('dobbel')
  const one = await api.call<{ no: string }>('POST', '/orders', { integration_id: integration })
  assert.equal(one.status, 201)
  const two = await api.call<{ no: string }>('POST', '/orders', { integration_id: integration })
  assert.ok(two.status === 409 ? two.codes.includes('order_open') : two.json.no === one.json.no, two.text)
})

test('ONB-121 ONB-21 ONB-124 an order is taken once, not by the interested, and turned down with a reason', async () => {
  const no = await submitted('tatt')
  const queue = await first.call<{ items: { id: string; object: string }[] }>('GET', '/operator/queue')
  const item = queue.json.items.find(({ object }) => object === no)?.id ?? ''
  assert.deepEqual(answered(await both.call('POST', `/operator/queue/${item}/claim`)), [409, ['conflict_of_interest']])
  assert.equal((await first.call('POST', `/operator/queue/${item}/claim`)).status, 200)
  const second = await openApiPerson(at.program, at.second)
  const again = await second.call('POST', `/operator/queue/${item}/claim`)
  assert.equal(again.status, 409, again.text)
  assert.ok(['already_claimed', 'illegal_transition'].includes(again.codes[0] ?? ''), again.text)
  const path = `/operator/orders/${no}`
  const short = await first.call('POST', `${path}/reject`, { reason: 'other', text: 'nei' })
  assert.equal(short.status, 422)
  assert.match(short.codes.join(), /reason_too_short/)
  const empty = await first.call('POST', `${path}/approve`, { revision: 1, checklist: {} })
  assert.equal(empty.status, 422, empty.text)
  assert.match(empty.codes.join(), /checklist_incomplete/)
})

test('ONB-17 what touches production asks for a fresh login at a high level, and says which', async () => {
  const low = await openApiPerson(at.program, await openPortalUser(at.program, pids.owner, { level: 'substantial' }))
  const no = await draft('lavt', { credential_receiver: receiver })
  const answer = await low.call('POST', `/orders/${no}/submit`)
  assert.deepEqual(answered(answer), [401, ['reauthentication_required']])
})

test('ONB-18 N-16 a member without the role is told which, a stranger that there is nothing', async () => {
  const no = await draft('rolle', { credential_receiver: receiver })
  const reader = await both.call('POST', `/orders/${no}/submit`)
  assert.deepEqual(answered(reader), [403, ['role_missing']])
  const stranger = await openApiPerson(at.program, await openPortalUser(at.program, pids.stranger))
  assert.deepEqual(answered(await stranger.call('POST', `/orders/${no}/submit`)), [404, ['not_found']])
})

test('ONB-80 E-4 N-2 without accepted terms an order is refused with 409 and kept', async () => {
  const no = await draft('vilkaar', { credential_receiver: receiver })
  const page = await at.owner.get(`/o/${orgno}/terms/withdraw`)
  const done = await at.owner.submit(page, '/withdraw', { reason: 'Vi vil ikke ha dem lenger, av prinsipp.' })
  assert.equal(done.status, 200, done.words)
  const [status, codes] = await submit(no)
  assert.equal(status, 409)
  assert.ok(codes.includes('terms_not_accepted'), codes.join())
  assert.equal((await at.store.portal.orders.find(no))?.thing.state, 'DRAFT')
})
