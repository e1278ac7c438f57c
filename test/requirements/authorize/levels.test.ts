import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty, openTestIdForm, submitTestId } from '../../harness/relying-party.ts'
import { citizenA, citizenB, standardSeed } from '../../harness/standard-seed.ts'
import { openUserAgent } from '../../harness/user-agent.ts'
import { assertErrorRedirect, lastRefusal, parametersAt } from './answers.ts'

const [low, substantial, high] = ['idporten-loa-low', 'idporten-loa-substantial', 'idporten-loa-high'] as const
let gateway: RunningGateway
before(async () => {
  const strict = {
    client_id: 'strict',
    client_name: 'Streng tjeneste',
    client_orgno: '310000019',
    integration_type: 'idporten',
    client_secret: 'harness-secret-of-all-clients',
    redirect_uris: ['https://strict.example.no/callback'],
    default_acr_values: [high],
  }
  gateway = await startGateway({ seed: standardSeed([strict]) })
})
after(() => gateway.stop())

/** Which levels the TestID form lets the citizen choose for this request; an error code if it does not come so far. */
const minimums: readonly (readonly [name: string, clientId: string, acr: string | undefined, lowest: string])[] = [
  ['AUTHZ-36 none asked for', 'web', undefined, substantial],
  ['AUTHZ-36 HTTP-5 an empty list', 'web', '', substantial],
  ['AUTHZ-36 CLI-26 the default of the client', 'strict', undefined, high],
  ['AUTHZ-36 CLI-26 the request stands over the default', 'strict', low, low],
  ['AUTHZ-33 AUTHZ-34 low', 'web', low, low],
  ['AUTHZ-33 AUTHZ-34 high', 'web', high, high],
  ['AUTHZ-34 the lowest of several', 'web', `${high} ${low} ${substantial}`, low],
  ['AUTHZ-37 unknown values beside a known one', 'web', `gold ${high} eidas-loa-low`, high],
  ['AUTHZ-37 only unknown ones', 'web', 'gold', 'invalid_request'],
  ['AUTHZ-37 letter case', 'web', high.toUpperCase(), 'invalid_request'],
  ['AUTHZ-33 the names of 2018 in a current client', 'web', 'Level4', 'invalid_request'],
  ['AUTHZ-33 Level3 in a client of 2018', 'legacy', 'Level3', substantial],
  ['AUTHZ-33 Level4 in a client of 2018', 'legacy', 'Level4', high],
  ['AUTHZ-33 eIDAS where it is not enabled is unknown', 'web', 'eidas-loa-high', 'invalid_request'],
  ['AUTHZ-33 eIDAS where it is not enabled, beside a known one', 'web', `eidas-loa-substantial ${high}`, high],
]
for (const [name, clientId, acr, lowest] of minimums)
  test(`${name}: ${lowest}`, async () => {
    const service = openRelyingParty(gateway.issuer, clientId)
    const browser = openUserAgent()
    const answer = await service.authorize(browser, { acr_values: acr })
    if (lowest === 'invalid_request') return void assertErrorRedirect(answer, service.redirectUri, lowest)
    const { text } = await openTestIdForm(browser, answer.location())
    const inputs = [...text.matchAll(/<input[^>]*name="acr"[^>]*>/g)].map(([input]) => input)
    const selectable = inputs
      .filter((input) => !/ disabled/.test(input))
      .map((input) => /value="([^"]+)"/.exec(input)?.[1])
    const all: readonly string[] = [low, substantial, high]
    assert.deepEqual(selectable, all.slice(all.indexOf(lowest)))
  })

test('AUTHZ-35 AUTHZ-40 the token states the level performed, which may be higher than asked for', async () => {
  const web = openRelyingParty(gateway.issuer)
  for (const [asked, performed] of [
    [low, high],
    [low, low],
    [undefined, high],
  ]) {
    const tokens = await web.tokens(openUserAgent(), { acr_values: asked }, { acr: performed ?? '' })
    assert.equal(decodeToken(tokens.id_token ?? '').claims.acr, performed)
  }
})

test('AUTHZ-35 AUTHZ-40 below the minimum there is no code, from the form or from the session', async () => {
  const web = openRelyingParty(gateway.issuer)
  const browser = openUserAgent()
  await web.logIn(browser, { acr_values: low }, { acr: low })
  assert.match(parametersAt(await web.authorize(browser, { acr_values: low }), web.redirectUri).code ?? '', /./)
  const answer = await web.authorize(browser, { acr_values: high })
  assert.equal(answer.location().pathname, '/authorize/selector')
  for (const acr of [low, substantial, 'eidas-loa-high', 'Level4', 'constructor']) {
    const refused = await submitTestId(browser, answer.location(), { acr })
    assert.equal(refused.status, 422, acr)
    assert.equal(refused.headers.get('location'), null)
  }
  const higher = await submitTestId(browser, answer.location(), { acr: high })
  assert.match(higher.location().searchParams.get('code') ?? '', /./)
  assert.match(parametersAt(await web.authorize(browser, { acr_values: low }), web.redirectUri).code ?? '', /./)
})

const automatic = (pid: string, acr: string) => ({ login_hint: `testid:${pid}_${acr}` })

test('AUTHZ-46 in test a hint logs in without a page, with full tokens and amr TestID', async () => {
  const web = openRelyingParty(gateway.issuer)
  const browser = openUserAgent()
  const answer = await web.authorize(browser, { ...automatic(citizenB, high), acr_values: low })
  assert.equal(answer.location().searchParams.get('state'), 'state-of-the-request')
  const tokens = (await web.redeem(answer.location())).json()
  const { claims } = decodeToken(String(tokens.id_token))
  assert.deepEqual([claims.pid, claims.acr, claims.amr], [citizenB, high, ['TestID']])
  assert.equal((await web.refresh(String(tokens.refresh_token))).status, 200)
  assert.ok(gateway.events.some(({ kind, clientId }) => kind === 'automatic-login' && clientId === 'web'))
})

test('AUTHZ-46 it makes no session, and clears the one there is', async () => {
  const web = openRelyingParty(gateway.issuer)
  const fresh = openUserAgent()
  await web.authorize(fresh, automatic(citizenA, high))
  assertErrorRedirect(await web.authorize(fresh, { prompt: 'none' }), web.redirectUri, 'login_required')
  const browser = openUserAgent()
  await web.logIn(browser)
  const answer = await web.authorize(browser, automatic(citizenB, substantial))
  assert.match(answer.headers.getSetCookie().join(), /^portvakt-test-session=; Max-Age=0;/)
  assertErrorRedirect(await web.authorize(browser, { prompt: 'none' }), web.redirectUri, 'login_required')
})

test('AUTHZ-46 AUTHZ-39 a malformed hint is invalid_request, a level too low unmet_authentication_requirements', async () => {
  const web = openRelyingParty(gateway.issuer)
  const ask = (login_hint: string, acr_values?: string) => web.authorize(openUserAgent(), { login_hint, acr_values })
  for (const hint of [
    'testid:',
    `testid:${citizenA}`,
    `testid:${citizenA}_`,
    `testid:${citizenA}_Level4`,
    `testid:${citizenA}_eidas-loa-high`,
    `testid:${citizenA}_constructor`,
    `testid:14838541242_${high}`,
    `testid:1483854124_${high}`,
    `testid:01010000000_${high}`,
    `testid:${citizenA}\0_${high}`,
    `testid:_${high}`,
  ]) {
    assertErrorRedirect(await ask(hint), web.redirectUri, 'invalid_request')
    assert.equal(lastRefusal(gateway).step, '15', hint)
  }
  for (const [acr, asked] of [
    [low, undefined],
    [substantial, high],
  ])
    assertErrorRedirect(
      await ask(`testid:${citizenA}_${acr}`, asked),
      web.redirectUri,
      'unmet_authentication_requirements',
    )
})
