import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { movableClock, type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty, type Parameters } from '../../harness/relying-party.ts'
import { citizenA, citizenB } from '../../harness/standard-seed.ts'
import { openUserAgent, send, type UserAgent } from '../../harness/user-agent.ts'
import { claimsOf } from '../session/visit.ts'
import { openToldServices, seedWithTold, type ToldServices } from './told-services.ts'

let gateway: RunningGateway
let services: ToldServices
beforeEach(async () => {
  services = await openToldServices()
  gateway = await startGateway({
    clock: movableClock(),
    seed: seedWithTold(services.origin, {
      web: { backchannel_logout_session_required: true, frontchannel_logout_uri: undefined },
      'no-pkce': {},
      reuse: { backchannel_logout_session_required: true },
      isolated: { backchannel_logout_session_required: true },
      api: { id_token_signed_response_alg: 'ES256' },
    }),
  })
})
afterEach(async () => {
  await gateway.stop()
  await services.close()
})

const party = (clientId = 'web') => openRelyingParty(gateway.issuer, clientId)
const logout = (browser: UserAgent, parameters: Parameters = {}) =>
  browser.send(`${gateway.issuer}/logout?${new URLSearchParams(parameters as Record<string, string>)}`)
const idToken = async (browser: UserAgent, clientId = 'web', person = {}) =>
  String((await party(clientId).tokens(browser, {}, person)).id_token)
const handleOf = (page: string) => /logout=([\w-]{50})/.exec(page)?.[1] ?? ''
const stateOf = async (handle: string) =>
  (await send(`${gateway.issuer}/logout/state?logout=${handle}`)).json() as { states: string[]; settled: boolean }
/** Asks as the page does, until nothing is under way. */
const settled = async (handle: string): Promise<readonly string[]> => {
  for (;;) {
    const { states, settled: isSettled } = await stateOf(handle)
    if (isSettled) return states
  }
}
const outcomes = () =>
  gateway.events.flatMap((event) =>
    event.kind === 'service-logout' ? [[event.clientId, event.state, event.attempts]] : [],
  )

test('BCL-2.4 a logout token is signed as an id_token is, for one client, and says which subject and session ended', async () => {
  const browser = openUserAgent()
  const login = claimsOf(await idToken(browser))
  await logout(browser)
  const { logoutToken } = await services.toldTimes('web', 1)
  const jwks = (await send(`${gateway.issuer}/jwks.json`)).json() as unknown as JSONWebKeySet
  const now = gateway.clock.nowSeconds()
  const { payload, protectedHeader } = await jwtVerify(logoutToken, createLocalJWKSet(jwks), {
    typ: 'logout+jwt',
    issuer: gateway.issuer,
    audience: 'web',
    algorithms: ['RS256'],
    currentDate: new Date(now * 1000),
  })
  assert.deepEqual(Object.keys(protectedHeader).sort(), ['alg', 'kid', 'typ'])
  const { jti, ...claims } = payload
  assert.match(String(jti), /^[\w-]{22}$/)
  assert.deepEqual(claims, {
    iss: gateway.issuer,
    sub: login.sub,
    aud: 'web',
    iat: now,
    exp: now + 120,
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    sid: login.sid,
  })
})

test('BCL-2.4 without session_required neither the id_token nor the logout token has a sid', async () => {
  const browser = openUserAgent()
  const login = claimsOf(await idToken(browser, 'no-pkce'))
  assert.equal('sid' in login, false)
  await logout(browser)
  const { claims } = decodeToken((await services.toldTimes('no-pkce', 1)).logoutToken)
  assert.equal('sid' in claims, false)
  assert.equal(claims.sub, login.sub)
})

test('BCL-2.4 the algorithm is the one of the id_tokens of the client', async () => {
  const browser = openUserAgent()
  const token = await idToken(browser, 'api')
  await logout(browser)
  const { header } = decodeToken((await services.toldTimes('api', 1)).logoutToken)
  assert.equal(header.alg, 'ES256')
  assert.deepEqual([header.alg, header.kid], [decodeToken(token).header.alg, decodeToken(token).header.kid])
})

test('BCL-2.5 it is posted as a form with nothing but the token, and without cookies or secrets', async () => {
  const browser = openUserAgent()
  await idToken(browser)
  await logout(browser)
  const { method, headers, body } = await services.toldTimes('web', 1)
  assert.equal(method, 'POST')
  assert.equal(headers['content-type'], 'application/x-www-form-urlencoded')
  assert.match(body, /^logout_token=[\w-]+\.[\w-]+\.[\w-]+$/)
  for (const name of ['cookie', 'authorization', 'referer']) assert.equal(headers[name], undefined)
  assert.ok(gateway.logLines.every((line) => !line.includes(body.slice('logout_token='.length))))
})

test('BCL-2.3 every service of the session is told once: the asking one, the isolated one and the rest', async () => {
  const browser = openUserAgent()
  for (const clientId of ['web', 'isolated', 'no-pkce']) await idToken(browser, clientId)
  const page = await logout(browser, { client_id: 'web' })
  await Promise.all(['web', 'isolated', 'no-pkce'].map((clientId) => services.toldTimes(clientId, 1)))
  assert.deepEqual(await settled(handleOf(page.text)), ['confirmed', 'confirmed', 'confirmed'])
  const sids = ['web', 'isolated'].map(
    (clientId) => decodeToken(services.told(clientId)[0]?.logoutToken ?? '').claims.sid,
  )
  assert.notEqual(sids[0], sids[1])
  assert.equal(services.told('reuse').length, 0, 'a service that was not in the session is not told')
  assert.deepEqual(outcomes().sort(), [
    ['isolated', 'confirmed', 1],
    ['no-pkce', 'confirmed', 1],
    ['web', 'confirmed', 1],
  ])
})

test('BCL-2.8 204 confirms as 200 does; 400 is the last word of a service and is not asked again', async () => {
  services.answer('web', 204)
  services.answer('no-pkce', { status: 400, body: '{"error":"invalid_request","error_description":"<b>"}' })
  const browser = openUserAgent()
  for (const clientId of ['web', 'no-pkce']) await idToken(browser, clientId)
  const handle = handleOf((await logout(browser)).text)
  assert.deepEqual(await settled(handle), ['confirmed', 'unconfirmed'])
  const given = gateway.events.find((event) => event.kind === 'service-logout' && event.state === 'given-up')
  assert.equal(given?.kind === 'service-logout' && given.fault, 'it answered 400 invalid_request')
  gateway.clock.forward(7200)
  services.answer('reuse', 200)
  await idToken(browser, 'reuse')
  await logout(browser)
  await services.toldTimes('reuse', 1)
  assert.deepEqual([services.told('web').length, services.told('no-pkce').length], [1, 1])
})

test('BCL-2.8 another answer is tried again with growing pauses, each time with a new token, until it is confirmed', async () => {
  services.answer('web', 500, { status: 302, location: `${services.origin}/elsewhere` }, 200)
  const browser = openUserAgent()
  await idToken(browser)
  const handle = handleOf((await logout(browser)).text)
  assert.deepEqual(await settled(handle), ['unconfirmed'])
  gateway.clock.forward(5)
  await services.toldTimes('web', 2)
  assert.deepEqual(await settled(handle), ['unconfirmed'])
  gateway.clock.forward(15)
  await services.toldTimes('web', 3)
  while ((await stateOf(handle)).states[0] !== 'confirmed');
  const tokens = services.told('web').map(({ logoutToken }) => decodeToken(logoutToken).claims)
  assert.equal(new Set(tokens.map(({ jti }) => jti)).size, 3)
  assert.equal(new Set(tokens.map(({ sid }) => sid)).size, 1)
  assert.deepEqual(
    tokens.map(({ exp, iat }) => Number(exp) - Number(iat)),
    [120, 120, 120],
  )
  assert.equal(services.told('elsewhere').length, 0, 'a redirect is not followed')
  assert.deepEqual(outcomes(), [
    ['web', 'unconfirmed', 1],
    ['web', 'unconfirmed', 2],
    ['web', 'confirmed', 3],
  ])
})

test('BCL-2.8 a service that never confirms is given up after two hours', async () => {
  services.answer('web', 503)
  const browser = openUserAgent()
  await idToken(browser)
  await logout(browser)
  const pauses = [5, 15, 60, 300, 900, 1800, 1800, 1800]
  for (const [index, pause] of pauses.entries()) {
    await services.toldTimes('web', index + 1)
    while (outcomes().length < index + 1) await send(`${gateway.issuer}/jwks.json`)
    gateway.clock.forward(pause)
  }
  await services.toldTimes('web', 9)
  while (outcomes().length < 9) await send(`${gateway.issuer}/jwks.json`)
  assert.deepEqual(outcomes().at(-1), ['web', 'given-up', 9])
})

test('BCL-2.8 a service that hangs delays neither the page nor the others', async () => {
  services.answer('web', 'silent')
  const browser = openUserAgent()
  for (const clientId of ['web', 'no-pkce']) await idToken(browser, clientId)
  const page = await logout(browser)
  assert.equal(page.status, 200)
  await services.toldTimes('no-pkce', 1)
  const handle = handleOf(page.text)
  while ((await stateOf(handle)).states[1] !== 'confirmed');
  assert.deepEqual(await stateOf(handle), { states: ['waiting', 'confirmed'], settled: false })
  services.release()
  assert.deepEqual(await settled(handle), ['confirmed', 'confirmed'])
})

test('BCL-2.8 many logouts of a service that hangs leave room for the others', async () => {
  services.answer('web', 'silent')
  for (let index = 0; index < 12; index += 1) {
    const browser = openUserAgent()
    await idToken(browser)
    await logout(browser)
  }
  await services.toldTimes('web', 8)
  const browser = openUserAgent()
  await idToken(browser, 'no-pkce')
  const handle = handleOf((await logout(browser)).text)
  assert.deepEqual(await settled(handle), ['confirmed'])
  assert.equal(services.told('web').length, 8)
  gateway.clock.forward(1)
  services.answer('web', 200)
  services.release()
  await services.toldTimes('web', 12)
})

test('BCL-2.8 a logout that could not be told survives the program', async () => {
  services.answer('web', 500, 200)
  const browser = openUserAgent()
  await idToken(browser)
  const handle = handleOf((await logout(browser)).text)
  assert.deepEqual(await settled(handle), ['unconfirmed'])
  await gateway.restart()
  gateway.clock.forward(5)
  await services.toldTimes('web', 2)
  while ((await stateOf(handle)).states[0] !== 'confirmed');
})

test('BCL-2.2 a service whose address is gone, or that is closed, is not told', async () => {
  const browser = openUserAgent()
  await idToken(browser)
  await gateway.reseed(seedWithTold(services.origin, { web: { backchannel_logout_uri: undefined } }))
  const page = await logout(browser)
  assert.doesNotMatch(page.text, /data-state-address/)
  assert.deepEqual((await stateOf(handleOf(page.text))).states, ['not-told'])
})

test('SSO-5 BCL-2.3 when another citizen takes over the browser, the services of the former session are told', async () => {
  const browser = openUserAgent()
  const former = claimsOf(await idToken(browser, 'web', { pid: citizenA }))
  await party('no-pkce').logIn(browser, { prompt: 'login' }, { pid: citizenB })
  const { claims } = decodeToken((await services.toldTimes('web', 1)).logoutToken)
  assert.deepEqual([claims.sub, claims.sid], [former.sub, former.sid])
  assert.equal(services.told('no-pkce').length, 0)
})

test('SSO-6 a session that runs out tells no service, and neither does a logout after it', async () => {
  const browser = openUserAgent()
  await idToken(browser)
  gateway.clock.forward(1800)
  await logout(browser)
  const other = openUserAgent()
  await idToken(other, 'no-pkce')
  await logout(other)
  await services.toldTimes('no-pkce', 1)
  assert.equal(services.told('web').length, 0)
})
