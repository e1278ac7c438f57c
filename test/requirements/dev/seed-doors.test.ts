import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { citizenA, sharedSecret } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { type DevGateway, startDevGateway, yaml } from './dev-gateway.ts'

let dev: DevGateway
before(async () => {
  dev = await startDevGateway()
})
after(() => dev.gateway.stop())

const json = { 'content-type': 'application/json' }
const client = (id: string, more: Record<string, unknown> = {}) => ({
  client_id: id,
  client_orgno: '310000019',
  client_name: 'Ny tjeneste',
  integration_type: 'idporten',
  client_secret: sharedSecret,
  redirect_uris: [`https://${id}.example.no/callback`],
  ...more,
})
const seed = (...clients: unknown[]): string => JSON.stringify({ version: 1, clients })
const party = (id: string) => openRelyingParty(dev.gateway.issuer, id)
const opensLogin = async (id: string): Promise<boolean> => (await party(id).authorize(openUserAgent())).status === 302

test('REG-168 a posted seed counts at once, also for a client that was unknown a moment ago, and twice it changes nothing', async () => {
  assert.equal(await opensLogin('fresh'), false)
  const text = `version: 1\nclients:\n  - ${JSON.stringify(client('fresh'))}\n`
  assert.deepEqual(await dev.applied(dev.postSeed(text)), [1, 0, 0, 0])
  const tokens = await party('fresh').tokens(openUserAgent())
  assert.equal(typeof tokens.id_token, 'string')
  assert.deepEqual(await dev.applied(dev.postSeed(text)), [0, 0, 1, 0])
  assert.deepEqual(await dev.applied(dev.postSeed(seed(client('fresh', { description: 'ny' })), json)), [0, 1, 0, 0])
  const replaced = JSON.stringify({ version: 1, mode: 'replace', clients: [client('fresh', { description: 'ny' })] })
  const [created, updated, unchanged, deactivated] = await dev.applied(dev.postSeed(replaced, json))
  // Clients, scopes and test users of the harness's seed; organisations stay.
  assert.deepEqual([created, updated, unchanged, deactivated], [0, 0, 1, 13 + 6 + 2])
  assert.equal(await opensLogin('web'), false)
  assert.deepEqual(await dev.applied(dev.reset()), [2, 19, 1, 1])
})

test('REG-168 a seed with faults is answered 400 with all of them and nothing of it is applied', async () => {
  const faulty = seed(
    client('good'),
    client('bad', { redirect_uris: ['https://a.no/#x'] }),
    client('worse', { colour: 1 }),
  )
  const answer = await dev.postSeed(faulty, json)
  assert.equal(answer.status, 400)
  assert.deepEqual(answer.json(), {
    error: 'invalid_request',
    error_description: 'the seed has faults; nothing was changed',
    faults: [
      'body:clients[2].colour: is not a known key (REG-167).',
      'body:clients[1].redirect_uris[0]: must not contain a fragment (RU-2)',
    ],
  })
  assert.equal(await opensLogin('good'), false)
  const onlyTheRegistrySees = await dev.postSeed(seed(client('WEB')), json)
  assert.equal(onlyTheRegistrySees.status, 400)
  assert.match(String(onlyTheRegistrySees.json().faults), /^body:clients\[0\]\.client_id: .*REG-21/)
})

const unreadable: [name: string, body: string, headers: Record<string, string>, status: number][] = [
  ['nothing', '', json, 400],
  ['broken JSON', '{"version": 1,', json, 400],
  ['broken YAML', 'version: 1\nclients: [', yaml, 400],
  ['a word', 'hello', yaml, 400],
  ['a number', '7', json, 400],
  ['NUL', 'version: 1\nclients: "\u0000"', yaml, 400],
  ['a bomb of aliases', bomb(), yaml, 400],
  ['a form', 'version=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['plain text, which any page may send', seed(), { 'content-type': 'text/plain' }, 415],
  ['no content type', seed(), { 'content-type': '' }, 415],
  ['more than 2 MiB', `version: 1\n# ${'x'.repeat(2 * 1024 * 1024)}`, yaml, 413],
]
for (const [name, body, headers, status] of unreadable)
  test(`REG-168 a body that is ${name} is answered ${status} in JSON and not repeated`, async () => {
    const answer = await dev.postSeed(body, headers)
    assert.equal(answer.status, status, answer.text)
    const { error, error_description } = answer.json()
    assert.equal(error, 'invalid_request')
    assert.equal(typeof error_description, 'string')
    assert.ok(answer.text.length < 2000, answer.text)
    assert.doesNotMatch(answer.text, /\n\s+at |node_modules|xxxx/)
  })

test('REG-168 a body just below 2 MiB is read', async () => {
  assert.deepEqual(await dev.applied(dev.postSeed(`version: 1\n# ${'x'.repeat(2 * 1024 * 1024 - 20)}`)), [0, 0, 0, 0])
})

test('REG-168 the export has every environment without secrets, and posted back it changes nothing', async () => {
  const answer = await send(`${dev.portal}/dev/seed`)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  assert.doesNotMatch(answer.text, /client_secret"|argon2|hmac|secret-of-all/)
  const documents = JSON.parse(answer.text) as { environment: string; clients: unknown[]; test_users: unknown[] }[]
  assert.deepEqual(
    documents.map(({ environment }) => environment),
    ['test', 'prod-sim'],
  )
  assert.ok((documents[0]?.clients.length ?? 0) >= 13)
  assert.match(JSON.stringify(documents[0]?.test_users), new RegExp(citizenA))
  const [created, updated, , deactivated] = await dev.applied(dev.postSeed(answer.text, json))
  assert.deepEqual([created, updated, deactivated], [0, 0, 0])
  await party('web').tokens(openUserAgent())
  const one = await send(`${dev.portal}/dev/seed?environment=prod-sim`)
  assert.equal(one.json().environment, 'prod-sim')
  const none = await send(`${dev.portal}/dev/seed?environment=<b>`)
  assert.equal(none.status, 404)
  assert.doesNotMatch(none.text, /<b>/)
})

test('REG-168 pages of other sites can neither seed nor reset, whatever browser shows them', async () => {
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:7073', 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  for (const headers of foreign) {
    for (const answer of [
      await dev.postSeed(seed(client('smuggled')), { ...json, ...headers }),
      await dev.reset(headers),
    ]) {
      assert.equal(answer.status, 403, JSON.stringify(headers))
      assert.equal(answer.json().error, 'access_denied')
      assert.equal(answer.headers.get('access-control-allow-origin'), null)
    }
  }
  assert.equal(await opensLogin('smuggled'), false)
  const own = { ...json, origin: dev.portal, 'sec-fetch-site': 'same-origin' }
  assert.deepEqual(await dev.applied(dev.postSeed(seed(), own)), [0, 0, 0, 0])
  const preflight = await send(`${dev.portal}/dev/seed`, {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example' },
  })
  assert.deepEqual([preflight.status, preflight.headers.get('access-control-allow-origin')], [405, null])
})

test('REG-168 another method is answered 405 with those that there are', async () => {
  for (const [method, path, allow] of [
    ['DELETE', '/dev/seed', 'GET, HEAD, POST'],
    ['GET', '/dev/reset', 'POST'],
    ['POST', '/dev/seed.schema.json', 'GET, HEAD'],
  ] as const) {
    const answer = await send(dev.portal + path, { method })
    assert.deepEqual([answer.status, answer.headers.get('allow')], [405, allow], path)
    assert.equal(answer.json().error, 'invalid_request')
  }
})

test('REG-167 the schema that is served is the one of the distribution', async () => {
  const answer = await send(`${dev.portal}/dev/seed.schema.json`)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^application\/schema\+json/)
  const file = new URL('../../../docs/seed.schema.json', import.meta.url)
  assert.deepEqual(answer.json(), JSON.parse(readFileSync(file, 'utf8')))
})

test('REG-168 HTTP-18 neither a secret of a posted seed nor an identity number reaches the log', async () => {
  await dev.postSeed(seed(client('logged', { client_secret: 'hush-hush-hush' })), json)
  await dev.postSeed(seed(client('logged', { client_secret: 'hush-hush-hush', redirect_uris: 7 })), json)
  assert.doesNotMatch(dev.gateway.logLines.join('\n'), new RegExp(`hush-hush|${citizenA}`))
  assert.match(dev.gateway.logLines.join('\n'), /"created":1,"updated":0.*seed applied/)
})

/** Ten levels of ten aliases each: a few hundred bytes that would be ten thousand million entries. */
function bomb(): string {
  const levels = Array.from(
    { length: 10 },
    (_, level) =>
      `a${level}: &a${level} [${Array.from({ length: 10 }, () => (level === 0 ? 'x' : `*a${level - 1}`)).join(', ')}]`,
  )
  return ['version: 1', ...levels].join('\n')
}
