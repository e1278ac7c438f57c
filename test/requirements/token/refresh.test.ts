import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty, type RelyingParty } from '../../harness/relying-party.ts'
import { type Answer, openUserAgent, send } from '../../harness/user-agent.ts'
import { assertRefused } from './refused.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const web = () => openRelyingParty(gateway.issuer)
const reuse = () => openRelyingParty(gateway.issuer, 'reuse')
const api = () => openRelyingParty(gateway.issuer, 'api')
const spa = () => openRelyingParty(gateway.issuer, 'spa', { authentication: 'none' })
const userinfo = (accessToken: unknown) =>
  send(`${gateway.issuer}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } })
const renewed = async (service: RelyingParty, token: unknown, changes = {}) => {
  const answer = await service.refresh(String(token), changes)
  assert.equal(answer.status, 200, answer.text)
  return answer.json()
}
const statuses = (answers: readonly Answer[], status: number) => answers.filter((answer) => answer.status === status)

test('RT-1 the refresh_token is required, and an odd one is refused', async () => {
  for (const value of [undefined, ''])
    assertRefused(await web().token({ grant_type: 'refresh_token', refresh_token: value }), 400, 'invalid_request')
  for (const value of ['x', 'A'.repeat(65), '\0', 'x'.repeat(50_000), 'ø'])
    assertRefused(await web().refresh(value), 400, 'invalid_grant')
})

test('RT-1 scope narrows one refresh and not the next, and never widens', async () => {
  const service = api()
  const tokens = await service.tokens(openUserAgent(), { scope: 'openid profile eks:value.read' })
  gateway.clock.forward(1)
  const narrow = await renewed(service, tokens.refresh_token, { scope: 'eks:value.read profile' })
  assert.equal(narrow.scope, 'profile eks:value.read')
  assert.equal(narrow.id_token, undefined)
  assert.equal(decodeToken(String(narrow.access_token)).claims.scope, 'profile eks:value.read')
  assertRefused(
    await service.refresh(String(narrow.refresh_token), { scope: 'profile eks:short.read' }),
    400,
    'invalid_scope',
  )
  const whole = await renewed(service, narrow.refresh_token)
  assert.equal(whole.scope, 'openid profile eks:value.read')
})

test('RT-1 AUD-4 resource narrows one refresh and never adds another', async () => {
  const [service, first] = [api(), 'https://one.example.no/api']
  const tokens = await service.tokens(openUserAgent(), { scope: 'eks:value.read', resource: first })
  assertRefused(await service.refresh(tokens.refresh_token ?? '', { resource: `${first}/x` }), 400, 'invalid_target')
  const next = await renewed(service, tokens.refresh_token)
  assert.equal(decodeToken(String(next.access_token)).claims.aud, first)
})

test('RT-2 RT-4 a public client gets a refresh token, which works once and without a secret', async () => {
  const tokens = await spa().tokens(openUserAgent())
  const next = await renewed(spa(), tokens.refresh_token)
  assert.notEqual(next.refresh_token, tokens.refresh_token)
  assertRefused(await spa().refresh(tokens.refresh_token ?? ''), 400, 'invalid_grant')
})

test('RT-3 a refresh token is bound to its client, and the attempt of another harms nobody', async () => {
  const tokens = await web().tokens(openUserAgent())
  assertRefused(await reuse().refresh(tokens.refresh_token ?? ''), 400, 'invalid_grant')
  assertRefused(await spa().refresh(tokens.refresh_token ?? ''), 400, 'invalid_grant')
  await renewed(web(), tokens.refresh_token)
})

test('RT-3 refresh tokens hold 256 random bits of their own', async () => {
  const tokens = await web().tokens(openUserAgent())
  const next = await renewed(web(), tokens.refresh_token)
  const [one, two] = [String(tokens.refresh_token).slice(22), String(next.refresh_token).slice(22)]
  assert.deepEqual([Buffer.from(one, 'base64url').length, Buffer.from(two, 'base64url').length], [32, 32])
  assert.notEqual(one, two)
})

test('RT-4 RT-5 RT-6 a used token is refused at once and ends the whole family', async () => {
  const service = web()
  const tokens = await service.tokens(openUserAgent())
  const next = await renewed(service, tokens.refresh_token)
  assert.notEqual(next.refresh_token, tokens.refresh_token)
  assert.equal((await userinfo(next.access_token)).status, 200)
  const replay = await service.refresh(tokens.refresh_token ?? '')
  assertRefused(replay, 400, 'invalid_grant')
  assertRefused(await service.refresh(String(next.refresh_token)), 400, 'invalid_grant')
  assert.deepEqual(
    [(await userinfo(tokens.access_token)).status, (await userinfo(next.access_token)).status],
    [401, 401],
  )
  const reference = replay.headers.get('x-correlation-id')
  const events = gateway.events.filter((event) => event.correlationId === reference)
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['reuse-detected', 'refused'],
  )
})

test('RT-4 RT-5 of 50 parallel uses one succeeds, and then nothing of it is alive', async () => {
  const service = web()
  const tokens = await service.tokens(openUserAgent())
  const answers = await Promise.all(Array.from({ length: 50 }, () => service.refresh(tokens.refresh_token ?? '')))
  assert.deepEqual([statuses(answers, 200).length, statuses(answers, 400).length], [1, 49])
  const won = statuses(answers, 200)[0]?.json()
  assertRefused(await service.refresh(String(won?.refresh_token)), 400, 'invalid_grant')
  assert.equal((await userinfo(won?.access_token)).status, 401)
})

test('RT-7 a REUSE client keeps its token, also for 50 parallel uses', async () => {
  const service = reuse()
  const tokens = await service.tokens(openUserAgent())
  gateway.clock.forward(1)
  const answers = await Promise.all(Array.from({ length: 50 }, () => service.refresh(tokens.refresh_token ?? '')))
  assert.equal(statuses(answers, 200).length, 50)
  for (const answer of answers) assert.equal(answer.json().refresh_token, tokens.refresh_token)
  assert.equal((await userinfo(answers[0]?.json().access_token)).status, 200)
})

test('RT-8 LIFE-6 each refresh restarts the 600 seconds without use', async () => {
  const service = web()
  let token: unknown = (await service.tokens(openUserAgent())).refresh_token
  for (let round = 0; round < 3; round += 1) {
    gateway.clock.forward(599)
    const next = await renewed(service, token)
    assert.equal(next.refresh_token_expires_in, 600)
    token = next.refresh_token
  }
  gateway.clock.forward(600)
  assertRefused(await service.refresh(String(token)), 400, 'invalid_grant')
})

test('RT-8 LIFE-5 no refresh outlives the 7200 seconds of the authorization', async () => {
  const service = web()
  let tokens: Record<string, unknown> = await service.tokens(openUserAgent())
  for (let round = 0; round < 13; round += 1) {
    gateway.clock.forward(550)
    tokens = await renewed(service, tokens.refresh_token)
  }
  assert.deepEqual([tokens.refresh_token_expires_in, tokens.expires_in], [50, 50])
  gateway.clock.forward(49)
  const last = await renewed(service, tokens.refresh_token)
  assert.deepEqual([last.refresh_token_expires_in, last.expires_in], [1, 1])
  gateway.clock.forward(1)
  assertRefused(await service.refresh(String(last.refresh_token)), 400, 'invalid_grant')
  assert.equal((await userinfo(last.access_token)).status, 401)
})

test('RT-9 LIFE-19 refreshing needs no session and does not lengthen one', async () => {
  const [service, browser] = [web(), openUserAgent()]
  let token: unknown = (await service.tokens(browser)).refresh_token
  for (let round = 0; round < 4; round += 1) {
    gateway.clock.forward(450)
    token = (await renewed(service, token)).refresh_token
  }
  // 1800 seconds since the only authentication request: the session is over, the refresh token is not.
  assert.equal((await service.authorize(browser)).location().pathname, '/authorize/selector')
  await renewed(service, token)
})

test('RT-10 the new id_token says the same of the login, without nonce, and was issued later', async () => {
  const service = web()
  const tokens = await service.tokens(openUserAgent())
  const before = decodeToken(tokens.id_token ?? '').claims
  gateway.clock.forward(30)
  const after = decodeToken(String((await renewed(service, tokens.refresh_token)).id_token)).claims
  assert.notEqual(after.jti, before.jti)
  const { nonce, ...rest } = before
  assert.equal(nonce, 'nonce-of-the-request')
  assert.deepEqual(after, { ...rest, iat: Number(before.iat) + 30, exp: Number(before.exp) + 30, jti: after.jti })
})

test('RT-10 a refresh in the second of the last id_token brings none', async () => {
  const service = web()
  const tokens = await service.tokens(openUserAgent())
  const same = await renewed(service, tokens.refresh_token)
  assert.equal(same.id_token, undefined)
  gateway.clock.forward(1)
  const later = await renewed(service, same.refresh_token)
  assert.equal(decodeToken(String(later.id_token)).claims.iat, gateway.clock.nowSeconds())
  assert.equal((await renewed(service, later.refresh_token)).id_token, undefined)
})

test('RT-10 without openid there is no id_token', async () => {
  const tokens = await web().tokens(openUserAgent(), { scope: 'profile' })
  gateway.clock.forward(1)
  assert.equal((await renewed(web(), tokens.refresh_token)).id_token, undefined)
})
