import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'
import { type Answer, openUserAgent, send } from '../../harness/user-agent.ts'
import { type DevGateway, startDevGateway } from './dev-gateway.ts'

let dev: DevGateway
let off: DevGateway
before(async () => {
  dev = await startDevGateway()
  off = await startDevGateway({ GATEWAY_SEED_API: '0' })
})
after(async () => {
  await dev.gateway.stop()
  await off.gateway.stop()
})

const errorOf = (answer: Answer): unknown[] => [answer.status, answer.json().error]

test('REG-168 a reset ends sessions, logins under way, codes, access tokens and refresh tokens', async () => {
  const { issuer } = dev.gateway
  const web = openRelyingParty(issuer, 'web')
  const api = openRelyingParty(issuer, 'api', { scope: 'openid profile eks:value.read' })
  const browser = openUserAgent()
  const tokens = await web.tokens(browser)
  const longLived = await api.tokens(browser)
  const code = await web.logIn(browser)
  const waiting = openUserAgent()
  const selector = (await web.authorize(waiting)).location()
  const userinfo = (token: string | undefined) =>
    send(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } })
  assert.equal((await userinfo(tokens.access_token)).status, 200)
  assert.equal((await waiting.send(selector.href)).status, 200)

  assert.deepEqual(await dev.applied(dev.reset()), [0, 0, 22, 0])

  assert.equal((await web.authorize(browser)).location().pathname, '/authorize/selector')
  assert.equal((await waiting.send(selector.href)).status, 400)
  assert.deepEqual(errorOf(await web.redeem(code)), [400, 'invalid_grant'])
  assert.deepEqual(errorOf(await web.refresh(`${tokens.refresh_token}`)), [400, 'invalid_grant'])
  assert.deepEqual(errorOf(await api.refresh(`${longLived.refresh_token}`)), [400, 'invalid_grant'])
  for (const token of [tokens.access_token, longLived.access_token]) {
    const answer = await userinfo(token)
    assert.equal(answer.status, 401)
    assert.match(answer.headers.get('www-authenticate') ?? '', /error="invalid_token"/)
  }
  await web.tokens(openUserAgent())
})

test('REG-168 a reset closes what was added and undoes what was changed', async () => {
  const client = (id: string, more: object = {}) => ({
    client_id: id,
    client_orgno: '310000019',
    client_name: 'Tjeneste',
    integration_type: 'idporten',
    client_secret: sharedSecret,
    redirect_uris: [`https://${id}.example.no/callback`],
    ...more,
  })
  const body = JSON.stringify({
    version: 1,
    clients: [client('added'), client('web', { redirect_uris: ['https://elsewhere.example.no/'] })],
  })
  const status = async (id: string): Promise<number> =>
    (await openRelyingParty(dev.gateway.issuer, id).authorize(openUserAgent())).status
  assert.deepEqual(await dev.applied(dev.postSeed(body)), [1, 1, 0, 0])
  assert.deepEqual([await status('added'), await status('web')], [302, 400])
  assert.deepEqual(await dev.applied(dev.reset({ 'content-type': 'application/json' })), [0, 1, 21, 1])
  assert.deepEqual([await status('added'), await status('web')], [400, 302])
})

test('REG-160 REG-168 a start applies the seed files again after a seed that came over the network, test users too', async () => {
  const testUsers = async (): Promise<number> => {
    const answer = await send(`${dev.portal}/dev/seed?environment=test`)
    return (answer.json().test_users as unknown[]).length
  }
  assert.equal(await testUsers(), 2)
  await dev.gateway.restart()
  const others = JSON.stringify({ version: 1, mode: 'replace', clients: [] })
  await dev.applied(dev.postSeed(others))
  assert.equal(await testUsers(), 0)
  await dev.gateway.restart()
  assert.equal(await testUsers(), 2)
  // The same, where clients and scopes stay and only test users go.
  const all = (await send(`${dev.portal}/dev/seed?environment=test`)).json()
  const [, , , deactivated] = await dev.applied(
    dev.postSeed(JSON.stringify({ ...all, mode: 'replace', test_users: [] })),
  )
  assert.deepEqual([deactivated, await testUsers()], [2, 0])
  await dev.gateway.restart()
  assert.equal(await testUsers(), 2)
})

test('REG-168 with a faulty seed file a reset is answered 409 with the faults and nobody is logged out', async () => {
  const web = openRelyingParty(dev.gateway.issuer, 'web')
  const browser = openUserAgent()
  await web.logIn(browser)
  const path = `${dev.gateway.folder}/seed.json`
  const good = readFileSync(path)
  writeFileSync(path, '{"version": 2}')
  const answer = await dev.reset()
  writeFileSync(path, good)
  assert.deepEqual(errorOf(answer), [409, 'conflict'])
  assert.deepEqual(answer.json().faults, [`${path}:version: must be 1`])
  assert.equal((await web.authorize(browser)).location().origin, 'https://web.example.no')
})

test('REG-167 REG-168 where it is switched off there is the schema, and neither seed nor reset', async () => {
  assert.equal((await send(`${off.portal}/dev/seed.schema.json`)).status, 200)
  assert.equal((await send(`${off.portal}/dev/seed`)).status, 404)
  assert.equal((await off.postSeed('version: 1')).status, 404)
  assert.equal((await off.reset()).status, 404)
})
