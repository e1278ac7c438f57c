import assert from 'node:assert/strict'
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openFileDevelopmentCa } from '../../../src/certificates/development-ca/file-development-ca.ts'
import { decodeToken, signToken } from '../../harness/relying-party.ts'
import {
  type ApiProgram,
  answerOf,
  apiSeed,
  makeAssertion,
  owner,
  publicJwk,
  requestToken,
  startApi,
  supplier,
} from './api-program.ts'

let api: ApiProgram
before(async () => {
  api = await startApi()
})
after(() => api.stop())

const now = () => api.gateway.clock.nowSeconds()
const ask = (clientId: string, claims: Record<string, unknown> = {}, header?: Record<string, unknown>) =>
  requestToken(
    api.machineIssuer,
    makeAssertion(api.machineIssuer, clientId, now(), { scope: 'eks:les', ...claims }, header),
  )
const fault = ({ status, body }: Awaited<ReturnType<typeof ask>>): string =>
  `${status} ${body.error} ${/^MP-\d+/.exec(body.error_description)?.[0] ?? ''}`.trim()

test('CT-9 REG-90 K-11 both documents of the machine issuer name its endpoint, its keys and one grant', async () => {
  const { origin } = new URL(api.machineIssuer)
  for (const url of [
    `${api.machineIssuer}.well-known/oauth-authorization-server`,
    `${api.machineIssuer}.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server/machine`,
  ]) {
    const { status, body } = await answerOf(await fetch(url))
    assert.equal(status, 200)
    assert.deepEqual(body, {
      issuer: api.machineIssuer,
      token_endpoint: `${api.machineIssuer}token`,
      jwks_uri: `${api.machineIssuer}jwk`,
      grant_types_supported: ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS256', 'RS384', 'RS512'],
    })
  }
  const [machine, login] = await Promise.all(
    [`${api.machineIssuer}jwk`, `${origin}/jwks.json`].map(async (url) => (await answerOf(await fetch(url))).body.keys),
  )
  assert.ok(machine.length > 0 && machine[0].kid !== login[0].kid, 'keys of its own')
})

test('REG-91 REG-92 REG-93 REG-94 an assertion is answered with a token that speaks for an organisation and never for a person', async () => {
  const answer = await ask('maskin', { resource: 'https://api.etaten.no/' })
  assert.deepEqual(
    [answer.status, Object.keys(answer.body).sort(), answer.headers.get('cache-control')],
    [200, ['access_token', 'expires_in', 'scope', 'token_type'], 'no-store'],
  )
  assert.deepEqual([answer.body.token_type, answer.body.expires_in, answer.body.scope], ['Bearer', 30, 'eks:les'])
  const { jti, ...claims } = decodeToken(answer.body.access_token).claims
  assert.equal(typeof jti, 'string')
  assert.deepEqual(claims, {
    iss: api.machineIssuer,
    client_id: 'maskin',
    client_amr: 'private_key_jwt',
    token_type: 'Bearer',
    scope: 'eks:les',
    consumer: { authority: 'iso6523-actorid-upis', ID: `0192:${owner}` },
    aud: 'https://api.etaten.no/',
    iat: now(),
    exp: now() + 30,
  })
  const inQuery = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: makeAssertion(api.machineIssuer, 'maskin', now(), {
      scope: 'eks:les',
      aud: api.machineIssuer.slice(0, -1),
    }),
  })
  assert.equal((await fetch(`${api.machineIssuer}token?${inQuery}`, { method: 'POST' })).status, 200)
})

test('REG-94 a client that a supplier made for a customer names both', async () => {
  const request = {
    client_name: 'For kunden',
    client_orgno: owner,
    integration_type: 'krr',
  }
  const made = await api.call('POST', '/clients', request, { as: 'admin-supplier' })
  assert.equal(made.status, 200, made.text)
  const id = made.body.client_id
  await api.call('POST', `/clients/${id}/jwks`, { keys: [publicJwk('admin-key')] }, { as: 'admin-supplier' })
  const answer = await ask(id, { scope: 'krr:global/digitalpost.read' })
  const { consumer, supplier: named } = decodeToken(answer.body.access_token).claims as Record<string, { ID: string }>
  assert.deepEqual([consumer?.ID, named?.ID], [`0192:${owner}`, `0192:${supplier}`])
})

test('REG-95 the first thing that is wrong is told, with a number that is explained on a page', async () => {
  const used = makeAssertion(api.machineIssuer, 'maskin', now(), { scope: 'eks:les' })
  await requestToken(api.machineIssuer, used)
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const wrong = { aud: 'https://else.example', iat: now() - 500, exp: now() - 400, scope: 'eks:nei' }
  const signedBy = (key: typeof stranger) =>
    requestToken(api.machineIssuer, makeAssertion(api.machineIssuer, 'maskin', now(), wrong, undefined, key))
  const table: [string, ReturnType<typeof ask>][] = [
    ['401 invalid_client MP-100', ask('nobody', wrong)],
    ['400 invalid_grant MP-121', ask('maskin', wrong, { kid: 'unknown' })],
    ['400 invalid_grant MP-121', ask('maskin', wrong, {})],
    ['400 invalid_grant MP-121', ask('maskin', wrong, { x5c: ['AAAA'] })],
    ['400 invalid_grant MP-123', ask('maskin', wrong, { x5c: 'AAAA' })],
    ['400 invalid_grant MP-124', signedBy(stranger)],
    ['400 invalid_grant MP-110', ask('maskin', wrong)],
    ['400 invalid_grant MP-110', ask('maskin', { aud: [api.machineIssuer, 'https://else.example'] })],
    ['400 invalid_grant MP-130', ask('maskin', { ...wrong, aud: api.machineIssuer })],
    ['400 invalid_grant MP-130', ask('maskin', { exp: now() + 121 })],
    ['400 invalid_grant MP-012', requestToken(api.machineIssuer, used)],
    ['400 invalid_grant MP-012', ask('maskin', { jti: undefined })],
    ['400 invalid_scope MP-200', ask('maskin', { scope: 'eks:les eks:nei' })],
    ['400 invalid_scope', ask('maskin', { scope: '' })],
  ]
  for (const [expected, asked] of table) assert.equal(fault(await asked), expected)
  const { body } = await ask('maskin', { scope: 'eks:nei' })
  const page = await fetch(body.error_uri)
  assert.match(await page.text(), new RegExp(`id="${new URL(body.error_uri).hash.slice(1)}"`))
  assert.match(body.error_description, /^MP-200: .* \(ref: [^)]+\)$/)
})

test('REG-91 another grant, no assertion and a broken one are refused', async () => {
  const post = async (form: Record<string, string>) => {
    const { body } = await answerOf(
      await fetch(`${api.machineIssuer}token`, { method: 'POST', body: new URLSearchParams(form) }),
    )
    return body.error
  }
  const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
  assert.equal(await post({ grant_type: 'client_credentials', assertion: 'x' }), 'unsupported_grant_type')
  assert.equal(await post({ grant_type: jwtBearer }), 'invalid_request')
  assert.equal(await post({ grant_type: jwtBearer, assertion: 'x.y' }), 'invalid_grant')
  assert.equal((await fetch(`${api.machineIssuer}token`)).headers.get('allow'), 'POST')
})

test('CT-9 REG-96 K-2 an administration client comes with an enterprise certificate; its keys count only where that is switched on', async () => {
  const strict = await startApi('test', { GATEWAY_TEST_API_ADMIN_KEYS_ALLOWED: 'false' })
  try {
    const { machineIssuer } = strict
    const nowSeconds = strict.gateway.clock.nowSeconds()
    const scope = 'idporten:dcr.write idporten:dcr.read idporten:scopes.write'
    const assertion = (clientId: string, header?: Record<string, unknown>, key?: ReturnType<typeof createPrivateKey>) =>
      requestToken(machineIssuer, makeAssertion(machineIssuer, clientId, nowSeconds, { scope }, header, key))
    assert.match((await assertion('etat-admin')).body.error_description, /^MP-121: .*enterprise certificate/)
    const ca = openFileDevelopmentCa(
      join(strict.gateway.folder, 'development-ca'),
      `${strict.gateway.issuer}/dev/ca/crl`,
    )
    const issue = (orgno: string, flaw: 'good' | 'expired') =>
      ca.issue({ orgno, name: 'Etat', flaw, profile: 'seid1', password: 'dev' }, nowSeconds)
    const [good, expired, foreign] = [
      await issue(owner, 'good'),
      await issue(owner, 'expired'),
      await issue(supplier, 'good'),
    ]
    const by = ({ x5c, privateKeyPem }: typeof good) =>
      assertion('admin-certificate', { x5c }, createPrivateKey(privateKeyPem))
    const answer = await by(good)
    assert.equal(answer.status, 200, answer.text)
    assert.equal(decodeToken(answer.body.access_token).claims.client_amr, 'virksomhetssertifikat')
    const clients = await strict.call('GET', '/clients', undefined, { token: answer.body.access_token })
    assert.equal(clients.status, 200, clients.text)
    assert.equal(fault(await by(expired)), '400 invalid_grant MP-120')
    assert.equal(fault(await by(foreign)), '400 invalid_grant MP-122')
    assert.equal(fault(await assertion('admin-certificate', { x5c: good.x5c })), '400 invalid_grant MP-124')
  } finally {
    await strict.stop()
  }
})

test('REG-97 a client may fetch twenty tokens a second, one for each call', async () => {
  const answers = await Promise.all(Array.from({ length: 60 }, () => ask('maskin')))
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
})

test('REG-98 REG-3 a token opens nothing once its client is closed, and no more than its client may still have', async (context) => {
  const spare = ['maskin-lukket', 'maskin-liten'].map((client_id) => ({
    ...apiSeed('test').clients[0],
    client_id,
    client_name: `Maskinen ${client_id}`,
  }))
  const seed = { ...apiSeed('test'), clients: [...apiSeed('test').clients, ...spare] }
  const program = await startApi('test', {}, seed)
  context.after(() => program.stop())
  const call = (token: string) => program.call('GET', '/scopes?inactive=true', undefined, { token })
  const [closing, shrinking] = [await program.token('maskin-lukket'), await program.token('maskin-liten')]
  assert.deepEqual([(await call(closing)).status, (await call(shrinking)).status], [200, 200])
  assert.equal((await program.call('DELETE', '/clients/maskin-lukket')).status, 200)
  assert.equal((await call(closing)).status, 401)
  const smaller = spare.map((client) => ({ ...client, scopes: ['idporten:dcr.read'] })).slice(1)
  assert.deepEqual(await program.gateway.reseed({ version: 1, environment: 'test', clients: smaller }), [])
  const refused = await call(shrinking)
  assert.deepEqual([refused.status, refused.body.error], [403, 'insufficient_scope'])
})

test('REG-98 a token opens the API of its own environment only, until it ends', async () => {
  const token = await api.token('etat-admin')
  assert.equal((await api.call('GET', '/clients', undefined, { token })).status, 200)
  const elsewhere = await fetch(`${api.portal}/api/prod-sim/clients`, { headers: { authorization: `Bearer ${token}` } })
  assert.equal(elsewhere.status, 401)
  const forged = signToken(
    { alg: 'RS256', kid: 'x' },
    { iss: api.machineIssuer, exp: now() + 60 },
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  )
  assert.equal((await api.call('GET', '/clients', undefined, { token: forged })).status, 401)
  api.gateway.clock.forward(120)
  const late = await api.call('GET', '/clients', undefined, { token })
  assert.deepEqual([late.status, late.headers.get('www-authenticate')], [401, 'Bearer error="invalid_token"'])
})
