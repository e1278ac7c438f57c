import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { loadSeed, loadSeedText } from '../../../src/config/load-seed.ts'
import { seedFilesOnDisk } from '../../../src/config/seed-files.ts'
import { seedJsonSchema } from '../../../src/config/seed-schema.ts'
import { applySeed } from '../../../src/usecases/operations/apply-seed.ts'
import { exportSeed } from '../../../src/usecases/operations/export-seed.ts'
import { resetToSeed } from '../../../src/usecases/operations/reset-to-seed.ts'
import { verifyClientSecret } from '../../../src/usecases/self-service/client-secret.ts'
import { saveClient } from '../../../src/usecases/self-service/save-client.ts'
import { openInstallation } from './installation.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const owner = '310000019'
const client = (id: string, more = ''): string =>
  `  - {client_id: ${id}, client_orgno: "${owner}", client_name: Etaten, integration_type: idporten, redirect_uris: ["https://etaten.no/cb"]${more}}\n`
const clients = (...entries: string[]): string => `version: 1\nclients:\n${entries.join('')}`

const faultsOf = (
  text: string,
  variables: Record<string, string> = {},
  values: Record<string, string> = {},
): readonly string[] => {
  const reading = openInstallation(variables).load({ 'seed.yaml': text }, values)
  return reading.ok ? [] : reading.faults
}

test('REG-160 REG-161 the demo seed fills both environments, and the second time nothing changes', async () => {
  const installation = openInstallation()
  const ground = {
    environments: installation.environments,
    allowProduction: false,
    nowSeconds: installation.clock.nowSeconds(),
  }
  const reading = loadSeed([`${repository}seed/demo.yaml`], {}, seedFilesOnDisk, ground)
  assert.ok(reading.ok, JSON.stringify(reading))
  const first = await applySeed(installation.needs)(reading.seed)
  assert.deepEqual(first, {
    ok: true,
    counts: { created: 2 + 4 + 1 + 2 * (2 + 8 + 34), updated: 0, unchanged: 0, deactivated: 0 },
    warnings: [],
  })
  installation.clock.advance(3600)
  const second = await applySeed(installation.needs)(reading.seed)
  assert.deepEqual(second, {
    ok: true,
    counts: { created: 0, updated: 0, unchanged: 95, deactivated: 0 },
    warnings: [],
  })
  const demo = await installation.durable.environment('prod-sim').clients.find('demo-b')
  assert.deepEqual(
    [demo?.revision, demo?.origin, demo?.thing.tokenEndpointAuthMethod],
    [1, 'seed', 'client_secret_post'],
  )
})

test('REG-71 REG-165 a chosen secret is kept as a slow hash, proves itself, does not expire and can change', async () => {
  const installation = openInstallation()
  const secretOf = async (): Promise<Parameters<typeof verifyClientSecret>[0]> =>
    (await installation.durable.environment('test').clients.find('etaten'))?.thing.secrets ?? []
  await installation.seed(clients(client('etaten', ', client_secret: first-one')))
  const [kept] = await secretOf()
  assert.ok(kept?.kind === 'seeded' && kept.expiresAtSeconds === null)
  assert.match(kept.argon2id, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.equal((await verifyClientSecret(await secretOf(), 'first-one', [], 9e9)) !== undefined, true)
  assert.equal((await verifyClientSecret(await secretOf(), 'First-one', [], 9e9)) !== undefined, false)
  await installation.seed(clients(client('etaten', ', client_secret: second-one')))
  assert.equal((await verifyClientSecret(await secretOf(), 'second-one', [], 9e9)) !== undefined, true)
  assert.equal((await verifyClientSecret(await secretOf(), 'first-one', [], 9e9)) !== undefined, false)
})

test('HTTP-18 a seed that is printed shows no secret', () => {
  const reading = openInstallation().load({ 'seed.yaml': clients(client('etaten', ', client_secret: "hush-hush"')) })
  assert.ok(reading.ok)
  assert.doesNotMatch(inspect(reading, { depth: 9 }) + JSON.stringify(reading), /hush/)
})

test('CT-10 REG-160 every fault of the shape and of the rules is told with file and path, and nothing is applied', async () => {
  const text = `version: 1
clients:
${client('etaten')}${client('portal', ', redirect_uri: x')}  - {client_id: other, client_orgno: ${owner}, integration_type: idporten}
${client('third', ', application_type: browser, token_endpoint_auth_method: client_secret_basic')}
test_users: [{pid: "14838541242"}, {generate: {count: 0, seed: 1}}]
organisations: [{orgno: "310000018", name: Feil}]`
  assert.deepEqual(faultsOf(text), [
    'seed.yaml:clients[1].redirect_uri: is not a known key (REG-167). Did you mean redirect_uris?',
    'seed.yaml:clients[2].client_orgno: must be text; put it in quotes',
    'seed.yaml:test_users[0].pid: is not a valid identity number: eleven digits in quotes, check digits right (VER-82)',
    'seed.yaml:test_users[1].generate.count: must be 1 to 10000',
    'seed.yaml:organisations[0].orgno: must be nine digits with a right check digit (REG-22)',
    'seed.yaml:clients[3].token_endpoint_auth_method: must be none for application_type browser (REG-12)',
  ])
})

test('REG-160 a fault that only the registry can see undoes the whole seed', async () => {
  const installation = openInstallation()
  const applied = await installation.seed(
    clients(
      client('etaten'),
      client('api', ', integration_type: api_klient')
        .replace('integration_type: idporten, ', '')
        .replace('}', ', scopes: [openid, "ukjent:noe"]}'),
    ),
  )
  assert.deepEqual(applied, {
    ok: false,
    faults: [
      'seed.yaml:clients[1].scopes[1]: ukjent:noe: is unknown in this environment; register the scope first (REG-131)',
    ],
  })
  assert.deepEqual(await installation.durable.environment('test').clients.list(), [])
})

test('CT-10 REG-162 merge leaves alone what it does not name; replace closes what a seed made, never what a hand made', async () => {
  const installation = openInstallation()
  const writer = { origin: 'hand', role: 'owner', orgno: owner, mayActForOthers: false } as const
  const request = {
    client_id: 'by-hand',
    client_name: 'Hånd',
    integration_type: 'idporten',
    redirect_uris: ['https://etaten.no/cb'],
  }
  assert.equal((await saveClient(installation.needs)('test', { request, writer })).outcome, 'created')
  const scope = `prefixes: [{prefix: etat, orgno: "${owner}"}]\nscopes: [{name: "etat:lese", description: Lese}]\n`
  await installation.seed(`${clients(client('one'), client('two')) + scope}test_users: [{pid: "14838541241"}]`)
  await installation.seed(clients(client('one')))
  const shelves = installation.durable.environment('test')
  const active = async (): Promise<string[]> =>
    (await shelves.clients.list())
      .filter(({ thing }) => thing.active)
      .map(({ thing }) => thing.clientId)
      .sort()
  assert.deepEqual(await active(), ['by-hand', 'one', 'two'])
  const replaced = await installation.seed(`mode: replace\n${clients(client('one'))}`)
  assert.ok(replaced.ok && replaced.counts.deactivated === 3)
  assert.deepEqual(await active(), ['by-hand', 'one'])
  assert.equal((await shelves.scopes.find('etat:lese'))?.thing.active, false)
  assert.deepEqual(await shelves.testUsers.list(), [])
  await installation.seed(clients(client('two')))
  assert.deepEqual(await active(), ['by-hand', 'one', 'two'])
})

const realProduction = {
  GATEWAY_ENVIRONMENTS: 'production',
  GATEWAY_PRODUCTION_KIND: 'prod',
  GATEWAY_PRODUCTION_PORT: '1',
  GATEWAY_PRODUCTION_ISSUER: 'https://a.no',
  GATEWAY_MAIL_SMTP_HOST: 'mail.a.no',
  GATEWAY_MAIL_FROM: 'portvakt@a.no',
  GATEWAY_SMS_HTTP_URL: 'https://sms.a.no',
  GATEWAY_SMS_HTTP_TOKEN_FILE: 'token',
  GATEWAY_PORTAL_CLIENT_SECRET_FILE: 'secret',
}

test('CT-10 REG-164 VER-100 real production takes a seed only when allowed, and no secret and no test user', () => {
  const production = realProduction
  const text = `${clients(client('etaten', ', client_secret: x'))}test_users: [{pid: "14838541241"}]`
  assert.match(
    faultsOf(clients(client('etaten')), production).join(),
    /^seed.yaml:clients\[0\]: .*GATEWAY_SEED_ALLOW_PRODUCTION=1 \(REG-164\)$/,
  )
  const allowed = { ...production, GATEWAY_SEED_ALLOW_PRODUCTION: '1' }
  assert.deepEqual(faultsOf(clients(client('etaten')), allowed), [])
  assert.deepEqual(
    faultsOf(text, allowed).map((fault) => fault.split(': ', 1)[0]),
    ['seed.yaml:clients[0].client_secret', 'seed.yaml:test_users[0]'],
  )
  assert.deepEqual(
    faultsOf('version: 1\nusers: [{email: a@etat.no, pid: "14838541241"}]', allowed).map(
      (fault) => fault.split(': ', 1)[0],
    ),
    ['seed.yaml:users[0]'],
  )
})

test('REG-161 REG-166 people of the portal are seeded by e-mail address, and roles given elsewhere stay', async () => {
  const installation = openInstallation()
  const { users } = installation.durable.portal
  const person = (roles: string) => `version: 1
users: [{email: Kari@etat.no, name: Kari, pid: "14838541241", roles: {"310000019": [${roles}]}}]`
  await installation.seed(person('reader'))
  const [first] = await users.list()
  assert.ok(first !== undefined)
  assert.equal(first.thing.email, 'kari@etat.no')
  assert.doesNotMatch(JSON.stringify(first.thing), /14838541241/)
  const elsewhere = { ...first.thing, roles: { ...first.thing.roles, '310000027': ['tester'] as const } }
  await users.change(elsewhere, first.revision, 1)
  await installation.seed(person('org_admin'))
  const all = await users.list()
  assert.deepEqual(
    all.map(({ thing }) => thing.roles),
    [{ '310000019': ['org_admin'], '310000027': ['tester'] }],
  )
  assert.deepEqual(
    faultsOf(`version: 1
users:
  - {email: kari, pid: "17083993049"}
  - {email: a@etat.no, pid: "14838541241", roles: {"310000018": [reader]}}
  - {email: b@etat.no, pid: "14838541241", roles: {"310000019": [king]}}`).map((fault) => fault.split(': ', 1)[0]),
    [
      'seed.yaml:users[2].roles.310000019[0]',
      'seed.yaml:users[0].email',
      'seed.yaml:users[0].pid',
      'seed.yaml:users[1].roles.310000018',
    ],
  )
})

test('REG-163 values come from variables, defaults and files beside the seed', () => {
  const installation = openInstallation()
  const text = clients(`  - client_id: \${ID}
    client_orgno: "${owner}"
    client_name: {file: beside.txt}
    integration_type: idporten
    access_token_lifetime: \${SECONDS:-300}
    sso_disabled: \${ALONE:-true}
    redirect_uris: ["https://\${HOST:-etaten.no}/cb"]
    jwks: {file: beside.jwks.json}\n`)
  const files = { 'seed.yaml': text, 'beside.txt': 'Etaten\n', 'beside.jwks.json': '{"keys": 7}' }
  const reading = installation.load(files, { ID: 'etaten', HOST: '' })
  assert.deepEqual(reading.ok ? [] : reading.faults, [
    'seed.yaml:clients[0].jwks: must be a key set, {"keys": […]} (REG-60)',
  ])
  const good = installation.load(
    { ...files, 'seed.yaml': text.replace(/ {4}jwks.*\n/, '') },
    { ID: 'etaten', HOST: '' },
  )
  assert.ok(good.ok, JSON.stringify(good))
  const { fields, clientId } = good.seed.environments[0]?.clients[0] ?? assert.fail()
  assert.deepEqual(
    [clientId, fields.client_name, fields.access_token_lifetime, fields.sso_disabled, fields.redirect_uris],
    ['etaten', 'Etaten', 300, true, ['https://etaten.no/cb']],
  )
  const missing = installation.load({ 'seed.yaml': text })
  assert.deepEqual(missing.ok ? [] : missing.faults.map((fault) => fault.split(': ').slice(0, 2).join(': ')), [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a seed file, not a template of ours
    'seed.yaml:clients[0].client_id: the variable ID is not set; set it or write ${ID:-default} (REG-163)',
    'seed.yaml:clients[0].client_name: the file beside.txt cannot be read',
    'seed.yaml:clients[0].jwks: the file beside.jwks.json cannot be read',
  ])
})

test('REG-168 a seed that comes over the network reaches no variable and no file', () => {
  const { environments, clock } = openInstallation()
  const reading = loadSeedText(
    'body',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a seed file, not a template of ours
    'version: 1\nclients: [{client_name: "${PATH:-x}", description: {file: /etc/passwd}}]',
    {
      environments,
      allowProduction: false,
      nowSeconds: clock.nowSeconds(),
    },
  )
  assert.ok(!reading.ok)
  assert.deepEqual(reading.faults.slice(0, 2), [
    'body:clients[0].client_name: variables cannot be used here (REG-163)',
    'body:clients[0].description: files cannot be used here (REG-163)',
  ])
})

test('section 16: a later file replaces an entry, one file cannot state it twice, documents name their environments', () => {
  const installation = openInstallation()
  const later = installation.load({
    'a.yaml': clients(client('one', ', description: a')),
    'b.yaml': clients(client('one')),
  })
  assert.ok(later.ok)
  assert.deepEqual(
    later.seed.environments[0]?.clients.map(({ place }) => place),
    ['b.yaml:clients[0]'],
  )
  assert.deepEqual(faultsOf(clients(client('one'), client('one'))), [
    'seed.yaml:clients[1]: is stated twice in this file, first at :clients[0]',
  ])
  const two = installation.load({
    'a.yaml': `environment: test\n${clients(client('one'))}---\nenvironment: [elsewhere, prod-sim]\n${clients(client('one'))}`,
  })
  assert.ok(two.ok, JSON.stringify(two))
  assert.deepEqual(
    two.seed.environments.map(({ clients: list }) => list.map(({ place }) => place)),
    [['a.yaml#1:clients[0]'], ['a.yaml#2:clients[0]']],
  )
  assert.deepEqual(faultsOf('version: 1\nenvironment: elsewhere'), [
    'seed.yaml:environment: there is no environment elsewhere; there are test, prod-sim',
  ])
})

test('REG-160 broken YAML and a missing file are faults', () => {
  assert.match(faultsOf('version: 1\nclients: [').join(), /^seed.yaml:: .*line 2/)
  const { environments } = openInstallation()
  const reading = loadSeed(['/nowhere/seed.yaml'], {}, seedFilesOnDisk, {
    environments,
    allowProduction: false,
    nowSeconds: 0,
  })
  assert.ok(!reading.ok && reading.faults[0]?.includes('/nowhere/seed.yaml'))
})

test('what is to come is refused by name', () => {
  const text = `version: 1
terms: {}
organisations: [{orgno: "${owner}", name: Etaten}]
prefixes: [{prefix: etat, orgno: "${owner}"}]
scopes: [{name: "etat:lese", description: Lese}]
test_users: [{pid: "14838541241", eids: [TestID, MinID]}]
clients:
${client('one', ', logo_uri: "https://etat.no/logo.png"')}`
  const faults = faultsOf(text)
  assert.deepEqual(
    faults.filter((fault) => !fault.includes('is not supported yet; remove it')),
    [],
  )
  assert.deepEqual(faults.map((fault) => fault.split(': ')[0]?.slice('seed.yaml:'.length)).sort(), [
    'clients[0].logo_uri',
    'test_users[0].eids[1]',
  ])
})

test('VER-81 a number of the real kind is refused and never repeated', () => {
  // The number of PIDV-8, on a day when it could belong to a person.
  const installation = openInstallation()
  installation.clock.advance(20 * 365 * 86_400)
  const reading = installation.load({ 'seed.yaml': 'version: 1\ntest_users: [{pid: "17083993049"}]' })
  assert.deepEqual(reading, {
    ok: false,
    faults: [
      'seed.yaml:test_users[0].pid: use a synthetic identity number, such as one with 80 added to the month (VER-81)',
    ],
  })
})

test('REG-1 REG-20 a chosen id in simulated production needs the same owner in test', async () => {
  const installation = openInstallation()
  const alone = await installation.seed(`environment: prod-sim\n${clients(client('etaten'))}`)
  assert.ok(!alone.ok && alone.faults[0]?.includes('REG-20'))
  await installation.seed(clients(client('etaten')))
  assert.ok((await installation.seed(`environment: prod-sim\n${clients(client('etaten'))}`)).ok)
  await installation.seed(clients(client('annen')))
  const stolen = await installation.seed(
    `environment: prod-sim\n${clients(client('annen')).replace(owner, '310000027')}`,
  )
  assert.ok(!stolen.ok && stolen.faults[0]?.includes('REG-1'))
})

test('REG-168 the export is a seed without secrets that changes nothing when it comes back', async () => {
  const installation = openInstallation()
  const scope = `prefixes: [{prefix: etat, orgno: "${owner}"}]\nscopes: [{name: "etat:lese", description: Lese, at_max_age: 30}]\n`
  await installation.seed(
    clients(client('etaten', ', client_secret: hush, client_uri: "https://etaten.no"')) +
      scope +
      'organisations: [{orgno: "310000019", name: Etaten}]\ntest_users: [{pid: "14838541241", name: {given: Ola, family: Test}, level_max: high}]',
  )
  const documents = await exportSeed(installation.needs)()
  assert.doesNotMatch(JSON.stringify(documents), /hush|argon2/)
  const back = await installation.seed(documents.map((document) => JSON.stringify(document)).join('\n---\n'))
  assert.ok(back.ok, JSON.stringify(back))
  assert.deepEqual(back.counts, { created: 0, updated: 0, unchanged: 4, deactivated: 0 })
})

test('REG-168 a reset closes everything that the seed does not name and forgets all logins', async () => {
  const installation = openInstallation()
  const writer = { origin: 'hand', role: 'owner', orgno: owner, mayActForOthers: false } as const
  await saveClient(installation.needs)('test', {
    writer,
    request: {
      client_id: 'by-hand',
      client_name: 'Hånd',
      integration_type: 'idporten',
      redirect_uris: ['https://a.no'],
    },
  })
  const reading = installation.load({ 'seed.yaml': clients(client('one')) })
  assert.ok(reading.ok)
  let forgotten = 0
  const reset = await resetToSeed({ ...installation.needs, forgetLogins: async () => void forgotten++ })(reading.seed)
  assert.ok(reset.ok && reset.counts.deactivated === 1 && reset.counts.created === 1)
  assert.equal(forgotten, 1)
})

test('VER-97 the same seed number gives the same people', () => {
  const users = (seed: number): unknown => {
    const reading = openInstallation().load({
      'seed.yaml': `version: 1\ntest_users: [{generate: {count: 5, seed: ${seed}, born_from: "1990-01-01", born_to: "1990-12-31"}}]`,
    })
    assert.ok(reading.ok)
    return reading.seed.environments[0]?.testUsers.map(({ fields }) => fields)
  }
  assert.deepEqual(users(1), users(1))
  assert.notDeepEqual(users(1), users(2))
})

test('REG-167 docs/seed.schema.json is the schema of the code', () => {
  const published: unknown = JSON.parse(readFileSync(`${repository}docs/seed.schema.json`, 'utf8'))
  assert.deepEqual(published, seedJsonSchema())
})

test('ONB-30 N-18 terms of a seed are published once, never changed, and accepted for play only', async () => {
  const installation = openInstallation()
  const { seed, durable } = installation
  const text = (words: string): string => `version: 1
organisations: [{orgno: "310000019", name: Etaten}]
terms:
  publish: [{version: "1.0", parts: {general: {nb: Generelt}, login: {nb: "${words}"}}}]
  accept: [{orgno: "310000019", version: "1.0", chapters: [login]}]`
  assert.equal((await seed(text('Innlogging'))).ok, true)
  const again = await seed(text('Innlogging'))
  assert.deepEqual(again.ok && again.counts, { created: 0, updated: 0, unchanged: 3, deactivated: 0 })
  const [acceptance] = await durable.portal.termsAcceptances.list({ orgno: '310000019' })
  assert.deepEqual([acceptance?.thing.simulated, acceptance?.thing.chapters], [true, ['general', 'login']])
  const changed = await seed(text('Noe annet'))
  assert.match(changed.ok ? '' : (changed.faults[0] ?? ''), /terms\.publish\[0\].*never changed/)
  assert.match(faultsOf(text('Innlogging'), realProduction).join(), /terms must not be seeded beside .* kind prod/)
})
