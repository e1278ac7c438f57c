import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { ticketId } from '../../../src/storage/tickets.ts'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty } from '../../harness/relying-party.ts'
import { citizenA, sharedSecret } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { assertionParameters, seedWithKeys } from './assertions.ts'
import { assertRefused } from './refused.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({ seed: seedWithKeys(1_772_442_900 + 86_400) })
})
after(() => gateway.stop())

const web = () => openRelyingParty(gateway.issuer)
const userinfo = (token = '') => send(`${gateway.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } })
const subjectSecrets = (): Record<string, { subject_secret: string }> =>
  JSON.parse(readFileSync(join(gateway.folder, 'secrets.json'), 'utf8'))

test('CODE-9 a code that was spent before a restart stays spent, and its tokens are revoked then too', async () => {
  const service = web()
  const callback = await service.logIn(openUserAgent())
  const tokens = (await service.redeem(callback)).json()
  await gateway.restart()
  assert.equal((await userinfo(String(tokens.access_token))).status, 200)
  assertRefused(await service.redeem(callback), 400, 'invalid_grant')
  assert.equal((await userinfo(String(tokens.access_token))).status, 401)
})

test('CODE-10 a code that a wrong verifier spent before a restart stays spent', async () => {
  const service = web()
  const callback = await service.logIn(openUserAgent())
  assertRefused(await service.redeem(callback, { code_verifier: 'v'.repeat(43) }), 400, 'invalid_grant')
  await gateway.restart()
  assertRefused(await service.redeem(callback), 400, 'invalid_grant')
})

test('CODE-6 an unspent code, a login under way and a session survive a restart', async () => {
  const [service, browser] = [web(), openUserAgent()]
  const callback = await service.logIn(browser)
  await gateway.restart()
  assert.equal((await service.redeem(callback)).status, 200)
  assert.equal((await service.authorize(browser)).location().origin, 'https://web.example.no')
})

test('RT-5 RT-6 RT-8 a refresh token survives a restart, and a used one is recognised after it', async () => {
  const service = web()
  const tokens = await service.tokens(openUserAgent())
  await gateway.restart()
  const next = (await service.refresh(tokens.refresh_token ?? '')).json()
  assert.match(String(next.refresh_token), /^[A-Za-z0-9_-]{65}$/)
  await gateway.restart()
  const again = (await service.refresh(tokens.refresh_token ?? '')).json()
  assert.equal(again.refresh_token, next.refresh_token)
  gateway.clock.forward(60)
  assertRefused(await service.refresh(tokens.refresh_token ?? ''), 400, 'invalid_grant')
  assertRefused(await service.refresh(String(next.refresh_token)), 400, 'invalid_grant')
})

test('CAUTH-13 an assertion that was used before a restart stays used', async () => {
  const assertion = assertionParameters(gateway.issuer, gateway.clock.nowSeconds())
  const form = { grant_type: 'refresh_token', refresh_token: 'x', ...assertion }
  assertRefused(await send(`${gateway.issuer}/token`, { form }), 400, 'invalid_grant')
  await gateway.restart()
  assertRefused(await send(`${gateway.issuer}/token`, { form }), 401, 'invalid_client')
})

test('SUB-3 a sub is an HMAC of client and number under the secret of the environment', async () => {
  const { claims } = decodeToken((await web().tokens(openUserAgent())).id_token ?? '')
  const hmac = (secret = '') => createHmac('sha256', secret).update(`web\0pid\0${citizenA}`).digest('base64url')
  assert.equal(claims.sub, hmac(subjectSecrets().test?.subject_secret))
  assert.notEqual(claims.sub, hmac(''))
})

test('SUB-4 every environment has a subject secret of its own, which outlives restarts and signing keys', async () => {
  const { test: own, 'prod-sim': other } = subjectSecrets()
  assert.ok(own !== undefined && other !== undefined && own.subject_secret !== other.subject_secret)
  const subAndKey = async () => {
    const { header, claims } = decodeToken((await web().tokens(openUserAgent())).id_token ?? '')
    return [claims.sub, header.kid]
  }
  const [sub, kid] = await subAndKey()
  const database = new DatabaseSync(join(gateway.folder, 'portvakt.sqlite'))
  database.exec('DELETE FROM signing_key')
  database.close()
  await gateway.restart()
  const [subAfter, kidAfter] = await subAndKey()
  assert.equal(subAfter, sub)
  assert.notEqual(kidAfter, kid)
})

test('RT-3 AT-2 neither tokens nor codes nor secrets stand in the database or in a log line', async () => {
  const service = openRelyingParty(gateway.issuer, 'api')
  const callback = await service.logIn(openUserAgent(), { scope: 'openid eks:opaque.read' })
  const tokens = (await service.redeem(callback)).json()
  const files = readdirSync(gateway.folder).filter((name) => name.startsWith('portvakt.sqlite'))
  const kept = files.map((name) => readFileSync(join(gateway.folder, name), 'latin1')).join('')
  const refreshToken = String(tokens.refresh_token)
  assert.ok(kept.includes(ticketId(refreshToken)), 'the hash of the refresh token is kept')
  const said = gateway.logLines.join('\n') + JSON.stringify(gateway.events)
  const credentials = { code: callback.searchParams.get('code') ?? 'none', refreshToken, sharedSecret }
  for (const [name, credential] of Object.entries({ ...credentials, accessToken: String(tokens.access_token) })) {
    assert.ok(!kept.includes(credential), `${name} in the database`)
    assert.ok(!said.includes(credential), `${name} in the log`)
  }
  assert.ok(!said.includes(citizenA), 'a national id in the log')
})
