import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { basicHeader, decodeToken, openRelyingParty } from '../../harness/relying-party.ts'
import { citizenA, sharedSecret } from '../../harness/standard-seed.ts'
import { type Answer, openUserAgent, type Sending, send } from '../../harness/user-agent.ts'
import { assertRefused } from './refused.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const ask = (sending: Sending = {}, query = '') => send(`${gateway.issuer}/userinfo${query}`, sending)
const bearer = (token = '') => ({ headers: { authorization: `Bearer ${token}` } })
const tokensOf = (changes = {}, clientId = 'web') =>
  openRelyingParty(gateway.issuer, clientId).tokens(openUserAgent(), changes)

function assertChallenged(answer: Answer, status: number, error: string): void {
  assertRefused(answer, status, error)
  const challenge = answer.headers.get('www-authenticate') ?? ''
  assert.match(challenge, new RegExp(`^Bearer realm="localhost:\\d+", error="${error}", error_description="[^"]+"`))
}

test('UINF-1 GET and POST with the header, and POST with the token in the form, tell the same', async () => {
  const { access_token } = await tokensOf()
  const answers = [
    await ask(bearer(access_token)),
    await ask({ method: 'POST', ...bearer(access_token) }),
    await ask({ form: {}, ...bearer(access_token) }),
    await ask({ form: { access_token } }),
    await ask({ headers: { authorization: `bearer ${access_token}` } }),
  ]
  for (const answer of answers) assert.deepEqual([answer.status, answer.text], [200, answers[0]?.text])
  assert.deepEqual(Object.keys(answers[0]?.json() ?? {}), ['sub', 'pid', 'locale'])
})

test('UINF-1 a token in the address is refused, by GET and POST and beside the header', async () => {
  const { access_token } = await tokensOf()
  for (const sending of [{}, { method: 'POST' }, bearer(access_token)])
    assertChallenged(await ask(sending, `?access_token=${access_token}`), 400, 'invalid_request')
})

test('UINF-1 other methods are answered 405', async () => {
  for (const method of ['PUT', 'DELETE', 'PATCH']) {
    const answer = await ask({ method })
    assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'GET, HEAD, POST, OPTIONS'])
  }
})

test('UINF-2 UINF-6 with profile it tells sub, pid and locale as plain JSON that nobody may keep', async () => {
  const tokens = await tokensOf({ ui_locales: 'nn' })
  const answer = await ask(bearer(tokens.access_token))
  assert.deepEqual(answer.json(), { sub: decodeToken(tokens.id_token ?? '').claims.sub, pid: citizenA, locale: 'nn' })
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/)
  assert.deepEqual([answer.headers.get('cache-control'), answer.headers.get('pragma')], ['no-store', 'no-cache'])
})

test('UINF-2 profile alone is enough', async () => {
  const { access_token } = await tokensOf({ scope: 'profile' })
  assert.deepEqual(Object.keys((await ask(bearer(access_token))).json()), ['sub', 'pid', 'locale'])
})

test('UINF-3 with openid alone it tells sub and nothing more', async () => {
  const { access_token } = await tokensOf({ scope: 'openid' })
  const answer = await ask(bearer(access_token))
  assert.deepEqual([answer.status, Object.keys(answer.json())], [200, ['sub']])
})

test('UINF-3 with neither it is insufficient_scope, for both forms of token', async () => {
  for (const scope of ['eks:value.read', 'eks:opaque.read']) {
    const answer = await ask(bearer((await tokensOf({ scope }, 'api')).access_token))
    assertChallenged(answer, 403, 'insufficient_scope')
    assert.match(answer.headers.get('www-authenticate') ?? '', / scope="openid profile", DPoP realm=/)
  }
})

test('UINF-4 LIFE-4 a token of either form works until its last second', async () => {
  const both = [await tokensOf({ scope: 'openid' }, 'api'), await tokensOf({ scope: 'openid eks:opaque.read' }, 'api')]
  gateway.clock.forward(119)
  for (const { access_token } of both) assert.equal((await ask(bearer(access_token))).status, 200)
  gateway.clock.forward(1)
  for (const { access_token } of both) assertChallenged(await ask(bearer(access_token)), 401, 'invalid_token')
})

test('UINF-4 a token of either form dies with a logout that ends its authorization, and only then', async () => {
  const [web, api, browser] = [
    openRelyingParty(gateway.issuer),
    openRelyingParty(gateway.issuer, 'api'),
    openUserAgent(),
  ]
  const login = await web.tokens(browser)
  const more = await api.tokens(browser, { scope: 'openid eks:opaque.read' })
  await browser.send(`${gateway.issuer}/logout`)
  assertChallenged(await ask(bearer(login.access_token)), 401, 'invalid_token')
  assert.equal((await ask(bearer(more.access_token))).status, 200)
})

test('UINF-5 without a token it is 401 with a bare challenge', async () => {
  for (const sending of [
    {},
    { method: 'POST' },
    { form: {} },
    { form: { access_token: '' } },
    { form: { other: 'x' } },
  ]) {
    const answer = await ask(sending)
    assert.deepEqual([answer.status, answer.text], [401, ''])
    assert.match(
      answer.headers.get('www-authenticate') ?? '',
      /^Bearer realm="localhost:\d+", DPoP realm="localhost:\d+", algs="[A-Z0-9 ]+"$/,
    )
  }
})

const badTokens: [string, string][] = [
  ['UINF-5 an unknown token', 'Bearer abc'],
  ['UINF-5 no token after the word', 'Bearer'],
  ['UINF-5 a token of forbidden characters', 'Bearer a b'],
  ['UINF-5 a JWT that nobody signed', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.'],
  ['UINF-5 a very long token', `Bearer ${'x'.repeat(20_000)}`],
  ['UINF-5 the secret of a client', basicHeader('web', sharedSecret)],
  ['UINF-5 another scheme', 'Token abc'],
]
for (const [name, authorization] of badTokens)
  test(`${name} is invalid_token`, async () => {
    assertChallenged(await ask({ headers: { authorization } }), 401, 'invalid_token')
  })

test('UINF-5 neither a refresh token nor a code is an access token', async () => {
  const service = openRelyingParty(gateway.issuer)
  const code = (await service.logIn(openUserAgent())).searchParams.get('code') ?? ''
  const { refresh_token } = await tokensOf()
  for (const token of [code, refresh_token]) assertChallenged(await ask(bearer(token)), 401, 'invalid_token')
})

test('UINF-5 two ways of sending the token, or the parameter twice, are invalid_request', async () => {
  const { access_token = '' } = await tokensOf()
  assertChallenged(await ask({ form: { access_token }, ...bearer(access_token) }), 400, 'invalid_request')
  const body = `access_token=${access_token}&access_token=${access_token}`
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  assertChallenged(await ask({ body, headers }), 400, 'invalid_request')
})

test('UINF-1 a body that is no form, or no UTF-8, or too large is refused without a look at it', async () => {
  const { access_token = '' } = await tokensOf()
  const json = { body: JSON.stringify({ access_token }), headers: { 'content-type': 'application/json' } }
  assertChallenged(await ask(json), 400, 'invalid_request')
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  assertChallenged(await ask({ body: 'access_token=%FF', headers }), 400, 'invalid_request')
  assertChallenged(await ask({ form: { access_token: 'a\0b' } }), 401, 'invalid_token')
  assertRefused(await ask({ form: { access_token: 'x'.repeat(70_000) } }), 413, 'invalid_request')
})
