import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty, type RelyingParty } from '../../harness/relying-party.ts'
import { type Answer, openUserAgent, send } from '../../harness/user-agent.ts'
import { assertRefused } from './refused.ts'

let gateway: RunningGateway
/** Where a replaced refresh token is not good for another moment. */
let strict: RunningGateway
before(async () => {
  gateway = await startGateway()
  strict = await startGateway({ variables: { GATEWAY_TEST_LIFETIME_REFRESH_TOKEN_GRACE: '0' } })
})
after(async () => {
  await gateway.stop()
  await strict.stop()
})

const web = () => openRelyingParty(gateway.issuer)
const reuse = () => openRelyingParty(gateway.issuer, 'reuse')
const api = () => openRelyingParty(gateway.issuer, 'api')
const spa = () => openRelyingParty(gateway.issuer, 'spa', { authentication: 'none' })
const userinfo = (accessToken: unknown, at = gateway) =>
  send(`${at.issuer}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } })
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
  gateway.clock.forward(60)
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

test('RT-4 RT-5 RT-6 without a grace a used token is refused at once and ends the whole family', async () => {
  const service = openRelyingParty(strict.issuer)
  const tokens = await service.tokens(openUserAgent())
  const next = await renewed(service, tokens.refresh_token)
  assert.notEqual(next.refresh_token, tokens.refresh_token)
  assert.equal((await userinfo(next.access_token, strict)).status, 200)
  const replay = await service.refresh(tokens.refresh_token ?? '')
  assertRefused(replay, 400, 'invalid_grant')
  assertRefused(await service.refresh(String(next.refresh_token)), 400, 'invalid_grant')
  assert.deepEqual(
    [(await userinfo(tokens.access_token, strict)).status, (await userinfo(next.access_token, strict)).status],
    [401, 401],
  )
  const reference = replay.headers.get('x-correlation-id')
  const events = strict.events.filter((event) => event.correlationId === reference)
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['reuse-detected', 'refused'],
  )
})

test('RT-4 RT-5 without a grace of 50 parallel uses one succeeds, and then nothing of it is alive', async () => {
  const service = openRelyingParty(strict.issuer)
  const tokens = await service.tokens(openUserAgent())
  const answers = await Promise.all(Array.from({ length: 50 }, () => service.refresh(tokens.refresh_token ?? '')))
  assert.deepEqual([statuses(answers, 200).length, statuses(answers, 400).length], [1, 49])
  const won = statuses(answers, 200)[0]?.json()
  assertRefused(await service.refresh(String(won?.refresh_token)), 400, 'invalid_grant')
  assert.equal((await userinfo(won?.access_token, strict)).status, 401)
})

for (const [kind, open] of [
  ['confidential', web],
  ['public', spa],
] as const)
  test(`RT-6 a ${kind} client whose answer was lost asks again within 60 seconds and is told the same refresh token`, async () => {
    const service = open()
    const tokens = await service.tokens(openUserAgent())
    gateway.clock.forward(1)
    const lost = await renewed(service, tokens.refresh_token)
    gateway.clock.forward(59)
    const again = await renewed(service, tokens.refresh_token)
    assert.equal(again.refresh_token, lost.refresh_token)
    assert.equal(again.refresh_token_expires_in, 600)
    assert.notEqual(again.access_token, lost.access_token)
    for (const { access_token } of [lost, again]) assert.equal((await userinfo(access_token)).status, 200)
    assert.equal(decodeToken(String(again.id_token)).claims.iat, gateway.clock.nowSeconds())
    gateway.clock.forward(100)
    const next = await renewed(service, again.refresh_token)
    assert.notEqual(next.refresh_token, again.refresh_token)
  })

test('RT-5 RT-6 60 seconds after its first use a token ends the family, however often it was told again', async () => {
  const service = web()
  const tokens = await service.tokens(openUserAgent())
  const next = await renewed(service, tokens.refresh_token)
  for (let round = 0; round < 2; round += 1) {
    gateway.clock.forward(29)
    await renewed(service, tokens.refresh_token)
  }
  gateway.clock.forward(2)
  assertRefused(await service.refresh(tokens.refresh_token ?? ''), 400, 'invalid_grant')
  assertRefused(await service.refresh(String(next.refresh_token)), 400, 'invalid_grant')
  assert.equal((await userinfo(next.access_token)).status, 401)
})

test('RT-5 RT-6 only the token before the present one has a grace: its answer has been used, so it was not lost', async () => {
  const service = web()
  const tokens = await service.tokens(openUserAgent())
  const second = await renewed(service, tokens.refresh_token)
  const third = await renewed(service, second.refresh_token)
  assertRefused(await service.refresh(tokens.refresh_token ?? ''), 400, 'invalid_grant')
  assertRefused(await service.refresh(String(third.refresh_token)), 400, 'invalid_grant')
})

test('RT-6 who stole a used token gets no family of his own: there is one refresh token, and using it twice shows', async () => {
  const service = web()
  const tokens = await service.tokens(openUserAgent())
  const ofOwner = await renewed(service, tokens.refresh_token)
  const ofThief = await renewed(service, tokens.refresh_token)
  assert.equal(ofThief.refresh_token, ofOwner.refresh_token)
  await renewed(service, ofThief.refresh_token)
  gateway.clock.forward(61)
  assertRefused(await service.refresh(String(ofOwner.refresh_token)), 400, 'invalid_grant')
})

test('RT-4 RT-6 50 parallel uses all succeed with one and the same new refresh token', async () => {
  for (const service of [web(), spa()]) {
    const tokens = await service.tokens(openUserAgent())
    gateway.clock.forward(1)
    const answers = await Promise.all(Array.from({ length: 50 }, () => service.refresh(tokens.refresh_token ?? '')))
    assert.equal(statuses(answers, 200).length, 50)
    const told = new Set(answers.map((answer) => answer.json().refresh_token))
    assert.equal(told.size, 1)
    assert.equal(told.has(tokens.refresh_token), false)
    for (const answer of [answers[0], answers[49]])
      assert.equal((await userinfo(answer?.json().access_token)).status, 200)
    gateway.clock.forward(61)
    await renewed(service, [...told][0])
  }
})

test('RT-3 RT-6 the grace is for the same client and narrows as any refresh', async () => {
  const service = api()
  const tokens = await service.tokens(openUserAgent(), { scope: 'openid eks:value.read' })
  const next = await renewed(service, tokens.refresh_token)
  assertRefused(await web().refresh(tokens.refresh_token ?? ''), 400, 'invalid_grant')
  assertRefused(await service.refresh(tokens.refresh_token ?? '', { scope: 'profile' }), 400, 'invalid_scope')
  const again = await renewed(service, tokens.refresh_token, { scope: 'eks:value.read' })
  assert.deepEqual([again.scope, again.refresh_token], ['eks:value.read', next.refresh_token])
})

test('RT-3 RT-6 what is kept for the grace opens nothing', async () => {
  const service = web()
  const tokens = await service.tokens(openUserAgent())
  const next = await renewed(service, tokens.refresh_token)
  const database = new DatabaseSync(join(gateway.folder, 'portvakt.sqlite'), { readOnly: true })
  const rows = JSON.stringify(database.prepare('SELECT * FROM given_authorization').all())
  database.close()
  assert.match(rows, /untilSeconds/)
  for (const token of [tokens.refresh_token, next.refresh_token])
    assert.equal(rows.includes(String(token).slice(22)), false)
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
