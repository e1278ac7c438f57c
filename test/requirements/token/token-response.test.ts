import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { assertRefused } from './refused.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const jwt = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/

test('TOK-3 TOK-4 the answer to a code has exactly the members of the table, with their types', async () => {
  const service = openRelyingParty(gateway.issuer)
  const answer = await service.redeem(await service.logIn(openUserAgent()))
  const body = answer.json()
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  assert.equal(answer.headers.get('pragma'), 'no-cache')
  assert.match(String(body.access_token), jwt)
  assert.match(String(body.id_token), jwt)
  assert.match(String(body.refresh_token), /^[A-Za-z0-9_-]{65}$/)
  assert.deepEqual(
    { ...body, access_token: '', id_token: '', refresh_token: '' },
    {
      access_token: '',
      token_type: 'Bearer',
      expires_in: 120,
      scope: 'openid profile',
      id_token: '',
      refresh_token: '',
      refresh_token_expires_in: 600,
    },
  )
  const event = gateway.events.at(-1)
  assert.ok(event?.kind === 'tokens-issued')
  const { credentialId, ...others } = event
  // The id of the secret, which is no secret itself.
  assert.match(credentialId ?? '', /^[A-Za-z0-9_-]{12}$/)
  assert.deepEqual(others, {
    kind: 'tokens-issued',
    grantType: 'authorization_code',
    clientAmr: 'client_secret_basic',
    clientId: 'web',
    correlationId: answer.headers.get('x-correlation-id'),
    environment: 'test',
  })
})

test('TOK-3 without openid there is no id_token', async () => {
  const tokens = await openRelyingParty(gateway.issuer).tokens(openUserAgent(), { scope: 'profile' })
  assert.deepEqual(Object.keys(tokens).sort(), [
    'access_token',
    'expires_in',
    'refresh_token',
    'refresh_token_expires_in',
    'scope',
    'token_type',
  ])
})

test('TOK-3 the scopes are those granted, in the order they were asked for, without the dropped ones', async () => {
  const scope = 'eks:value.read profile email openid offline_access profile'
  const tokens = await openRelyingParty(gateway.issuer, 'api').tokens(openUserAgent(), { scope })
  assert.equal(tokens.scope, 'eks:value.read profile openid')
})

test('TOK-3 RT-2 a client without the refresh_token grant gets none, and may not use one', async () => {
  const service = openRelyingParty(gateway.issuer, 'no-refresh')
  const tokens = await service.tokens(openUserAgent(), { scope: 'openid profile offline_access' })
  assert.deepEqual(Object.keys(tokens).sort(), ['access_token', 'expires_in', 'id_token', 'scope', 'token_type'])
  assertRefused(await service.refresh('whatever'), 400, 'unauthorized_client')
})

test('TOK-1 only a POST of a form is answered', async () => {
  for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
    const answer = await send(`${gateway.issuer}/token`, { method })
    assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'POST, OPTIONS'], method)
    assert.equal(answer.json().error, 'invalid_request')
  }
})

const otherGrants: [string, string][] = [
  ['TOK-1 client_credentials', 'client_credentials'],
  ['TOK-1 password', 'password'],
  ['TOK-1 the JWT bearer grant', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
  ['TOK-1 token exchange', 'urn:ietf:params:oauth:grant-type:token-exchange'],
  ['TOK-1 a grant in capitals', 'AUTHORIZATION_CODE'],
  ['TOK-1 a name that every object has', 'constructor'],
]
for (const [name, grant_type] of otherGrants)
  test(`${name} is an unsupported grant type`, async () => {
    assertRefused(await openRelyingParty(gateway.issuer).token({ grant_type }), 400, 'unsupported_grant_type')
  })

test('TOK-1 without grant_type the request is invalid', async () => {
  assertRefused(await openRelyingParty(gateway.issuer).token({ code: 'x' }), 400, 'invalid_request')
})

test('TOK-2 syntax is judged before the client, and the client before the code', async () => {
  const service = openRelyingParty(gateway.issuer)
  const callback = await service.logIn(openUserAgent())
  const wrong = { authorization: 'Basic d2ViOndyb25n' }
  const code = callback.searchParams.get('code') ?? ''
  const grant = { grant_type: 'authorization_code', redirect_uri: service.redirectUri, code_verifier: service.verifier }
  assertRefused(await service.token({ ...grant }, wrong), 400, 'invalid_request')
  assertRefused(await service.token({ ...grant, code }, wrong), 401, 'invalid_client')
  assertRefused(await service.token({ ...grant, code: 'unknown' }, wrong), 401, 'invalid_client')
  assert.equal((await service.redeem(callback)).status, 200)
})
