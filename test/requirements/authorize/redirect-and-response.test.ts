import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { makePkce, openRelyingParty, unescapeHtml } from '../../harness/relying-party.ts'
import { citizenB, standardSeed } from '../../harness/standard-seed.ts'
import { openUserAgent } from '../../harness/user-agent.ts'
import { assertErrorPage, assertErrorRedirect, lastRefusal } from './answers.ts'

let gateway: RunningGateway
before(async () => {
  const odd = {
    client_id: 'odd',
    client_name: 'Tjeneste med mange adresser',
    client_orgno: '310000019',
    integration_type: 'idporten',
    client_secret: 'harness-secret-of-all-clients',
    redirect_uris: ['https://odd.example.no/cb', 'https://odd.example.no/cb?a=1&b', 'http://localhost:8080/cb'],
  }
  gateway = await startGateway({ seed: standardSeed([odd]) })
})
after(() => gateway.stop())

const party = (clientId: string, redirectUri: string) => openRelyingParty(gateway.issuer, clientId, { redirectUri })

test('AUTHZ-13 CLI-10 an address is registered only character by character', async () => {
  for (const good of ['https://odd.example.no/cb', 'https://odd.example.no/cb?a=1&b', 'http://localhost:8080/cb'])
    assert.equal((await party('odd', good).authorize(openUserAgent())).location().pathname, '/authorize/selector', good)
  for (const wrong of [
    'https://odd.example.no/cb/',
    'https://odd.example.no/cb?a=1',
    'https://odd.example.no/cb?b&a=1',
    'https://odd.example.no/cb#x',
    'https://odd.example.no/CB',
    'https://ODD.example.no/cb',
    'HTTPS://odd.example.no/cb',
    'https://odd.example.no:443/cb',
    'https://odd.example.no/x/../cb',
    'https://odd.example.no/%63b',
    'https://odd.example.no./cb',
    'https://user@odd.example.no/cb',
    'https://odd.example.no\\@evil.example/cb',
    'http://odd.example.no/cb',
    'http://localhost:8081/cb',
    ' https://odd.example.no/cb',
    'https://web.example.no/callback',
  ]) {
    assertErrorPage(await party('odd', wrong).authorize(openUserAgent()), 400)
    assert.equal(lastRefusal(gateway).step, '5', wrong)
  }
})

test('AUTHZ-14 a native client gets its loopback address on any port, and nothing else about it may differ', async () => {
  for (const good of [
    'http://127.0.0.1:51004/done',
    'http://127.0.0.1:1/done',
    'http://127.0.0.1/done',
    'http://[::1]:9/done',
  ])
    assert.equal((await party('app', good).authorize(openUserAgent())).location().pathname, '/authorize/selector', good)
  for (const wrong of [
    'http://127.0.0.1:0/done',
    'http://127.0.0.1:*/done',
    'http://127.0.0.1:65536/done',
    'http://127.0.0.1:x/done',
    'http://127.0.0.1:51004/done?x',
    'http://127.0.0.1:51004/done/',
    'http://127.0.0.1:51004@evil.example/done',
    'http://127.0.0.1:51004.evil.example/done',
    'http://127.0.0.2:51004/done',
    'https://127.0.0.1:51004/done',
    'http://localhost:51004/done',
    'http://[::2]:51004/done',
  ])
    assertErrorPage(await party('app', wrong).authorize(openUserAgent()), 400)
  const app = openRelyingParty(gateway.issuer, 'app', {
    redirectUri: 'http://127.0.0.1:51004/done',
    authentication: 'none',
  })
  const callback = await app.logIn(openUserAgent())
  assert.equal(callback.host, '127.0.0.1:51004')
  assert.equal(
    (await app.redeem(callback, { redirect_uri: 'http://127.0.0.1:51005/done' })).json().error,
    'invalid_grant',
  )
  assert.equal((await app.redeem(await app.logIn(openUserAgent()))).status, 200)
})

test('AUTHZ-15 a native client gets the code at its private scheme', async () => {
  const app = openRelyingParty(gateway.issuer, 'app', { redirectUri: 'no.example.app:/cb', authentication: 'none' })
  const callback = await app.logIn(openUserAgent())
  assert.ok(callback.href.startsWith('no.example.app:/cb?code='), callback.href)
  assert.equal((await app.redeem(callback)).status, 200)
})

test('AUTHZ-16 the answer is added to the query that the address has', async () => {
  const service = party('query', 'https://query.example.no/cb?tenant=7')
  const callback = await service.logIn(openUserAgent())
  assert.ok(callback.href.startsWith('https://query.example.no/cb?tenant=7&code='), callback.href)
  const error = await service.authorize(openUserAgent(), { prompt: 'none' })
  assert.ok(error.headers.get('location')?.startsWith('https://query.example.no/cb?tenant=7&error=login_required&'))
})

test('AUTHZ-47 AUTHZ-54 AUTHZ-57 HTTP-7 HTTP-8 success is code, iss and state in the query by default, and nothing else', async () => {
  const web = openRelyingParty(gateway.issuer)
  const browser = openUserAgent()
  const callback = await web.logIn(browser)
  assert.deepEqual([...callback.searchParams.keys()], ['code', 'iss', 'state'])
  assert.equal(callback.hash, '')
  assert.equal(callback.searchParams.get('iss'), gateway.issuer)
  assert.equal(callback.searchParams.get('state'), 'state-of-the-request')
  const again = await web.authorize(browser, { state: undefined, response_mode: 'query' })
  assert.equal(again.status, 302)
  assert.equal(again.headers.get('cache-control'), 'no-store')
  assert.equal(again.headers.get('pragma'), 'no-cache')
  assert.equal(again.headers.get('referrer-policy'), 'no-referrer')
  assert.deepEqual([...again.location().searchParams.keys()], ['code', 'iss'])
})

test('AUTHZ-49 response_mode=fragment answers in the fragment, success and error', async () => {
  const web = openRelyingParty(gateway.issuer)
  const browser = openUserAgent()
  const callback = await web.logIn(browser, { response_mode: 'fragment' })
  assert.equal(callback.search, '')
  assert.deepEqual([...new URLSearchParams(callback.hash.slice(1)).keys()], ['code', 'iss', 'state'])
  const error = await web.authorize(browser, { response_mode: 'fragment', scope: 'x:y' })
  assert.ok(error.headers.get('location')?.startsWith(`${web.redirectUri}#error=invalid_scope&error_description=`))
})

test('AUTHZ-48 HTTP-12 response_mode=form_post is a page with a form that leads to this address only and works without script', async () => {
  const service = party('odd', 'https://odd.example.no/cb?a=1&b')
  const browser = openUserAgent()
  await service.logIn(browser)
  const state = `"><script>&amp;' `
  for (const changes of [{}, { scope: 'x:y' }]) {
    const answer = await service.authorize(browser, { response_mode: 'form_post', state, ...changes })
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    const policy = answer.headers.get('content-security-policy') ?? ''
    assert.match(policy, /form-action 'self' https:\/\/odd\.example\.no\/cb$/)
    assert.doesNotMatch(policy, /unsafe-inline/)
    const form = /<form id="form-post" method="post" action="([^"]*)">([\s\S]*?)<\/form>/.exec(answer.text)
    assert.equal(unescapeHtml(form?.[1] ?? ''), 'https://odd.example.no/cb?a=1&b')
    assert.match(form?.[2] ?? '', /<button class="ds-button" type="submit">Fortsett<\/button>/)
    const fields = new Map(
      [...(form?.[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
        ([, name = '', value = '']) => [name, unescapeHtml(value)] as const,
      ),
    )
    const names = 'scope' in changes ? ['error', 'error_description', 'iss', 'state'] : ['code', 'iss', 'state']
    assert.deepEqual([...fields.keys()], names)
    assert.equal(fields.get('state'), state)
    assert.equal(fields.get('iss'), gateway.issuer)
    if (changes.scope !== undefined) continue
    const callback = new URL(`https://odd.example.no/cb?code=${fields.get('code')}`)
    assert.equal((await service.redeem(callback)).status, 200)
  }
})

test('AUTHZ-50 another response_mode is an error that comes as a query', async () => {
  const web = openRelyingParty(gateway.issuer)
  for (const mode of ['web_message', 'query.jwt', 'FRAGMENT', 'form_post fragment'])
    assert.deepEqual(
      assertErrorRedirect(
        await web.authorize(openUserAgent(), { response_mode: mode }),
        web.redirectUri,
        'invalid_request',
      ),
      { iss: gateway.issuer, state: 'state-of-the-request' },
    )
})

test('AUTHZ-55 HTTP-16 an error is error, error_description with the reference, iss, and the state if there was one', async () => {
  const web = openRelyingParty(gateway.issuer)
  const browser = openUserAgent()
  assert.deepEqual(
    assertErrorRedirect(await web.authorize(browser, { prompt: 'none' }), web.redirectUri, 'login_required'),
    { iss: gateway.issuer, state: 'state-of-the-request' },
  )
  const withoutState = await web.authorize(browser, { prompt: 'none', state: undefined })
  assert.deepEqual(assertErrorRedirect(withoutState, web.redirectUri, 'login_required'), { iss: gateway.issuer })
  assert.equal(lastRefusal(gateway).correlationId, withoutState.headers.get('x-correlation-id'))
  const selector = (await web.authorize(browser)).location()
  const cancelled = await browser.send(`${selector.origin}/authorize/cancel${selector.search}`, { form: {} })
  assert.equal(cancelled.status, 303)
  assert.equal(cancelled.location().searchParams.get('error'), 'access_denied')
  assert.ok(gateway.events.some(({ kind, clientId }) => kind === 'login-cancelled' && clientId === 'web'))
})

test('AUTHZ-56 a code is 256 random bits, lives sixty seconds, works once and only for its client, address and challenge', async () => {
  const web = openRelyingParty(gateway.issuer)
  const browser = openUserAgent()
  const codes = [await web.logIn(browser), await web.logIn(browser)].map((url) => url.searchParams.get('code') ?? '')
  assert.equal(new Set(codes).size, 2)
  for (const code of codes) assert.match(code, /^[A-Za-z0-9_-]{50}$/)
  const errorOf = async (changes: Record<string, string>, seconds = 0) => {
    const callback = await web.logIn(browser)
    gateway.clock.forward(seconds)
    return (await web.redeem(callback, changes)).json().error
  }
  assert.equal(await errorOf({}, 59), undefined)
  assert.equal(await errorOf({}, 60), 'invalid_grant')
  assert.equal(await errorOf({ redirect_uri: 'https://web.example.no/other' }), 'invalid_grant')
  assert.equal(await errorOf({ code_verifier: makePkce().verifier }), 'invalid_grant')
  const other = openRelyingParty(gateway.issuer, 'reuse', { redirectUri: web.redirectUri })
  assert.equal((await other.redeem(await web.logIn(browser))).json().error, 'invalid_grant')
  const once = await web.logIn(browser)
  assert.deepEqual([(await web.redeem(once)).status, (await web.redeem(once)).status], [200, 400])
})

test('AUTHZ-56 HTTP-18 neither codes nor tokens nor hints nor identity numbers stand in the log, and no code in the database', async () => {
  const web = openRelyingParty(gateway.issuer)
  const browser = openUserAgent()
  const callback = await web.logIn(browser, { login_hint: 'hint-not-for-the-log' }, { pid: citizenB })
  const code = callback.searchParams.get('code') ?? ''
  const files = ['portvakt.sqlite', 'portvakt.sqlite-wal'].map((name) =>
    readFileSync(join(gateway.folder, name), 'latin1'),
  )
  for (const file of files) assert.ok(!file.includes(code))
  const tokens = (await web.redeem(callback)).json()
  await web.redeem(callback)
  await web.token(
    { grant_type: 'refresh_token', refresh_token: String(tokens.refresh_token) },
    { authorization: 'Basic x' },
  )
  const log = gateway.logLines.join('\n')
  assert.ok(log.includes('"kind":"login-completed"') && log.includes('"kind":"reuse-detected"'))
  const secrets = [code, citizenB, 'hint-not-for-the-log', 'harness-secret-of-all-clients', web.verifier]
  for (const secret of [
    ...secrets,
    ...browser.cookies.values(),
    tokens.access_token,
    tokens.id_token,
    tokens.refresh_token,
  ])
    assert.ok(!log.includes(String(secret)), String(secret).slice(0, 12))
})
