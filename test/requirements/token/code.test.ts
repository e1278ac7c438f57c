import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty, type Parameters } from '../../harness/relying-party.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { assertRefused } from './refused.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const web = () => openRelyingParty(gateway.issuer)
const api = () => openRelyingParty(gateway.issuer, 'api')
const userinfo = (accessToken = '') =>
  send(`${gateway.issuer}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } })

for (const [name, missing] of [
  ['CODE-1 without code the request is invalid, and the code not spent', 'code'],
  ['CODE-1 without redirect_uri the request is invalid, and the code not spent', 'redirect_uri'],
] as const)
  test(`${name}`, async () => {
    const service = web()
    const callback = await service.logIn(openUserAgent())
    for (const value of [undefined, ''])
      assertRefused(await service.redeem(callback, { [missing]: value }), 400, 'invalid_request')
    assert.equal((await service.redeem(callback)).status, 200)
  })

// Every one of them is tried again with the right request, which must not help any more (CODE-10).
const burning: [string, Parameters, string][] = [
  ['CODE-2 CODE-7 CODE-10 a missing code_verifier', { code_verifier: undefined }, 'invalid_request'],
  ['CODE-7 CODE-10 a code_verifier of 42 characters', { code_verifier: 'v'.repeat(42) }, 'invalid_request'],
  ['CODE-7 CODE-10 a code_verifier of 129 characters', { code_verifier: 'v'.repeat(129) }, 'invalid_request'],
  ['CODE-7 CODE-10 a code_verifier with a plus', { code_verifier: `+${'v'.repeat(50)}` }, 'invalid_request'],
  ['CODE-7 CODE-10 a code_verifier with a newline', { code_verifier: `${'v'.repeat(50)}\n` }, 'invalid_request'],
  ['CODE-7 CODE-10 a code_verifier that does not match', { code_verifier: 'v'.repeat(43) }, 'invalid_grant'],
  ['CODE-6 CODE-10 another redirect_uri', { redirect_uri: 'https://web.example.no/callback/' }, 'invalid_grant'],
  ['CODE-6 CODE-10 a redirect_uri in capitals', { redirect_uri: 'https://WEB.example.no/callback' }, 'invalid_grant'],
]
for (const [name, changes, error] of burning)
  test(`${name} is refused and spends the code`, async () => {
    const service = web()
    const callback = await service.logIn(openUserAgent())
    assertRefused(await service.redeem(callback, changes), 400, error)
    assertRefused(await service.redeem(callback), 400, 'invalid_grant')
  })

test('CODE-7 the challenge itself is no verifier', async () => {
  const service = web()
  const challenge = createHash('sha256').update(service.verifier).digest('base64url')
  assertRefused(
    await service.redeem(await service.logIn(openUserAgent()), { code_verifier: challenge }),
    400,
    'invalid_grant',
  )
})

test('CODE-6 CODE-10 a code of another client is refused and spent', async () => {
  const service = web()
  const callback = await service.logIn(openUserAgent())
  assertRefused(await api().redeem(callback, { code_verifier: service.verifier }), 400, 'invalid_grant')
  assertRefused(await service.redeem(callback), 400, 'invalid_grant')
})

test('CODE-10 a failed client authentication does not spend the code', async () => {
  const service = web()
  const callback = await service.logIn(openUserAgent())
  assertRefused(await service.redeem(callback, { client_id: 'api' }), 401, 'invalid_client')
  assert.equal((await service.redeem(callback)).status, 200)
})

test('CODE-6 an unknown code is refused, however it looks', async () => {
  for (const code of ['x', 'A'.repeat(43), '\0', 'å', 'x'.repeat(50_000), '%'])
    assertRefused(await web().redeem(new URL('https://x.example.no/'), { code }), 400, 'invalid_grant')
})

test('CODE-6 LIFE-1 a code lives for 60 seconds', async () => {
  const service = web()
  const early = await service.logIn(openUserAgent())
  gateway.clock.forward(59)
  assert.equal((await service.redeem(early)).status, 200)
  const late = await service.logIn(openUserAgent())
  gateway.clock.forward(60)
  assertRefused(await service.redeem(late), 400, 'invalid_grant')
})

test('CODE-6 a loopback address must be repeated with its port', async () => {
  const asked = { redirectUri: 'http://127.0.0.1:51734/done', authentication: 'none' } as const
  const app = openRelyingParty(gateway.issuer, 'app', asked)
  const callback = await app.logIn(openUserAgent())
  assert.equal(callback.port, '51734')
  assertRefused(await app.redeem(callback, { redirect_uri: 'http://127.0.0.1:51735/done' }), 400, 'invalid_grant')
  const again = await app.logIn(openUserAgent())
  assertRefused(await app.redeem(again, { redirect_uri: 'http://127.0.0.1:0/done' }), 400, 'invalid_grant')
  assert.equal((await app.redeem(await app.logIn(openUserAgent()))).status, 200)
})

const unchallenged = { code_challenge: undefined, code_challenge_method: undefined }

test('CODE-2 CODE-8 without a challenge no verifier is needed, and one is refused', async () => {
  const service = openRelyingParty(gateway.issuer, 'no-pkce')
  const without = await service.logIn(openUserAgent(), unchallenged)
  assert.equal((await service.redeem(without, { code_verifier: undefined })).status, 200)
  const downgraded = await service.logIn(openUserAgent(), unchallenged)
  assertRefused(await service.redeem(downgraded), 400, 'invalid_grant')
  assertRefused(await service.redeem(downgraded, { code_verifier: undefined }), 400, 'invalid_grant')
})

const first = 'https://one.example.no/api'
const second = 'https://two.example.no/api'

test('CODE-3 resource narrows to an authorized one and never adds another', async () => {
  const service = api()
  const asked = { scope: 'openid eks:value.read', resource: first }
  const narrowed = await service.redeem(await service.logIn(openUserAgent(), asked), { resource: first })
  assert.equal(decodeToken(String(narrowed.json().access_token)).claims.aud, first)
  for (const resource of [second, 'no-uri', `${first}#x`])
    assertRefused(
      await service.redeem(await service.logIn(openUserAgent(), asked), { resource }),
      400,
      'invalid_target',
    )
  const unasked = await service.logIn(openUserAgent(), { scope: 'openid eks:value.read' })
  assertRefused(await service.redeem(unasked, { resource: first }), 400, 'invalid_target')
})

test('CODE-4 a code is worth nothing without the authentication of its client', async () => {
  const service = web()
  const callback = await service.logIn(openUserAgent())
  const form = {
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: service.redirectUri,
    code_verifier: service.verifier,
  }
  assertRefused(await send(`${gateway.issuer}/token`, { form }), 401, 'invalid_client')
  assert.equal((await service.redeem(callback)).status, 200)
})

test('CODE-5 scope and unknown parameters are ignored', async () => {
  const service = web()
  const more = { scope: 'eks:closed.read', 'x-client-SKU': 'MSAL', state: 'x', nonce: 'y', acr_values: 'z' }
  const answer = await service.redeem(await service.logIn(openUserAgent()), more)
  assert.deepEqual([answer.status, answer.json().scope], [200, 'openid profile'])
})

test('CODE-9 a second use is refused and ends everything that came of the first', async () => {
  const service = web()
  const callback = await service.logIn(openUserAgent())
  const tokens = (await service.redeem(callback)).json()
  const refreshed = (await service.refresh(String(tokens.refresh_token))).json()
  assert.equal((await userinfo(String(tokens.access_token))).status, 200)
  assert.equal((await userinfo(String(refreshed.access_token))).status, 200)
  const again = await service.redeem(callback)
  assertRefused(again, 400, 'invalid_grant')
  assert.equal((await userinfo(String(tokens.access_token))).status, 401)
  assert.equal((await userinfo(String(refreshed.access_token))).status, 401)
  assertRefused(await service.refresh(String(refreshed.refresh_token)), 400, 'invalid_grant')
  const reference = again.headers.get('x-correlation-id')
  assert.deepEqual(
    gateway.events.filter((event) => event.correlationId === reference).map(({ kind }) => kind),
    ['reuse-detected', 'refused'],
  )
})

test('CODE-12 a login code is worth nothing after the citizen has logged out', async () => {
  const [service, browser] = [web(), openUserAgent()]
  const callback = await service.logIn(browser)
  await browser.send(`${gateway.issuer}/logout`)
  assertRefused(await service.redeem(callback), 400, 'invalid_grant')
})

test('CODE-12 a code for more than a login outlives the logout', async () => {
  const [service, browser] = [api(), openUserAgent()]
  const callback = await service.logIn(browser, { scope: 'openid eks:value.read' })
  await browser.send(`${gateway.issuer}/logout`)
  assert.equal((await service.redeem(callback)).status, 200)
})
