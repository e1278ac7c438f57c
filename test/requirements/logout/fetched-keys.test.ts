import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { environmentRules } from '../../../src/config/environments.ts'
import { readClientRegistration } from '../../../src/protocol/client-registration.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, signToken } from '../../harness/relying-party.ts'
import { assertionKey, standardSeed } from '../../harness/standard-seed.ts'
import { type Answer, openUserAgent } from '../../harness/user-agent.ts'
import { parametersOf } from '../token/assertions.ts'

interface Pair {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly jwk: Record<string, unknown>
}

const pair = (kid: string): Pair => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { n, e } = publicKey.export({ format: 'jwk' })
  return { kid, privateKey, jwk: { kty: 'RSA', use: 'sig', alg: 'RS256', kid, n, e } }
}
const [first, second] = [pair('first'), pair('second')]

let gateway: RunningGateway
let keys: {
  readonly origin: string
  answer: { status: number; body: string }
  asked: number
  close(): Promise<void>
}
beforeEach(async () => {
  keys = await openKeys()
  gateway = await startGateway({ seed: standardSeed([{ ...standardClient(), jwks_uri: `${keys.origin}/jwks` }]) })
})
afterEach(async () => {
  await gateway.stop()
  await keys.close()
})

function standardClient(): Record<string, unknown> {
  const found = standardSeed().clients.find(({ client_id }) => client_id === 'web-key')
  return { ...found, jwks: undefined }
}

async function openKeys() {
  const server = createServer((_request, response) => {
    opened.asked += 1
    response.writeHead(opened.answer.status, { 'content-type': 'application/jwk-set+json' }).end(opened.answer.body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const opened = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: setOf(first),
    asked: 0,
    close: () =>
      new Promise<void>((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
  return opened
}

const setOf = (...pairs: readonly Pair[]) => ({
  status: 200,
  body: JSON.stringify({ keys: pairs.map(({ jwk }) => jwk) }),
})

/** A whole login whose code is exchanged with an assertion of this key. */
async function logInWith({ kid, privateKey }: Pick<Pair, 'kid' | 'privateKey'>): Promise<Answer> {
  const party = openRelyingParty(gateway.issuer, 'web-key', { authentication: 'none' })
  const callback = await party.logIn(openUserAgent())
  const now = gateway.clock.nowSeconds()
  const claims = { iss: 'web-key', sub: 'web-key', aud: gateway.issuer, iat: now, exp: now + 60, jti: randomUUID() }
  return party.redeem(callback, parametersOf(signToken({ alg: 'RS256', kid }, claims, privateKey)))
}
const statuses = async (...pairs: readonly Pair[]): Promise<readonly number[]> => {
  const answers: number[] = []
  for (const each of pairs) answers.push((await logInWith(each)).status)
  return answers
}

test('REG-67 a client proves itself with a key that it publishes, and the set is kept for five minutes', async () => {
  assert.deepEqual(await statuses(first, first, first), [200, 200, 200])
  assert.equal(keys.asked, 1)
  gateway.clock.forward(299)
  assert.deepEqual(await statuses(first), [200])
  assert.equal(keys.asked, 1)
  gateway.clock.forward(1)
  assert.deepEqual(await statuses(first), [200])
  assert.equal(keys.asked, 2)
})

test('REG-67 many requests at once ask for the set once', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => logInWith(first)))
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
  assert.equal(keys.asked, 1)
})

test('REG-67 an unknown kid has the set fetched again, at most once a minute', async () => {
  assert.deepEqual(await statuses(first), [200])
  keys.answer = setOf(second)
  gateway.clock.forward(59)
  assert.deepEqual(await statuses(second), [401])
  assert.equal(keys.asked, 1)
  gateway.clock.forward(1)
  assert.deepEqual(await statuses(second), [200])
  assert.deepEqual(await statuses(first), [401], 'a key that is published no more proves nothing')
  for (const kid of ['made-up', 'other', '../jwks']) assert.equal((await logInWith({ ...first, kid })).status, 401)
  assert.equal(keys.asked, 2)
})

test('REG-67 while its address does not answer the last good set serves, for an hour', async () => {
  assert.deepEqual(await statuses(first), [200])
  keys.answer = { status: 503, body: 'busy' }
  gateway.clock.forward(3599)
  assert.deepEqual(await statuses(first), [200])
  gateway.clock.forward(1)
  const refused = await logInWith(first)
  assert.deepEqual([refused.status, refused.json().error], [401, 'invalid_client'])
  assert.match(String(refused.json().error_description), /the keys of the client could not be fetched/)
  keys.answer = setOf(first)
  gateway.clock.forward(10)
  assert.deepEqual(await statuses(first), [200])
})

for (const [what, answer, hint] of [
  ['an error', { status: 404, body: '' }, /it answered 404/],
  ['a redirect', { status: 302, body: '' }, /it answered 302/],
  ['what is no JSON', { status: 200, body: '<html>' }, /not JSON/],
  ['no key set', { status: 200, body: '[]' }, /must be a key set/],
  ['too many keys', setOf(...Array.from({ length: 21 }, (_, index) => ({ ...first, kid: `k${index}` }))), /at most 20/],
  ['more than 64 KiB', { status: 200, body: `{"keys":[],"x":"${'x'.repeat(65_536)}"}` }, /more than 65536/],
  ['a private key', { status: 200, body: JSON.stringify({ keys: [{ ...first.jwk, d: 'AQAB' }] }) }, /private members/],
] as const)
  test(`REG-67 ${what} at jwks_uri is refused, and the log says why`, async () => {
    keys.answer = answer
    const refused = await logInWith(first)
    assert.deepEqual([refused.status, refused.json().error], [401, 'invalid_client'])
    assert.ok(
      gateway.logLines.some((line) => hint.test(line)),
      gateway.logLines.filter((line) => line.includes('invalid_client')).join('\n'),
    )
    assert.doesNotMatch(refused.text, hint)
  })

test('REG-67 keys for other uses and kinds stand beside without harm', async () => {
  const others = [
    { ...first.jwk, kid: 'enc', use: 'enc', alg: 'RSA-OAEP' },
    { kty: 'oct', kid: 'secret', alg: 'HS256', k: 'AAAA' },
    { kty: 'EC', crv: 'P-521', kid: 'curve', use: 'sig', alg: 'ES512', x: 'AA', y: 'AA' },
    null,
  ]
  keys.answer = { status: 200, body: JSON.stringify({ keys: [...others, first.jwk] }) }
  assert.deepEqual(await statuses(first), [200])
})

const registration = (fields: Record<string, unknown>, writer: 'owner' | 'operator' = 'operator') =>
  readClientRegistration(
    {
      client_name: 'Etaten',
      integration_type: 'idporten',
      redirect_uris: ['https://etaten.no/cb'],
      client_orgno: '310000019',
      ...fields,
    },
    {
      uriRules: environmentRules.prod,
      writer,
      tokenOrgno: '310000019',
      mayActForOthers: false,
      existing: undefined,
      newClientId: 'made-id',
      findScope: () => undefined,
      nowSeconds: 1_795_000_000,
    },
  )

for (const field of ['jwks_uri', 'backchannel_logout_uri'] as const)
  for (const [address, rule] of [
    ['https://etaten.no/told?a=b', undefined],
    ['https://etaten.no/told#x', /RU-2/],
    ['https://user@etaten.no/told', /RU-2/],
    ['http://etaten.no/told', /RU-8/],
    ['https://localhost/told', /RU-8/],
    ['https://127.0.0.1/told', /RU-8/],
    ['https://10.0.0.1/told', /RU-9/],
    ['https://[fd00::1]/told', /RU-9/],
    ['https://etaten/told', /RU-9/],
    ['https://etaten.internal/told', /RU-9/],
    ['https://*.etaten.no/told', /RU-3/],
    ['https://etaten.no/a/../told', /RU-4/],
    ['https://0x7f.1/told', /RU-1/],
    ['ftp://etaten.no/told', /RU-6/],
    ['no.etaten.app:/told', /RU-5/],
    ['/told', /RU-1/],
  ] as const)
    test(`BCL-2.2 REG-67 ${field} ${address} in production: ${rule?.source ?? 'registered'}`, () => {
      const judged = registration({ [field]: address })
      if (rule === undefined) return assert.equal(judged.ok, true)
      const told = judged.ok ? [] : judged.faults.filter((fault) => fault.field === field)
      assert.match(told.map(({ message }) => message).join(), rule)
    })

test('BCL-2.2 a back-channel address on a host of no redirect URI is registered, with a warning', () => {
  const judged = registration({ backchannel_logout_uri: 'https://logout.etaten.no/told' })
  assert.ok(judged.ok)
  assert.match(judged.warnings.join(), /backchannel_logout_uri: its host is that of no redirect URI/)
  const same = registration({ backchannel_logout_uri: 'https://etaten.no/told' })
  assert.deepEqual(same.ok && same.warnings, [])
})

test('REG-67 keys that were registered go when an address is, and none are registered beside it', async () => {
  await gateway.reseed(standardSeed())
  await gateway.reseed(standardSeed([{ ...standardClient(), jwks_uri: `${keys.origin}/jwks` }]))
  const old = { kid: 'key-1', privateKey: assertionKey.privateKey }
  assert.equal((await logInWith(old)).status, 401)
  const durable = openSqlDurableStore(openSqliteDatabase(join(gateway.folder, 'portvakt.sqlite')))
  const kept = (await durable.environment('test').clients.find('web-key'))?.thing
  assert.deepEqual([kept?.jwks, kept?.jwksUri], [[], `${keys.origin}/jwks`])
  durable.close()
})

test('REG-67 jwks_uri and jwks exclude each other, and an owner cannot set an address', () => {
  const both = registration({ jwks_uri: 'https://etaten.no/jwks', jwks: { keys: [first.jwk] } })
  assert.match(both.ok ? '' : both.faults.map(({ message }) => message).join(), /cannot stand beside jwks/)
  const machine = registration({
    integration_type: 'maskinporten',
    redirect_uris: undefined,
    jwks_uri: 'https://etaten.no/jwks',
  })
  assert.match(machine.ok ? '' : machine.faults.map(({ message }) => message).join(), /for login clients only/)
  const owner = registration({ jwks_uri: 'https://etaten.no/jwks' }, 'owner')
  assert.ok(owner.ok)
  assert.equal(owner.client.jwksUri, undefined)
})
