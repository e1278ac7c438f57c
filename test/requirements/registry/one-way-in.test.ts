import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { describeClient } from '../../../src/protocol/client-registration-answer.ts'
import { saveClient } from '../../../src/usecases/self-service/save-client.ts'
import { openInstallation } from './installation.ts'

const source = fileURLToPath(new URL('../../../src/', import.meta.url))
const orgno = '310000019'
const writer = { origin: 'hand', role: 'owner', orgno, mayActForOthers: false } as const

test('REG-2 only the service layer of registrations writes clients, and all of it through one function', () => {
  const writers = (pattern: RegExp): string[] =>
    globSync('**/*.ts', { cwd: source, exclude: ['storage/**'] })
      .filter((file) => !file.endsWith('.test.ts') && pattern.test(readFileSync(source + file, 'utf8')))
      .sort()
  assert.deepEqual(writers(/clients\s*\.save\(|\bClientShelf\b/), ['usecases/self-service/write-client.ts'])
  const callers = writers(/\bwriteClient\(/)
  assert.deepEqual(
    callers.filter((file) => !file.startsWith('usecases/self-service/')),
    [],
  )
  assert.deepEqual(writers(/\breadClientRegistration\(/), [
    'config/seed-rules.ts',
    'protocol/client-registration.ts',
    'usecases/self-service/save-client.ts',
  ])
})

test('REG-2 REG-166 a seed and a hand are answered with the same faults, in the names of the API', async () => {
  const installation = openInstallation()
  const wrong = {
    client_id: 'etaten',
    client_orgno: orgno,
    client_name: 'a<b',
    integration_type: 'idporten',
    application_type: 'browser',
    redirect_uris: ['https://a.no/#x'],
    frontchannel_logout_uri: 'https://b.no/',
    access_token_lifetime: 86_401,
  }
  const byHand = await saveClient(installation.needs)('test', { request: wrong, writer })
  assert.ok(byHand.outcome === 'refused')
  const bySeed = installation.load({ 'seed.yaml': JSON.stringify({ version: 1, clients: [wrong] }) })
  assert.ok(!bySeed.ok)
  assert.deepEqual(
    bySeed.faults,
    byHand.faults.map(({ field, message }) => `seed.yaml:clients[0].${field}: ${message}`),
  )
  assert.equal(bySeed.faults.length, 4)
})

test('REG-15 REG-25 what means nothing to the type is kept and given back as it was sent', async () => {
  const installation = openInstallation()
  await installation.seed(`version: 1
prefixes: [{prefix: etat, orgno: "${orgno}"}]
scopes: [{name: "etat:lese", description: Lese}]`)
  const meaningless = {
    redirect_uris: ['myapp:x#y', '*'],
    post_logout_redirect_uris: ['/nowhere'],
    frontchannel_logout_uri: 'ftp://etaten.no/',
    frontchannel_logout_session_required: true,
    client_uri: 'nowhere',
    sso_disabled: true,
    refresh_token_usage: 'REUSE',
  }
  const saved = await saveClient(installation.needs)('test', {
    request: {
      client_name: 'Maskin',
      integration_type: 'maskinporten',
      scopes: ['etat:lese'],
      grant_types: ['jwt_bearer_token', 'authorization_code', 'refresh_token'],
      ...meaningless,
    },
    writer,
  })
  assert.ok(saved.outcome === 'created', JSON.stringify(saved))
  const answer = describeClient(saved.client)
  for (const [field, value] of Object.entries(meaningless)) assert.deepEqual(answer[field], value, field)
  assert.deepEqual(answer.grant_types, [
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
    'authorization_code',
    'refresh_token',
  ])
})

test('REG-6 what is given back is in lower case, save for what the API writes in capitals', async () => {
  const installation = openInstallation()
  const saved = await saveClient(installation.needs)('test', {
    request: {
      client_name: 'Etaten',
      integration_type: 'IDPorten',
      application_type: 'WEB',
      token_endpoint_auth_method: 'Client_Secret_POST',
      grant_types: ['Authorization_Code'],
      refresh_token_usage: 'onetime',
      code_challenge_method: 's256',
      redirect_uris: ['https://etaten.no/cb'],
    },
    writer,
  })
  assert.ok(saved.outcome === 'created', JSON.stringify(saved))
  const answer = describeClient(saved.client)
  assert.deepEqual(
    [answer.integration_type, answer.application_type, answer.token_endpoint_auth_method, answer.grant_types],
    ['idporten', 'web', 'client_secret_post', ['authorization_code']],
  )
  assert.deepEqual([answer.refresh_token_usage, answer.code_challenge_method], ['ONETIME', 'S256'])
})
