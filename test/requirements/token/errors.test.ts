import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, openTestIdForm } from '../../harness/relying-party.ts'
import { citizenA } from '../../harness/standard-seed.ts'
import { type Answer, openUserAgent, send } from '../../harness/user-agent.ts'
import { assertRefused } from './refused.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const service = (clientId = 'web') => openRelyingParty(gateway.issuer, clientId)
const token = (changes = {}, clientId = 'web') => service(clientId).token({ grant_type: 'refresh_token', ...changes })
const refreshTokenOf = async (clientId: string, scope = 'openid') =>
  (await service(clientId).tokens(openUserAgent(), { scope })).refresh_token

// The catalogue at /token: name, what is asked, status and code.
const catalogue: [string, () => Promise<Answer>, number, string][] = [
  ['ERR-1 ERR-4 a missing parameter', () => token(), 400, 'invalid_request'],
  ['ERR-5 a client that fails', () => token({ client_id: 'api', refresh_token: 'x' }), 401, 'invalid_client'],
  ['ERR-6 a token that is worth nothing', () => token({ refresh_token: 'x' }), 400, 'invalid_grant'],
  ['ERR-7 a grant of others', () => token({ refresh_token: 'x' }, 'no-refresh'), 400, 'unauthorized_client'],
  ['ERR-8 a grant of nobody', () => token({ grant_type: 'password' }), 400, 'unsupported_grant_type'],
  [
    'ERR-10 a scope too many in a refresh',
    async () => token({ refresh_token: await refreshTokenOf('web'), scope: 'profile' }),
    400,
    'invalid_scope',
  ],
  [
    'ERR-11 a resource too many in a refresh',
    async () => token({ refresh_token: await refreshTokenOf('web'), resource: 'https://x.no' }),
    400,
    'invalid_target',
  ],
]
for (const [name, asking, status, error] of catalogue)
  test(`${name} is answered ${status} ${error} with code, text and reference alone`, async () => {
    const answer = await asking()
    assertRefused(answer, status, error)
    const event = gateway.events.at(-1)
    assert.equal(event?.correlationId, answer.headers.get('x-correlation-id'))
    assert.deepEqual(event?.kind === 'refused' ? [event.endpoint, event.code] : event?.kind, ['/token', error])
  })

test('ERR-1 the text names the parameter and never what was sent', async () => {
  const answer = await token({ refresh_token: 'x', grant_type: 'sent"\\æ<b>' })
  assert.match(String(answer.json().error_description), /^grant_type must be /)
  assert.doesNotMatch(answer.text, /sent|<b>/)
  for (const missing of ['code', 'redirect_uri']) {
    const body = { grant_type: 'authorization_code', code: 'sent', redirect_uri: 'sent', [missing]: undefined }
    const { error_description } = (await service().token(body)).json()
    assert.match(String(error_description), new RegExp(`^${missing} is required \\(ref: `))
    assert.doesNotMatch(String(error_description), /sent/)
  }
})

test('ERR-20 ERR-21 userinfo answers a dead token 401 and a poor one 403', async () => {
  const ask = (value = '') => send(`${gateway.issuer}/userinfo`, { headers: { authorization: `Bearer ${value}` } })
  assertRefused(await ask('x'), 401, 'invalid_token')
  const { access_token } = await service('api').tokens(openUserAgent(), { scope: 'eks:value.read' })
  assertRefused(await ask(access_token), 403, 'insufficient_scope')
})

const poorHint = `testid:${citizenA}_idporten-loa-substantial`
const redirected: [string, Record<string, string | undefined>, string][] = [
  ['ERR-4 ERR-24 a parameter that is wrong', { max_age: 'x' }, 'invalid_request'],
  ['ERR-9 ERR-24 a response type that is not code', { response_type: 'token' }, 'unsupported_response_type'],
  ['ERR-10 ERR-24 a scope of others', { scope: 'openid eks:closed.read' }, 'invalid_scope'],
  ['ERR-11 ERR-24 a resource that is no URI', { resource: 'x' }, 'invalid_target'],
  ['ERR-13 ERR-24 no session where no page may be shown', { prompt: 'none' }, 'login_required'],
  [
    'ERR-16 ERR-24 a login below the level',
    { acr_values: 'idporten-loa-high', login_hint: poorHint },
    'unmet_authentication_requirements',
  ],
  ['ERR-19 ERR-24 a request_uri', { request_uri: 'https://web.example.no/r' }, 'request_uri_not_supported'],
]
for (const [name, changes, error] of redirected)
  test(`${name} goes back to the client as ${error}`, async () => {
    const location = (await service().authorize(openUserAgent(), changes)).location()
    assert.equal(location.origin + location.pathname, service().redirectUri)
    const { error: code, error_description, ...rest } = Object.fromEntries(location.searchParams)
    assert.deepEqual([code, rest], [error, { iss: gateway.issuer, state: 'state-of-the-request' }])
    assert.match(error_description ?? '', /^[\x20-\x21\x23-\x5B\x5D-\x7E]+ \(ref: [A-Za-z0-9-]{8,64}\)$/)
  })

test('ERR-12 ERR-24 a citizen who cancels is access_denied', async () => {
  const browser = openUserAgent()
  const selector = (await service().authorize(browser)).location()
  const page = await browser.send(selector.href)
  const action = /class="pv-cancel"[^>]*action="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const { searchParams } = (await browser.send(new URL(action, selector).href, { form: {} })).location()
  assert.deepEqual(
    [searchParams.get('error'), searchParams.get('iss'), searchParams.get('state')],
    ['access_denied', gateway.issuer, 'state-of-the-request'],
  )
})

const sent = 'reflected"<i>'
const wrongAddress = () => service().authorizeUrl({ redirect_uri: 'https://evil.example/reflected', state: sent })
const pages: [string, number, () => Promise<Answer>][] = [
  ['ERR-25 an unknown client', 400, () => send(service('reflected').authorizeUrl({ state: sent }))],
  ['ERR-25 a redirect URI of nobody', 400, () => send(wrongAddress())],
  [
    'ERR-25 a form from another site',
    403,
    () =>
      send(`${gateway.issuer}/authorize/cancel`, { form: { x: sent }, headers: { 'sec-fetch-site': 'cross-site' } }),
  ],
  ['ERR-25 an address that does not exist', 404, () => send(`${gateway.issuer}/reflected?x=${sent}`)],
  ['ERR-25 a method that does not exist', 405, () => send(`${gateway.issuer}/authorize?x=${sent}`, { method: 'PUT' })],
  [
    'ERR-25 a form that is too large',
    413,
    () => send(`${gateway.issuer}/authorize`, { form: { x: 'reflected'.repeat(9000) } }),
  ],
  ['ERR-25 an address that is too long', 414, () => send(`${gateway.issuer}/authorize?x=${'reflected'.repeat(4000)}`)],
  ['ERR-25 a logout without a login', 400, () => send(`${gateway.issuer}/logout?state=${sent}`)],
]
for (const [name, status, asking] of pages)
  test(`${name} is a page with ${status}, reference and time, without link, session or echo`, async () => {
    const answer = await asking()
    assert.equal(answer.status, status)
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html/)
    assert.match(answer.text, /<html lang="nb"/)
    assert.ok(answer.text.includes(`<code>${answer.headers.get('x-correlation-id')}</code>`))
    assert.match(answer.text, /<dd>[^<]*2026[^<]*<\/dd>/)
    assert.doesNotMatch(answer.text, /reflected|web\.example\.no/)
    assert.deepEqual([answer.headers.getSetCookie(), answer.headers.get('location')], [[], null])
  })

test("ERR-25 the page is in the language of the citizen's cookie", async () => {
  const answer = await send(wrongAddress(), { headers: { cookie: (await languageCookie('se')) ?? '' } })
  assert.match(answer.text, /<html lang="se"/)
})

async function languageCookie(language: string): Promise<string | undefined> {
  const answer = await send(`${gateway.issuer}/language`, { form: { page: 'logged-out', language } })
  return answer.headers.getSetCookie()[0]?.split(';')[0]
}

test('ERR-25 the page links to a client that is known with certainty', async () => {
  const browser = openUserAgent()
  const { action } = await openTestIdForm(browser, (await service().authorize(browser)).location())
  const submit = () => browser.send(action, { form: { pid: citizenA, acr: 'idporten-loa-substantial' } })
  assert.equal((await submit()).status, 303)
  const page = await submit()
  assert.equal(page.status, 400)
  assert.match(page.text, /href="https:\/\/web\.example\.no\/"/)
})

const logged: [string, () => string, string, string][] = [
  ['ERR-26 an unknown client is logged as step 2', () => service('nobody').authorizeUrl(), 'invalid_client', '2'],
  ['ERR-26 a wrong redirect URI is logged as step 5', wrongAddress, 'invalid_request', '5'],
  ['ERR-26 broken encoding is logged as step 1', () => `${gateway.issuer}/authorize?x=%ff`, 'invalid_request', '1'],
]
for (const [name, url, code, step] of logged)
  test(`${name}, with the code and the reference of the page`, async () => {
    const answer = await send(url())
    const reference = answer.headers.get('x-correlation-id') ?? 'none'
    const line = gateway.logLines
      .map((text) => JSON.parse(text))
      .find(({ correlationId }) => correlationId === reference)
    assert.deepEqual([line?.message, line?.endpoint, line?.code, line?.step], ['refused', '/authorize', code, step])
  })
