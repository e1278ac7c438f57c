import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty, openTestIdForm, submitTestId } from '../../harness/relying-party.ts'
import { openUserAgent } from '../../harness/user-agent.ts'
import { claimsAtOnce, claimsOf, logInClaims } from './visit.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const supplier = (scope = 'openid profile') => openRelyingParty(gateway.issuer, 'api', { scope })
const fjord = { onbehalfof: 'fjord' }

test('OBO-1 OBO-3 the id_token names the body that is served; the audience and the address stay the supplier’s', async () => {
  const service = supplier()
  const callback = await service.logIn(openUserAgent(), fjord)
  assert.equal(callback.origin + callback.pathname, 'https://api.example.no/callback')
  const claims = claimsOf((await service.redeem(callback)).json().id_token)
  assert.equal(claims.client_onbehalfof, 'fjord')
  assert.equal(claims.aud, 'api')
})

test('OBO-3 without onbehalfof the claim is absent', async () => {
  assert.equal('client_onbehalfof' in (await logInClaims(supplier(), openUserAgent())), false)
})

for (const [name, clientId, onbehalfof] of [
  ['OBO-1 an entry that the client does not have is refused', 'api', 'berg'],
  ['OBO-1 an entry of another client is refused', 'web', 'fjord'],
] as const)
  test(`${name}`, async () => {
    const { searchParams } = (
      await openRelyingParty(gateway.issuer, clientId).authorize(openUserAgent(), { onbehalfof })
    ).location()
    assert.deepEqual(
      [searchParams.get('error'), searchParams.get('state'), searchParams.get('iss')],
      ['invalid_request', 'state-of-the-request', gateway.issuer],
    )
    assert.doesNotMatch(searchParams.get('error_description') ?? '', /berg|fjord/)
  })

test('OBO-2 the pages show the name and the address of the entry instead of the client’s, in every language', async () => {
  const browser = openUserAgent()
  const selector = (await supplier().authorize(browser, fjord)).location()
  const page = await browser.send(selector.href)
  assert.match(page.text, /<title>Velg hvordan du vil logge inn – Fjord kommune – Portvakt<\/title>/)
  assert.match(page.text, /Avbryt og gå tilbake til Fjord kommune/)
  const { text } = await openTestIdForm(browser, selector)
  assert.match(text, /Fjord kommune<\/strong>/)
  for (const shown of [page.text, text]) assert.doesNotMatch(shown, /API-klient|api\.example\.no/)
  await submitTestId(browser, selector)
  const finished = await browser.send(selector.href)
  assert.match(finished.text, /href="https:\/\/fjord\.example\.no\/">Gå til Fjord kommune</)
  const hidden = Array.from(finished.text.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g), (m) => [
    m[1],
    m[2],
  ])
  const english = await browser.send(`${gateway.issuer}/language`, {
    form: { ...Object.fromEntries(hidden), language: 'en' },
  })
  assert.match(english.text, /href="https:\/\/fjord\.example\.no\/">Go to Fjord kommune</)
  assert.doesNotMatch(english.text, /API-klient|api\.example\.no/)
})

test('OBO-5 the value follows the authorization into refreshed id_tokens, and is in no access token', async () => {
  const service = supplier('openid eks:value.read')
  const tokens = await service.tokens(openUserAgent(), fjord)
  gateway.clock.forward(1)
  const refreshed = (await service.refresh(tokens.refresh_token ?? '')).json()
  assert.equal(claimsOf(refreshed.id_token).client_onbehalfof, 'fjord')
  for (const token of [tokens.access_token, refreshed.access_token])
    assert.doesNotMatch(JSON.stringify(decodeToken(String(token)).claims), /fjord|onbehalfof/i)
})

test('OBO-6 the entry brings no scope: what the supplier’s client lacks is refused', async () => {
  const { searchParams } = (
    await supplier('openid idporten:user.log.read').authorize(openUserAgent(), fjord)
  ).location()
  assert.equal(searchParams.get('error'), 'invalid_scope')
  const tokens = await supplier('openid eks:value.read').tokens(openUserAgent(), fjord)
  assert.equal(decodeToken(tokens.access_token ?? '').claims.client_orgno, '310000019')
})

test('OBO-7 the same client with and without an entry has one slot, one subject and one sid', async () => {
  const browser = openUserAgent()
  const one = await logInClaims(supplier(), browser, fjord)
  const two = await claimsAtOnce(supplier(), browser)
  assert.deepEqual([two.sub, two.auth_time], [one.sub, one.auth_time])
  assert.equal((await claimsAtOnce(supplier(), browser, fjord)).sub, one.sub)
})

test('OBO-4 the events of a login and of a single sign-on say whom it was for', async () => {
  const browser = openUserAgent()
  const seen = gateway.events.length
  await supplier().logIn(browser, fjord)
  await supplier().logIn(browser, fjord)
  const told = gateway.events.slice(seen).map((event) => [event.kind, 'onbehalfof' in event ? event.onbehalfof : null])
  assert.deepEqual(told, [
    ['login-started', null],
    ['login-completed', 'fjord'],
    ['signed-on', 'fjord'],
  ])
})
