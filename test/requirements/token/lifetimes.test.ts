import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, openTestIdForm } from '../../harness/relying-party.ts'
import { citizenA, standardSeed } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { assertRefused } from './refused.ts'

const lived = {
  LIFETIME_AUTHORIZATION_CODE: '7',
  LIFETIME_ID_TOKEN: '11',
  LIFETIME_ACCESS_TOKEN: '13',
  LIFETIME_AUTHORIZATION: '101',
  LIFETIME_REFRESH_TOKEN: '17',
  LIFETIME_SESSION_INACTIVITY: '53',
  LIFETIME_SESSION_TOTAL: '59',
  LIFETIME_LOGIN: '61',
  LIFETIME_METADATA_CACHE: '67',
  LIFETIME_LOGOUT_PAGE_WAIT: '3',
}
let gateway: RunningGateway
let changed: RunningGateway
before(async () => {
  const seed = standardSeed()
  const api = seed.clients.find(({ client_id }) => client_id === 'api')
  const like = (client_id: string, own: object) => ({
    ...api,
    client_id,
    redirect_uris: [`https://${client_id}.example.no/callback`],
    post_logout_redirect_uris: undefined,
    client_uri: undefined,
    ...own,
  })
  const zero = { access_token_lifetime: 0, refresh_token_lifetime: 0, authorization_lifetime: 0 }
  const own = { access_token_lifetime: 90, refresh_token_lifetime: 700, authorization_lifetime: 1000 }
  const long = { access_token_lifetime: 400, refresh_token_lifetime: 9000, authorization_lifetime: 20_000 }
  const different = standardSeed([like('zero', zero), like('own', own), like('long', long)])
  gateway = await startGateway({ seed: different })
  const variables = Object.fromEntries(Object.entries(lived).map(([name, value]) => [`GATEWAY_TEST_${name}`, value]))
  changed = await startGateway({ seed: different, variables })
})
after(async () => {
  await gateway.stop()
  await changed.stop()
})

const value = 'openid eks:value.read'
const short = 'openid eks:short.read'
/** Name, client, scope; seconds of access token, refresh token, and of the authorization seen in a refresh token. */
const granted: [string, string, string, number, number][] = [
  ['LIFE-4 LIFE-6 LIFE-18 a client that says nothing gets the defaults', 'api', value, 120, 600],
  ['LIFE-18 a client that says 0 gets the defaults', 'zero', value, 120, 600],
  ['LIFE-4 LIFE-6 a client may say its own', 'own', value, 90, 700],
  ['LIFE-4 the lowest limit of a scope is above the client', 'long', short, 30, 300],
  ['LIFE-4 LIFE-18 a scope without a limit limits nothing', 'long', value, 400, 9000],
  ['LIFE-5 the limit of a scope on the authorization holds back the refresh token', 'api', short, 30, 300],
]
for (const [name, clientId, scope, accessToken, refreshToken] of granted)
  test(`${name}`, async () => {
    const tokens = await openRelyingParty(gateway.issuer, clientId).tokens(openUserAgent(), { scope })
    assert.deepEqual([tokens.expires_in, tokens.refresh_token_expires_in], [accessToken, refreshToken])
  })

test('LIFE-5 LIFE-18 an authorization without limits of its own ends after 7200 s, with one it ends there', async () => {
  for (const [clientId, seconds] of [
    ['own', 1000],
    ['long', 20_000],
    ['api', 7200],
  ] as const) {
    const service = openRelyingParty(gateway.issuer, clientId)
    let { refresh_token } = await service.tokens(openUserAgent(), { scope: value })
    let left = seconds
    for (; left > 500; left -= 500) {
      gateway.clock.forward(500)
      refresh_token = String((await service.refresh(refresh_token ?? '')).json().refresh_token)
    }
    gateway.clock.forward(left - 1)
    const last = await service.refresh(refresh_token ?? '')
    assert.deepEqual([last.status, last.json().expires_in], [200, 1], clientId)
    gateway.clock.forward(1)
    assertRefused(await service.refresh(String(last.json().refresh_token)), 400, 'invalid_grant')
  }
})

test('LIFE-5 the authorization is counted from the login, not from the exchange of the code', async () => {
  const service = openRelyingParty(gateway.issuer)
  const callback = await service.logIn(openUserAgent())
  gateway.clock.forward(50)
  let { refresh_token } = (await service.redeem(callback)).json()
  for (let round = 0; round < 13; round += 1) {
    gateway.clock.forward(549)
    refresh_token = (await service.refresh(String(refresh_token))).json().refresh_token
  }
  gateway.clock.forward(12) // 7199 seconds since the login.
  const last = (await service.refresh(String(refresh_token))).json()
  assert.deepEqual([last.expires_in, last.refresh_token_expires_in], [1, 1])
})

const answeredBySession = async (
  service: ReturnType<typeof openRelyingParty>,
  browser: ReturnType<typeof openUserAgent>,
) => (await service.authorize(browser)).location().pathname !== '/authorize/selector'

test('LIFE-7 a session answers until 1800 seconds after the last request', async () => {
  const [service, browser] = [openRelyingParty(gateway.issuer), openUserAgent()]
  await service.logIn(browser)
  for (let round = 0; round < 2; round += 1) {
    gateway.clock.forward(1799)
    assert.equal(await answeredBySession(service, browser), true)
  }
  gateway.clock.forward(1800)
  assert.equal(await answeredBySession(service, browser), false)
})

test('LIFE-8 a session answers until 7200 seconds after the first login, however busy it is', async () => {
  const [service, browser] = [openRelyingParty(gateway.issuer), openUserAgent()]
  await service.logIn(browser)
  for (let round = 0; round < 4; round += 1) {
    gateway.clock.forward(1799)
    assert.equal(await answeredBySession(service, browser), true)
  }
  gateway.clock.forward(3)
  assert.equal(await answeredBySession(service, browser), true)
  gateway.clock.forward(1)
  assert.equal(await answeredBySession(service, browser), false)
})

test('LIFE-9 a login can be finished until 1800 seconds after it began', async () => {
  const service = openRelyingParty(gateway.issuer)
  for (const [seconds, isFinished] of [
    [1799, true],
    [1800, false],
  ] as const) {
    const browser = openUserAgent()
    const form = await openTestIdForm(browser, (await service.authorize(browser)).location())
    gateway.clock.forward(seconds)
    const answer = await browser.send(form.action, {
      form: { pid: citizenA, acr: 'idporten-loa-substantial' },
    })
    assert.equal(answer.headers.get('location')?.startsWith(service.redirectUri) ?? false, isFinished, String(seconds))
  }
})

test('LIFE-15 metadata and keys may be kept for 3600 seconds', async () => {
  for (const path of ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server', '/jwks.json'])
    assert.equal((await send(gateway.issuer + path)).headers.get('cache-control'), 'public, max-age=3600')
})

test('LIFE-16 the page that tells the services of a logout waits for 5 seconds', async () => {
  const browser = openUserAgent()
  await openRelyingParty(gateway.issuer).logIn(browser)
  const page = await browser.send(`${gateway.issuer}/logout`)
  assert.match(page.text, /data-wait-seconds="5"/)
  assert.match(page.text, /<meta http-equiv="refresh" content="5;url=/)
})

test('LIFE-17 the choice of a language is kept for 365 days', async () => {
  const browser = openUserAgent()
  await openRelyingParty(gateway.issuer).logIn(browser)
  const answer = await browser.send(`${gateway.issuer}/language`, { form: { page: 'logged-out', language: 'nn' } })
  assert.match(answer.headers.getSetCookie().join(), new RegExp(`=nn; Max-Age=${365 * 86_400};`))
})

test('LIFE-19 the end of a session ends no token, and the end of the tokens no session', async () => {
  const [service, browser] = [openRelyingParty(gateway.issuer), openUserAgent()]
  const { refresh_token = '' } = await service.tokens(browser)
  gateway.clock.forward(590)
  const renewed = (await service.refresh(refresh_token)).json()
  gateway.clock.forward(700)
  assertRefused(await service.refresh(String(renewed.refresh_token)), 400, 'invalid_grant')
  assert.equal(await answeredBySession(service, browser), true)
})

test('LIFE-20 every lifetime can be set', async () => {
  const [service, browser] = [openRelyingParty(changed.issuer, 'zero'), openUserAgent()]
  const tokens = await service.tokens(browser)
  assert.deepEqual([tokens.expires_in, tokens.refresh_token_expires_in], [13, 17])
  const { iat, exp } = JSON.parse(Buffer.from(tokens.id_token?.split('.')[1] ?? '', 'base64url').toString())
  assert.equal(exp - iat, 11)
  const late = await service.logIn(browser)
  changed.clock.forward(7)
  assertRefused(await service.redeem(late), 400, 'invalid_grant')
  changed.clock.forward(51) // 58 since the last request, more than 53.
  assert.equal(await answeredBySession(service, browser), false)
  const form = await openTestIdForm(browser, (await service.authorize(browser)).location())
  changed.clock.forward(61)
  const expired = await browser.send(form.action, { form: { pid: citizenA, acr: 'idporten-loa-substantial' } })
  assert.equal(expired.headers.get('location')?.startsWith(service.redirectUri) ?? false, false)
  await openRelyingParty(changed.issuer).logIn(browser)
  assert.match((await browser.send(`${changed.issuer}/logout`)).text, /data-wait-seconds="3"/)
  const metadata = await send(`${changed.issuer}/.well-known/openid-configuration`)
  assert.equal(metadata.headers.get('cache-control'), 'public, max-age=67')
})

test('LIFE-20 the whole of a session and of an authorization can be set too', async () => {
  const [service, browser] = [openRelyingParty(changed.issuer, 'zero'), openUserAgent()]
  let { refresh_token } = await service.tokens(browser)
  for (let round = 0; round < 6; round += 1) {
    if (round === 3) assert.equal(await answeredBySession(service, browser), true) // 48 seconds old
    if (round === 4) assert.equal(await answeredBySession(service, browser), false) // 64 seconds old
    changed.clock.forward(16)
    refresh_token = String((await service.refresh(refresh_token ?? '')).json().refresh_token)
  }
  const last = await service.refresh(refresh_token ?? '')
  assert.equal(last.json().refresh_token_expires_in, 5)
})
