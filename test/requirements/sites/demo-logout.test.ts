import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { openStandInIssuer } from '../../harness/stand-in-issuer.ts'
import { type DemoBrowser, openDemo, openDemoBrowser } from './demo-browser.ts'

const issuer = await openStandInIssuer()
const demo = openDemo(issuer.issuer)
let browser: DemoBrowser
let sids = 0
beforeEach(() => {
  sids += 1
  issuer.claims = { sid: `sid-${sids}` }
  browser = openDemoBrowser(demo)
})
after(async () => {
  await demo.close()
  await issuer.close()
})

const isLoggedIn = async (): Promise<boolean> => (await browser.get('/')).body.includes('action="/logout"')
const call = (iss: string, sid: string) =>
  demo.inject({ url: `/frontchannel-logout?${new URLSearchParams({ iss, sid })}` })

test('DEMO-9 a front-channel call ends the session of its issuer and sid without cookies, and the next page says so', async () => {
  await browser.logIn(issuer)
  const answer = await call(issuer.issuer, `sid-${sids}`)
  assert.equal(answer.statusCode, 200)
  assert.equal(answer.headers['cache-control'], 'no-store')
  assert.equal(await isLoggedIn(), false)
  assert.match((await browser.get('/')).body, /data-notice="logged-out-elsewhere"/)
})

test('DEMO-9 a call with another sid or another issuer ends nothing', async () => {
  await browser.logIn(issuer)
  assert.equal((await call(issuer.issuer, 'another')).statusCode, 200)
  assert.equal((await call('https://another.example', `sid-${sids}`)).statusCode, 400)
  assert.equal((await demo.inject({ url: '/frontchannel-logout' })).statusCode, 400)
  assert.equal(await isLoggedIn(), true)
})

test('DEMO-9 a call for an earlier login of the browser does not end the present one', async () => {
  await browser.logIn(issuer)
  issuer.claims = { sid: 'newer' }
  await browser.logIn(issuer)
  await call(issuer.issuer, `sid-${sids}`)
  assert.equal(await isLoggedIn(), true)
})

test('DEMO-9 only the gateway may frame the logout call', async () => {
  const policy = String((await call(issuer.issuer, 'any')).headers['content-security-policy'])
  assert.match(policy, new RegExp(`frame-ancestors ${issuer.issuer}$`))
})

test('DEMO-10 logging out ends the own session first and sends a form with hint, return address and state', async () => {
  await browser.logIn(issuer)
  const page = (await browser.post('/logout')).body
  assert.match(page, new RegExp(`<form method="post" action="${issuer.issuer}/logout"`))
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? ''
  assert.equal(field('id_token_hint').split('.').length, 3)
  assert.equal(field('post_logout_redirect_uri'), 'http://localhost:7073/logged-out')
  assert.equal(await isLoggedIn(), false)
  assert.match((await browser.get(`/logged-out?state=${field('state')}`)).body, /data-notice="logged-out"/)
  assert.match((await browser.get('/logged-out?state=another')).body, /data-notice="logged-out-state-differs"/)
})

test('DEMO-10 being told of the own logout by the gateway is no news', async () => {
  await browser.logIn(issuer)
  await browser.post('/logout')
  await call(issuer.issuer, `sid-${sids}`)
  assert.doesNotMatch((await browser.get('/')).body, /logged-out-elsewhere/)
})

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'
const tell = (changes: Record<string, unknown> = {}, header: Record<string, unknown> = {}) => {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: issuer.issuer,
    sub: 'subject-1',
    aud: 'demo-a',
    iat: now,
    exp: now + 120,
    jti: 'one',
    sid: `sid-${sids}`,
    events: { [logoutEvent]: {} },
    ...changes,
  }
  const logout_token = issuer.sign(claims, header)
  return demo.inject({
    method: 'POST',
    url: '/backchannel-logout',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ logout_token }).toString(),
  })
}

test('DEMO-9 a back-channel call ends the session of its sid, confirms it, and the next page tells what was said', async () => {
  await browser.logIn(issuer)
  const answer = await tell()
  assert.deepEqual([answer.statusCode, answer.headers['cache-control']], [200, 'no-store'])
  assert.equal(await isLoggedIn(), false)
  const page = (await browser.get('/')).body
  assert.match(page, /backchannel-logout/)
  assert.equal((await tell()).statusCode, 200, 'told again, it is still over')
})

test('DEMO-9 a logout token that does not prove itself ends nothing', async () => {
  await browser.logIn(issuer)
  for (const changes of [
    { iss: 'https://another.example' },
    { aud: 'demo-b' },
    { exp: 1 },
    { events: {} },
    { events: undefined },
    { nonce: 'n' },
    { jti: undefined },
    { sid: undefined },
  ])
    assert.equal((await tell(changes)).statusCode, 400, JSON.stringify(changes))
  assert.equal((await tell({}, { typ: 'JWT' })).statusCode, 400)
  issuer.wrongKey = true
  assert.equal((await tell()).statusCode, 400)
  issuer.wrongKey = false
  assert.equal((await demo.inject({ method: 'POST', url: '/backchannel-logout' })).statusCode, 400)
  assert.equal(await isLoggedIn(), true)
})
