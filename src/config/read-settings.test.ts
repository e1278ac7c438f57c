import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { defaultLifetimes } from './environments.ts'
import { lifetimeSettings } from './lifetime-settings.ts'
import { readSettings } from './read-settings.ts'
import { allEnvironmentSettings, generalSettings, settingsFileVariable } from './setting-names.ts'
import type { Settings } from './settings.ts'

const noFile = (): string => assert.fail('no file is read')
const good = (variables: Record<string, string>, file = ''): Settings => {
  const read = readSettings(variables, () => file)
  assert.ok(read.ok, JSON.stringify(read))
  return read.settings
}
const problems = (variables: Record<string, string>, file = ''): readonly string[] => {
  const read = readSettings(variables, () => file)
  return read.ok ? [] : read.problems
}

test('ENV-1 ENV-3 without any setting there are test and a simulated production on this machine', () => {
  const read = readSettings({ PATH: '/bin' }, noFile)
  assert.ok(read.ok)
  const { settings } = read
  assert.deepEqual(
    settings.environments.map(({ name, kind, simulatedProduction, issuer, loginBase, port, eids }) => [
      name,
      kind,
      simulatedProduction,
      issuer,
      loginBase,
      port,
      eids,
    ]),
    [
      ['test', 'test', false, 'http://localhost:7071', 'http://localhost:7071', 7071, ['testid']],
      ['prod-sim', 'test', true, 'http://localhost:7072', 'http://localhost:7072', 7072, ['testid']],
    ],
  )
  assert.deepEqual(
    [settings.host, settings.portal.port, settings.demo.a.port, settings.demo.b.port],
    ['127.0.0.1', 7070, 7073, 7074],
  )
  assert.deepEqual(
    [settings.database, settings.secretsFile, settings.seed.files],
    ['./var/portvakt.sqlite', './var/secrets.json', ['./seed/demo.yaml']],
  )
  assert.deepEqual(read.warnings, [])
})

test('settings cannot be changed after they are read', () => {
  const settings = good({})
  assert.throws(() => Object.assign(settings.environments[0]?.lifetimes ?? {}, { idToken: 1 }), TypeError)
})

test('a variable stands over the file, the file over the default, and an empty variable is none', () => {
  const file =
    'host: 0.0.0.0\nportal: {port: 9000}\nenvironments: {test: {port: 9001, eids: testid}}\nseed: {files: [a.yaml, b.yaml]}'
  const settings = good(
    { [settingsFileVariable]: 'x', GATEWAY_PORTAL_PORT: '9100', GATEWAY_HOST: '', GATEWAY_SEED_DIR: 'more' },
    file,
  )
  assert.equal(settings.host, '0.0.0.0')
  assert.deepEqual([settings.portal.port, settings.portal.baseUrl], [9100, 'http://localhost:9100'])
  assert.deepEqual(
    settings.environments.map(({ name, issuer }) => [name, issuer]),
    [['test', 'http://localhost:9001']],
  )
  assert.deepEqual(settings.seed.files, ['a.yaml', 'b.yaml', 'more'])
  assert.deepEqual(good({ GATEWAY_SEED_FILE: '' }).seed.files, [])
})

test('ENV-2 an issuer is used byte for byte and https unless it is local', () => {
  assert.equal(
    good({ GATEWAY_TEST_ISSUER: 'https://login.etat.no/oidc/' }).environments[0]?.issuer,
    'https://login.etat.no/oidc/',
  )
  assert.equal(
    good({ GATEWAY_TEST_ISSUER: 'https://login.etat.no/oidc/' }).environments[0]?.loginBase,
    'https://login.etat.no/oidc',
  )
  for (const local of [
    'http://localhost:1',
    'http://127.0.0.1:1',
    'http://[::1]:1',
    'http://a.localhost',
    'http://gateway:7071',
  ])
    assert.deepEqual(problems({ GATEWAY_TEST_ISSUER: local }), [], local)
  for (const wrong of [
    'http://login.etat.no',
    'https://a.no?x',
    'https://a.no#x',
    'https://u@a.no',
    'ftp://a.no',
    'a.no',
  ])
    assert.match(problems({ GATEWAY_TEST_ISSUER: wrong })[0] ?? '', /^GATEWAY_TEST_ISSUER must/, wrong)
  assert.match(problems({ GATEWAY_TEST_LOGIN_BASE: 'https://a.no/' })[0] ?? '', /must not end in a slash/)
})

const production = {
  GATEWAY_SITES: 'gateway',
  GATEWAY_ENVIRONMENTS: 'production',
  GATEWAY_PRODUCTION_KIND: 'prod',
  GATEWAY_PRODUCTION_PORT: '7075',
  GATEWAY_PRODUCTION_ISSUER: 'https://login.etat.no',
}

test('ENV-4 TID-1 production refuses everything that is for tests', () => {
  const settings = good(production)
  assert.deepEqual(
    [settings.environments[0]?.eids, settings.environments[0]?.rules.testId, settings.seed.files],
    [[], 'must-not-exist', []],
  )
  for (const [name, value] of [
    ['GATEWAY_PRODUCTION_EIDS', 'testid'],
    ['GATEWAY_PRODUCTION_ALLOW_REAL_FORMAT_PIDS', 'true'],
    ['GATEWAY_PRODUCTION_HTTPS_LOCALHOST', 'true'],
    ['GATEWAY_PRODUCTION_CALLED_NETWORKS', '10.0.0.0/8'],
    ['GATEWAY_PRODUCTION_SIMULATED_PRODUCTION', 'true'],
    ['GATEWAY_SEED_API', 'true'],
  ] as const) {
    const found = problems({ ...production, [name]: value })
    assert.equal(found.length, 1, name)
    assert.ok(found[0]?.startsWith(name) && found[0].includes('ENV-4'), String(found[0]))
  }
  assert.match(problems({ ...production, GATEWAY_PRODUCTION_ISSUER: 'http://gateway:1' })[0] ?? '', /ENV-2/)
})

test('FETCH-3 networks that may be called are written as networks', () => {
  const networks = '172.16.0.0/12, fd00::/8'
  assert.deepEqual(
    good({ GATEWAY_TEST_CALLED_NETWORKS: networks }).environments[0]?.calledNetworks,
    networks.split(', '),
  )
  for (const wrong of ['10.0.0.0', '10.0.0.0/33', 'fd00::/129', 'intranet/8', '10.0.0.0/', '/8', '10.0.0.0/8/8x'])
    assert.match(problems({ GATEWAY_TEST_CALLED_NETWORKS: wrong })[0] ?? '', /must be networks/, wrong)
})

test('PID-9 numbers of the real kind in test are warned of', () => {
  const read = readSettings({ GATEWAY_TEST_ALLOW_REAL_FORMAT_PIDS: '1' }, noFile)
  assert.ok(read.ok && read.warnings.length === 1 && read.warnings[0]?.includes('PID-9'))
})

test('LIFE-20 every lifetime can be set in each environment', () => {
  const variables = Object.values(lifetimeSettings).map(({ variable }, index) => [
    `GATEWAY_PROD_SIM_${variable}`,
    String(20 + index),
  ])
  const settings = good(Object.fromEntries(variables))
  assert.deepEqual(
    Object.values(settings.environments[1]?.lifetimes ?? {}),
    [20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30],
  )
  assert.deepEqual(settings.environments[0]?.lifetimes, defaultLifetimes)
  assert.match(problems({ GATEWAY_TEST_LIFETIME_ID_TOKEN: '0' })[0] ?? '', /from 1 to 86400/)
  assert.match(problems({ GATEWAY_TEST_LIFETIME_SESSION_TOTAL: '60' })[0] ?? '', /must not exceed/)
})

test('every problem is told at once, and unknown names with what was probably meant', () => {
  const found = problems(
    {
      [settingsFileVariable]: 'x.yaml',
      GATEWAY_PROTAL_PORT: '1',
      GATEWAY_LOG_LEVEL: 'loud',
      GATEWAY_ENVIRONMENTS: 'test,Xx,own',
    },
    'hosst: a\ndemo: {a: {prt: 1}}\nportal: 7\nenvironments: {test: {issuer: 5}}',
  )
  assert.deepEqual(found, [
    'The environment name "Xx" must be 2 to 20 of a-z 0-9 -, a letter first.',
    'x.yaml:environments.test.issuer must be an http or https address without query, fragment and user name.',
    'GATEWAY_OWN_KIND is required: test or prod.',
    'GATEWAY_OWN_PORT is required.',
    'GATEWAY_LOG_LEVEL must be one of debug, info, warn, error, silent.',
    'GATEWAY_PROTAL_PORT is not a setting; remove it. Did you mean GATEWAY_PORTAL_PORT?',
    'x.yaml:hosst is not a setting; remove it. Did you mean host?',
    'x.yaml:demo.a.prt is not a setting; remove it. Did you mean demo.a.port?',
    'x.yaml:portal must hold keys and values.',
  ])
})

test('what a cluster sets for a service called gateway is not ours to refuse', () => {
  assert.deepEqual(
    problems({ GATEWAY_SERVICE_HOST: '10.0.0.1', GATEWAY_SERVICE_PORT_HTTP: '1', GATEWAY_PORT_80_TCP_ADDR: 'x' }),
    [],
  )
})

test('ports and issuers differ, names mean one thing', () => {
  assert.match(problems({ GATEWAY_TEST_PORT: '7070' })[0] ?? '', /both 7070/)
  assert.match(problems({ GATEWAY_TEST_ISSUER: 'http://localhost:7072' })[0] ?? '', /its own/)
  assert.match(
    problems({ GATEWAY_ENVIRONMENTS: 'portal', GATEWAY_PORTAL_KIND: 'test' })[0] ?? '',
    /GATEWAY_PORTAL_PORT mean two things/,
  )
  assert.match(problems({ GATEWAY_ENVIRONMENTS: '' })[0] ?? '', /at least one/)
})

test('a settings file that cannot be read is a problem, not a crash', () => {
  const read = readSettings({ [settingsFileVariable]: 'gone.yaml' }, () => {
    throw new Error('no such file')
  })
  assert.ok(!read.ok && read.problems[0]?.includes('gone.yaml'))
  assert.match(problems({ [settingsFileVariable]: 'x' }, 'a: [')[0] ?? '', /cannot be read/)
})

const repository = new URL('../../', import.meta.url)
const documentOf = (name: string): string => readFileSync(new URL(name, repository), 'utf8')

test('docs/operate/settings.md has every setting with its default and meaning, and no other', () => {
  const row = (variable: string, path: string, otherwise: string, meaning: string): string =>
    `| \`${variable}\` | \`${path}\` | ${otherwise === '' ? 'empty' : `\`${otherwise}\``} | ${meaning} |`
  const expected = [
    ...Object.values(generalSettings).map((one) => row(one.variable, one.path.join('.'), one.otherwise, one.meaning)),
    ...allEnvironmentSettings.map((one) =>
      row(`GATEWAY_<NAME>_${one.variable}`, one.path.join('.'), one.otherwise, one.meaning),
    ),
  ]
  const rows = documentOf('docs/operate/settings.md')
    .split('\n')
    .filter((line) => line.startsWith('| `GATEWAY_') && !line.includes(settingsFileVariable))
  assert.deepEqual(rows, expected)
})

test('.env.example has every variable with its default and meaning, and no other', () => {
  const expected = [
    ...Object.values(generalSettings).map((one) => `# ${one.meaning}\n#${one.variable}=${one.otherwise}`),
    ...allEnvironmentSettings.map((one) => `# ${one.meaning}\n#GATEWAY_TEST_${one.variable}=${one.otherwise}`),
  ]
  const text = documentOf('.env.example')
  assert.deepEqual(text.match(/^# .*\n#GATEWAY_(?!SETTINGS_FILE).*$/gm), expected)
})

test('the documented defaults are the ones that the code uses', () => {
  const defaults: Record<string, string> = {}
  for (const { variable, otherwise } of Object.values(generalSettings))
    if (!otherwise.includes('<')) defaults[variable] = otherwise
  for (const { variable, otherwise } of allEnvironmentSettings)
    if (!otherwise.includes('<') && variable !== 'TITLE') defaults[`GATEWAY_TEST_${variable}`] = otherwise
  assert.deepEqual(good(defaults), good({}))
})
