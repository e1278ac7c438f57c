import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { assertRefused } from './refused.ts'
import { introspect, revoke, seedWithServers, startWithServers, userinfo } from './resource-servers.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startWithServers()
})
after(() => gateway.stop())

const api = () => openRelyingParty(gateway.issuer, 'api')
const scope = 'openid profile eks:opaque.read'
const isActive = async (token = '') => (await introspect(gateway, token)).json().active

async function assertRevoked(tokens: Record<string, string>): Promise<void> {
  assertRefused(await userinfo(gateway, tokens.access_token), 401, 'invalid_token')
  assert.equal(await isActive(tokens.access_token), false)
  assertRefused(await api().refresh(tokens.refresh_token ?? ''), 400, 'invalid_grant')
}

function assertEmpty(answer: Awaited<ReturnType<typeof revoke>>): void {
  assert.deepEqual([answer.status, answer.text, answer.headers.get('content-length')], [200, '', '0'])
  assert.equal(answer.headers.get('cache-control'), 'no-store')
}

test('REV-1 REV-2 REV-3 EX-16 an access token of either form, or a refresh token, ends all that was given with it', async () => {
  for (const wanted of [scope, 'openid profile eks:value.read'])
    for (const member of ['access_token', 'refresh_token']) {
      const tokens = await api().tokens(openUserAgent(), { scope: wanted })
      const refreshed = (await api().refresh(tokens.refresh_token ?? '')).json() as Record<string, string>
      assertEmpty(await revoke(gateway, refreshed[member], 'api'))
      await assertRevoked(refreshed)
      // The access token of before the refresh hangs on the same authorization.
      assertRefused(await userinfo(gateway, tokens.access_token), 401, 'invalid_token')
    }
})

test('REV-2 other authorizations of the client, other clients and the session are left alone', async () => {
  const browser = openUserAgent()
  const web = openRelyingParty(gateway.issuer)
  const [first, second, elsewhere] = [
    await api().tokens(browser, { scope }),
    await api().tokens(browser, { scope }),
    await web.tokens(browser),
  ]
  await revoke(gateway, first.access_token, 'api')
  await assertRevoked(first)
  for (const { access_token } of [second, elsewhere]) assert.equal((await userinfo(gateway, access_token)).status, 200)
  assert.equal((await api().refresh(second.refresh_token ?? '')).status, 200)
  assert.ok((await web.authorize(browser)).location().searchParams.get('code'), 'the session still answers')
})

test('REV-2 an unused code of the authorization dies with it', async () => {
  const service = api()
  const callback = await service.logIn(openUserAgent(), { scope })
  const other = await service.tokens(openUserAgent(), { scope })
  await revoke(gateway, other.access_token, 'api')
  assert.equal((await service.redeem(callback)).status, 200, 'the code of another authorization lives')
})

test('REV-3 an unknown, malformed, expired or revoked token is answered as success', async () => {
  const tokens = await api().tokens(openUserAgent(), { scope })
  const unknown = ['abc', 'a.b.c', 'x'.repeat(65), `${tokens.access_token}x`, tokens.id_token]
  for (const token of unknown) assertEmpty(await revoke(gateway, token, 'api'))
  assert.equal((await userinfo(gateway, tokens.access_token)).status, 200)
  for (let times = 0; times < 2; times += 1) assertEmpty(await revoke(gateway, tokens.refresh_token, 'api'))
  const late = await api().tokens(openUserAgent(), { scope })
  gateway.clock.forward(7201)
  for (const token of [late.access_token, late.refresh_token]) {
    assertEmpty(await revoke(gateway, token, 'api'))
    assertEmpty(await revoke(gateway, token, 'web'))
  }
})

test('REV-2 an earlier refresh token of the family, sent by its client, ends the family', async () => {
  const tokens = await api().tokens(openUserAgent(), { scope })
  const refreshed = (await api().refresh(tokens.refresh_token ?? '')).json() as Record<string, string>
  assertEmpty(await revoke(gateway, tokens.refresh_token, 'api'))
  await assertRevoked(refreshed)
})

test('REV-4 the token of another client is refused, and lives on', async () => {
  const tokens = await api().tokens(openUserAgent(), { scope })
  for (const token of [tokens.access_token, tokens.refresh_token])
    assertRefused(await revoke(gateway, token, 'web'), 400, 'invalid_grant')
  assert.equal((await userinfo(gateway, tokens.access_token)).status, 200)
  assert.equal((await api().refresh(tokens.refresh_token ?? '')).status, 200)
})

test('REV-5 a missing token is invalid_request, and any hint is passed over', async () => {
  assertRefused(await revoke(gateway, undefined, 'api'), 400, 'invalid_request')
  for (const token_type_hint of ['refresh_token', 'access_token', 'pension']) {
    const tokens = await api().tokens(openUserAgent(), { scope })
    assertEmpty(await revoke(gateway, tokens.access_token, 'api', '/revoke', { token_type_hint }))
    await assertRevoked(tokens)
  }
})

test('REV-1 HTTP-10 a public client sends its client_id, also from a script of its own origin', async () => {
  const spa = openRelyingParty(gateway.issuer, 'spa', { authentication: 'none' })
  const { access_token, refresh_token } = await spa.tokens(openUserAgent())
  const headers = { origin: 'https://spa.example.no' }
  const url = `${gateway.issuer}/revoke`
  assert.equal(
    (await send(url, { method: 'OPTIONS', headers })).headers.get('access-control-allow-origin'),
    headers.origin,
  )
  const answer = await send(url, { form: { client_id: 'spa', token: refresh_token }, headers })
  assertEmpty(answer)
  assert.equal(answer.headers.get('access-control-allow-origin'), headers.origin)
  assertRefused(await userinfo(gateway, access_token), 401, 'invalid_token')
})

test('REV-1 a caller that does not prove itself revokes nothing', async () => {
  const tokens = await api().tokens(openUserAgent(), { scope })
  const url = `${gateway.issuer}/revoke`
  const token = tokens.access_token
  assertRefused(await send(url, { form: { token } }), 401, 'invalid_client')
  assertRefused(await send(url, { form: { token, client_id: 'api' } }), 401, 'invalid_client')
  const form = { token, client_id: 'api', client_secret: sharedSecret }
  assertRefused(await send(url, { form }), 401, 'invalid_client')
  assert.equal((await userinfo(gateway, token)).status, 200)
})

test('ENV-14 ENV-16 the older name of the endpoint revokes too, and other methods are 405', async () => {
  const tokens = await api().tokens(openUserAgent(), { scope })
  assertEmpty(await revoke(gateway, tokens.access_token, 'api', '/token/revoke'))
  await assertRevoked(tokens)
  const refused = await send(`${gateway.issuer}/revoke`)
  assert.deepEqual([refused.status, refused.headers.get('allow')], [405, 'POST, OPTIONS'])
})

test('REV-2 API-55 what was revoked, and by whom, stands in the events without the token', async () => {
  const tokens = await api().tokens(openUserAgent(), { scope })
  const before = gateway.events.length
  const answer = await revoke(gateway, tokens.access_token, 'api')
  assert.deepEqual(gateway.events.slice(before), [
    {
      kind: 'authorization-revoked',
      by: 'client_revocation',
      clientId: 'api',
      correlationId: answer.headers.get('x-correlation-id'),
      environment: 'test',
    },
  ])
})

test('REV-6 another process on the same database knows at once', async () => {
  const second = await startGateway({
    seed: seedWithServers(),
    clock: gateway.clock,
    variables: {
      GATEWAY_DATABASE: join(gateway.folder, 'portvakt.sqlite'),
      GATEWAY_SECRETS_FILE: join(gateway.folder, 'secrets.json'),
    },
  })
  try {
    const tokens = await api().tokens(openUserAgent(), { scope })
    assert.equal((await introspect(second, tokens.access_token)).json().active, true)
    assertEmpty(await revoke(gateway, tokens.refresh_token, 'api'))
    assert.equal((await introspect(second, tokens.access_token)).json().active, false)
    assertRefused(await userinfo(second, tokens.access_token), 401, 'invalid_token')
    const there = openRelyingParty(second.issuer, 'api')
    assertRefused(await there.refresh(tokens.refresh_token ?? ''), 400, 'invalid_grant')
  } finally {
    await second.stop()
  }
})
