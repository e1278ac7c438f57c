import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { runKeysCommand } from '../../../src/cli/keys.ts'
import { openRings } from '../../../src/compose-keys-command.ts'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty } from '../../harness/relying-party.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { runProgram } from '../registry/served-program.ts'

const day = 86_400
let gateway: RunningGateway
beforeEach(async () => {
  gateway = await startGateway()
})
afterEach(() => gateway.stop())

const variables = () => ({
  GATEWAY_DATABASE: join(gateway.folder, 'portvakt.sqlite'),
  GATEWAY_SECRETS_FILE: join(gateway.folder, 'secrets.json'),
})
/** Runs the command beside the running gateway, at the gateway's time; resolves with its exit code and what it said. */
async function keys(...words: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = []
  const say = { log: (line: string) => void said.push(line), error: (line: string) => void said.push(line) }
  const code = await runKeysCommand(words, variables(), (settings) => openRings(settings, gateway.clock), say)
  return { code, said: said.join('\n') }
}
const published = async (path = '/jwks.json', alg = 'RS256'): Promise<string[]> =>
  ((await send(`${gateway.issuer}${path}`)).json().keys as { kid: string; alg: string }[])
    .filter((key) => key.alg === alg)
    .map(({ kid }) => kid)
const tokens = () => openRelyingParty(gateway.issuer).tokens(openUserAgent())
const kidOf = (token = ''): unknown => decodeToken(token).header.kid
const userinfo = async (token = ''): Promise<number> =>
  (await send(`${gateway.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } })).status
/** The answer to a hint when nobody is logged in. */
const errorForHint = async (hint = ''): Promise<string | null> => {
  const asked = { prompt: 'none', id_token_hint: hint }
  const answer = await openRelyingParty(gateway.issuer).authorize(openUserAgent(), asked)
  return answer.location().searchParams.get('error')
}

test('KEY-8 keys rotate does what the schedule does, a running gateway takes it, and keys retire ends the old key early', async () => {
  const [old = ''] = await published()
  const before = await tokens()
  const rotated = await keys('rotate', '--environment', 'test', '--issuer', 'login', '--alg', 'RS256')
  assert.equal(rotated.code, 0)
  await gateway.tendKeys()
  const [next = '', ...rest] = await published()
  assert.deepEqual(rest, [old])
  assert.match(rotated.said, new RegExp(`${next} is published now and signs from 2026-03-03 09:15 UTC`))
  assert.match(rotated.said, new RegExp(`${old} signs until then, leaves the JWKS 2026-03-04 09:17 UTC`))
  assert.equal(kidOf((await tokens()).id_token), old)
  const again = await keys('rotate', '--environment', 'test', '--issuer', 'login', '--alg', 'RS256')
  assert.equal(again.code, 1)
  assert.match(again.said, /published already and signs from/)

  for (const [kid, why] of [
    [old, /signs now and cannot be retired/],
    [next, /is to sign next and cannot be retired/],
    ['nobody', /no key nobody/],
  ] as const) {
    const refused = await keys('retire', kid)
    assert.equal(refused.code, 1)
    assert.match(refused.said, why)
  }
  gateway.clock.forward(day)
  assert.equal(kidOf((await tokens()).id_token), next)
  assert.match((await keys('list')).said, new RegExp(`${old} RS256 published, leaves the JWKS`))
  const retired = await keys('retire', old)
  assert.equal(retired.code, 0)
  assert.match(retired.said, /services can no longer check those/)
  await gateway.tendKeys()
  assert.deepEqual(await published(), [next])
  assert.equal(await errorForHint(before.id_token), 'login_required')
  assert.equal((await keys('retire', old)).code, 1)
})

test('KEY-9 an emergency replaces the key at once, and what it signed counts for nothing anywhere', async () => {
  const [bad = ''] = await published()
  const before = await tokens()
  assert.equal(await userinfo(before.access_token), 200)
  assert.equal(await errorForHint(before.id_token), 'login_required')
  const asked = await keys('emergency', bad)
  assert.equal(asked.code, 1)
  assert.match(asked.said, /Nothing was changed/)
  await gateway.tendKeys()
  assert.deepEqual(await published(), [bad])

  const done = await keys('emergency', bad, '--yes')
  assert.equal(done.code, 0)
  await gateway.tendKeys()
  const [fresh = '', ...others] = await published()
  assert.deepEqual(others, [])
  assert.notEqual(fresh, bad)
  assert.match(done.said, new RegExp(`${fresh} .RS256. is new and signs from now on`))
  assert.equal(await userinfo(before.access_token), 401)
  assert.equal(await errorForHint(before.id_token), 'invalid_request')
  const after = await tokens()
  assert.equal(kidOf(after.id_token), fresh)
  assert.equal(await userinfo(after.access_token), 200)
  const refreshed = await openRelyingParty(gateway.issuer).refresh(before.refresh_token ?? '')
  assert.equal(refreshed.status, 200, 'the service gets new tokens with what it has')
  await gateway.restart()
  assert.equal(await errorForHint(before.id_token), 'invalid_request')
  assert.match((await keys('list')).said, new RegExp(`${bad} RS256 removed as compromised 2026-03-02`))
})

test('KEY-9 when the next key is compromised before it signs, the present one stays', async () => {
  await keys('rotate', '--environment', 'test', '--issuer', 'login', '--alg', 'RS256')
  await gateway.tendKeys()
  const [next = '', present = ''] = await published()
  assert.equal((await keys('emergency', next, '--yes')).code, 0)
  await gateway.tendKeys()
  gateway.clock.forward(10 * day)
  assert.deepEqual(await published(), [present])
  assert.equal(kidOf((await tokens()).id_token), present)
})

test('KEY-9 without a kid every key of the environment is replaced, of the other issuers too', async () => {
  await published('/machine/jwks.json')
  const before = [...(await published()), ...(await published('/jwks.json', 'ES256'))]
  const machine = await published('/machine/jwks.json')
  assert.equal((await keys('emergency', '--yes')).code, 64, 'an environment must be named')
  assert.equal((await keys('emergency', '--environment', 'test', '--yes')).code, 0)
  await gateway.tendKeys()
  const after = [...(await published()), ...(await published('/jwks.json', 'ES256'))]
  assert.equal(after.length, 2)
  assert.ok(after.every((kid) => !before.includes(kid)))
  const machineAfter = await published('/machine/jwks.json')
  assert.equal(machineAfter.length, 1)
  assert.notDeepEqual(machineAfter, machine)
})

test('KEY-12 private keys are of no use to who has the database, and move to another encryption key by keys rewrap', async () => {
  await gateway.tendKeys()
  await published('/machine/jwks.json')
  const bytes = () =>
    ['', '-wal'].map((end) => readFileSync(`${variables().GATEWAY_DATABASE}${end}`).toString('latin1')).join('')
  assert.ok(!bytes().includes('PRIVATE KEY'))
  assert.ok(!/MII[EC][A-Za-z0-9+/]{20,}[A-Za-z0-9+/]*BAQEFAAS/.test(bytes()), 'nor as PKCS #8 without its frame')
  const path = variables().GATEWAY_SECRETS_FILE
  const secrets = JSON.parse(readFileSync(path, 'utf8'))
  const write = (entries: unknown) =>
    writeFileSync(path, JSON.stringify({ ...secrets, test: { ...secrets.test, key_encryption: entries } }))
  const newer = { id: '2', value: 'n'.repeat(43) }
  const kid = kidOf((await tokens()).id_token)

  write([newer, ...secrets.test.key_encryption])
  await gateway.restart()
  const rewrapped = await keys('rewrap', '--environment', 'test')
  assert.equal(rewrapped.code, 0)
  assert.match(rewrapped.said, /^4 private keys/)
  await gateway.tendKeys()
  assert.equal(kidOf((await tokens()).id_token), kid)
  write([newer])
  await gateway.restart()
  assert.equal(kidOf((await tokens()).id_token), kid)
  write([{ id: '2', value: 'o'.repeat(43) }])
  await assert.rejects(
    gateway.restart(),
    /does not open with key_encryption 2: the secrets file and the database do not/,
  )
  write(secrets.test.key_encryption)
  await assert.rejects(gateway.restart(), {
    name: 'ConfigurationFaults',
    message: /encrypted under key_encryption 2, which the secrets file lacks/,
  })
  write([newer])
  await gateway.restart()
})

test('KEY-8 the command says how it is used, and stands beside a running program', async () => {
  const wrong = await keys('turn')
  assert.equal(wrong.code, 64)
  assert.match(wrong.said, /keys rotate/)
  assert.equal((await keys('list', '--environment', 'nowhere')).code, 64)
  const { code, output } = await runProgram(['keys', 'list'], variables())
  assert.equal(code, 0)
  assert.match(output, /test, login\n(?: {2}.*\n)* {2}[\w-]{43} RS256 signing since 2026-03-02/)
  assert.match(output, /OVERDUE/)
})
