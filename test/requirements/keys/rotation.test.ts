import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { freePort, type MovableClock, movableClock, type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty } from '../../harness/relying-party.ts'
import { standardSeed } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'

const day = 86_400
/** The longest token that anybody has: that of one client. */
const longest = 7200
const seedWith = (accessTokenLifetime: number) => {
  const { clients, ...rest } = standardSeed()
  return {
    ...rest,
    clients: clients.map((client) =>
      client.client_id === 'web-post' ? { ...client, access_token_lifetime: accessTokenLifetime } : client,
    ),
  }
}

let clock: MovableClock
let gateway: RunningGateway
beforeEach(async () => {
  clock = movableClock()
  gateway = await startGateway({ clock, seed: seedWith(longest) })
})
const stopping: RunningGateway[] = []
const folders: string[] = []
after(async () => {
  await Promise.all(stopping.map((running) => running.stop()))
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const published = async (running = gateway, alg = 'RS256', path = '/jwks.json'): Promise<string[]> =>
  ((await send(`${running.issuer}${path}`)).json().keys as { kid: string; alg: string }[])
    .filter((key) => key.alg === alg)
    .map(({ kid }) => kid)
const idToken = async (): Promise<string> =>
  (await openRelyingParty(gateway.issuer).tokens(openUserAgent())).id_token ?? ''
const signer = async (): Promise<unknown> => decodeToken(await idToken()).header.kid
const forwardTo = (seconds: number): void => clock.forward(seconds - clock.nowSeconds())
/** Nobody is logged in: a good hint is answered so, a bad one is no request at all. */
const errorForHint = async (hint: string): Promise<string | null> => {
  const answer = await openRelyingParty(gateway.issuer).authorize(openUserAgent(), {
    prompt: 'none',
    id_token_hint: hint,
  })
  return answer.location().searchParams.get('error')
}

test('KEY-8 KEY-10 LIFE-14 LOGOUT-3 a rotation by schedule: published a day before it signs, the old key a day and the longest token after', async () => {
  stopping.push(gateway)
  const start = clock.nowSeconds()
  const [old = ''] = await published()
  const hint = await idToken()
  forwardTo(start + 90 * day - 1)
  await gateway.tendKeys()
  assert.deepEqual(await published(), [old])
  forwardTo(start + 90 * day)
  await gateway.tendKeys()
  const rotated = clock.nowSeconds()
  const [next = '', ...others] = await published()
  assert.deepEqual(others, [old])
  assert.notEqual(next, old)
  await gateway.tendKeys()
  assert.equal((await published()).length, 2, 'once is enough')

  forwardTo(rotated + day - 1)
  assert.equal(await signer(), old)
  await gateway.restart()
  assert.equal(await signer(), old, 'a restart in the middle changes nothing')
  assert.deepEqual(await published(), [next, old])
  forwardTo(rotated + day)
  assert.equal(await signer(), next)

  forwardTo(rotated + 2 * day + longest - 1)
  assert.deepEqual(await published(), [next, old])
  forwardTo(rotated + 2 * day + longest)
  assert.deepEqual(await published(), [next])
  assert.equal(await signer(), next)
  await gateway.tendKeys()
  await gateway.restart()
  assert.deepEqual(await published(), [next])

  forwardTo(rotated + 33 * day)
  assert.equal(await errorForHint(hint), 'login_required')
  const logout = await send(`${gateway.issuer}/logout?${new URLSearchParams({ id_token_hint: hint })}`)
  assert.notEqual(logout.status, 500)
})

test('KEY-8 a client that gets longer lived tokens during a rotation keeps the old key published for longer', async () => {
  stopping.push(gateway)
  clock.forward(90 * day)
  await gateway.tendKeys()
  const rotated = clock.nowSeconds()
  const [next, old] = await published()
  clock.forward(day)
  assert.deepEqual(await gateway.reseed(seedWith(20_000)), [])
  await gateway.tendKeys()
  forwardTo(rotated + 2 * day + 20_000 - 1)
  assert.deepEqual(await published(), [next, old])
  forwardTo(rotated + 2 * day + 20_000)
  assert.deepEqual(await published(), [next])
})

test('KEY-8 two programs on one database make one new key, and both show it', async () => {
  stopping.push(gateway)
  const port = await freePort()
  const other = await startGateway({
    clock,
    variables: {
      GATEWAY_DATABASE: join(gateway.folder, 'portvakt.sqlite'),
      GATEWAY_SECRETS_FILE: join(gateway.folder, 'secrets.json'),
      GATEWAY_SEED_FILE: join(gateway.folder, 'seed.json'),
      GATEWAY_TEST_PORT: String(port),
      GATEWAY_TEST_ISSUER: gateway.issuer,
    },
  })
  const beside = { ...other, issuer: `http://localhost:${port}` }
  stopping.unshift(other)
  assert.deepEqual(await published(beside), await published())
  await gateway.tendKeys()
  clock.forward(90 * day)
  await Promise.all([gateway.tendKeys(), other.tendKeys(), gateway.tendKeys(), other.tendKeys()])
  await Promise.all([gateway.tendKeys(), other.tendKeys()])
  const keys = await published()
  assert.equal(keys.length, 2)
  assert.deepEqual(await published(beside), keys)
  assert.equal((await published(gateway, 'PS256')).length, 2)
  assert.equal((await published(gateway, 'ES256')).length, 2)
})

test('KEY-8 the keys for machines follow the schedule too, and a schedule of 0 days leaves them to the operator', async () => {
  stopping.push(gateway)
  const path = '/machine/jwks.json'
  const [first] = await published(gateway, 'RS256', path)
  clock.forward(90 * day)
  await gateway.tendKeys()
  const [next, old, ...more] = await published(gateway, 'RS256', path)
  assert.deepEqual([old, more], [first, []])
  assert.notEqual(next, first)
  const still = await startGateway({ clock, variables: { GATEWAY_TEST_KEY_ROTATION_DAYS: '0' } })
  stopping.push(still)
  const before = await published(still)
  clock.forward(1000 * day)
  await still.tendKeys()
  assert.deepEqual(await published(still), before)
})

test('KEY-7 KEY-8 two programs that start at once on a new database agree on the first keys', async () => {
  stopping.push(gateway)
  const folder = mkdtempSync(join(tmpdir(), 'portvakt-first-'))
  folders.push(folder)
  const port = await freePort()
  const beside = {
    GATEWAY_DATABASE: join(folder, 'portvakt.sqlite'),
    GATEWAY_SECRETS_FILE: join(folder, 'secrets.json'),
    GATEWAY_TEST_ISSUER: 'https://gateway.example',
  }
  const second = { ...beside, GATEWAY_TEST_PORT: String(port) }
  const third = { ...beside, GATEWAY_TEST_PORT: String(await freePort()) }
  const programs = await Promise.all([second, third].map((variables) => startGateway({ clock, variables })))
  stopping.push(...programs)
  await Promise.all(programs.map((program) => program.tendKeys()))
  await Promise.all(programs.map((program) => program.tendKeys()))
  const shown = await Promise.all(
    [second, third].map((variables) => send(`http://localhost:${variables.GATEWAY_TEST_PORT}/jwks.json`)),
  )
  assert.equal(shown[0]?.text, shown[1]?.text)
  assert.equal((shown[0]?.json().keys as unknown[] | undefined)?.length, 3)
})
