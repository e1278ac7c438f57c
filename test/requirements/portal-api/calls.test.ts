import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { owner, portalPeople, reviewer } from '../../harness/portal-people.ts'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'
import { type ApiPerson, openApiPerson } from './api-person.ts'

const orgno = '310000019'
let program: RunningPortal
let person: PortalPerson
let api: ApiPerson
let staff: ApiPerson
let stranger: ApiPerson
before(async () => {
  program = await startPortalProgram({ seed: { users: portalPeople } })
  person = await openPortalUser(program, owner.pid)
  api = await openApiPerson(program, person)
  staff = await openApiPerson(program, await openPortalUser(program, reviewer.pid))
  stranger = await openApiPerson(program, await openPortalUser(program, '02917230180'))
})
after(() => program.stop())

test('PAPI-1 /me tells who is logged in, what they may do, and the token that writes need', async () => {
  const me = await api.call<{
    user: { email: string }
    organisations: { orgno: string; roles: string[] }[]
    acr: string
  }>('GET', '/me')
  assert.equal(me.status, 200)
  assert.equal(me.json.user.email, owner.email)
  assert.deepEqual(
    me.json.organisations.map((one) => [one.orgno, one.roles]),
    [[orgno, [...owner.roles[orgno]]]],
  )
  assert.equal(me.json.acr, 'idporten-loa-high')
  assert.ok(api.csrf.length >= 20)
  assert.doesNotMatch(me.text, new RegExp(owner.pid))
})

test('PAPI-2 who has not logged in is told so in JSON, save for what is open to all', async () => {
  const answer = await fetch(`${program.portal}/portal/api/v1/me`)
  assert.equal(answer.status, 401)
  const body = (await answer.json()) as { status: number; correlation_id: string; errors: { code: string }[] }
  assert.equal(body.status, 401)
  assert.equal(body.errors[0]?.code, 'login_required')
  assert.equal(body.correlation_id, answer.headers.get('x-correlation-id'))
  assert.equal((await fetch(`${program.portal}/portal/api/v1/terms`)).status, 200)
})

test('PAPI-3 ONB-196 answers are never kept, never framed, and run no script of others', async () => {
  for (const path of ['/me', '/nowhere']) {
    const { headers } = await api.call('GET', path)
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
    assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe-inline/)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
  }
})

test('PAPI-4 a write needs the token of the session and must come from the portal itself', async () => {
  const body = { name: 'Nytt navn' }
  const etag = (await api.call('GET', `/organisations/${orgno}`)).headers.get('etag') ?? ''
  const path = `/organisations/${orgno}`
  for (const headers of [
    { 'x-csrf-token': undefined },
    { 'x-csrf-token': staff.csrf },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ]) {
    const refused = await api.call('PATCH', path, body, { 'if-match': etag, ...headers })
    assert.equal(refused.status, 403, JSON.stringify(headers))
    assert.deepEqual(refused.codes, ['csrf_missing'])
  }
  const post = await api.call('POST', `${path}/domains`, { domain: 'a.example' }, { origin: 'https://evil.example' })
  assert.deepEqual([post.status, post.codes], [403, ['csrf_missing']])
  assert.equal((await api.call('GET', path)).headers.get('etag'), etag)
})

test('PAPI-5 what is no JSON, of another type or holds unknown fields is refused with every fault', async () => {
  const path = `/organisations/${orgno}/users`
  const send = (body: unknown, headers = {}) => api.call('POST', path, body, headers)
  assert.deepEqual((await send('{')).codes, ['bad_json'])
  assert.deepEqual((await send('[]')).codes, ['bad_json'])
  const form = await send('name=a', { 'content-type': 'application/x-www-form-urlencoded' })
  assert.deepEqual([form.status, form.codes], [415, ['media_type']])
  const unknown = await send({ name: 'A', email: 'a@etat.example.test', colour: 'red' })
  assert.deepEqual([unknown.status, unknown.codes], [400, ['unknown_field colour', 'required roles']])
  const shape = await send({ name: 1, email: 'a@etat.example.test', roles: ['king'] })
  assert.deepEqual([shape.status, shape.codes], [422, ['invalid_value name', 'invalid_value roles[0]']])
  const large = await send(JSON.stringify({ name: 'a'.repeat(300_000) }))
  assert.deepEqual([large.status, large.codes], [413, ['file_too_large']])
  const rules = await send({ name: '', email: 'no-address', roles: [] })
  assert.equal(rules.status, 422)
  assert.ok(rules.codes.includes('required name') && rules.codes.includes('email_invalid email'))
})

test('PAPI-6 refusals are in the language of the person', async () => {
  const send = (language: string) =>
    api.call<{ errors: { message: string }[] }>('GET', `/organisations?limit=0&lang=${language}`)
  assert.match((await send('nb')).json.errors[0]?.message ?? '', /^Verdien kan ikke brukes/)
  assert.match((await send('en')).json.errors[0]?.message ?? '', /^This value cannot be used/)
})

test('PAPI-7 an object is changed only from the revision that was read', async () => {
  const path = `/organisations/${orgno}`
  const first = await api.call<{ name: string }>('GET', path)
  const etag = first.headers.get('etag') ?? ''
  assert.match(etag, /^"\d+"$/)
  const without = await api.call('PATCH', path, { address: 'Storgata 1' })
  assert.deepEqual([without.status, without.codes], [428, ['revision_missing']])
  const changed = await api.call<{ address: string }>('PATCH', path, { address: 'Storgata 1' }, { 'if-match': etag })
  assert.equal(changed.status, 200)
  assert.equal(changed.json.address, 'Storgata 1')
  assert.notEqual(changed.headers.get('etag'), etag)
  const stale = await api.call('PATCH', path, { address: 'Storgata 2' }, { 'if-match': etag })
  assert.deepEqual([stale.status, stale.codes], [412, ['revision_mismatch']])
  assert.equal((await api.call<{ address: string }>('GET', path)).json.address, 'Storgata 1')
  const now = changed.headers.get('etag') ?? ''
  const both = await Promise.all(['A', 'B'].map((address) => api.call('PATCH', path, { address }, { 'if-match': now })))
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412])
})

test('PAPI-5 PAPI-7 an organisation keeps its notification points and where the invoice goes', async () => {
  const path = `/organisations/${orgno}`
  const etag = async () => ({ 'if-match': (await api.call('GET', path)).headers.get('etag') ?? '' })
  const points = [
    { purpose: 'technical', name: 'Drift', email: 'drift@etat.example.test', phone: '+47 22 33 44 55' },
    { purpose: 'security', name: 'Sikkerhet', email: 'sikker@etat.example.test' },
  ]
  const put = (notification_points: unknown, headers: Record<string, string>) =>
    api.call<{ notification_points: { purpose: string; phone?: string }[] }>(
      'PUT',
      `${path}/notification-points`,
      { notification_points },
      headers,
    )
  const both = await put(points, await etag())
  assert.deepEqual(
    both.json.notification_points.map(({ purpose, phone }) => [purpose, phone]),
    [
      ['technical', '…55'],
      ['security', undefined],
    ],
  )
  assert.equal((await put(points.slice(1), await etag())).json.notification_points.length, 1)
  const billing = { invoice_address: '', reference: '' }
  const empty = await api.call('PATCH', path, { billing }, await etag())
  assert.deepEqual(empty.codes, ['required invoice_address', 'required reference'])
})

test('PAPI-8 ONB-197 a write with the same Idempotency-Key is done once; with another body it is refused', async () => {
  const path = `/organisations/${orgno}/users`
  const body = { name: 'Per', email: 'per@etat.example.test', roles: ['reader'] }
  const headers = { 'idempotency-key': 'one-key' }
  const first = await api.call<{ id: string }>('POST', path, body, headers)
  const again = await api.call<{ id: string }>('POST', path, body, headers)
  assert.deepEqual([first.status, again.status], [201, 201])
  assert.equal(again.json.id, first.json.id)
  const other = await api.call('POST', path, { ...body, name: 'Pål' }, headers)
  assert.deepEqual([other.status, other.codes], [409, ['idempotency_conflict']])
  const users = await api.call<{ items: { email: string }[] }>('GET', path)
  assert.equal(users.json.items.filter(({ email }) => email === body.email).length, 1)
  const long = await api.call('POST', path, body, { 'idempotency-key': 'k'.repeat(65) })
  assert.equal(long.status, 422)
  program.clock.forward(86_401)
  person = await openPortalUser(program, owner.pid)
  api = await openApiPerson(program, person)
  staff = await openApiPerson(program, await openPortalUser(program, reviewer.pid))
  stranger = await openApiPerson(program, await openPortalUser(program, '02917230180'))
  const later = await api.call('POST', path, { ...body, email: 'pal@etat.example.test' }, headers)
  assert.equal(later.status, 201)
})

test('PAPI-9 lists come in pages that lead from one to the next', async () => {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const query = new URLSearchParams({ limit: '1', ...(cursor === undefined ? {} : { cursor }) })
    const page = await api.call<{ items: { id: string }[]; next_cursor?: string }>(
      'GET',
      `/organisations/${orgno}/users?${query}`,
    )
    assert.equal(page.json.items.length, 1)
    seen.push(...page.json.items.map(({ id }) => id))
    cursor = page.json.next_cursor
  } while (cursor !== undefined)
  assert.equal(new Set(seen).size, 3)
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'cursor=nothing'])
    assert.equal((await api.call('GET', `/organisations/${orgno}/users?${query}`)).status, 422, query)
})

test('PAPI-10 ONB-18 another organisation does not exist, a missing role is named, and a wrong method is told', async () => {
  for (const path of [`/organisations/${orgno}`, `/organisations/${orgno}/users`, `/audit?orgno=${orgno}`])
    assert.deepEqual([(await stranger.call('GET', path)).status, path], [404, path])
  assert.equal((await api.call('GET', '/operator/queue')).status, 404)
  const refused = await staff.call('POST', '/operator/terms', {
    version: '9.9',
    effective_from: '2030-01-01T00:00:00Z',
    summary: {},
    parts: {},
  })
  assert.deepEqual([refused.status, refused.codes], [403, ['role_missing']])
  const wrong = await api.call('DELETE', '/me')
  assert.deepEqual([wrong.status, wrong.codes, wrong.headers.get('allow')], [405, ['method_not_allowed'], 'GET'])
})

test('PAPI-11 what touches production asks for a fresh login and says which', async () => {
  program.clock.forward(901)
  const refused = await api.call<{ errors: { code: string; acr: string; max_age: number }[] }>(
    'POST',
    `/organisations/${orgno}/terms-acceptances`,
    { version: '1.0', chapters: ['general'], language: 'nb', text_hash: 'x', has_read: true },
  )
  assert.equal(refused.status, 401)
  assert.deepEqual(refused.json.errors[0], {
    code: 'reauthentication_required',
    message: refused.json.errors[0] && (refused.json.errors[0] as unknown as { message: string }).message,
    acr: 'idporten-loa-high',
    max_age: 900,
  })
})
