import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, type Parameters, unescapeHtml } from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { claimsOf, high, sessionCookie, substantial, visit } from './visit.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const web = () => openRelyingParty(gateway.issuer)
const returnTo = 'https://web.example.no/logged-out'
const refused = (correlationId: string | null) =>
  gateway.events.find((event) => event.kind === 'refused' && event.correlationId === correlationId)

test('EX-17 a posted logout with an old hint calls each service and ends at the asking one with its state', async () => {
  const browser = openUserAgent()
  const { id_token } = await web().tokens(browser)
  await visit(openRelyingParty(gateway.issuer, 'web-post', { authentication: 'client_secret_post' }), browser)
  gateway.clock.forward(1000)
  const form = { id_token_hint: id_token, post_logout_redirect_uri: returnTo, state: 'farewell-42' }
  const posted = await send(`${gateway.issuer}/logout`, { form })
  assert.equal(posted.status, 303)
  const page = await browser.send(posted.location().href)
  assert.equal(page.status, 200)
  assert.match(page.headers.getSetCookie().join(), new RegExp(`^${sessionCookie}=; Max-Age=0;`))
  assert.match(
    page.headers.get('content-security-policy') ?? '',
    /frame-src https:\/\/web\.example\.no https:\/\/web-post\.example\.no$/,
  )
  const call = `https://web.example.no/fc?tenant=7&iss=${encodeURIComponent(gateway.issuer)}&sid=${claimsOf(id_token).sid}`
  assert.ok(unescapeHtml(page.text).includes(`<iframe src="${call}" `))
  assert.ok(page.text.includes(`href="${returnTo}?state=farewell-42"`))
})

test('EX-18 without a hint everybody is logged out and the browser stays; with client_id it returns', async () => {
  const browser = openUserAgent()
  const address = encodeURIComponent(returnTo)
  await web().logIn(browser)
  const stays = await browser.send(`${gateway.issuer}/logout?post_logout_redirect_uri=${address}`)
  assert.match(stays.text, /id="continue" href="\/logout\/done\?logout=[\w-]{50}"/)
  assert.equal(await visit(web(), browser), 'login pages')
  await web().logIn(browser)
  const returns = await browser.send(`${gateway.issuer}/logout?post_logout_redirect_uri=${address}&client_id=web`)
  assert.ok(returns.text.includes(`id="continue" href="${returnTo}"`))
})

test('EX-19 a logout without a session cookie is an error page with its reference, and nobody is called', async () => {
  const answer = await send(`${gateway.issuer}/logout?client_id=web`)
  assert.equal(answer.status, 400)
  assert.ok(answer.text.includes(`<code>${answer.headers.get('x-correlation-id')}</code>`))
  assert.doesNotMatch(answer.text, /iframe/)
})

test('EX-22 prompt=none without a session goes back with login_required, reference, iss and state', async () => {
  const answer = await web().authorize(openUserAgent(), { prompt: 'none' })
  assert.equal(answer.status, 302)
  const { origin, pathname, searchParams } = answer.location()
  assert.equal(origin + pathname, 'https://web.example.no/callback')
  assert.deepEqual([...searchParams.keys()], ['error', 'error_description', 'iss', 'state'])
  assert.equal(searchParams.get('error'), 'login_required')
  assert.ok(searchParams.get('error_description')?.endsWith(`(ref: ${answer.headers.get('x-correlation-id')})`))
})

const untrusted: readonly (readonly [name: string, changes: Parameters, code: string, step: string])[] = [
  [
    'EX-23 an unknown client',
    { client_id: 'nobody', redirect_uri: 'https://evil.example.net/' },
    'invalid_client',
    '2',
  ],
  ['EX-24 an extra slash', { redirect_uri: 'https://web.example.no/callback/' }, 'invalid_request', '5'],
  ['EX-24 no redirect_uri', { redirect_uri: undefined }, 'invalid_request', '5'],
]
for (const [name, changes, code, step] of untrusted)
  test(`${name} is answered with an error page that leads nowhere; the log has code and step`, async () => {
    const answer = await web().authorize(openUserAgent(), { ...changes, ui_locales: 'en' })
    assert.equal(answer.status, 400)
    assert.equal(answer.headers.get('location'), null)
    assert.match(answer.text, /<html lang="en">[\s\S]*<h1[^>]*>The link to the service does not work</)
    assert.doesNotMatch(answer.text, /evil|nobody|example\.no/)
    const event = refused(answer.headers.get('x-correlation-id'))
    assert.ok(event?.kind === 'refused')
    assert.deepEqual([event.code, event.step, event.endpoint], [code, step, '/authorize'])
  })

const sent: readonly (readonly [name: string, changes: Parameters, error: string, description: RegExp])[] = [
  ['EX-25 a missing code_challenge', { code_challenge: undefined }, 'invalid_request', /^code_challenge is required/],
  ['EX-25 a padded code_challenge', { code_challenge: `${'a'.repeat(43)}=` }, 'invalid_request', /^code_challenge/],
  ['EX-27 a scope that is not registered', { scope: 'openid other:secret' }, 'invalid_scope', /scope/],
  ['EX-31 an old level from a client of today', { acr_values: 'Level4' }, 'invalid_request', /acr_values/],
]
for (const [name, changes, error, description] of sent)
  test(`${name} goes back to the client as ${error}`, async () => {
    const { origin, searchParams } = (await web().authorize(openUserAgent(), changes)).location()
    assert.equal(origin, 'https://web.example.no')
    assert.equal(searchParams.get('error'), error)
    assert.match(searchParams.get('error_description') ?? '', description)
    assert.match(searchParams.get('error_description') ?? '', / \(ref: [A-Za-z0-9-]+\)$/)
    assert.deepEqual([searchParams.get('iss'), searchParams.get('state')], [gateway.issuer, 'state-of-the-request'])
  })

test('EX-26 a citizen who cancels is sent back with access_denied', async () => {
  const browser = openUserAgent()
  const selector = (await web().authorize(browser)).location()
  const page = await browser.send(selector.href)
  const action = /class="pv-cancel" method="post" action="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const answer = await browser.send(gateway.issuer + action, { form: {} })
  assert.equal(answer.status, 303)
  const { searchParams } = answer.location()
  assert.deepEqual([...searchParams.keys()], ['error', 'error_description', 'iss', 'state'])
  assert.equal(searchParams.get('error'), 'access_denied')
  assert.match(searchParams.get('error_description') ?? '', /^the user cancelled the login \(ref: [^)]+\)$/i)
})

test('EX-27 scopes that services ask for by habit are left out, not refused', async () => {
  const tokens = await web().tokens(openUserAgent(), { scope: 'openid profile email offline_access' })
  assert.equal(tokens.scope, 'openid profile')
})

test('EX-28 a code used twice revokes what came of its first use', async () => {
  const service = web()
  const callback = await service.logIn(openUserAgent())
  const first = (await service.redeem(callback)).json()
  const second = await service.redeem(callback)
  assert.deepEqual([second.status, second.json().error], [400, 'invalid_grant'])
  const headers = { authorization: `Bearer ${String(first.access_token)}` }
  assert.equal((await send(`${gateway.issuer}/userinfo`, { headers })).status, 401)
  assert.equal((await service.refresh(String(first.refresh_token))).json().error, 'invalid_grant')
})

test('EX-29 the right secret in the wrong place is refused; the log says why, the answer does not', async () => {
  const service = openRelyingParty(gateway.issuer, 'web', { authentication: 'none' })
  const callback = await service.logIn(openUserAgent())
  const answer = await service.redeem(callback, { client_id: 'web', client_secret: sharedSecret })
  assert.equal(answer.status, 401)
  assert.equal(answer.json().error, 'invalid_client')
  const reference = answer.headers.get('x-correlation-id')
  assert.ok(String(answer.json().error_description).endsWith(`(ref: ${reference})`))
  const event = refused(reference)
  assert.match(event?.kind === 'refused' ? event.description : '', /registered for client_secret_basic/)
})

test('EX-30 form_post brings code, iss and state in a form, and the state arrives as it was sent', async () => {
  const browser = openUserAgent()
  await web().logIn(browser)
  const state = `"><script>alert(1)</script>&amp; '+ =`
  const answer = await web().authorize(browser, { response_mode: 'form_post', state })
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^text\/html/)
  assert.match(answer.text, /<form id="form-post" method="post" action="https:\/\/web\.example\.no\/callback">/)
  const fields = Array.from(
    answer.text.matchAll(/<input type="hidden" name="(code|iss|state)" value="([^"]*)">/g),
    (m) => [m[1], unescapeHtml(m[2] ?? '')],
  )
  assert.deepEqual(
    fields.map(([name]) => name),
    ['code', 'iss', 'state'],
  )
  assert.deepEqual(Object.fromEntries(fields.slice(1)), { iss: gateway.issuer, state })
  assert.doesNotMatch(answer.text, /<script>alert/)
  assert.match(
    answer.headers.get('content-security-policy') ?? '',
    /form-action 'self' https:\/\/web\.example\.no\/callback/,
  )
})

test('EX-31 a client of the 2018 profile asks by the old names and is answered in its own form', async () => {
  const legacy = openRelyingParty(gateway.issuer, 'legacy')
  const tokens = await legacy.tokens(openUserAgent(), { acr_values: 'Level4' }, { acr: high })
  const claims = claimsOf(tokens.id_token)
  assert.deepEqual([claims.acr, claims.amr], ['Level4', 'TestID'])
  assert.match(String(claims.sid), /^[A-Za-z0-9_-]{43,}$/)
})

test('EX-33 a native client on loopback chooses its port at run time and keeps to it', async () => {
  const redirectUri = 'http://127.0.0.1:51734/done'
  const app = openRelyingParty(gateway.issuer, 'app', { redirectUri, authentication: 'none' })
  const callback = await app.logIn(openUserAgent(), { acr_values: substantial })
  assert.equal(callback.origin + callback.pathname, redirectUri)
  const other = await app.redeem(callback, { redirect_uri: 'http://127.0.0.1:51735/done' })
  assert.deepEqual([other.status, other.json().error], [400, 'invalid_grant'])
  const kept = await app.redeem(await app.logIn(openUserAgent()))
  assert.equal(kept.status, 200)
  const byName = await app.authorize(openUserAgent(), { redirect_uri: 'http://localhost:51734/done' })
  assert.deepEqual([byName.status, byName.headers.get('location')], [400, null])
})
