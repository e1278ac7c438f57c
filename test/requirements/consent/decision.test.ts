import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import {
  basicHeader,
  decodeToken,
  openRelyingParty,
  type RelyingParty,
  submitTestId,
} from '../../harness/relying-party.ts'
import { citizenA, citizenB, sharedSecret } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { consentSeed, openDialogue, plain, read, readDialogue, redeemed, secret, write } from './dialogue.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({ seed: consentSeed() })
})
after(() => gateway.stop())

const parties = new Map<string, RelyingParty>()
/** One service a choice of scopes: each has a code verifier of its own. */
function lege(scope = `openid profile ${plain} ${read}`): RelyingParty {
  const party = parties.get(scope) ?? openRelyingParty(gateway.issuer, 'lege', { scope })
  parties.set(scope, party)
  return party
}
const errorOf = (url: URL) => [url.host, url.searchParams.get('error'), url.searchParams.get('state')]
/** Each test has a citizen who has agreed to nothing yet. */
const forget = () => gateway.clock.forward(7201)

test('CONS-1 PAGE-7 after the login the citizen is asked, and goes on to the service with the answer', async () => {
  forget()
  const browser = openUserAgent()
  const dialogue = await openDialogue(lege(), browser)
  assert.equal(dialogue.page.status, 200)
  const answer = await dialogue.press('accept')
  assert.equal(answer.status, 303)
  assert.equal(answer.location().host, 'lege.example.no')
  assert.equal(answer.location().searchParams.get('state'), 'state-of-the-request')
  assert.equal((await redeemed(lege(), answer)).scope, `openid profile ${plain} ${read}`)
})

test('CONS-1 nobody is asked for scopes that need no consent', async () => {
  const browser = openUserAgent()
  const callback = await lege(`openid profile ${plain}`).logIn(browser)
  assert.equal(callback.host, 'lege.example.no')
})

test('CONS-1 SSO-2 row 5: a live consent of the same citizen and client is enough, in another browser too', async () => {
  forget()
  await (await openDialogue(lege(), openUserAgent())).press('accept')
  const again = openUserAgent()
  assert.equal((await lege().logIn(again)).host, 'lege.example.no')
  assert.equal((await lege().authorize(again)).location().host, 'lege.example.no')
  assert.equal(
    (await lege(`openid ${read}`).authorize(again, { prompt: 'none' })).location().searchParams.has('code'),
    true,
  )
})

for (const [name, ask] of [
  ['CONS-1 one scope more than was agreed to is asked for', { scope: `openid ${read} ${write}` }],
  ['CONS-1 OBO-2 a yes to the client is no yes to a body that it acts for', { onbehalfof: 'fjord' }],
] as const)
  test(`${name}`, async () => {
    forget()
    const browser = openUserAgent()
    await (await openDialogue(lege(), browser)).press('accept')
    const { pathname } = (await lege().authorize(browser, ask)).location()
    assert.equal(pathname, '/authorize/consent')
  })

test('CONS-1 another citizen is asked, whatever the first agreed to', async () => {
  forget()
  const browser = openUserAgent()
  await (await openDialogue(lege(), browser)).press('accept')
  await openDialogue(lege(), openUserAgent(), {}, { pid: citizenB })
})

test('CONS-1 two authorizations that cover a scope each do not cover both together', async () => {
  forget()
  const browser = openUserAgent()
  await (await openDialogue(lege(`openid ${read}`), browser)).press('accept')
  await (await openDialogue(lege(`openid ${write}`), browser)).press('accept')
  assert.equal((await lege(`openid ${read} ${write}`).authorize(browser)).location().pathname, '/authorize/consent')
})

test('CONS-1 a consent ends with its authorization', async () => {
  forget()
  const browser = openUserAgent()
  await (await openDialogue(lege(), browser)).press('accept')
  gateway.clock.forward(1500)
  await lege(`openid ${plain}`).authorize(browser)
  gateway.clock.forward(1500)
  await lege(`openid ${plain}`).authorize(browser)
  gateway.clock.forward(1500)
  await lege(`openid ${plain}`).authorize(browser)
  gateway.clock.forward(899)
  assert.equal((await lege().authorize(browser)).location().host, 'lege.example.no')
  // 5,400 seconds are the limit of the scope, counted from the first yes; the second authorization has its own.
  gateway.clock.forward(5400)
  assert.notEqual((await lege().authorize(browser)).location().host, 'lege.example.no')
})

test('SSO-2 row 5: a citizen who is logged in is asked at once, without a login', async () => {
  forget()
  const browser = openUserAgent()
  const web = openRelyingParty(gateway.issuer)
  const first = decodeToken((await web.tokens(browser)).id_token ?? '').claims
  gateway.clock.forward(60)
  const dialogue = await openDialogue(lege(), browser)
  const claims = decodeToken((await redeemed(lege(), await dialogue.press('accept'))).id_token ?? '').claims
  assert.deepEqual([claims.auth_time, claims.acr, claims.pid], [first.auth_time, first.acr, first.pid])
  const kinds = gateway.events.slice(-3).map(({ kind }) => kind)
  assert.deepEqual(kinds, ['consent-given', 'signed-on', 'tokens-issued'])
})

test('AUTHZ-29 SSO-2 row 5: prompt=consent asks although a live consent covers it', async () => {
  forget()
  const browser = openUserAgent()
  await (await openDialogue(lege(), browser)).press('accept')
  const { pathname } = (await lege().authorize(browser, { prompt: 'consent' })).location()
  assert.equal(pathname, '/authorize/consent')
  await openDialogue(lege(), openUserAgent(), { prompt: 'consent' })
  await openDialogue(lege(), openUserAgent(), { prompt: 'login consent' })
  assert.equal(
    (await lege(`openid ${plain}`).authorize(browser, { prompt: 'consent' })).location().host,
    'lege.example.no',
  )
})

test('AUTHZ-27 SSO-3 ERR-14 prompt=none never shows the dialogue: consent_required', async () => {
  forget()
  const browser = openUserAgent()
  const web = openRelyingParty(gateway.issuer)
  await web.logIn(browser)
  const refused = (await lege().authorize(browser, { prompt: 'none' })).location()
  assert.deepEqual(errorOf(refused), ['lege.example.no', 'consent_required', 'state-of-the-request'])
  assert.equal(refused.searchParams.get('iss'), gateway.issuer)
  const unknown = (await lege().authorize(openUserAgent(), { prompt: 'none' })).location()
  assert.equal(unknown.searchParams.get('error'), 'login_required')
})

test('CONS-4 SCOPE-9 a yes grants all that was requested', async () => {
  forget()
  const scope = `openid ${write} profile ${plain} ${read}`
  const tokens = await redeemed(lege(scope), await (await openDialogue(lege(scope), openUserAgent())).press('accept'))
  assert.equal(tokens.scope, scope)
  assert.equal(decodeToken(tokens.access_token ?? '').claims.scope, scope)
})

test('CONS-5 SCOPE-9 a no lets the login go on without the scopes that needed consent, in token and answer', async () => {
  forget()
  const scope = `openid ${write} profile ${plain} ${read}`
  const browser = openUserAgent()
  const tokens = await redeemed(lege(scope), await (await openDialogue(lege(scope), browser)).press('decline'))
  assert.equal(tokens.scope, `openid profile ${plain}`)
  assert.equal(decodeToken(tokens.access_token ?? '').claims.scope, `openid profile ${plain}`)
  assert.equal(decodeToken(tokens.id_token ?? '').claims.pid, citizenA)
  const kinds = gateway.events.slice(-3).map(({ kind }) => kind)
  assert.deepEqual(kinds, ['consent-declined', 'login-completed', 'tokens-issued'])
  // A no is no yes: the next request asks again.
  assert.equal((await lege(scope).authorize(browser)).location().pathname, '/authorize/consent')
})

for (const [name, decision, expected] of [
  [
    'CONS-4 SCOPE-11 SCOPE-12 SCOPE-13 SCOPE-14 what a scope demands of tokens holds after a yes',
    'accept',
    [false, 30, 300],
  ],
  [
    'CONS-5 SCOPE-11 SCOPE-12 SCOPE-13 SCOPE-14 a scope that was declined demands nothing of tokens',
    'decline',
    [true, 120, 600],
  ],
] as const)
  test(`${name}`, async () => {
    forget()
    const scope = `openid profile ${secret}`
    const dialogue = await openDialogue(lege(scope), openUserAgent())
    assert.match(dialogue.page.text, /Tilgangen varer i 5 minutter/)
    const tokens = await redeemed(lege(scope), await dialogue.press(decision))
    const hasPid = decodeToken(tokens.id_token ?? '').claims.pid !== undefined
    assert.equal(tokens.access_token?.includes('.'), hasPid)
    assert.deepEqual([hasPid, tokens.expires_in, tokens.refresh_token_expires_in], expected)
  })

test('CONS-1 REV-2 a consent that was revoked is asked for again', async () => {
  forget()
  const browser = openUserAgent()
  const tokens = await redeemed(lege(), await (await openDialogue(lege(), browser)).press('accept'))
  const headers = { authorization: basicHeader('lege', sharedSecret) }
  const revoked = await send(`${gateway.issuer}/revoke`, { form: { token: tokens.refresh_token }, headers })
  assert.equal(revoked.status, 200)
  assert.equal((await lege().authorize(browser)).location().pathname, '/authorize/consent')
})

for (const [name, decision, scope, error] of [
  [
    'PAR-5 CONS-4 a pushed request is spent when the dialogue is answered, not when it is shown',
    'accept',
    undefined,
    null,
  ],
  ['PAR-5 CONS-5 a pushed request is spent by a no that leaves nothing', 'decline', read, 'access_denied'],
] as const)
  test(`${name}`, async () => {
    forget()
    const party = lege(scope)
    const form = Object.fromEntries(new URL(party.authorizeUrl()).searchParams)
    const headers = { authorization: basicHeader('lege', sharedSecret) }
    const pushed = (await send(`${gateway.issuer}/par`, { form, headers })).json()
    const query = new URLSearchParams({ client_id: 'lege', request_uri: String(pushed.request_uri) })
    const browser = openUserAgent()
    const open = async () => browser.send(`${gateway.issuer}/authorize?${query}`)
    const reached = (await submitTestId(browser, (await open()).location())).location()
    const other = (await open()).location()
    assert.equal(other.pathname, '/authorize/consent')
    const answer = await (await readDialogue(browser, reached)).press(decision)
    assert.equal(answer.location().searchParams.get('error'), error)
    assert.equal((await open()).status, 400)
    assert.equal((await (await readDialogue(browser, other)).press(decision)).status, 400)
  })

test('CONS-5 a no that leaves nothing is access_denied', async () => {
  forget()
  const only = lege(`${read} ${write}`)
  const browser = openUserAgent()
  const dialogue = await openDialogue(only, browser)
  assert.match(dialogue.page.text, /uten at den får tilgang/)
  const refused = (await dialogue.press('decline')).location()
  assert.deepEqual(errorOf(refused), ['lege.example.no', 'access_denied', 'state-of-the-request'])
  assert.equal((await browser.send(dialogue.url.href)).status, 400)
  const told = gateway.events.at(-1)
  assert.deepEqual(
    [told?.kind, told?.kind === 'consent-declined' && told.scopes],
    ['consent-declined', `${read} ${write}`],
  )
})

test('CONS-6 CANC-1 CANC-2 to cancel is access_denied whatever was asked for, and leaves the session', async () => {
  forget()
  const browser = openUserAgent()
  const dialogue = await openDialogue(lege(), browser)
  const action = /class="pv-cancel" method="post" action="([^"]+)"/.exec(dialogue.page.text)?.[1] ?? ''
  const refused = (await browser.send(new URL(action, gateway.issuer).href, { form: {} })).location()
  assert.deepEqual(errorOf(refused), ['lege.example.no', 'access_denied', 'state-of-the-request'])
  assert.equal((await lege(`openid ${plain}`).authorize(browser)).location().host, 'lege.example.no')
})

test('AUTHZ-46 an automatic login gives every consent', async () => {
  const answer = await lege().authorize(openUserAgent(), { login_hint: `testid:${citizenB}_idporten-loa-high` })
  assert.equal((await redeemed(lege(), answer)).scope, `openid profile ${plain} ${read}`)
})
