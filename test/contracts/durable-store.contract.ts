import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newOrganisation } from '../../src/journey/organisation.ts'
import type { DurableStore, EnvironmentShelves } from '../../src/storage/durable-store.ts'
import type { TestUser } from '../../src/storage/records.ts'
import { exampleAuthorization, exampleClient, exampleKey, exampleScope } from './examples.ts'

/** What every durable store owes. `open` opens an empty store. */
export const durableStoreContract = (name: string, open: () => DurableStore): void => {
  const run = async (work: (shelves: EnvironmentShelves, store: DurableStore) => Promise<void>): Promise<void> => {
    const store = open()
    try {
      await work(store.environment('test'), store)
    } finally {
      store.close()
    }
  }
  const issue = {
    refreshHash: 'first',
    refreshExpiresAtSeconds: 700,
    idTokenIssuedAtSeconds: 101,
    accessToken: { id: 'token', expiresAtSeconds: 300 },
    atSeconds: 180,
    formerRefresh: null,
  }

  describe(`durable store: ${name}`, () => {
    test('REG-5 a saved client is found with its origin and times, and every save is the next revision', () =>
      run(async ({ clients }) => {
        assert.equal(await clients.find('a'), undefined)
        await clients.save(exampleClient('a'), 'seed', 10)
        await clients.save(exampleClient('a', 'Tjeneste på norsk'), 'hand', 20)
        assert.deepEqual(await clients.find('a'), {
          thing: exampleClient('a', 'Tjeneste på norsk'),
          origin: 'hand',
          revision: 2,
          createdAtSeconds: 10,
          updatedAtSeconds: 20,
        })
      }))

    test('REG-5 fifty concurrent saves of one client give fifty revisions', () =>
      run(async ({ clients }) => {
        await Promise.all(Array.from({ length: 50 }, () => clients.save(exampleClient('a'), 'hand', 10)))
        assert.equal((await clients.find('a'))?.revision, 50)
      }))

    test('lists come in the order of their names, and each environment has its own', () =>
      run(async ({ clients, scopes }, store) => {
        for (const id of ['b', 'a', 'c']) await clients.save(exampleClient(id), 'hand', 10)
        await store.environment('prod-sim').clients.save(exampleClient('elsewhere'), 'hand', 10)
        await scopes.save(exampleScope('a:b'), 'seed', 10)
        assert.deepEqual(
          (await clients.list()).map((client) => client.thing.clientId),
          ['a', 'b', 'c'],
        )
        assert.deepEqual(
          (await scopes.list()).map((scope) => scope.thing),
          [exampleScope('a:b')],
        )
        assert.equal(await store.environment('prod-sim').clients.find('a'), undefined)
      }))

    test('API-31 accesses are kept by scope and consumer, the approved ones stand in the scope, and every write grows the version', () =>
      run(async ({ clients, scopes, scopeAccess }, store) => {
        const access = (scope: string, consumerOrgno: string, state: 'REQUESTED' | 'APPROVED' | 'DENIED') => {
          const times = { createdAtSeconds: 10, updatedAtSeconds: 20, toldAtSeconds: null }
          return { scope, consumerOrgno, state, origin: 'hand' as const, ...times }
        }
        await scopes.save({ ...exampleScope('a:b'), access: ['passed over'] }, 'hand', 10)
        const version = await clients.version()
        await scopeAccess.save(access('a:b', '2', 'APPROVED'))
        assert.notEqual(await clients.version(), version)
        await scopeAccess.save(access('a:b', '1', 'APPROVED'))
        await scopeAccess.save(access('a:b', '3', 'REQUESTED'))
        await scopeAccess.save(access('a:c', '3', 'APPROVED'))
        await store.environment('prod-sim').scopeAccess.save(access('a:b', '4', 'APPROVED'))
        assert.deepEqual((await scopes.find('a:b'))?.thing.access, ['1', '2'])
        assert.deepEqual((await scopes.list())[0]?.thing.access, ['1', '2'])
        assert.deepEqual(await scopeAccess.listOfScope('a:b'), [
          access('a:b', '1', 'APPROVED'),
          access('a:b', '2', 'APPROVED'),
          access('a:b', '3', 'REQUESTED'),
        ])
        assert.deepEqual(await scopeAccess.listOfConsumer('3'), [
          access('a:b', '3', 'REQUESTED'),
          access('a:c', '3', 'APPROVED'),
        ])
        await scopeAccess.save(access('a:b', '2', 'DENIED'))
        assert.deepEqual(await scopeAccess.listApproved(), [
          { scope: 'a:b', consumerOrgno: '1' },
          { scope: 'a:c', consumerOrgno: '3' },
        ])
        assert.equal((await scopeAccess.listUntold()).length, 4)
        await scopeAccess.told('a:b', '2', 30)
        assert.equal((await scopeAccess.listUntold()).length, 3)
        assert.equal((await scopeAccess.find('a:b', '2'))?.toldAtSeconds, 30)
        assert.equal(await scopeAccess.find('a:b', '9'), undefined)
      }))

    test('API-43 a delegation is kept once, by all three that it names, and every environment has its own', () =>
      run(async ({ clients, delegations }, store) => {
        const one = (scope: string, consumerOrgno: string, supplierOrgno: string) => {
          return { scope, consumerOrgno, supplierOrgno, origin: 'hand' as const, createdAtSeconds: 10 }
        }
        const version = await clients.version()
        assert.equal(await delegations.add(one('a:b', '2', '8')), true)
        assert.notEqual(await clients.version(), version)
        assert.equal(await delegations.add({ ...one('a:b', '2', '8'), origin: 'seed', createdAtSeconds: 20 }), false)
        await delegations.add(one('a:b', '1', '9'))
        await store.environment('prod-sim').delegations.add(one('a:b', '1', '8'))
        assert.deepEqual(await delegations.list(), [one('a:b', '1', '9'), one('a:b', '2', '8')])
        assert.equal(await delegations.has(one('a:b', '2', '8')), true)
        for (const other of [one('a:c', '2', '8'), one('a:b', '1', '8'), one('a:b', '2', '9'), one('a:b', '8', '2')])
          assert.equal(await delegations.has(other), false)
        assert.equal(await delegations.remove(one('a:b', '2', '9')), false)
        assert.equal(await delegations.remove(one('a:b', '2', '8')), true)
        assert.deepEqual(await delegations.list(), [one('a:b', '1', '9')])
      }))

    test('CONS-8 former revisions of a scope stay, oldest first, without the present one', () =>
      run(async ({ scopes }, store) => {
        const described = (description: string) => ({ ...exampleScope('a:b'), description })
        for (const [at, text] of ['first', 'second', 'third'].entries()) await scopes.save(described(text), 'hand', at)
        await store.environment('prod-sim').scopes.save(described('elsewhere'), 'hand', 10)
        const former = (await scopes.former('a:b')).map(({ thing, revision }) => [revision, thing.description])
        assert.deepEqual(former, [
          [1, 'first'],
          [2, 'second'],
        ])
        assert.deepEqual(await scopes.former('a:c'), [])
      }))

    test('API-28 a prefix has one owner in each environment, and its revisions', () =>
      run(async ({ prefixes }, store) => {
        await prefixes.save({ prefix: 'a', ownerOrgno: '1' }, 'seed', 10)
        await prefixes.save({ prefix: 'a', ownerOrgno: '2' }, 'hand', 20)
        const times = { origin: 'hand', revision: 2, createdAtSeconds: 10, updatedAtSeconds: 20 }
        assert.deepEqual(await prefixes.list(), [{ thing: { prefix: 'a', ownerOrgno: '2' }, ...times }])
        assert.deepEqual(await store.environment('prod-sim').prefixes.list(), [])
      }))

    test('ENV-5 the version grows with every write to clients or scopes of the environment, and with nothing else', () =>
      run(async ({ clients, scopes, authorizations, testUsers }, store) => {
        const versions = [await clients.version()]
        await clients.save(exampleClient('a'), 'hand', 10)
        versions.push(await clients.version())
        await scopes.save(exampleScope('a:b'), 'hand', 10)
        versions.push(await clients.version())
        await clients.save(exampleClient('a'), 'hand', 11)
        versions.push(await clients.version())
        assert.equal(new Set(versions).size, 4)
        assert.deepEqual(
          versions,
          versions.toSorted((a, b) => a - b),
        )
        await authorizations.add(exampleAuthorization())
        await testUsers.save({ pid: '1', pool: null, eids: [], levelMax: null }, 'seed', 10)
        await store.environment('prod-sim').clients.save(exampleClient('a'), 'hand', 10)
        assert.equal(await clients.version(), versions.at(-1))
      }))

    test('REG-162 test users are saved, listed and removed, and a removed one begins at revision 1 again', () =>
      run(async ({ testUsers }) => {
        const user: TestUser = { pid: '1', givenName: 'Ælg', pool: 'p', eids: ['test-id'], levelMax: null }
        await testUsers.save(user, 'seed', 10)
        await testUsers.save(user, 'seed', 11)
        assert.equal((await testUsers.find('1'))?.revision, 2)
        assert.equal((await testUsers.list()).length, 1)
        await testUsers.remove('1')
        assert.equal(await testUsers.find('1'), undefined)
        await testUsers.save(user, 'hand', 12)
        assert.deepEqual(await testUsers.find('1'), {
          thing: user,
          origin: 'hand',
          revision: 1,
          createdAtSeconds: 12,
          updatedAtSeconds: 12,
        })
      }))

    test('a note is found as it was saved last', () =>
      run(async (_, { notes }) => {
        assert.equal(await notes.find('seed'), undefined)
        await notes.save('seed', 'first')
        await notes.save('seed', 'second')
        assert.equal(await notes.find('seed'), 'second')
        assert.equal(await notes.find('other'), undefined)
      }))

    test('organisations belong to no environment', () =>
      run(async (_, store) => {
        const organisation = newOrganisation({ orgno: '999999999', name: 'Etat', kind: 'public' })
        await store.organisations.save(organisation, 'seed', 10)
        assert.deepEqual((await store.organisations.find('999999999'))?.thing, organisation)
        assert.equal((await store.organisations.list()).length, 1)
      }))

    test('KEY-8 saving a key again replaces its certificate and times, never the key', () =>
      run(async ({ signingKeys }) => {
        await signingKeys.save(exampleKey())
        await signingKeys.save(
          exampleKey({
            x5c: ['second'],
            retiredAtSeconds: 9,
            privateKey: 'x',
            publicJwk: { kty: 'RSA', n: 'x', e: 'x' },
          }),
        )
        assert.deepEqual(await signingKeys.list(), [exampleKey({ x5c: ['second'], retiredAtSeconds: 9 })])
        const version = await signingKeys.version()
        assert.equal(await signingKeys.replacePrivateKey('key-1', 'x', 'y'), false)
        assert.equal(await signingKeys.replacePrivateKey('key-1', 'private', null), true)
        assert.equal((await signingKeys.list())[0]?.privateKey, null)
        assert.ok((await signingKeys.version()) > version)
      }))

    test('an authorization is found as it was given, alive and without tokens', () =>
      run(async ({ authorizations }, store) => {
        await authorizations.add(exampleAuthorization())
        assert.deepEqual(await authorizations.find('authorization-1'), {
          ...exampleAuthorization(),
          endedAtSeconds: null,
          refreshHash: null,
          refreshExpiresAtSeconds: null,
          idTokenIssuedAtSeconds: null,
          accessTokens: [],
          formerRefresh: null,
          refreshJkt: null,
        })
        assert.equal(await store.environment('prod-sim').authorizations.find('authorization-1'), undefined)
      }))

    test('RFC9449-5 an authorization keeps the key that its refresh token is bound to, until one is issued without', () =>
      run(async ({ authorizations }) => {
        await authorizations.add(exampleAuthorization())
        const keyOf = async () => (await authorizations.find('authorization-1'))?.refreshJkt
        await authorizations.recordIssue('authorization-1', null, { ...issue, refreshJkt: 'thumbprint' })
        assert.equal(await keyOf(), 'thumbprint')
        await authorizations.recordIssue('authorization-1', 'first', { ...issue, refreshHash: 'second' })
        assert.equal(await keyOf(), null)
      }))

    test('API-52 what a person gave is listed newest first while it lives, with API scopes only, in one environment', () =>
      run(async ({ authorizations }, store) => {
        const known = (authorizationId: string, personRef = 'person-1') =>
          authorizations.add(
            exampleAuthorization({ authorizationId, publicId: `public ${authorizationId}`, personRef }),
          )
        await known('a')
        await known('b')
        await known('c', 'person-2')
        await known('d')
        await authorizations.add(exampleAuthorization({ authorizationId: 'login only' }))
        await authorizations.end('d', 150)
        const names = async (now: number) =>
          (await authorizations.listOfPerson('person-1', now)).map(({ authorizationId }) => authorizationId)
        const { expiresAtSeconds } = exampleAuthorization()
        assert.deepEqual(await names(150), ['b', 'a'])
        assert.deepEqual(await names(expiresAtSeconds), [])
        assert.deepEqual(await store.environment('prod-sim').authorizations.listOfPerson('person-1', 150), [])
      }))

    test('API-60 access tokens that are issued at once join each other, and those that have expired go', () =>
      run(async ({ authorizations }) => {
        await authorizations.add(exampleAuthorization())
        const record = (id: string, expiresAtSeconds: number, atSeconds: number) =>
          authorizations.recordIssue('authorization-1', atSeconds === 180 && id === 'a' ? null : 'first', {
            ...issue,
            accessToken: { id, expiresAtSeconds },
            atSeconds,
          })
        await record('a', 300, 180)
        await Promise.all(['b', 'c'].map((id) => record(id, 400, 190)))
        const ids = async () => (await authorizations.find('authorization-1'))?.accessTokens.map(({ id }) => id)
        assert.deepEqual((await ids())?.toSorted(), ['a', 'b', 'c'])
        await record('d', 500, 300)
        assert.deepEqual((await ids())?.toSorted(), ['b', 'c', 'd'])
      }))

    test('API-60 the tokens of ended authorizations of a client are listed, the newest end first', () =>
      run(async ({ authorizations }) => {
        for (const authorizationId of ['a', 'b', 'c']) {
          await authorizations.add(exampleAuthorization({ authorizationId }))
          const accessToken = { id: `token ${authorizationId}`, expiresAtSeconds: 400 }
          await authorizations.recordIssue(authorizationId, null, { ...issue, accessToken })
        }
        await authorizations.end('b', 200)
        await authorizations.end('a', 300)
        const { clientId } = exampleAuthorization()
        assert.deepEqual(await authorizations.listRevoked(clientId, 10), [
          { endedAtSeconds: 300, accessTokens: [{ id: 'token a', expiresAtSeconds: 400 }] },
          { endedAtSeconds: 200, accessTokens: [{ id: 'token b', expiresAtSeconds: 400 }] },
        ])
        assert.equal((await authorizations.listRevoked(clientId, 1)).length, 1)
        assert.deepEqual(await authorizations.listRevoked('another', 10), [])
      }))

    test('CODE-12 an ended authorization keeps the time of its first end and takes no issue', () =>
      run(async ({ authorizations }) => {
        await authorizations.add(exampleAuthorization())
        await authorizations.end('authorization-1', 200)
        await authorizations.end('authorization-1', 300)
        assert.equal((await authorizations.find('authorization-1'))?.endedAtSeconds, 200)
        assert.equal(await authorizations.recordIssue('authorization-1', null, issue), false)
        await authorizations.end('nobody', 200)
      }))

    test('LOGOUT-12 a session ends only its own authorizations that end with it, once, in one environment', () =>
      run(async ({ authorizations }, store) => {
        const add = (authorizationId: string, changes = {}) =>
          authorizations.add(exampleAuthorization({ authorizationId, ...changes }))
        await add('a')
        await add('b')
        await add('with more scopes', { endsWithSession: false })
        await add('of another session', { sessionRef: 'session-2' })
        await add('of no session', { sessionRef: null })
        await store.environment('prod-sim').authorizations.add(exampleAuthorization({ authorizationId: 'a' }))
        assert.equal(await authorizations.endOfSession('session-1', 200), 2)
        assert.equal(await authorizations.endOfSession('session-1', 300), 0)
        for (const id of ['a', 'b']) assert.equal((await authorizations.find(id))?.endedAtSeconds, 200)
        for (const id of ['with more scopes', 'of another session', 'of no session'])
          assert.equal((await authorizations.find(id))?.endedAtSeconds, null)
        assert.equal((await store.environment('prod-sim').authorizations.find('a'))?.endedAtSeconds, null)
      }))

    test('REG-168 all authorizations of one environment end at once, whatever session they are of', () =>
      run(async ({ authorizations }, store) => {
        const add = (authorizationId: string, changes = {}) =>
          authorizations.add(exampleAuthorization({ authorizationId, ...changes }))
        await add('a')
        await add('of no session', { sessionRef: null, endsWithSession: false })
        await add('ended')
        await authorizations.end('ended', 100)
        await store.environment('prod-sim').authorizations.add(exampleAuthorization({ authorizationId: 'a' }))
        assert.equal(await authorizations.endAll(200), 2)
        assert.equal(await authorizations.endAll(300), 0)
        for (const [id, at] of [
          ['a', 200],
          ['of no session', 200],
          ['ended', 100],
        ] as const)
          assert.equal((await authorizations.find(id))?.endedAtSeconds, at, id)
        assert.equal(await authorizations.recordIssue('a', null, issue), false)
        assert.equal((await store.environment('prod-sim').authorizations.find('a'))?.endedAtSeconds, null)
      }))

    test('RT-4 of fifty concurrent rotations of one refresh token one wins, and its token stands', () =>
      run(async ({ authorizations }) => {
        await authorizations.add(exampleAuthorization())
        assert.equal(await authorizations.recordIssue('authorization-1', null, issue), true)
        const told = await Promise.all(
          Array.from({ length: 50 }, (_, index) =>
            authorizations.recordIssue('authorization-1', 'first', { ...issue, refreshHash: `next ${index}` }),
          ),
        )
        assert.equal(told.filter((one) => one).length, 1)
        const standing = await authorizations.find('authorization-1')
        assert.equal(standing?.refreshHash, `next ${told.indexOf(true)}`)
        assert.equal(standing?.refreshExpiresAtSeconds, 700)
      }))

    test('RT-3 an issue that expects another refresh token than the standing one writes nothing', () =>
      run(async ({ authorizations }) => {
        await authorizations.add(exampleAuthorization())
        assert.equal(await authorizations.recordIssue('authorization-1', 'unknown', issue), false)
        assert.equal(await authorizations.recordIssue('authorization-1', null, issue), true)
        assert.equal(await authorizations.recordIssue('authorization-1', null, { ...issue, refreshHash: 'x' }), false)
        assert.equal((await authorizations.find('authorization-1'))?.refreshHash, 'first')
        assert.equal(await authorizations.recordIssue('nobody', null, issue), false)
      }))

    test('RT-6 the former refresh token is remembered until the next issue says otherwise', () =>
      run(async ({ authorizations }) => {
        await authorizations.add(exampleAuthorization())
        await authorizations.recordIssue('authorization-1', null, issue)
        const formerRefresh = { hash: 'first', salt: 'salt', untilSeconds: 160 }
        await authorizations.recordIssue('authorization-1', 'first', { ...issue, refreshHash: 'second', formerRefresh })
        assert.deepEqual((await authorizations.find('authorization-1'))?.formerRefresh, formerRefresh)
        await authorizations.recordIssue('authorization-1', 'second', { ...issue, refreshHash: 'second' })
        assert.equal((await authorizations.find('authorization-1'))?.formerRefresh, null)
      }))

    test('RT-10 an issue without id_token leaves the time of the newest one standing', () =>
      run(async ({ authorizations }) => {
        await authorizations.add(exampleAuthorization())
        await authorizations.recordIssue('authorization-1', null, issue)
        await authorizations.recordIssue('authorization-1', 'first', {
          ...issue,
          idTokenIssuedAtSeconds: null,
        })
        assert.equal((await authorizations.find('authorization-1'))?.idTokenIssuedAtSeconds, 101)
      }))

    test('sweep removes at most so many, only those that ended or expired before', () =>
      run(async ({ authorizations }) => {
        const add = (authorizationId: string, expiresAtSeconds: number) =>
          authorizations.add(exampleAuthorization({ authorizationId, expiresAtSeconds }))
        for (let index = 0; index < 5; index++) await add(`expired ${index}`, 400)
        await add('ended', 9000)
        await authorizations.end('ended', 300)
        await add('just now', 500)
        await add('alive', 9000)
        const steps = []
        for (let step = 0; step < 4; step++) steps.push(await authorizations.sweep(500, 2))
        assert.deepEqual(steps, [2, 2, 2, 0])
        assert.equal(await authorizations.find('ended'), undefined)
        assert.notEqual(await authorizations.find('just now'), undefined)
        assert.notEqual(await authorizations.find('alive'), undefined)
      }))

    test('a transaction that fails leaves nothing of its writes, and one that succeeds all of them', () =>
      run(async ({ clients }, store) => {
        const write = async (inside: DurableStore): Promise<void> => {
          await inside.environment('test').clients.save(exampleClient('a'), 'hand', 10)
          await inside.environment('test').authorizations.add(exampleAuthorization())
          assert.equal((await inside.environment('test').clients.find('a'))?.revision, 1)
        }
        const failing = store.transaction(async (inside) => {
          await write(inside)
          assert.equal(await clients.find('a'), undefined, 'nobody outside sees it yet')
          throw new Error('no')
        })
        await assert.rejects(failing, /^Error: no$/)
        assert.equal(await clients.find('a'), undefined)
        assert.equal(await clients.version(), 0)
        await store.transaction(write)
        assert.equal((await clients.find('a'))?.revision, 1)
        assert.notEqual(await store.environment('test').authorizations.find('authorization-1'), undefined)
      }))

    test('transactions that run at once follow one another, and other writes wait for them', () =>
      run(async ({ clients }, store) => {
        const increments = Array.from({ length: 20 }, () =>
          store.transaction(async (inside) => {
            const shelf = inside.environment('test').clients
            const found = await shelf.find('counter')
            await shelf.save(exampleClient('counter', String(Number(found?.thing.clientName ?? 0) + 1)), 'hand', 10)
          }),
        )
        const others = Array.from({ length: 20 }, (_, index) => clients.save(exampleClient(`c${index}`), 'hand', 10))
        await Promise.all([...increments, ...others])
        assert.equal((await clients.find('counter'))?.thing.clientName, '20')
        assert.equal((await clients.list()).length, 21)
      }))

    test('a part of a transaction can fail alone', () =>
      run(async ({ clients }, store) => {
        await store.transaction(async (inside) => {
          await inside.environment('test').clients.save(exampleClient('a'), 'hand', 10)
          const part = inside.transaction(async (innermost) => {
            await innermost.environment('test').clients.save(exampleClient('b'), 'hand', 10)
            throw new Error('no')
          })
          await assert.rejects(part, /^Error: no$/)
        })
        assert.deepEqual(
          (await clients.list()).map((client) => client.thing.clientId),
          ['a'],
        )
      }))

    test('a write past the store of the open transaction is refused at once instead of waiting for itself', () =>
      run(async ({ clients }, store) => {
        const forgetful = store.transaction(() => clients.save(exampleClient('a'), 'hand', 10))
        await assert.rejects(forgetful, /use the store that the transaction hands out/)
        const nested = store.transaction(() => store.transaction(async () => undefined))
        await assert.rejects(nested, /use the store that the transaction hands out/)
        await clients.save(exampleClient('a'), 'hand', 10)
      }))

    test('REG-69 the first use of a credential and the day of its last are kept, apart for each client and environment', () =>
      run(async ({ credentialUses }, store) => {
        for (const seconds of [86_399, 86_400, 200_000]) await credentialUses.note('a', 'key', seconds)
        await credentialUses.note('a', 'other', 5)
        await store.environment('else').credentialUses.note('a', 'key', 5)
        assert.deepEqual(await credentialUses.list('a'), [
          { credentialId: 'key', firstUsedAtSeconds: 86_399, lastUsedDay: '1970-01-03' },
          { credentialId: 'other', firstUsedAtSeconds: 5, lastUsedDay: '1970-01-01' },
        ])
        assert.deepEqual(await credentialUses.list('b'), [])
      }))

    test('the store of a transaction that is over is refused', () =>
      run(async (_, store) => {
        const kept = await store.transaction(async (inside) => inside)
        await assert.rejects(kept.environment('test').clients.list(), /transaction is over/)
      }))
  })
}
