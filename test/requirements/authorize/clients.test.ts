import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import {
  basicHeader,
  decodeToken,
  openRelyingParty,
  type Parameters,
  signToken,
  unescapeHtml,
} from '../../harness/relying-party.ts'
import { assertionKey, sharedSecret, standardSeed } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { assertErrorPage, assertErrorRedirect } from './answers.ts'

const orgno = '310000019'
const supplier = '974760673'
const client = (client_id: string, changes: Record<string, unknown> = {}) => ({
  client_id,
  client_name: `Tjenesten ${client_id.replaceAll(':', ' ')}`,
  client_orgno: orgno,
  integration_type: 'idporten',
  client_secret: sharedSecret,
  redirect_uris: ['https://x.example.no/callback'],
  ...changes,
})
const seedWith = (...extra: Record<string, unknown>[]) => ({
  ...standardSeed(extra),
  organisations: [
    { orgno, name: 'Eksempeletaten' },
    { orgno: supplier, name: 'Leverandøren', kind: 'supplier' },
  ],
})

const extra = [
  client('Etat.soknad:1_2-3'),
  client('supplied', { supplier_orgno: supplier }),
  client('lasting', { authorization_lifetime: 500, access_token_lifetime: 40, refresh_token_lifetime: 90 }),
]

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({ seed: seedWith(...extra) })
})
after(() => gateway.stop())

const party = (clientId: string) =>
  openRelyingParty(gateway.issuer, clientId, { redirectUri: 'https://x.example.no/callback' })
const accessClaims = (tokens: Record<string, unknown>) => decodeToken(String(tokens.access_token)).claims
const idClaims = (tokens: Record<string, unknown>) => decodeToken(String(tokens.id_token)).claims

test('CLI-1 a client_id of letters, digits and . _ : - works as it is written, in the address and in Basic', async () => {
  const tokens = await party('Etat.soknad:1_2-3').tokens(openUserAgent())
  assert.equal(idClaims(tokens).aud, 'Etat.soknad:1_2-3')
  assertErrorPage(await party('etat.soknad:1_2-3').authorize(openUserAgent()), 400)
  for (const wrong of ['med blank', 'blå-etat', 'a/b/c', 'x'.repeat(256)])
    assert.notDeepEqual(await gateway.reseed(seedWith(client(wrong))), [], wrong)
  assert.deepEqual(await gateway.reseed(seedWith(...extra)), [])
})

test('CLI-3 CLI-21 the pages name the client, and link to it where a login cannot go on', async () => {
  const web = openRelyingParty(gateway.issuer)
  const browser = openUserAgent()
  const selector = (await web.authorize(browser)).location()
  assert.ok((await browser.send(selector.href)).text.includes('<strong>Tjeneste web</strong>'))
  await browser.send(`${selector.origin}/authorize/cancel${selector.search}`, { form: {} })
  const finished = await browser.send(selector.href)
  assertErrorPage(finished, 400)
  assert.ok(finished.text.includes('href="https://web.example.no/"'))
  const { client_name: _, ...nameless } = client('nameless')
  assert.match((await gateway.reseed(seedWith(nameless))).join(), /client_name/)
})

test('CLI-4 CLI-5 the owner is the consumer of the access token, and a supplier stands beside it', async () => {
  const authority = (number: string) => ({ authority: 'iso6523-actorid-upis', ID: `0192:${number}` })
  const own = accessClaims(await openRelyingParty(gateway.issuer).tokens(openUserAgent()))
  assert.deepEqual([own.consumer, own.supplier], [authority(orgno), undefined])
  const supplied = accessClaims(await party('supplied').tokens(openUserAgent()))
  assert.deepEqual([supplied.consumer, supplied.supplier], [authority(orgno), authority(supplier)])
})

test('CLI-6 of the login types only api_klient may have scopes of APIs', async () => {
  const api = openRelyingParty(gateway.issuer, 'api')
  const tokens = await api.tokens(openUserAgent(), { scope: 'openid eks:value.read' })
  assert.equal(tokens.scope, 'openid eks:value.read')
  const web = openRelyingParty(gateway.issuer)
  const answer = await web.authorize(openUserAgent(), { scope: 'openid eks:value.read' })
  assertErrorRedirect(answer, web.redirectUri, 'invalid_scope')
})

const combinations: readonly (readonly [name: string, changes: Record<string, unknown>])[] = [
  [
    'CLI-7 a browser app with a secret',
    { application_type: 'browser', token_endpoint_auth_method: 'client_secret_post' },
  ],
  ['CLI-7 a native app with a key', { application_type: 'native', token_endpoint_auth_method: 'private_key_jwt' }],
  ['CLI-7 a web service without authentication', { application_type: 'web', token_endpoint_auth_method: 'none' }],
  ['CLI-10 no redirect address', { redirect_uris: [] }],
  ['CLI-10 a fragment', { redirect_uris: ['https://x.example.no/#x'] }],
  ['CLI-10 a wildcard', { redirect_uris: ['https://*.example.no/'] }],
  ['CLI-10 a user name', { redirect_uris: ['https://u@x.example.no/'] }],
  ['CLI-11 a fragment after logout', { post_logout_redirect_uris: ['https://x.example.no/#x'] }],
  ['CLI-12 another host for the logout call', { frontchannel_logout_uri: 'https://y.example.no/out' }],
  ['CLI-14 a login client without openid', { scopes: ['profile'] }],
  [
    'CLI-18 REUSE without authentication',
    { application_type: 'browser', client_secret: undefined, refresh_token_usage: 'REUSE' },
  ],
  [
    'CLI-19 no PKCE without authentication',
    { application_type: 'browser', client_secret: undefined, code_challenge_method: 'none' },
  ],
]
for (const [name, changes] of combinations)
  test(`${name} is not registered`, async () => {
    const changed = JSON.parse(JSON.stringify({ ...client('refused'), ...changes })) as Record<string, unknown>
    const faults = await gateway.reseed(seedWith(changed))
    assert.ok(faults.length > 0 && faults.every((fault) => fault.includes('seed.json:clients[')), faults.join())
    assertErrorPage(await party('refused').authorize(openUserAgent()), 400)
  })

test('CLI-8 only the registered way of authentication counts', async () => {
  const post = { client_id: 'web-post', client_secret: sharedSecret }
  const ask = async (form: Parameters, headers = {}) =>
    (
      await send(`${gateway.issuer}/token`, {
        form: { grant_type: 'authorization_code', code: 'x', redirect_uri: 'https://x', ...form },
        headers,
      })
    ).json().error
  assert.equal(await ask(post), 'invalid_grant')
  assert.equal(await ask({ ...post, client_id: 'web' }), 'invalid_client')
  assert.equal(await ask({}, { authorization: basicHeader('web-post', sharedSecret) }), 'invalid_client')
  assert.equal(await ask({ client_id: 'web' }), 'invalid_client')
})

test('CLI-9 without refresh_token among its grants a client gets none; by default it does', async () => {
  const without = await openRelyingParty(gateway.issuer, 'no-refresh').tokens(openUserAgent())
  assert.ok(!('refresh_token' in without) && !('refresh_token_expires_in' in without))
  assert.match((await openRelyingParty(gateway.issuer).tokens(openUserAgent())).refresh_token ?? '', /^[\w.-]{43,}$/)
})

test('CLI-11 after logout the citizen returns to a registered address only', async () => {
  const api = openRelyingParty(gateway.issuer, 'api')
  for (const [uri, returns] of [
    ['https://api.example.no/logged-out', true],
    ['https://api.example.no/logged-out/', false],
    ['https://evil.example/', false],
  ] as const) {
    const browser = openUserAgent()
    const { id_token: id_token_hint = '' } = await api.tokens(browser)
    const query = new URLSearchParams({ id_token_hint, post_logout_redirect_uri: uri })
    const { headers } = await browser.send(`${gateway.issuer}/logout?${query}`)
    assert.equal(headers.get('location'), returns ? uri : null)
  }
})

test('CLI-12 CLI-13 the logout call goes to the registered address, with iss and sid where the client wants them', async () => {
  const browser = openUserAgent()
  const { sid } = idClaims(await openRelyingParty(gateway.issuer).tokens(browser))
  assert.match(String(sid), /./)
  const post = openRelyingParty(gateway.issuer, 'web-post', { authentication: 'client_secret_post' })
  assert.equal(idClaims(await post.tokens(browser)).sid, undefined)
  const page = await browser.send(`${gateway.issuer}/logout`)
  const calls = [...page.text.matchAll(/<iframe[^>]* src="([^"]+)"/g)].map(([, src = '']) => unescapeHtml(src))
  assert.deepEqual(calls.sort(), [
    'https://web-post.example.no/fc',
    `https://web.example.no/fc?tenant=7&iss=${encodeURIComponent(gateway.issuer)}&sid=${sid}`,
  ])
})

test('CLI-15 CLI-16 CLI-17 a client’s own lifetimes stand over the defaults', async () => {
  const service = party('lasting')
  const tokens = await service.tokens(openUserAgent())
  assert.deepEqual([tokens.expires_in, tokens.refresh_token_expires_in], [40, 90])
  let refreshToken = tokens.refresh_token ?? ''
  const started = gateway.clock.nowSeconds()
  for (const seconds of [89, 89, 89, 89, 89]) {
    gateway.clock.forward(seconds)
    refreshToken = String((await service.refresh(refreshToken)).json().refresh_token)
  }
  gateway.clock.forward(started + 499 - gateway.clock.nowSeconds())
  const last = (await service.refresh(refreshToken)).json()
  assert.deepEqual([last.expires_in, last.refresh_token_expires_in], [1, 1])
  gateway.clock.forward(1)
  assert.equal((await service.refresh(String(last.refresh_token))).json().error, 'invalid_grant')
  const idle = (await service.tokens(openUserAgent())).refresh_token ?? ''
  gateway.clock.forward(90)
  assert.equal((await service.refresh(idle)).json().error, 'invalid_grant')
})

test('CLI-18 a refresh token is new at each use by default and stays with REUSE', async () => {
  for (const [clientId, stays] of [
    ['web', false],
    ['reuse', true],
  ] as const) {
    const service = openRelyingParty(gateway.issuer, clientId)
    const { refresh_token: first = '' } = await service.tokens(openUserAgent())
    const second = (await service.refresh(first)).json().refresh_token
    assert.equal(second === first, stays, clientId)
    gateway.clock.forward(61)
    assert.equal((await service.refresh(first)).status, stays ? 200 : 400)
  }
})

test('CLI-20 an isolated client logs in by itself, and nobody uses its login', async () => {
  const [web, isolated, other] = ['web', 'isolated', 'isolated-2'].map((id) => openRelyingParty(gateway.issuer, id))
  const browser = openUserAgent()
  const asks = async (service = web) =>
    (await service?.authorize(browser))?.location().pathname === '/authorize/selector'
  await isolated?.logIn(browser)
  assert.deepEqual([await asks(isolated), await asks(other), await asks(web)], [false, true, true])
  await web?.logIn(browser)
  assert.deepEqual([await asks(isolated), await asks(other), await asks(web)], [false, true, false])
})

test('CLI-20 CLI-13 CLI-1 a client may be called as something that every object has', async () => {
  const odd = client('valueOf', { sso_disabled: true })
  const named = client('constructor', { frontchannel_logout_session_required: true })
  assert.deepEqual(await gateway.reseed(seedWith(odd, named)), [])
  const browser = openUserAgent()
  const { sid } = idClaims(await party('constructor').tokens(browser))
  assert.match(String(sid), /^[\w-]{43}$/)
  assert.equal(idClaims(await party('constructor').tokens(browser)).sid, sid)
  const answer = await party('valueOf').authorize(browser)
  assert.equal(answer.location().pathname, '/authorize/selector')
})

test('CLI-23 a client proves itself with its registered key, by kid, and with no other', async () => {
  const service = openRelyingParty(gateway.issuer, 'web-key', { authentication: 'none' })
  const redeem = async (kid: string) => {
    const now = gateway.clock.nowSeconds()
    const claims = { iss: 'web-key', sub: 'web-key', aud: gateway.issuer, iat: now, exp: now + 60, jti: randomUUID() }
    return service.redeem(await service.logIn(openUserAgent()), {
      client_id: undefined,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: signToken({ alg: 'RS256', kid }, claims, assertionKey.privateKey),
    })
  }
  assert.equal((await redeem('key-1')).status, 200)
  assert.equal((await redeem('key-2')).json().error, 'invalid_client')
})

test('CLI-24 the database holds no secret in the clear', () => {
  const files = ['portvakt.sqlite', 'portvakt.sqlite-wal'].map((name) =>
    readFileSync(join(gateway.folder, name), 'latin1'),
  )
  assert.ok(files.some((file) => file.includes('web-post')))
  for (const file of files) assert.ok(!file.includes(sharedSecret))
})

test('CLI-26 a default level is used when the request names none', async () => {
  const strict = client('strict', { default_acr_values: ['idporten-loa-high'] })
  assert.deepEqual(await gateway.reseed(seedWith(strict)), [])
  const browser = openUserAgent()
  await openRelyingParty(gateway.issuer).logIn(browser, {}, { acr: 'idporten-loa-substantial' })
  const silent = (changes: Parameters) => party('strict').authorize(browser, { prompt: 'none', ...changes })
  assertErrorRedirect(await silent({}), 'https://x.example.no/callback', 'login_required')
  assert.ok((await silent({ acr_values: 'idporten-loa-low' })).location().searchParams.has('code'))
})

test('CLI-27 the profile of 2018 has its own names for the levels', async () => {
  const legacy = openRelyingParty(gateway.issuer, 'legacy')
  assert.equal(idClaims(await legacy.tokens(openUserAgent(), {}, { acr: 'idporten-loa-high' })).acr, 'Level4')
  const web = openRelyingParty(gateway.issuer)
  assert.equal(idClaims(await web.tokens(openUserAgent(), {}, { acr: 'idporten-loa-high' })).acr, 'idporten-loa-high')
})
