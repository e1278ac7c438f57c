import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { randomSyntheticId } from '../../../src/protocol/national-id-synthetic.ts'
import type { DurableStore } from '../../../src/storage/durable-store.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { openSystemRandom } from '../../../src/system/random.ts'
import { exampleAuthorization } from '../../contracts/examples.ts'
import { decodeToken, openRelyingParty } from '../../harness/relying-party.ts'
import { introspect, revoke, userinfo } from '../token/resource-servers.ts'
import {
  type AuthorizationsProgram,
  authorizationsSeed,
  citizenA,
  citizenB,
  etat,
  other,
  startAuthorizations,
} from './authorizations-program.ts'

let program: AuthorizationsProgram
before(async () => {
  program = await startAuthorizations()
})
after(() => program.stop())

const own = '/clients/authorizations?requires_user_consent=false'
const nothingIssued = {
  refreshHash: null,
  refreshExpiresAtSeconds: null,
  formerRefresh: null,
  idTokenIssuedAtSeconds: null,
  atSeconds: 1,
}
const endAll = () => program.gateway.clock.forward(7201)
const party = (clientId = 'etat-spa') => openRelyingParty(program.gateway.issuer, clientId)
const isActive = async (token = '') => (await introspect(program.gateway, token, 'etat-rs')).json().active
const revokeList = async (clientId: string) => {
  const answer = await program.call('GET', `/revokelist?client_id=${clientId}`, undefined)
  assert.equal(answer.status, 200)
  return answer.body
}
/** The id of what the person gave last, as the machine of an organisation is told it. */
const newestId = async (clientId = 'etat-maskin', pid = citizenA): Promise<string> => {
  const token = await program.machineToken(clientId)
  return (await program.call('POST', own, token, { body: { pid } })).body[0].authorization_id
}
const withdraw = (id: string, token: string | undefined) => program.call('DELETE', `/authorizations/${id}`, token)

async function assertEnded(tokens: Record<string, string>, clientId = 'etat-spa'): Promise<void> {
  assert.equal(await isActive(tokens.access_token), false)
  assert.equal((await userinfo(program.gateway, tokens.access_token)).status, 401)
  const refreshed = await party(clientId).refresh(tokens.refresh_token ?? '')
  assert.deepEqual([refreshed.status, refreshed.json().error], [400, 'invalid_grant'])
}

test('API-55 API-60 APT-8 a withdrawal ends introspection, userinfo and refresh, and tokens of both forms come to the revoke list', async () => {
  const scope = 'openid profile etat:soknad.read'
  const value = await program.give('etat-spa', scope)
  const refreshed = (await party().refresh(value.refresh_token ?? '')).json() as Record<string, string>
  assert.equal(await isActive(value.access_token), true)
  const byValue = await withdraw(await newestId(), await program.machineToken('etat-maskin'))
  assert.deepEqual([byValue.status, byValue.text], [204, ''])
  await assertEnded(refreshed)
  assert.equal(await isActive(value.access_token), false)
  program.gateway.clock.forward(3)
  const opaque = await program.give('etat-spa', 'openid profile etat:opak.read')
  await withdraw(await newestId(), await program.machineToken('etat-maskin'))
  await assertEnded(opaque)
  const now = program.gateway.clock.nowSeconds() * 1000
  const jti = (token = '') => decodeToken(token).claims.jti
  const digest = createHash('sha256')
    .update(opaque.access_token ?? '')
    .digest('base64url')
  const expected = [
    { expires: now + 120_000, revoked: now, access_token_id: digest },
    { expires: now + 117_000, revoked: now - 3000, access_token_id: jti(value.access_token) },
    { expires: now + 117_000, revoked: now - 3000, access_token_id: jti(refreshed.access_token) },
  ]
  const list = await revokeList('etat-spa')
  const sorted = (tokens: { access_token_id: string }[]) =>
    tokens.toSorted((a, b) => a.access_token_id.localeCompare(b.access_token_id))
  assert.equal(list.created, now)
  assert.deepEqual(list.revoked_access_tokens[0], expected[0], 'newest first')
  assert.deepEqual(sorted(list.revoked_access_tokens), sorted(expected as { access_token_id: string }[]))
  program.gateway.clock.forward(117)
  assert.deepEqual((await revokeList('etat-spa')).revoked_access_tokens, [expected[0]])
  program.gateway.clock.forward(3)
  assert.deepEqual((await revokeList('etat-spa')).revoked_access_tokens, [])
  endAll()
})

test('API-60 the revoke list is open to all, to be kept a minute, and empty for a client that never was', async () => {
  const answer = await program.call('GET', '/revokelist?client_id=nobody', undefined)
  assert.deepEqual([answer.status, answer.headers.get('cache-control')], [200, 'public, max-age=60'])
  assert.deepEqual(Object.keys(answer.body), ['created', 'revoked_access_tokens'])
  assert.deepEqual(answer.body.revoked_access_tokens, [])
  assert.equal((await program.call('GET', '/authorizations/revokelist?client_id=nobody', undefined)).status, 200)
  assert.equal((await program.call('GET', '/revokelist', undefined)).status, 400)
})

test('API-60 ten thousand tokens are listed, and it is said when there are more; what expired does not count', async () => {
  const now = program.gateway.clock.nowSeconds()
  /** So many authorizations of a client, each with one token, that all ended just now. */
  const endMany = (clientId: string, count: number, expiresAtSeconds: number, from = 0) =>
    inStore((store) =>
      store.transaction(async (inside) => {
        const { authorizations } = inside.environment('test')
        for (let index = from; index < from + count; index += 1) {
          const authorizationId = `${clientId}-${index}`
          await authorizations.add({
            ...exampleAuthorization({ authorizationId, clientId }),
            expiresAtSeconds: now + 7200,
          })
          const accessToken = { id: `token-${index}`, expiresAtSeconds }
          await authorizations.recordIssue(authorizationId, null, { ...nothingIssued, accessToken })
          await authorizations.end(authorizationId, now)
        }
      }),
    )
  await endMany('busy', 10_000, now - 1)
  await endMany('busy', 5, now + 60, 10_000)
  const quiet = await revokeList('busy')
  assert.equal('truncated' in quiet, false)
  await endMany('flooded', 10_001, now + 60)
  const list = await revokeList('flooded')
  assert.deepEqual([list.revoked_access_tokens.length, list.truncated], [10_000, true])
})

test('API-60 REV-2 what a client revokes itself comes to the list too', async () => {
  const tokens = await program.give('etat-spa', 'etat:soknad.read')
  assert.equal((await revoke(program.gateway, tokens.refresh_token, 'etat-spa')).status, 200)
  const { revoked_access_tokens } = await revokeList('etat-spa')
  assert.equal(revoked_access_tokens[0].access_token_id, decodeToken(tokens.access_token ?? '').claims.jti)
  endAll()
})

test('API-54 a citizen withdraws what is their own, whatever organisation it concerns, and nobody else’s', async () => {
  const user = (await program.give('etat-spa', 'etat:soknad.read idporten:authorizations', citizenB)).access_token
  const others = await program.give('andre-app', 'openid etat:soknad.read')
  const id = await newestId('andre-maskin')
  assert.equal((await withdraw(id, user)).status, 404)
  assert.equal(await isActive(others.access_token), true)
  const mine = (await program.give('etat-spa', 'idporten:authorizations')).access_token
  assert.equal((await withdraw(id, mine)).status, 204)
  assert.equal((await withdraw(id, mine)).status, 404, 'a second time there is nothing')
  await assertEnded(others, 'andre-app')
  endAll()
})

test('API-54 machines withdraw what their clients have and what holds a scope of theirs, whole, and no more', async () => {
  const tokens = await program.give('andre-app', 'openid etat:soknad.read')
  const id = await newestId('andre-maskin')
  assert.equal((await withdraw(id, await program.machineToken('lev-maskin'))).status, 404)
  assert.equal(
    (await withdraw(id, await program.machineToken('etat-trekker', 'idporten:authorizations.revoke'))).status,
    204,
  )
  await assertEnded(tokens, 'andre-app')
  const more = await program.give('etat-spa', 'openid etat:soknad.read andre:data.read')
  const second = await newestId()
  assert.equal((await withdraw(second, await program.machineToken('andre-maskin'))).status, 204)
  await assertEnded(more)
  for (const unknown of ['x'.repeat(43), 'a', '%00', '..%2F..'])
    assert.equal((await withdraw(unknown, await program.machineToken('etat-maskin'))).status, 404)
  endAll()
})

test('API-8 API-55 APT-10 the journal and the events tell who withdrew, by what right, and no number', async () => {
  const mine = (await program.give('etat-spa', 'etat:soknad.read idporten:authorizations')).access_token
  const before = program.gateway.events.length
  const kinds: [string, string][] = []
  for (const [clientId, token] of [
    ['etat-spa', await program.machineToken('etat-maskin')],
    ['andre-app', await program.machineToken('etat-maskin')],
    ['andre-app', mine ?? ''],
  ] as const) {
    program.gateway.clock.forward(1)
    await program.give(clientId, 'etat:soknad.read')
    const id = await newestId(clientId === 'etat-spa' ? 'etat-maskin' : 'andre-maskin')
    assert.equal((await withdraw(id, token)).status, 204)
    kinds.push([clientId, id])
  }
  const revoked = program.gateway.events.slice(before).filter(({ kind }) => kind === 'authorization-revoked')
  assert.deepEqual(
    revoked.map((event) => [event.clientId, 'by' in event && event.by]),
    [
      ['etat-spa', 'client_owner'],
      ['andre-app', 'scope_owner'],
      ['andre-app', 'citizen'],
    ],
  )
  const journal = await inStore((store) => store.journal.list({ action: 'authorization.revoked' }, 3))
  assert.deepEqual(
    journal.map(({ actor, object, orgno, environment, after: told }) => [
      actor.kind,
      object.id,
      orgno,
      environment,
      told,
    ]),
    [
      ['user', kinds[2]?.[1], other, 'test', { by: 'citizen', client_id: 'andre-app', scopes: ['etat:soknad.read'] }],
      [
        'machine',
        kinds[1]?.[1],
        other,
        'test',
        { by: 'scope_owner', client_id: 'andre-app', scopes: ['etat:soknad.read'] },
      ],
      [
        'machine',
        kinds[0]?.[1],
        etat,
        'test',
        { by: 'client_owner', client_id: 'etat-spa', scopes: ['etat:soknad.read'] },
      ],
    ],
  )
  assert.match(journal[0]?.actor.id ?? '', /^[A-Za-z0-9_-]{43}$/)
  assert.equal(JSON.stringify(journal).includes(citizenA), false)
  assert.equal(JSON.stringify(program.gateway.events).includes(citizenA), false)
  assert.equal(
    program.gateway.logLines.some((line) => line.includes(citizenA)),
    false,
  )
  endAll()
})

test('API-31 API-55 closed by its owner, a client has lost what citizens gave to it, also when it is opened again', async () => {
  const tokens = await program.give('etat-spa', 'openid etat:opak.read')
  const admin = await program.machineToken('etat-maskin', 'idporten:dcr.write')
  const client = (
    await program.call('GET', '/clients/etat-spa', await program.machineToken('etat-maskin', 'idporten:dcr.read'))
  ).body
  assert.equal((await program.call('DELETE', '/clients/etat-spa', admin)).status, 200)
  assert.equal(await isActive(tokens.access_token), false)
  assert.equal((await userinfo(program.gateway, tokens.access_token)).status, 401)
  const opened = await program.call('PUT', '/clients/etat-spa', admin, { body: { ...client, active: true } })
  assert.equal(opened.status, 200, opened.text)
  await assertEnded(tokens)
  assert.equal((await program.give('etat-spa', 'openid etat:opak.read')).scope, 'openid etat:opak.read')
  endAll()
})

test('API-31 access withdrawn from all that it covers ends an authorization at once; the citizen is not asked to', async () => {
  const tokens = await program.give('andre-app', 'etat:soknad.read')
  assert.equal(await isActive(tokens.access_token), true)
  const seed = authorizationsSeed()
  const scopes = seed.scopes.map((scope) => (scope.name === 'etat:soknad.read' ? { ...scope, access: [] } : scope))
  assert.deepEqual(await program.gateway.reseed({ ...seed, scopes, clients: [] }), [])
  await assertEnded(tokens, 'andre-app')
  assert.deepEqual(await program.gateway.reseed(seed), [])
  endAll()
})

test('API-31 CLI-2 while its organisation is suspended, nothing that citizens gave to a client is worth anything', async () => {
  const tokens = await program.give('andre-app', 'openid etat:soknad.read')
  const mine = (await program.give('andre-app', 'idporten:authorizations')).access_token
  await setState('SUSPENDED')
  assert.equal(await isActive(tokens.access_token), false)
  assert.equal((await userinfo(program.gateway, tokens.access_token)).status, 401)
  assert.equal((await party('andre-app').refresh(tokens.refresh_token ?? '')).json().error, 'invalid_client')
  assert.equal((await program.call('GET', own, mine)).status, 401)
  assert.equal((await withdraw('x'.repeat(43), mine)).status, 401)
  await setState('REGISTERED')
  assert.equal(await isActive(tokens.access_token), true)
  endAll()
})

test('API-31 VER-93 with the person gone, what they gave is gone from every door', async () => {
  const tokens = await program.give('etat-spa', 'openid etat:opak.read', citizenB)
  const nowSeconds = program.gateway.clock.nowSeconds()
  await inStore((store) => store.environment('test').authorizations.endOfPerson(citizenB, nowSeconds))
  await assertEnded(tokens)
  const token = await program.machineToken('etat-maskin')
  assert.deepEqual((await program.call('POST', own, token, { body: { pid: citizenB } })).body, [])
  endAll()
})

/** As the operator's console writes it, and as long as another process needs to see it. */
async function setState(state: 'SUSPENDED' | 'REGISTERED'): Promise<void> {
  await inStore(async (store) => {
    const found = await store.organisations.find(other)
    assert.ok(found)
    await store.organisations.save({ ...found.thing, state }, found.origin, program.gateway.clock.nowSeconds())
    await store.environment('test').clients.growVersion()
  })
  await program.gateway.restart()
}

test('API-57 the thousand-and-first person of an hour is 429, and one who was asked about before is not', async () => {
  const random = openSystemRandom()
  const pids = new Set<string>([citizenA])
  while (pids.size < 1000) pids.add(randomSyntheticId(random).reveal())
  program.gateway.clock.forward(3600 - (program.gateway.clock.nowSeconds() % 3600))
  let token = ''
  let calls = 0
  const ask = async (pid: string) => {
    // Six hundred calls a minute are another limit (REG-109).
    if (calls % 500 === 0) {
      program.gateway.clock.forward(60)
      token = await program.machineToken('etat-maskin')
    }
    calls += 1
    return program.call('POST', own, token, { body: { pid } })
  }
  for (const pid of pids) assert.equal((await ask(pid)).status, 200)
  for (const pid of [citizenB, citizenB]) {
    const refused = await ask(pid)
    assert.deepEqual([refused.status, refused.body.error], [429, 'rate_limited'])
    assert.ok(Number(refused.headers.get('retry-after')) > 3000)
  }
  assert.equal((await ask(citizenA)).status, 200)
  const elsewhere = await program.machineToken('andre-maskin')
  assert.equal((await program.call('POST', own, elsewhere, { body: { pid: citizenB } })).status, 200)
  assert.deepEqual(await queued(), [['person_lookups', etat]])
  program.gateway.clock.forward(3600)
  token = await program.machineToken('etat-maskin')
  assert.equal((await program.call('POST', own, token, { body: { pid: citizenB } })).status, 200)
})

/** What waits for the operator. */
const queued = () =>
  inStore(async ({ portal }) => {
    const items = await portal.queue.list({ states: ['OPEN'] })
    return items.map(({ thing }) => [thing.kind, thing.orgno])
  })

/** Reads beside the program, on the same file. */
async function inStore<Result>(read: (store: DurableStore) => Promise<Result>): Promise<Result> {
  const database = openSqliteDatabase(join(program.gateway.folder, 'portvakt.sqlite'))
  try {
    return await read(openSqlDurableStore(database))
  } finally {
    database.close()
  }
}
