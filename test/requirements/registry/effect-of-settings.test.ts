import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty, unescapeHtml } from '../../harness/relying-party.ts'
import { sharedSecret, standardSeed } from '../../harness/standard-seed.ts'
import { openUserAgent } from '../../harness/user-agent.ts'

let gateway: RunningGateway
before(async () => {
  const second = {
    client_id: 'desktop',
    client_name: 'Skrivebord',
    client_orgno: '310000019',
    integration_type: 'idporten',
    application_type: 'native',
    redirect_uris: ['http://127.0.0.1:*/done?a=1', 'http://[::1]/done', 'http://localhost:4711/done'],
    post_logout_redirect_uris: ['http://127.0.0.1:4712/out'],
    frontchannel_logout_uri: 'https://nowhere.example.no/fc',
  }
  const machine = {
    client_id: 'machine',
    client_name: 'Maskin',
    client_orgno: '310000019',
    integration_type: 'maskinporten',
    scopes: ['eks:closed.read'],
    grant_types: ['jwt_bearer_token', 'authorization_code', 'refresh_token'],
    redirect_uris: ['https://machine.example.no/callback'],
  }
  const resourceServer = {
    client_id: 'resource-server',
    client_name: 'Ressurs',
    client_orgno: '310000019',
    integration_type: 'api_klient',
    client_secret: sharedSecret,
    scopes: ['idporten:token.introspection'],
    grant_types: [],
  }
  const sidless = { ...standardSeed().clients[1], frontchannel_logout_session_required: false }
  gateway = await startGateway({ seed: standardSeed([second, sidless, machine, resourceServer]) })
})
after(() => gateway.stop())

const party = (id = 'web') => openRelyingParty(gateway.issuer, id)
const post = () => openRelyingParty(gateway.issuer, 'web-post', { authentication: 'client_secret_post' })
const asPublic = (id: string, redirectUri?: string) =>
  openRelyingParty(gateway.issuer, id, {
    authentication: 'none',
    ...(redirectUri === undefined ? {} : { redirectUri }),
  })
const native = (redirectUri: string) => asPublic('app', redirectUri)
const errorIn = (url: URL) => url.searchParams.get('error')
const withoutPkce = { code_challenge: undefined, code_challenge_method: undefined }

test('REG-50 PKCE is asked of public clients and by default of web clients; state where there is none', async () => {
  const refused = async (client: ReturnType<typeof party>, changes: Record<string, string | undefined>) =>
    errorIn((await client.authorize(openUserAgent(), changes)).location())
  assert.equal(await refused(asPublic('spa'), withoutPkce), 'invalid_request')
  assert.equal(await refused(native('no.example.app:/cb'), withoutPkce), 'invalid_request')
  assert.equal(await refused(party(), withoutPkce), 'invalid_request')
  assert.equal(await refused(party(), { code_challenge_method: 'plain' }), 'invalid_request')
  assert.equal(await refused(party('no-pkce'), { ...withoutPkce, code_challenge_method: 'plain' }), 'invalid_request')
  assert.equal(await refused(party('no-pkce'), { ...withoutPkce, state: undefined }), 'invalid_request')
  assert.equal(await refused(asPublic('spa'), { state: undefined }), 'invalid_request')
  assert.equal(await refused(party(), { state: undefined }), null)
  const answer = await party('no-pkce').redeem(await party('no-pkce').logIn(openUserAgent(), withoutPkce), {
    code_verifier: undefined,
  })
  assert.equal(answer.status, 200, answer.text)
})

test('REG-51 the id_token and the logout call name the session only for a client that asks for it', async () => {
  const browser = openUserAgent()
  const asking = decodeToken(`${(await party().tokens(browser)).id_token}`).claims
  const silent = decodeToken(`${(await post().tokens(browser)).id_token}`).claims
  assert.match(String(asking.sid), /^[\w-]{16,}$/)
  assert.equal('sid' in silent, false)
  const page = unescapeHtml((await browser.send(`${gateway.issuer}/logout`)).text)
  const called = [...page.matchAll(/<iframe[^>]* src="([^"]+)"/g)].map((match) => new URL(match[1] ?? ''))
  const callTo = (host: string) => called.find(({ hostname }) => hostname === host) ?? assert.fail(page)
  const asked = callTo('web.example.no').searchParams
  assert.deepEqual([asked.get('tenant'), asked.get('iss'), asked.get('sid')], ['7', gateway.issuer, asking.sid])
  assert.equal(callTo('web-post.example.no').href, 'https://web-post.example.no/fc')
})

test('REG-52 an isolated client neither uses the common session nor fills it, and logout is common to all', async () => {
  const browser = openUserAgent()
  const needsLogin = async (id: string): Promise<boolean> =>
    (await party(id).authorize(browser)).location().pathname === '/authorize/selector'
  await party().logIn(browser)
  assert.deepEqual([await needsLogin('reuse'), await needsLogin('isolated')], [false, true])
  await party('isolated').logIn(browser)
  assert.deepEqual([await needsLogin('isolated'), await needsLogin('isolated-2')], [false, true])
  await browser.send(`${gateway.issuer}/logout`)
  assert.deepEqual([await needsLogin('web'), await needsLogin('isolated')], [true, true])
  const alone = openUserAgent()
  await party('isolated').logIn(alone)
  assert.equal((await party().authorize(alone)).location().pathname, '/authorize/selector')
})

test('REG-53 where a login cannot go back by the redirect address, its page links to client_uri', async () => {
  const browser = openUserAgent()
  const selector = (await party().authorize(browser)).location()
  const page = await browser.send(selector.href)
  const action = /class="pv-cancel"[^>]* action="([^"]+)"/.exec(page.text)?.[1] ?? assert.fail(page.text)
  const cancel = new URL(unescapeHtml(action), selector).href
  const cancelled = await browser.send(cancel, { form: {} })
  assert.equal(errorIn(cancelled.location()), 'access_denied')
  const again = await browser.send(cancel, { form: {} })
  assert.equal(again.status, 400)
  assert.match(again.text, /<a [^>]*href="https:\/\/web\.example\.no\/"/)
  const unknown = await party().authorize(openUserAgent(), { redirect_uri: 'https://elsewhere.example.no/' })
  assert.doesNotMatch(unknown.text, /elsewhere/)
})

test('REG-54 ONETIME rotates and answers reuse by ending all; REUSE keeps the token; public clients rotate', async () => {
  const rotating = party()
  const first = `${(await rotating.tokens(openUserAgent())).refresh_token}`
  const second = `${(await rotating.refresh(first)).json().refresh_token}`
  assert.notEqual(second, first)
  gateway.clock.forward(60)
  assert.equal((await rotating.refresh(first)).json().error, 'invalid_grant')
  assert.equal((await rotating.refresh(second)).json().error, 'invalid_grant', 'the family ended')
  const keeping = party('reuse')
  const kept = `${(await keeping.tokens(openUserAgent())).refresh_token}`
  for (let times = 0; times < 2; times++) {
    const answer = await keeping.refresh(kept)
    assert.deepEqual([answer.status, answer.json().refresh_token ?? kept], [200, kept])
  }
  const spa = asPublic('spa')
  const shown = `${(await spa.tokens(openUserAgent())).refresh_token}`
  assert.notEqual((await spa.refresh(shown)).json().refresh_token, shown)
})

test('REG-16 REG-12 without refresh_token among its grants a client gets no refresh token and cannot use one', async () => {
  const client = party('no-refresh')
  const tokens = await client.tokens(openUserAgent())
  assert.equal('refresh_token' in tokens, false)
  const answer = await client.refresh('anything')
  assert.deepEqual([answer.status, answer.json().error], [400, 'unauthorized_client'])
})

test('REG-15 what a machine client carries of login has no effect', async () => {
  const answer = await party('machine').authorize(openUserAgent())
  assert.deepEqual([answer.status, answer.headers.get('location')], [400, null])
  assert.doesNotMatch(answer.text, /machine\.example\.no/)
})

test('REG-19 a resource server can neither send anybody to log in nor ask for tokens', async () => {
  const answer = await party('resource-server').authorize(openUserAgent(), { scope: 'idporten:token.introspection' })
  assert.deepEqual([answer.status, answer.headers.get('location')], [400, null])
  for (const grant_type of ['authorization_code', 'refresh_token']) {
    const refused = await party('resource-server').token({
      grant_type,
      code: 'any',
      refresh_token: 'any',
      redirect_uri: 'https://a.no/',
      code_verifier: 'v'.repeat(43),
    })
    assert.deepEqual([refused.status, refused.json().error], [400, 'unauthorized_client'], grant_type)
  }
})

test('RU-15 RU-17 an address that is not registered character by character is answered by a page, never by a redirect', async () => {
  for (const asked of [
    'https://web.example.no/callback/',
    'https://web.example.no/Callback',
    'https://web.example.no/callback?x=1',
    'https://web.example.no:443/callback',
    'HTTPS://web.example.no/callback',
    'https://WEB.example.no/callback',
    'https://web.example.no/%63allback',
    'https://web.example.no/callback#x',
    'https://web.example.no.evil.example/callback',
    'http://web.example.no/callback',
    '',
  ]) {
    const answer = await party().authorize(openUserAgent(), { redirect_uri: asked })
    assert.equal(answer.status, 400, asked)
    assert.equal(answer.headers.get('location'), null, asked)
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html/)
  }
  const answer = await party('query').authorize(openUserAgent(), {
    redirect_uri: 'https://query.example.no/cb?tenant=7',
  })
  assert.equal(answer.location().pathname, '/authorize/selector')
})

test('RU-11 RU-15 a native client takes any port on a loopback literal, and only there', async () => {
  const status = async (client: string, redirectUri: string): Promise<number> =>
    (await asPublic(client, redirectUri).authorize(openUserAgent())).status
  const table: [client: string, uri: string, status: number][] = [
    ['app', 'http://127.0.0.1:51234/done', 302],
    ['app', 'http://127.0.0.1/done', 302],
    ['app', 'http://[::1]:8080/done', 302],
    ['app', 'no.example.app:/cb', 302],
    ['app', 'http://127.0.0.1:51234/done2', 400],
    ['app', 'http://127.0.0.1:51234/done?x=1', 400],
    ['app', 'https://127.0.0.1:51234/done', 400],
    ['app', 'http://127.0.0.2:51234/done', 400],
    ['app', 'http://localhost:51234/done', 400],
    ['app', 'http://127.0.0.1:0/done', 400],
    ['app', 'http://127.0.0.1:65536/done', 400],
    ['app', 'http://127.0.0.1:51234@evil.example/done', 400],
    ['desktop', 'http://127.0.0.1:51234/done?a=1', 302],
    ['desktop', 'http://127.0.0.1:51234/done', 400],
    ['desktop', 'http://[::1]:9/done', 302],
    ['desktop', 'http://localhost:4711/done', 302],
    ['desktop', 'http://localhost:4712/done', 400],
    ['desktop', 'http://127.0.0.1:*/done?a=1', 400],
  ]
  for (const [client, uri, expected] of table) assert.equal(await status(client, uri), expected, `${client} ${uri}`)
})

test('RU-16 a code that went to one port is redeemed with that port and no other', async () => {
  const app = native('http://127.0.0.1:50001/done')
  const callback = await app.logIn(openUserAgent())
  assert.equal(callback.origin, 'http://127.0.0.1:50001')
  const answer = await app.redeem(callback, { redirect_uri: 'http://127.0.0.1:50002/done' })
  assert.deepEqual([answer.status, answer.json().error], [400, 'invalid_grant'])
  const again = await app.redeem(await app.logIn(openUserAgent()))
  assert.equal(again.status, 200, again.text)
})

test('RU-21 REG-25 a logout address of a native client is kept and never called', async () => {
  const browser = openUserAgent()
  await asPublic('desktop', 'http://localhost:4711/done').tokens(browser)
  const answer = await browser.send(`${gateway.issuer}/logout`)
  assert.doesNotMatch(answer.text, /nowhere\.example\.no/)
  assert.doesNotMatch(answer.headers.get('content-security-policy') ?? '', /nowhere/)
})
