import assert from 'node:assert/strict'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openFileDevelopmentCa } from '../../../src/certificates/development-ca/file-development-ca.ts'
import {
  type ApiProgram,
  apiSeed,
  clientRequest,
  otherJwk,
  owner,
  publicJwk,
  startApi,
  supplier,
} from './api-program.ts'

let api: ApiProgram
before(async () => {
  api = await startApi()
})
after(() => api.stop())

const daySeconds = 86_400
const now = () => api.gateway.clock.nowSeconds()
const make = async (more: Record<string, unknown> = {}): Promise<string> => {
  const made = await api.call('POST', '/clients', { ...clientRequest, ...more })
  assert.equal(made.status, 200, made.text)
  return `/clients/${made.body.client_id}`
}
type Key = { kid: string; exp: number }
const kids = (body: { keys: Key[] }) => body.keys.map(({ kid }) => kid)

test('CT-9 REG-64 K-6 K-7 K-8 keys begin empty, are merged with those that were read, and are renewed by posting them again', async () => {
  const path = await make()
  const created = (await api.call('GET', path)).body.created
  const empty = await api.call('GET', `${path}/jwks`)
  assert.deepEqual([empty.status, empty.body], [200, { keys: [], created, last_updated: created }])
  const first = await api.call('POST', `${path}/jwks`, { keys: [publicJwk('a', { exp: now() + 20 * daySeconds })] })
  assert.deepEqual([first.status, first.body.keys[0].exp], [200, now() + 20 * daySeconds])
  const merged = await api.call('POST', `${path}/jwks`, { keys: [...first.body.keys, otherJwk('b')] })
  assert.deepEqual(kids(merged.body), ['a', 'b'])
  assert.ok(merged.body.keys.every(({ exp }: Key) => Number.isInteger(exp)))
  const renewed = await api.call('POST', `${path}/jwks`, { keys: [publicJwk('a')] })
  assert.equal(renewed.body.keys[0].exp, now() + 365 * daySeconds)
})

test('REG-60 REG-63 REG-140 six keys and a private one are refused together with where, and nothing of them is kept or logged', async () => {
  const path = await make()
  const six = await api.call('POST', `${path}/jwks`, {
    keys: ['1', '2', '3', '4', '5', '6'].map((kid) => publicJwk(kid)),
  })
  assert.equal(six.status, 400)
  const secret = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
  const exposed = await api.call('POST', `${path}/jwks`, {
    keys: [{ ...secret, kid: 'x', alg: 'RS256', use: 'sig' }, { kty: 'OKP' }],
  })
  assert.equal(exposed.status, 400)
  assert.match(exposed.body.errors[0].errorMessage, /^keys\[0\]: .*exposed.*REG-63/)
  assert.equal(exposed.body.errors[1].fieldIdentifier, 'keys[1].use')
  for (const text of [exposed.text, ...api.gateway.logLines]) assert.ok(!text.includes(String(secret.d)))
  assert.deepEqual((await api.call('GET', `${path}/jwks`)).body.keys, [])
})

test('REG-68 one key is put, read and removed, and all are removed', async () => {
  const path = await make()
  const put = await api.call('PUT', `${path}/jwks/one`, publicJwk('one'))
  assert.deepEqual([put.status, put.body.kid], [200, 'one'])
  assert.equal((await api.call('PUT', `${path}/jwks/two`, otherJwk('two'))).status, 200)
  assert.equal((await api.call('PUT', `${path}/jwks/two`, otherJwk('three'))).status, 400)
  assert.equal((await api.call('GET', `${path}/jwks/two`)).body.kid, 'two')
  const removed = await api.call('DELETE', `${path}/jwks/one`)
  assert.deepEqual([removed.status, removed.text], [200, ''])
  assert.equal((await api.call('DELETE', `${path}/jwks/one`)).status, 404)
  assert.deepEqual(kids((await api.call('GET', `${path}/jwks`)).body), ['two'])
  assert.equal((await api.call('DELETE', `${path}/jwks`)).status, 200)
  assert.equal((await api.call('GET', `${path}/jwks/two`)).status, 404)
})

test('REG-66 a certificate adds its key, pinned and no longer lived than itself, if it is the owner’s', async () => {
  const path = await make()
  const ca = openFileDevelopmentCa(join(api.gateway.folder, 'development-ca'), `${api.gateway.issuer}/dev/ca/crl`)
  const issue = async (orgno: string) =>
    (await ca.issue({ orgno, name: 'Etat', flaw: 'good', profile: 'seid1', password: 'dev' }, now())).certificatePem
  const headers = { 'content-type': 'text/plain' }
  const add = (text: string, query = '') => api.call('POST', `/api/v2${path}/key${query}`, text, { headers })
  const pem = await issue(owner)
  const added = await add(pem, '?kid=sertifikat')
  assert.equal(added.status, 200, added.text)
  const notAfter = Math.floor(Date.parse(new X509Certificate(pem).validTo) / 1000)
  assert.deepEqual(
    [added.body.kid, added.body.x5c.length >= 1, added.body.exp],
    ['sertifikat', true, Math.min(notAfter, now() + 365 * daySeconds)],
  )
  const foreign = await add(await issue(supplier))
  assert.match(foreign.body.error_description, /certificate_orgno_mismatch/)
  const spki = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' })
  assert.match((await add(String(spki))).body.kid, /^[A-Za-z0-9_-]{43}$/)
  assert.equal((await add(JSON.stringify(otherJwk('jwk')))).body.kid, 'jwk')
  assert.equal((await add('noe annet')).status, 400)
  const pkcs8 = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' })
  assert.match((await add(String(pkcs8))).body.error_description, /exposed/)
  assert.deepEqual(kids((await api.call('GET', `${path}/jwks`)).body).length, 3)
})

test('CT-6 REG-73 REG-74 a secret is seen once, two are valid, a third revokes the oldest, and all that are left are described', async () => {
  const path = await make({ token_endpoint_auth_method: 'client_secret_post' })
  const clientId = path.split('/')[2] ?? ''
  const issue = async (query = '') => {
    const issued = await api.call('POST', `${path}/secret${query}`)
    assert.deepEqual([issued.status, issued.headers.get('cache-control')], [200, 'no-store'], issued.text)
    assert.match(issued.body.client_secret, /^cs_t_[A-Za-z0-9_-]{43}$/)
    return issued.body as { client_secret: string; client_secret_expires_at: number }
  }
  const works = async (secret: string): Promise<boolean> => {
    const form = { grant_type: 'refresh_token', refresh_token: 'x', client_id: clientId, client_secret: secret }
    const answer = await fetch(`${api.gateway.issuer}/token`, { method: 'POST', body: new URLSearchParams(form) })
    return ((await answer.json()) as { error: string }).error !== 'invalid_client'
  }
  const statuses = async () =>
    (await api.call('GET', `${path}/credentials`)).body.secrets.map(({ status }: { status: string }) => status)
  const first = await issue('?lifetime_days=10')
  assert.equal(first.client_secret_expires_at, now() + 10 * daySeconds)
  const second = await issue('?overlap_hours=2')
  assert.deepEqual(await statuses(), ['retiring', 'active'])
  const third = await issue()
  assert.deepEqual(await statuses(), ['revoked', 'retiring', 'active'])
  assert.deepEqual(await Promise.all([first, second, third].map((one) => works(one.client_secret))), [
    false,
    true,
    true,
  ])
  await issue('?revoke_previous=true')
  assert.deepEqual(await statuses(), ['revoked', 'revoked', 'revoked', 'active'])
  const described = await api.call('GET', `${path}/credentials`)
  assert.ok(!/hmac|pepper|argon|cs_t_/.test(described.text))
  assert.equal(described.body.secrets[0].issued_by, 'etat-admin')
  for (const query of ['?overlap_hours=721', '?overlap_hours=x', '?lifetime_days=361', '?lifetime_days=0'])
    assert.equal((await api.call('POST', `${path}/secret${query}`)).status, 400, query)
  const withKeys = await make()
  assert.equal((await api.call('POST', `${withKeys}/secret`)).status, 409)
  const headers = { 'idempotency-key': 'hemmelig' }
  assert.equal((await api.call('POST', `${path}/secret`, undefined, { headers })).status, 200)
  assert.equal((await api.call('POST', `${path}/secret`, undefined, { headers })).status, 409, 'a secret is not kept')
})

test('REG-69 REG-74 the day of the last use is told for each key and secret, and does not delay an answer', async () => {
  const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10)
  await api.call('PUT', '/clients/maskin/jwks/second', otherJwk('second'))
  const keys = async () => (await api.call('GET', '/clients/maskin/credentials')).body.keys
  const lastUsed = async () =>
    (await keys()).map((key: { kid: string; last_used?: string }) => [key.kid, key.last_used])
  await api.token('maskin', 'eks:les')
  assert.deepEqual(await lastUsed(), [
    ['admin-key', day(now())],
    ['second', undefined],
  ])
  const firstUsed = (await keys())[0].first_used
  api.gateway.clock.forward(2 * daySeconds)
  await api.token('maskin', 'eks:les')
  assert.equal((await lastUsed())[0][1], day(now()))
  assert.equal((await keys())[0].first_used, firstUsed)
})

test('REG-65 a key is listed for thirty days after its end', async () => {
  const path = await make()
  await api.call('POST', `${path}/jwks`, { keys: [publicJwk('short', { exp: now() + 60 }), otherJwk('long')] })
  const listed = async () => kids((await api.call('GET', `${path}/jwks`)).body)
  api.gateway.clock.forward(29 * daySeconds)
  assert.deepEqual(await listed(), ['short', 'long'])
  api.gateway.clock.forward(2 * daySeconds)
  assert.deepEqual(await listed(), ['long'])
})

test('REG-67 the keys of a client that publishes them are not registered besides', async () => {
  const seed = apiSeed('test')
  const client = {
    ...clientRequest,
    client_id: 'publishes',
    client_orgno: owner,
    token_endpoint_auth_method: 'private_key_jwt',
    jwks_uri: 'https://etaten.no/jwks',
  }
  assert.deepEqual(await api.gateway.reseed({ ...seed, clients: [...seed.clients, client] }), [])
  const path = '/clients/publishes'
  assert.equal((await api.call('GET', path)).body.jwks_uri, 'https://etaten.no/jwks')
  for (const answer of [
    await api.call('POST', `${path}/jwks`, { keys: [publicJwk('a')] }),
    await api.call('PUT', `${path}/jwks/a`, publicJwk('a')),
  ]) {
    assert.equal(answer.status, 400)
    assert.match(answer.text, /are fetched from jwks_uri/)
  }
  assert.deepEqual((await api.call('GET', `${path}/jwks`)).body.keys, [])
})
