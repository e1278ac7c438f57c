import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, type Parameters } from '../../harness/relying-party.ts'
import { openUserAgent, send, type UserAgent } from '../../harness/user-agent.ts'
import { claimsOf, logInClaims, sessionCookie, visit } from './visit.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const web = () => openRelyingParty(gateway.issuer)
const webPost = () => openRelyingParty(gateway.issuer, 'web-post', { authentication: 'client_secret_post' })
const returnTo = 'https://web.example.no/logged-out'

const logout = (browser: UserAgent, parameters: Parameters = {}) => {
  const query = new URLSearchParams(
    Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  return browser.send(`${gateway.issuer}/logout?${query}`)
}
const frames = (page: string) => Array.from(page.matchAll(/<iframe src="([^"]*)" hidden/g), ([, address]) => address)
const continueTo = (page: string) => /id="continue" href="([^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')

test('LOGOUT-1 a posted logout is moved to a GET, on which the browser shows its cookies', async () => {
  const browser = openUserAgent()
  const { id_token } = await web().tokens(browser)
  const form = { id_token_hint: id_token, post_logout_redirect_uri: returnTo, state: 'farewell-42' }
  // A form on the service's own site: SameSite=Lax keeps the cookies at home.
  const posted = await send(`${gateway.issuer}/logout`, { form })
  assert.equal(posted.status, 303)
  const location = posted.location()
  assert.match(location.pathname + location.search, /^\/logout\?handle=[A-Za-z0-9_-]{43,}$/)
  const page = await browser.send(location.href)
  assert.equal(page.status, 200)
  assert.equal(continueTo(page.text), `${returnTo}?state=farewell-42`)
  assert.equal(await visit(web(), browser), 'login pages')
})

test('LOGOUT-1 a parked logout is taken once, and only a form is parked', async () => {
  const { href } = (await send(`${gateway.issuer}/logout`, { form: { state: 'x' } })).location()
  assert.equal((await send(href)).status, 400)
  const again = await openUserAgent().send(href)
  assert.equal(again.status, 400)
  assert.match(again.text, /Innloggingslenken kan ikke brukes/)
  const json = await send(`${gateway.issuer}/logout`, {
    body: '{"state":"x"}',
    headers: { 'content-type': 'application/json' },
  })
  assert.equal(json.status, 400)
  const put = await send(`${gateway.issuer}/logout`, { method: 'PUT', form: {} })
  assert.deepEqual([put.status, put.headers.get('allow')], [405, 'GET, HEAD, POST'])
})

test('LOGOUT-2 LOGOUT-6 every parameter is optional, logout_hint and unknown ones are ignored, and nothing is asked', async () => {
  const browser = openUserAgent()
  await openRelyingParty(gateway.issuer, 'no-pkce').logIn(browser)
  const page = await logout(browser, { logout_hint: 'somebody', unknown: 'thing', ui_locales: 'en' })
  assert.equal(page.status, 200)
  assert.match(page.text, /<html lang="en">[\s\S]*<h1[^>]*>You are logged out</)
  assert.doesNotMatch(page.text, /somebody|thing=/)
  assert.equal(await visit(web(), browser), 'login pages')
})

test('LOGOUT-3 a hint is good long after it expired', async () => {
  const { id_token } = await web().tokens(openUserAgent())
  gateway.clock.forward(29 * 86_400)
  const browser = openUserAgent()
  await openRelyingParty(gateway.issuer, 'no-pkce').logIn(browser)
  const answer = await logout(browser, { id_token_hint: id_token, post_logout_redirect_uri: returnTo })
  assert.equal(answer.status, 302)
  assert.equal(answer.headers.get('location'), returnTo)
})

test('LOGOUT-3 an access token is no hint', async () => {
  const browser = openUserAgent()
  const { access_token } = await openRelyingParty(gateway.issuer, 'no-pkce').tokens(browser)
  const address = 'https://no-pkce.example.no/logged-out'
  const answer = await logout(browser, { id_token_hint: access_token, post_logout_redirect_uri: address })
  assert.equal(answer.status, 200)
  assert.match(answer.text, /Du er logget ut/)
})

test('LOGOUT-5 the state comes back percent-encoded once, whatever printable characters it has', async () => {
  const browser = openUserAgent()
  await openRelyingParty(gateway.issuer, 'no-pkce').logIn(browser)
  const state = `a b+c=d&e%20"<${'~'.repeat(4082)}`
  assert.equal(state.length, 4096)
  const post_logout_redirect_uri = 'https://no-pkce.example.no/logged-out'
  const answer = await logout(browser, { client_id: 'no-pkce', post_logout_redirect_uri, state })
  assert.equal(answer.status, 302)
  assert.equal(answer.headers.get('location'), `${post_logout_redirect_uri}?state=${encodeURIComponent(state)}`)
})

test('LOGOUT-10 LOGOUT-19 the session is over when the page comes, its cookie is deleted, the language stays', async () => {
  const browser = openUserAgent()
  await web().logIn(browser)
  browser.cookies.set('IDPORTEN_SELECTED_LANGUAGE', 'nn')
  const copy = openUserAgent()
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value)
  const page = await logout(browser)
  assert.equal(frames(page.text).length, 1)
  const [cookie, ...others] = page.headers.getSetCookie()
  assert.equal(cookie, `${sessionCookie}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax`)
  assert.deepEqual(others, [])
  assert.equal(browser.cookies.get('IDPORTEN_SELECTED_LANGUAGE'), 'nn')
  assert.equal(await visit(web(), copy), 'login pages', 'although no frame was ever loaded')
})

test('LOGOUT-11 LOGOUT-13 every service with an address is called, the asking one too, with iss and sid if it wants them', async () => {
  const browser = openUserAgent()
  const { id_token } = await web().tokens(browser)
  await visit(webPost(), browser)
  await visit(openRelyingParty(gateway.issuer, 'no-pkce'), browser)
  const page = await logout(browser, { id_token_hint: id_token })
  const iss = encodeURIComponent(gateway.issuer)
  assert.deepEqual(frames(page.text), [
    `https://web.example.no/fc?tenant=7&amp;iss=${iss}&amp;sid=${claimsOf(id_token).sid}`,
    'https://web-post.example.no/fc',
  ])
})

test('LOGOUT-11 a service of the 2018 profile is not called when it asks, but when another does', async () => {
  const legacy = openRelyingParty(gateway.issuer, 'legacy')
  const [own, others] = [openUserAgent(), openUserAgent()]
  await legacy.logIn(own)
  assert.deepEqual(frames((await logout(own, { client_id: 'legacy' })).text), [])
  await legacy.logIn(others)
  await visit(web(), others)
  assert.match(frames((await logout(others, { client_id: 'web' })).text).join(), /legacy\.example\.no\/fc/)
})

const userinfo = (token: string | undefined) =>
  send(`${gateway.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } })

test('LOGOUT-12 what was only a login ends with the session: tokens, refresh tokens and codes not yet used', async () => {
  const browser = openUserAgent()
  const service = web()
  const tokens = await service.tokens(browser)
  const unused = (await service.authorize(browser)).location()
  assert.equal((await userinfo(tokens.access_token)).status, 200)
  await logout(browser)
  const refused = await userinfo(tokens.access_token)
  assert.equal(refused.status, 401)
  assert.match(refused.headers.get('www-authenticate') ?? '', /error="invalid_token"/)
  for (const answer of [await service.refresh(tokens.refresh_token ?? ''), await service.redeem(unused)])
    assert.deepEqual([answer.status, answer.json().error], [400, 'invalid_grant'])
})

test('LOGOUT-12 an authorization with any further scope stays alive', async () => {
  const browser = openUserAgent()
  const api = openRelyingParty(gateway.issuer, 'api', { scope: 'openid eks:value.read' })
  const tokens = await api.tokens(browser)
  await logout(browser)
  assert.equal((await userinfo(tokens.access_token)).status, 200)
  assert.equal((await api.refresh(tokens.refresh_token ?? '')).status, 200)
})

test('LOGOUT-14 LOUT-1 the page of the calls waits 5 seconds and has a link onward that needs no script', async () => {
  const browser = openUserAgent()
  await web().logIn(browser)
  const page = await logout(browser, { client_id: 'web', post_logout_redirect_uri: returnTo, state: 's' })
  assert.equal(page.status, 200)
  assert.match(page.text, /<h1[^>]*>Du blir logget ut<\/h1>\n<p>[^<]*høyst 5 sekunder/)
  assert.match(
    page.text,
    /<a [^>]*href="https:\/\/web\.example\.no\/logged-out\?state=s" data-wait-seconds="5">Fortsett</,
  )
  assert.match(page.text, /content="5;url=https:\/\/web\.example\.no\/logged-out\?state=s"/)
  assert.equal(page.headers.get('cache-control'), 'no-store')
})

test('LOGOUT-14 without a way back the page of the calls leads to the logged-out page', async () => {
  const browser = openUserAgent()
  await web().logIn(browser)
  const onward = continueTo((await logout(browser, { client_id: 'web' })).text)
  assert.match(onward ?? '', /^\/logout\/done\?client_id=web&logout=[\w-]{50}$/)
  const end = await browser.send(gateway.issuer + onward)
  assert.equal(end.status, 200)
  assert.match(end.text, /<h1[^>]*>Du er logget ut<[\s\S]*href="https:\/\/web\.example\.no\/">Gå til Tjeneste web</)
})

test('LOGOUT-15 with nobody to call, the browser goes straight on', async () => {
  const browser = openUserAgent()
  const service = openRelyingParty(gateway.issuer, 'no-pkce')
  await service.logIn(browser)
  const address = 'https://no-pkce.example.no/logged-out'
  const answer = await logout(browser, { client_id: 'no-pkce', post_logout_redirect_uri: address, state: 's' })
  assert.deepEqual([answer.status, answer.headers.get('location')], [302, `${address}?state=s`])
  await service.logIn(browser)
  const page = await logout(browser)
  assert.equal(page.status, 200)
  assert.match(page.text, /<h1[^>]*>Du er logget ut</)
})

test('LOGOUT-16 the policy of the page allows frames of exactly the services that are called', async () => {
  const browser = openUserAgent()
  await web().logIn(browser)
  await visit(webPost(), browser)
  const policy = (await logout(browser)).headers.get('content-security-policy') ?? ''
  assert.match(policy, /; frame-src https:\/\/web\.example\.no https:\/\/web-post\.example\.no$/)
  assert.match(policy, /frame-ancestors 'none'/)
})

test('LOGOUT-18 the sid of the call is the one in the id_token, the same through the session and new in the next', async () => {
  const browser = openUserAgent()
  const { sid } = await logInClaims(web(), browser)
  assert.match(String(sid), /^[A-Za-z0-9_-]{43,}$/)
  const again = await logInClaims(web(), browser, { prompt: 'login' })
  assert.equal(again.sid, sid)
  const called = new URL(frames((await logout(browser)).text)[0]?.replaceAll('&amp;', '&') ?? '')
  assert.equal(called.searchParams.get('sid'), sid)
  assert.equal(called.searchParams.get('iss'), gateway.issuer)
  assert.notEqual((await logInClaims(web(), browser)).sid, sid)
})

test('LOGOUT-17 LOGOUT-42 the frames load beside each other and nothing in the page waits for one of them', async () => {
  const browser = openUserAgent()
  await web().logIn(browser)
  await visit(webPost(), browser)
  const { text } = await logout(browser)
  assert.equal(text.split('<iframe ').length - 1, 2)
  assert.ok(text.indexOf('id="continue"') < text.indexOf('<iframe '), 'the way onward stands before the calls')
  assert.doesNotMatch(text, /<iframe[^>]*loading="lazy"/)
})
