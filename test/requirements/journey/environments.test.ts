import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { defaultTestEnvironment } from '../../../src/config/environments.ts'
import { readSettings } from '../../../src/config/read-settings.ts'
import { readSecretsFile } from '../../../src/config/secrets-file.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { openSystemRandom } from '../../../src/system/random.ts'
import { keepEnvironmentKinds } from '../../../src/usecases/operations/keep-environment-kinds.ts'
import { makeClientSecret } from '../../../src/usecases/self-service/client-secret.ts'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser } from '../../harness/portal-user.ts'
import { basicHeader, openRelyingParty, openUserAgent } from '../../harness/relying-party.ts'
import { citizenA, sharedSecret } from '../../harness/standard-seed.ts'
import { send } from '../../harness/user-agent.ts'

const orgno = '310000019'
const onlyInTest = {
  client_id: 'bare-i-test',
  client_orgno: orgno,
  client_name: 'Eksempeletaten – Bare i test',
  integration_type: 'idporten',
  client_secret: sharedSecret,
  redirect_uris: ['https://bare-i-test.example.no/callback'],
}
let program: RunningPortal

before(async () => {
  program = await startPortalProgram({ seed: { environment: 'test', clients: [onlyInTest] } })
})
after(() => program.stop())

const beside = () => openSqlDurableStore(openSqliteDatabase(`${program.gateway.folder}/portvakt.sqlite`))
const environmentsOf = (variables: Readonly<Record<string, string>>) => {
  const read = readSettings(variables, () => '')
  return read.ok ? read.settings.environments : assert.fail(read.problems.join('\n'))
}

test('ONB-2 what names no environment means the first test environment that does not play production', async () => {
  const turned = environmentsOf({ GATEWAY_ENVIRONMENTS: 'prod-sim,test' })
  assert.equal(defaultTestEnvironment({ environments: turned })?.name, 'test')
  const visitor = await openPortalUser(program, citizenA, { level: false })
  const order = await visitor.get('/order')
  assert.match(order.html, /data-environment="test"/)
  const guide = await visitor.get('/guide')
  assert.equal(guide.status, 200)
  assert.ok(guide.words.includes(program.issuer) && !guide.words.includes(program.productionIssuer))
})

test('ONB-3 a client, its secret, its tokens and its users are of one environment and unknown in the other', async () => {
  const browser = openUserAgent()
  const service = openRelyingParty(program.issuer, 'bare-i-test')
  const tokens = await service.tokens(browser)
  const userinfo = (issuer: string) =>
    send(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } })
  assert.equal((await userinfo(program.issuer)).status, 200)
  assert.equal((await userinfo(program.productionIssuer)).status, 401)
  const production = openRelyingParty(program.productionIssuer, 'bare-i-test')
  assert.equal((await production.authorize(openUserAgent())).status, 400)
  const refused = await send(`${program.productionIssuer}/token`, {
    form: { grant_type: 'authorization_code', code: 'none', redirect_uri: 'https://bare-i-test.example.no/callback' },
    headers: { authorization: basicHeader('bare-i-test', sharedSecret) },
  })
  assert.deepEqual([refused.status, refused.json().error], [401, 'invalid_client'])
  const store = beside()
  assert.equal(await store.environment('prod-sim').clients.find('bare-i-test'), undefined)
  store.close()
})

test('N-8 the secret of a test client, the certificates made for tests and TestID cannot come into production', async () => {
  const nowSeconds = program.clock.nowSeconds()
  const environments = environmentsOf({})
  const secretsOf = readSecretsFile(`${program.gateway.folder}/secrets.json`, environments)
  const [pepper] = (secretsOf.ok && secretsOf.secrets.get('test')?.peppers) || []
  if (pepper === undefined) throw new Error('no pepper')
  const { secret, stored } = makeClientSecret(openSystemRandom(), pepper, 'test', nowSeconds)
  const store = beside()
  const found = await store.environment('test').clients.find('bare-i-test')
  if (found === undefined) throw new Error('no client')
  // Even a record that was copied with its hash opens nothing.
  const copy = { ...found.thing, clientId: 'kopiert', secrets: [stored] }
  for (const name of ['test', 'prod-sim']) await store.environment(name).clients.save(copy, 'hand', nowSeconds)
  store.close()
  const ask = async (issuer: string) =>
    (
      await send(`${issuer}/token`, {
        form: {
          grant_type: 'authorization_code',
          code: 'none',
          redirect_uri: 'https://bare-i-test.example.no/callback',
          code_verifier: 'v'.repeat(43),
        },
        headers: { authorization: basicHeader('kopiert', secret.reveal()) },
      })
    ).json().error
  assert.deepEqual(
    [await ask(program.issuer), await ask(program.productionIssuer)],
    ['invalid_grant', 'invalid_client'],
  )
  const read = readSettings(
    { GATEWAY_TEST_KIND: 'prod', GATEWAY_TEST_EIDS: 'testid', GATEWAY_TEST_DEVELOPMENT_CA: 'true' },
    () => '',
  )
  const problems = read.ok ? [] : read.problems
  for (const variable of ['GATEWAY_TEST_EIDS', 'GATEWAY_TEST_DEVELOPMENT_CA'])
    assert.ok(
      problems.some((problem) => problem.startsWith(`${variable} `)),
      variable,
    )
})

test('ONB-4 the kind of an environment is fixed once it has a client, and a start with another is refused with the way back', async () => {
  const store = beside()
  const asTest = environmentsOf({})
  const asProd = asTest.map((one) => (one.name === 'test' ? { ...one, kind: 'prod' as const } : one))
  const [fault, ...others] = await keepEnvironmentKinds(store, asProd)
  assert.match(fault ?? '', /^GATEWAY_TEST_KIND is prod, but test has clients from when it was test; set it back/)
  assert.deepEqual(others, [])
  assert.deepEqual(await keepEnvironmentKinds(store, asTest), [])
  const empty = asProd.filter(({ name }) => name === 'test').map((one) => ({ ...one, name: 'tom' }))
  assert.deepEqual(await keepEnvironmentKinds(store, empty), [])
  assert.deepEqual(
    await keepEnvironmentKinds(
      store,
      empty.map((one) => ({ ...one, kind: 'test' as const })),
    ),
    [],
    'without clients it may become another',
  )
  await store.notes.save('kind of environment test', 'prod')
  store.close()
  await assert.rejects(program.gateway.restart(), { name: 'ConfigurationFaults', message: /GATEWAY_TEST_KIND is test/ })
  const again = beside()
  await again.notes.save('kind of environment test', 'test')
  again.close()
  await program.gateway.restart()
})
