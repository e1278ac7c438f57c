import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { sharedSecret, standardSeed } from '../../harness/standard-seed.ts'
import { openUserAgent } from '../../harness/user-agent.ts'
import { claimsAtOnce, high, logInClaims, sessionCookie, visit } from './visit.ts'

let gateway: RunningGateway
before(async () => {
  const frontchannel = (name: string) => ({
    client_id: name,
    client_name: name,
    client_orgno: '310000019',
    integration_type: 'idporten',
    client_secret: sharedSecret,
    redirect_uris: [`https://${name}.example.no/callback`],
    post_logout_redirect_uris: [`https://${name}.example.no/logged-out`],
    frontchannel_logout_uri: `https://${name}.example.no/fc`,
    frontchannel_logout_session_required: true,
    sso_disabled: true,
  })
  gateway = await startGateway({ seed: standardSeed([frontchannel('isolated'), frontchannel('isolated-2')]) })
})
after(() => gateway.stop())

const web = () => openRelyingParty(gateway.issuer)
const isolated = () => openRelyingParty(gateway.issuer, 'isolated')
const isolatedTwo = () => openRelyingParty(gateway.issuer, 'isolated-2')

test('ISO-1 SESS-14 an isolated service asks for a login although there is a common one, and then uses its own', async () => {
  const browser = openUserAgent()
  const common = await logInClaims(web(), browser)
  gateway.clock.forward(60)
  assert.equal(await visit(isolated(), browser), 'login pages')
  const own = await logInClaims(isolated(), browser, {}, { acr: high })
  gateway.clock.forward(60)
  assert.equal((await claimsAtOnce(isolated(), browser)).auth_time, own.auth_time)
  const ordinary = await claimsAtOnce(web(), browser)
  assert.equal(ordinary.auth_time, common.auth_time, 'the common slot is not filled by the isolated login')
  assert.equal(ordinary.acr, common.acr)
})

test('ISO-2 SESS-15 an isolated login is of no use to an ordinary service', async () => {
  const browser = openUserAgent()
  await logInClaims(isolated(), browser)
  assert.equal(await visit(web(), browser), 'login pages')
  assert.deepEqual(await visit(web(), browser, { prompt: 'none' }), { error: 'login_required' })
})

test('ISO-3 two isolated services never share a login', async () => {
  const browser = openUserAgent()
  const one = await logInClaims(isolated(), browser)
  assert.equal(await visit(isolatedTwo(), browser), 'login pages')
  gateway.clock.forward(60)
  const two = await logInClaims(isolatedTwo(), browser)
  assert.equal((await claimsAtOnce(isolated(), browser)).auth_time, one.auth_time)
  assert.equal((await claimsAtOnce(isolatedTwo(), browser)).auth_time, two.auth_time)
})

test('ISO-4 SESS-6 one cookie and one pair of timers: activity anywhere keeps every slot alive, until the common end', async () => {
  const browser = openUserAgent()
  await logInClaims(web(), browser)
  const cookies = browser.cookies.size
  await logInClaims(isolated(), browser, {}, { acr: high })
  assert.equal(browser.cookies.size, cookies)
  for (let minutes = 20; minutes <= 100; minutes += 20) {
    gateway.clock.forward(1200)
    await claimsAtOnce(web(), browser)
  }
  gateway.clock.forward(1199)
  assert.notEqual(await visit(isolated(), browser), 'login pages')
  gateway.clock.forward(1)
  assert.equal(
    await visit(isolated(), browser),
    'login pages',
    '120 minutes since the first login, by whichever service',
  )
  assert.equal(await visit(web(), browser), 'login pages')
})

test('ISO-5 SESS-16 a logout ends every slot and calls every service, whichever began it', async () => {
  const browser = openUserAgent()
  const first = await logInClaims(web(), browser)
  const one = await logInClaims(isolated(), browser)
  const two = await logInClaims(isolatedTwo(), browser)
  const page = await browser.send(`${gateway.issuer}/logout?client_id=isolated`)
  for (const sid of [first.sid, one.sid, two.sid]) assert.ok(page.text.includes(`sid=${sid}"`))
  assert.equal(page.text.split('<iframe ').length - 1, 3)
  assert.equal(browser.cookies.has(sessionCookie), false)
  for (const service of [web(), isolated(), isolatedTwo()]) assert.equal(await visit(service, browser), 'login pages')
})
