import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { DurableStore } from '../../src/storage/durable-store.ts'
import type { NewMail, OutboxShelf } from '../../src/storage/outbox.ts'

const mail = (changes: Partial<NewMail> = {}): NewMail => ({
  code: 'M-13',
  to: 'kari@etat.example',
  language: 'nb',
  subject: 'Klienthemmelighet på vei',
  text: 'Hei, æøå.',
  ...changes,
})
const attachment = { name: 'a.zip', type: 'application/zip', base64: 'UEsDBA==' }
const lease = 300

/** What every outbox owes. `open` opens an empty store. */
export const outboxShelfContract = (name: string, open: () => DurableStore): void => {
  const run = async (work: (outbox: OutboxShelf, store: DurableStore) => Promise<void>): Promise<void> => {
    const store = open()
    try {
      await work(store.outbox, store)
    } finally {
      store.close()
    }
  }
  const idsOf = (mails: readonly { readonly id: string }[]) => mails.map(({ id }) => id)

  describe(`outbox: ${name}`, () => {
    test('ONB-161 a mail written in a transaction that fails was never there', () =>
      run(async (outbox, store) => {
        await assert.rejects(
          store.transaction(async (inside) => {
            await inside.outbox.add(mail({ id: 'lost' }), 10)
            throw new Error('the fact could not be written')
          }),
        )
        assert.equal(await outbox.find('lost'), undefined)
        await store.transaction((inside) => inside.outbox.add(mail({ id: 'kept' }), 10))
        assert.equal((await outbox.find('kept'))?.status, 'READY')
      }))

    test('ONB-161 a mail is found as it was written', () =>
      run(async (outbox) => {
        const whole = mail({
          toName: 'Kari Prøvestad',
          html: '<p>Hei</p>',
          attachment,
          orgno: '310000019',
          thread: 'integration-1',
          reference: 'DL-7K3M92QX',
          inReplyTo: '<a@b.example>',
        })
        const id = await outbox.add(whole, 10)
        assert.deepEqual(await outbox.find(id), {
          ...whole,
          id,
          status: 'READY',
          attempts: 0,
          nextAttemptAtSeconds: 10,
          createdAtSeconds: 10,
          releasedAtSeconds: 10,
          sentAtSeconds: null,
          lastFault: null,
          attachmentErased: false,
        })
      }))

    test('ONB-161 mails are listed newest first, by what is asked for', () =>
      run(async (outbox) => {
        await outbox.add(mail({ id: 'a', orgno: '1', reference: 'DL-1' }), 10)
        await outbox.add(mail({ id: 'b', orgno: '2', code: 'M-12' }), 10)
        await outbox.add(mail({ id: 'c', orgno: '1', status: 'HELD' }), 11)
        assert.deepEqual(idsOf(await outbox.list({}, 10)), ['c', 'b', 'a'])
        assert.deepEqual(idsOf(await outbox.list({}, 2)), ['c', 'b'])
        assert.deepEqual(idsOf(await outbox.list({ orgno: '1' }, 10)), ['c', 'a'])
        assert.deepEqual(idsOf(await outbox.list({ orgno: '1', status: 'READY' }, 10)), ['a'])
        assert.deepEqual(idsOf(await outbox.list({ code: 'M-12' }, 10)), ['b'])
        assert.deepEqual(idsOf(await outbox.list({ reference: 'DL-1' }, 10)), ['a'])
      }))

    test('ONB-165 of many workers one has a mail, until its lease is over', () =>
      run(async (outbox) => {
        for (let index = 0; index < 20; index++) await outbox.add(mail(), 10)
        const claims = await Promise.all(Array.from({ length: 10 }, () => outbox.claim(10, lease, 5)))
        const claimed = claims.flat()
        assert.ok(claimed.length >= 5)
        assert.equal(new Set(idsOf(claimed)).size, claimed.length)
        while ((await outbox.claim(10, lease, 5)).length > 0);
        assert.deepEqual(await outbox.claim(10 + lease - 1, lease, 50), [])
        const again = await outbox.claim(10 + lease, lease, 50)
        assert.equal(again.length, 20)
        assert.equal(again[0]?.attempts, 2)
      }))

    test('ONB-165 a mail of a thread waits for the one before it, whatever keeps that one', () =>
      run(async (outbox) => {
        await outbox.add(mail({ id: 'first', thread: 'i' }), 10)
        await outbox.add(mail({ id: 'second', thread: 'i' }), 10)
        await outbox.add(mail({ id: 'other', thread: 'j' }), 10)
        assert.deepEqual(idsOf(await outbox.claim(10, lease, 10)), ['first', 'other'])
        await outbox.failed('first', 'busy', 400)
        assert.deepEqual(idsOf(await outbox.claim(20, lease, 10)), [])
        assert.deepEqual(idsOf(await outbox.claim(400, lease, 10)), ['other', 'first'])
        await outbox.sent('first', 400)
        assert.deepEqual(idsOf(await outbox.claim(401, lease, 10)), ['second'])
      }))

    test('ONB-95 a held mail is sent by nobody before it is released, and once it is removed never', () =>
      run(async (outbox) => {
        await outbox.add(mail({ id: 'a', status: 'HELD', attachment }), 10)
        await outbox.add(mail({ id: 'b', status: 'HELD', attachment }), 12)
        assert.deepEqual(await outbox.claim(1000, lease, 10), [])
        assert.deepEqual(idsOf(await outbox.heldBefore(12)), ['a'])
        assert.equal(await outbox.remove('a'), true)
        assert.equal(await outbox.release('a', 20), false)
        assert.equal(await outbox.release('b', 20), true)
        assert.equal(await outbox.release('b', 20), false)
        assert.deepEqual(idsOf(await outbox.claim(20, lease, 10)), ['b'])
        const removed = await outbox.find('a')
        assert.deepEqual(
          [removed?.status, removed?.text, removed?.attachment, removed?.attachmentErased],
          ['REMOVED', '', undefined, true],
        )
      }))

    test('ONB-116 the attachment goes when the mail is sent, and a day after its release at the latest', () =>
      run(async (outbox) => {
        for (const id of ['sent', 'old', 'held']) {
          await outbox.add(mail({ id, attachment, status: id === 'held' ? 'HELD' : 'READY' }), 10)
        }
        await outbox.sent('sent', 11)
        const sent = await outbox.find('sent')
        assert.deepEqual([sent?.status, sent?.sentAtSeconds, sent?.attachment], ['SENT', 11, undefined])
        assert.equal(await outbox.eraseAttachments(10), 0)
        assert.equal(await outbox.eraseAttachments(11), 1)
        assert.equal((await outbox.find('old'))?.attachmentErased, true)
        assert.deepEqual((await outbox.find('held'))?.attachment, attachment)
      }))

    test('ONB-165 a mail that failed for good is tried again when an operator says so, if it is still whole', () =>
      run(async (outbox) => {
        await outbox.add(mail({ id: 'a', attachment }), 10)
        assert.equal(await outbox.retry('a', 20), false)
        await outbox.claim(10, lease, 1)
        await outbox.failed('a', 'no such receiver', null)
        const failed = await outbox.find('a')
        assert.deepEqual([failed?.status, failed?.lastFault], ['FAILED', 'no such receiver'])
        assert.deepEqual(await outbox.claim(100_000, lease, 1), [])
        assert.equal(await outbox.retry('a', 20), true)
        assert.deepEqual(
          (await outbox.claim(20, lease, 1)).map(({ attempts }) => attempts),
          [1],
        )
        await outbox.failed('a', 'no such receiver', null)
        await outbox.eraseAttachments(1000)
        assert.equal(await outbox.retry('a', 30), false)
      }))

    test('ONB-165 what a late worker says of a mail that is sent changes nothing', () =>
      run(async (outbox) => {
        await outbox.add(mail({ id: 'a' }), 10)
        await outbox.sent('a', 11)
        await outbox.failed('a', 'too late', 500)
        assert.deepEqual([(await outbox.find('a'))?.status, (await outbox.find('a'))?.lastFault], ['SENT', null])
        assert.equal(await outbox.remove('a'), false)
      }))

    test('ONB-188 the queue is counted, with how long the oldest waits', () =>
      run(async (outbox) => {
        assert.deepEqual(await outbox.counts(), {
          held: 0,
          ready: 0,
          failed: 0,
          oldestReadyAtSeconds: null,
          oldestHeldAtSeconds: null,
        })
        await outbox.add(mail({ id: 'held', status: 'HELD' }), 10)
        await outbox.add(mail({ id: 'held-longer', status: 'HELD' }), 5)
        await outbox.add(mail({ id: 'ready' }), 20)
        await outbox.add(mail({ id: 'failed' }), 30)
        await outbox.failed('failed', 'no', null)
        await outbox.release('held', 15)
        assert.deepEqual(await outbox.counts(), {
          held: 1,
          ready: 2,
          failed: 1,
          oldestReadyAtSeconds: 15,
          oldestHeldAtSeconds: 5,
        })
      }))

    test('ONB-165 text and attachment of old mails are erased', () =>
      run(async (outbox) => {
        await outbox.add(mail({ id: 'old', html: '<p>' }), 10)
        await outbox.add(mail({ id: 'new' }), 11)
        assert.equal(await outbox.eraseBodies(11), 0, 'what is still to be sent is kept whole')
        for (const id of ['old', 'new']) await outbox.sent(id, 11)
        assert.equal(await outbox.eraseBodies(11), 1)
        assert.equal(await outbox.eraseBodies(11), 0)
        assert.deepEqual([(await outbox.find('old'))?.text, (await outbox.find('old'))?.html], ['', undefined])
        assert.equal((await outbox.find('new'))?.text, 'Hei, æøå.')
      }))
  })
}
