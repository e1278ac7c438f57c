import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { freePort, type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { citizenA, standardSeed } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { assertErrorRedirect } from './answers.ts'

const folder = mkdtempSync(join(tmpdir(), 'portvakt-production-'))
const secretsFile = join(folder, 'secrets.json')
let gateway: RunningGateway
let local: string

/** A gateway of kind prod behind a proxy that ends TLS: its addresses are https, it listens on `local`. */
const variablesOf = (port: number, more: Record<string, string> = {}) => ({
  GATEWAY_ENVIRONMENTS: 'production',
  GATEWAY_PRODUCTION_KIND: 'prod',
  GATEWAY_PRODUCTION_PORT: String(port),
  GATEWAY_PRODUCTION_ISSUER: 'https://id.example.no',
  GATEWAY_PRODUCTION_LOGIN_BASE: 'https://login.example.no',
  GATEWAY_SECRETS_FILE: secretsFile,
  GATEWAY_SEED_ALLOW_PRODUCTION: 'true',
  // The client is the operator's own: nobody has accepted any terms here.
  GATEWAY_OPERATOR_ORGNO: '310000019',
  // Variables of the harness for the environment that is not here.
  GATEWAY_TEST_PORT: undefined,
  GATEWAY_PROD_SIM_PORT: undefined,
  ...more,
})

/** Of the standard seed what production takes: one public client. */
const seedWith = (changes: Record<string, unknown> = {}) => {
  const { organisations, clients } = standardSeed()
  const spa = clients.find(({ client_id }) => client_id === 'spa')
  return { version: 1, environment: 'production', organisations, clients: [{ ...spa, ...changes }] }
}

before(async () => {
  const secret = (fill: number) => Buffer.alloc(32, fill).toString('base64')
  const production = {
    peppers: [{ id: '1', value: secret(1) }],
    subject_secret: secret(2),
    key_encryption: [{ id: '1', value: secret(3) }],
  }
  writeFileSync(secretsFile, JSON.stringify({ production }), { mode: 0o600 })
  const port = await freePort()
  local = `http://localhost:${port}`
  gateway = await startGateway({ seed: seedWith(), variables: variablesOf(port) })
})
after(async () => {
  await gateway.stop()
  rmSync(folder, { recursive: true, force: true })
})

const spa = () => openRelyingParty(local, 'spa', { redirectUri: 'https://spa.example.no/callback' })

test('ENV-3 AUTHZ-46 in production the hint for automatic login is like any other, and no one is logged in by it', async () => {
  const hints = [`testid:${citizenA}_idporten-loa-high`, 'testid:nonsense', undefined]
  for (const login_hint of hints) {
    const answer = await spa().authorize(openUserAgent(), { login_hint })
    assertErrorRedirect(answer, 'https://spa.example.no/callback', 'unmet_authentication_requirements')
  }
  assert.ok(!gateway.events.some(({ kind }) => kind === 'automatic-login'))
})

test('AUTHZ-39 where no enabled eID reaches the level the service is told so, and no page is shown', async () => {
  const answer = await spa().authorize(openUserAgent(), { acr_values: 'idporten-loa-low' })
  assert.deepEqual(
    assertErrorRedirect(answer, 'https://spa.example.no/callback', 'unmet_authentication_requirements'),
    { iss: 'https://id.example.no', state: 'state-of-the-request' },
  )
})

test('ENV-3 TestID has no address in production, and no page says test', async () => {
  assert.equal((await send(`${local}/authorize/testid1`)).status, 404)
  const page = await send(`${local}/authorize`)
  assert.equal(page.status, 400)
  assert.doesNotMatch(page.text, /class="pv-test"/)
})

const addresses: readonly (readonly [name: string, changes: Record<string, unknown>])[] = [
  ['ENV-3 http', { redirect_uris: ['http://spa.example.no/callback'] }],
  ['ENV-3 http on localhost', { redirect_uris: ['http://localhost:8080/callback'] }],
  ['ENV-3 https on localhost', { redirect_uris: ['https://localhost/callback'] }],
  ['ENV-3 a loopback address', { redirect_uris: ['http://127.0.0.1/callback'] }],
  ['ENV-3 a private scheme', { redirect_uris: ['no.example.app:/cb'] }],
  ['ENV-3 http after logout', { post_logout_redirect_uris: ['http://spa.example.no/'] }],
  ['ENV-3 http for front-channel logout', { frontchannel_logout_uri: 'http://spa.example.no/out' }],
]
for (const [name, changes] of addresses)
  test(`${name} is not taken in production`, async () => {
    assert.notDeepEqual(await gateway.reseed(seedWith(changes)), [])
    assert.deepEqual(await gateway.reseed(seedWith()), [])
  })

test('ENV-3 a native client has its loopback address and its private scheme in production too', async () => {
  const uris = ['http://127.0.0.1:0/done', 'http://[::1]:0/done', 'no.example.app:/cb']
  const changes = { application_type: 'native', redirect_uris: uris, client_id: 'app' }
  assert.deepEqual(await gateway.reseed(seedWith(changes)), [])
  await gateway.reseed(seedWith())
})

test('ENV-4 production does not start with anything of test in it', async () => {
  const port = await freePort()
  for (const [variable, value] of [
    ['GATEWAY_PRODUCTION_EIDS', 'testid'],
    ['GATEWAY_PRODUCTION_ALLOW_REAL_FORMAT_PIDS', 'true'],
    ['GATEWAY_PRODUCTION_HTTPS_LOCALHOST', 'true'],
    ['GATEWAY_PRODUCTION_SIMULATED_PRODUCTION', 'true'],
    ['GATEWAY_SEED_API', 'true'],
  ] as const)
    await assert.rejects(
      startGateway({ seed: seedWith(), variables: variablesOf(port, { [variable]: value }) }),
      (error: Error) => error.message.startsWith(variable) && error.message.includes('ENV-4'),
      variable,
    )
  const users = { ...seedWith(), test_users: [{ pid: citizenA }] }
  await assert.rejects(startGateway({ seed: users, variables: variablesOf(port) }), /test users must not exist/)
})
