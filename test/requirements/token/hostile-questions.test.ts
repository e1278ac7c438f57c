import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RunningGateway } from '../../harness/gateway.ts'
import { basicHeader, openRelyingParty } from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { introspect, revoke, startWithServers, userinfo } from './resource-servers.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startWithServers()
})
after(() => gateway.stop())

const api = () => openRelyingParty(gateway.issuer, 'api')
const scope = 'openid profile eks:opaque.read'
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

const oddTokens: [string, string][] = [
  ['a NUL', 'a\0b'],
  ['line ends', 'a\r\nSet-Cookie: x=1'],
  ['another alphabet', 'токен-æøå-🔑'],
  ['sixty thousand letters', 'x'.repeat(60_000)],
  ['a JWT whose payload is a list', `${encode({})}.${encode([1])}.x`],
  ['a JWT whose payload is null', `${encode({})}.${encode(null)}.x`],
  ['a JWT from before time', `${encode({})}.${encode({ iat: -1 })}.x`],
  ['a JWT of a time beyond number', `${encode({})}.${encode({ iat: 1e308 })}.x`],
  ['a JWT with the name of a prototype', `${encode({ alg: '__proto__' })}.${encode({ __proto__: { iat: 1 } })}.x`],
  ['a JWT of five parts', 'a.b.c.d.e'],
  ['only dots', '...........'],
  ['SQL', "' OR 1=1 --"],
  ['65 letters, as a refresh token has', 'A'.repeat(65)],
]
for (const [what, token] of oddTokens)
  test(`INTR-4 REV-3 ${what} is no token: inactive, and nothing to revoke`, async () => {
    const asked = await introspect(gateway, token)
    assert.deepEqual([asked.status, asked.json()], [200, { active: false }])
    const revoked = await revoke(gateway, token, 'api')
    assert.deepEqual([revoked.status, revoked.text], [200, ''])
  })

const authorization = basicHeader('rs-main', sharedSecret)
const oddBodies: [string, string | undefined, string, number][] = [
  ['JSON', '{"token":"x"}', 'application/json', 400],
  ['a form that says it is text', 'token=x', 'text/plain', 400],
  ['broken encoding', 'token=%E0%A4', 'application/x-www-form-urlencoded', 400],
  ['no body at all', '', 'application/x-www-form-urlencoded', 400],
  ['three hundred parameters', 'a=b&'.repeat(300), 'application/x-www-form-urlencoded', 400],
  ['seventy thousand bytes', `token=${'x'.repeat(70_000)}`, 'application/x-www-form-urlencoded', 413],
]
for (const [what, body, type, status] of oddBodies)
  test(`INTR-8 REV-5 HTTP-3 HTTP-11 ${what} is refused and told so`, async () => {
    for (const path of ['/introspect', '/revoke', '/tokeninfo', '/token/revoke']) {
      const headers = { authorization, 'content-type': type }
      const answer = await send(gateway.issuer + path, { method: 'POST', body: body ?? '', headers })
      assert.deepEqual([answer.status, answer.json().error], [status, 'invalid_request'], path)
    }
  })

test('INTR-2 REV-1 CAUTH-2 two ways of authentication at once are refused and nothing is answered', async () => {
  const { access_token } = await api().tokens(openUserAgent(), { scope })
  for (const path of ['/introspect', '/revoke']) {
    const form = { token: access_token, client_id: 'rs-main', client_secret: sharedSecret }
    const answer = await send(gateway.issuer + path, { form, headers: { authorization } })
    assert.deepEqual([answer.status, answer.json().error], [400, 'invalid_request'], path)
  }
  assert.equal((await userinfo(gateway, access_token)).status, 200)
})

test('REV-2 whatever refreshes and revokes at once, nothing of the authorization lives afterwards', async () => {
  const service = api()
  const tokens = await service.tokens(openUserAgent(), { scope })
  const started = Array.from({ length: 50 }, (_, index) =>
    index === 25 ? revoke(gateway, tokens.access_token, 'api') : service.refresh(tokens.refresh_token ?? ''),
  )
  const answers = await Promise.all(started)
  assert.ok(answers.every(({ status }) => status === 200 || status === 400))
  const issued = answers.filter(({ status, text }) => status === 200 && text !== '').map((answer) => answer.json())
  for (const { access_token, refresh_token } of [tokens, ...issued]) {
    assert.equal((await introspect(gateway, String(access_token))).json().active, false)
    assert.equal((await userinfo(gateway, String(access_token))).status, 401)
    assert.equal((await service.refresh(String(refresh_token))).status, 400)
  }
})

test('REV-2 fifty revocations of one token at once all succeed, and it is dead', async () => {
  const tokens = await api().tokens(openUserAgent(), { scope })
  const answers = await Promise.all(Array.from({ length: 50 }, () => revoke(gateway, tokens.refresh_token, 'api')))
  assert.ok(answers.every(({ status }) => status === 200))
  assert.equal((await introspect(gateway, tokens.access_token)).json().active, false)
})

test('CAUTH-5 whoever guesses at the secret of an API is slowed down at introspection too', async () => {
  const guess = () =>
    send(`${gateway.issuer}/introspect`, {
      form: { token: 'x' },
      headers: { authorization: basicHeader('rs-unlisted', 'guess') },
    })
  const statuses: number[] = []
  for (let times = 0; times < 12; times += 1) statuses.push((await guess()).status)
  assert.deepEqual(statuses.slice(0, 10), Array(10).fill(401))
  assert.deepEqual(statuses.slice(-1), [429])
})
