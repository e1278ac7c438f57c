import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import type { OneTimeLink, QueueItem } from '../../src/journey/records.ts'
import type { DurableStore } from '../../src/storage/durable-store.ts'
import type { JournalEntry } from '../../src/storage/journal.ts'

const item = (id: string, more: Partial<QueueItem> = {}): QueueItem => ({
  id,
  kind: 'support_case',
  state: 'OPEN',
  orgno: '310000019',
  environment: 'test',
  objectId: `about-${id}`,
  title: 'En sak',
  flags: [],
  openedAtSeconds: 10,
  targetSeconds: 100,
  ...more,
})

const entry = (action: string, more: Partial<JournalEntry> = {}): JournalEntry => ({
  atSeconds: 10,
  actor: { kind: 'user', id: 'kari' },
  action,
  object: { kind: 'order', id: 'ORD-1' },
  orgno: '310000019',
  ...more,
})

/** What every store owes the service owner's journey. `open` opens an empty store. */
export const portalShelvesContract = (name: string, open: () => DurableStore): void => {
  const run = async (work: (store: DurableStore) => Promise<void>): Promise<void> => {
    const store = open()
    try {
      await work(store)
    } finally {
      store.close()
    }
  }

  describe(`portal shelves: ${name}`, () => {
    test('an id is given once, and a list is narrowed by organisation, state and lookup', () =>
      run(async ({ portal: { queue } }) => {
        assert.equal(await queue.add(item('b'), 10), true)
        assert.equal(await queue.add(item('b', { title: 'En annen' }), 11), false)
        await queue.add(item('a', { state: 'DONE' }), 12)
        await queue.add(item('c', { orgno: '310000027' }), 13)
        const ids = async (filter?: Parameters<typeof queue.list>[0]) =>
          (await queue.list(filter)).map(({ thing }) => thing.id)
        assert.deepEqual(await ids(), ['b', 'a', 'c'])
        assert.deepEqual(await ids({ orgno: '310000019' }), ['b', 'a'])
        assert.deepEqual(await ids({ states: ['OPEN'] }), ['b', 'c'])
        assert.deepEqual(await ids({ states: ['OPEN', 'DONE'], orgno: '310000019' }), ['b', 'a'])
        assert.deepEqual(await ids({ lookup: 'about-a' }), ['a'])
        assert.deepEqual(await ids({ lookup: 'about-a', states: ['OPEN'] }), [])
        assert.equal((await queue.find('b'))?.thing.title, 'En sak')
        assert.equal(await queue.find('x'), undefined)
      }))

    test('records of one second are listed in the order in which they were made', () =>
      run(async ({ portal: { queue } }) => {
        const made = ['q', 'b', 'x', 'a', 'm', 'c']
        for (const id of made) await queue.add(item(id, { objectId: 'same' }), 10)
        for (const filter of [{}, { lookup: 'same' }, { orgno: '310000019' }, { states: ['OPEN'] }])
          assert.deepEqual(
            (await queue.list(filter)).map(({ thing }) => thing.id),
            made,
          )
      }))

    test('ONB-121 of fifty that change the same revision one wins, and what stood there is kept', () =>
      run(async ({ portal: { queue } }) => {
        await queue.add(item('a'), 10)
        const outcomes = await Promise.all(
          Array.from({ length: 50 }, (_, index) => queue.change(item('a', { title: `nr ${index}` }), 1, 20 + index)),
        )
        assert.deepEqual(
          outcomes.filter((won) => won),
          [true],
        )
        const kept = await queue.find('a')
        assert.equal(kept?.revision, 2)
        assert.equal(kept?.thing.title, `nr ${outcomes.indexOf(true)}`)
        assert.deepEqual(await queue.former('a'), [{ thing: item('a'), revision: 1, writtenAtSeconds: 10 }])
        assert.equal(await queue.change(item('never'), 1, 30), false)
      }))

    test('what is removed is gone with its revisions, and a kind has nothing of another', () =>
      run(async ({ portal }) => {
        const link: OneTimeLink = {
          id: 'a',
          purpose: 'confirm-email',
          email: 'kari@etat.example.test',
          createdAtSeconds: 1,
          expiresAtSeconds: 2,
        }
        await portal.links.add(link, 10)
        await portal.queue.add(item('a'), 10)
        await portal.queue.change(item('a'), 1, 11)
        await portal.queue.remove('a')
        assert.equal(await portal.queue.find('a'), undefined)
        assert.deepEqual(await portal.queue.former('a'), [])
        assert.deepEqual((await portal.links.find('a'))?.thing, link)
      }))

    test('ONB-171 each journal record is chained to the one before by a hash over its canonical text', () =>
      run(async ({ journal }) => {
        assert.deepEqual(await journal.head(), { id: 0, hash: '0'.repeat(64) })
        const first = await journal.append(entry('order.drafted'))
        const second = await journal.append(entry('order.submitted', { reason: 'fordi æøå' }))
        assert.equal(first.prevHash, '0'.repeat(64))
        assert.equal(second.prevHash, first.hash)
        const rows = await journal.walk(0, 10)
        assert.deepEqual(
          rows.map(({ id }) => id),
          [1, 2],
        )
        for (const { document, prevHash, hash } of rows)
          assert.equal(
            hash,
            createHash('sha256').update(Buffer.from(prevHash, 'hex')).update(document, 'utf8').digest('hex'),
          )
        assert.match(
          rows[1]?.document ?? '',
          /^\{"action":"order\.submitted","actor":\{"id":"kari","kind":"user"\},"atSeconds":10,"id":2,/,
        )
        assert.deepEqual(await journal.head(), { id: 2, hash: second.hash })
      }))

    test('ONB-171 fifty concurrent records make one chain without a gap', () =>
      run(async (store) => {
        await Promise.all(
          Array.from({ length: 50 }, (_, index) =>
            index % 2 === 0
              ? store.journal.append(entry('order.claimed'))
              : store.transaction((inside) => inside.journal.append(entry('order.released'))),
          ),
        )
        const rows = await store.journal.walk(0, 100)
        assert.equal(rows.length, 50)
        rows.forEach((row, index) => {
          assert.equal(row.id, index + 1)
          assert.equal(row.prevHash, rows[index - 1]?.hash ?? '0'.repeat(64))
        })
      }))

    test('ONB-161 a journal record of work that failed is not there', () =>
      run(async (store) => {
        await assert.rejects(
          store.transaction(async (inside) => {
            await inside.journal.append(entry('order.drafted'))
            throw new Error('no')
          }),
        )
        assert.deepEqual(await store.journal.walk(0, 10), [])
      }))

    test('ONB-173 the journal is listed newest first and narrowed by organisation, object, actor, action and time', () =>
      run(async ({ journal }) => {
        await journal.append(entry('order.drafted'))
        await journal.append(entry('terms.accepted', { orgno: '310000027', object: { kind: 'terms', id: '1.8' } }))
        await journal.append(entry('order.submitted', { atSeconds: 20, actor: { kind: 'user', id: 'ola' } }))
        const ids = async (filter: Parameters<typeof journal.list>[0]) =>
          (await journal.list(filter, 10)).map(({ id }) => id)
        assert.deepEqual(await ids({}), [3, 2, 1])
        assert.deepEqual(await ids({ orgno: '310000019' }), [3, 1])
        assert.deepEqual(await ids({ objectKind: 'terms', objectId: '1.8' }), [2])
        assert.deepEqual(await ids({ actorId: 'ola' }), [3])
        assert.deepEqual(await ids({ action: 'order.' }), [3, 1])
        assert.deepEqual(await ids({ action: 'order.drafted' }), [1])
        assert.deepEqual(await ids({ fromSeconds: 11 }), [3])
        assert.deepEqual(await ids({ untilSeconds: 20 }), [2, 1])
        assert.deepEqual(await ids({ beforeId: 3 }), [2, 1])
        assert.equal((await journal.list({}, 1)).length, 1)
      }))
  })
}
