import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openChannelHealth } from '../../../src/outbox/channel-health.ts'
import { openCourier, pauseAfterAttempt } from '../../../src/outbox/courier.ts'
import { logChannelAlerts } from '../../../src/outbox/log-channel-alerts.ts'
import { openMailbox } from '../../../src/outbox/senders/mailbox.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import type { LogFields } from '../../../src/system/log.ts'
import { openSystemRandom } from '../../../src/system/random.ts'
import { temporaryDatabasePath } from '../../contracts/temporary-file.ts'
import { movableClock } from '../../harness/gateway.ts'
import { exampleMail, keptLog } from './example-mail.ts'

const from = 'no-reply@login.example'

/** A courier with an outbox of its own, that carries to a mailbox. `givenUpWith` throws as often as it is told to. */
function openPost(givenUpThrows = 0) {
  const { outbox } = openSqlDurableStore(openSqliteDatabase(temporaryDatabasePath()))
  const clock = movableClock()
  const { log, lines } = keptLog()
  const givenUp: string[] = []
  let throwing = givenUpThrows
  const mailbox = openMailbox({
    identity: { fromName: 'Portvakt', from, bounceAddress: 'bounce@login.example' },
    clock,
    random: openSystemRandom(),
    bounced: async () => {},
    undeliverable: async () => {},
  })
  const open = () =>
    openCourier({
      outbox,
      mailSender: mailbox.mailSender,
      from,
      clock,
      log,
      async givenUp(mail, fault) {
        if (throwing-- > 0) throw new Error('the queue could not be written')
        givenUp.push(`${mail.code} ${fault}`)
      },
    })
  return { outbox, clock, lines, givenUp, mailbox, courier: open(), open }
}

test('ONB-165 a mail is sent once it is written, with a Message-ID made from its id', async () => {
  const { outbox, courier, mailbox, lines, clock } = openPost()
  const id = await outbox.add(exampleMail({ to: 'kari@etat.example', reference: 'DL-7K3M92QX' }), clock.nowSeconds())
  assert.equal(courier.lastSuccessSeconds(), null)
  assert.equal(await courier.step(), 1)
  assert.equal(await courier.step(), 0)
  assert.equal((await outbox.find(id))?.status, 'SENT')
  assert.equal(courier.lastSuccessSeconds(), clock.nowSeconds())
  assert.deepEqual(
    mailbox.messages().map(({ headers }) => headers?.['Message-ID']),
    [`<${id}@login.example>`],
  )
  assert.equal(lines.join().includes('kari@etat.example'), false, 'no address in the log')
  assert.ok(lines.join().includes('DL-7K3M92QX'))
})

test('ONB-165 tries come after 1, 5, 15 and 60 minutes, then every hour, and end within a day', async () => {
  let atSeconds = 0
  const times: number[] = []
  for (let attempt = 1; attempt < 100; attempt++) {
    times.push(atSeconds)
    const pause = pauseAfterAttempt(attempt)
    if (pause === null) break
    atSeconds += pause
  }
  assert.deepEqual(times.slice(0, 6), [0, 60, 360, 1260, 4860, 8460])
  const last = times.at(-1) ?? 0
  assert.ok(last <= 86_400 && last + 3600 > 86_400, String(last))
})

test('ONB-165 a mail that nobody takes is tried again and again, given up after a day, and its failure is told once', async () => {
  const { outbox, courier, mailbox, clock, givenUp } = openPost()
  mailbox.fail({ channel: 'mail', mode: 'timeout', times: 1000 })
  const id = await outbox.add(exampleMail(), clock.nowSeconds())
  const began = clock.nowSeconds()
  let tries = 0
  while ((await outbox.find(id))?.status === 'READY') {
    tries += await courier.step()
    clock.forward(60)
    assert.ok(clock.nowSeconds() - began < 2 * 86_400, 'it must end')
  }
  assert.equal(tries, 27)
  const failed = await outbox.find(id)
  assert.equal(failed?.status, 'FAILED')
  assert.deepEqual(givenUp, [`M-13 ${failed?.lastFault}`])
})

test('ONB-165 a refused mail is given up at once, and the next of its thread goes on', async () => {
  const { outbox, courier, mailbox, clock, givenUp } = openPost()
  mailbox.fail({ channel: 'mail', mode: 'refuse', times: 1 })
  const first = await outbox.add(exampleMail({ thread: 'a' }), clock.nowSeconds())
  await outbox.add(exampleMail({ thread: 'a', subject: 'second' }), clock.nowSeconds())
  await courier.step()
  assert.equal((await outbox.find(first))?.status, 'FAILED')
  assert.equal(givenUp.length, 1)
  await courier.step()
  assert.deepEqual(
    mailbox.messages().map(({ subject }) => subject),
    ['second'],
  )
})

test('ONB-165 what cannot be told of a failure is told at the next try', async () => {
  const { outbox, courier, mailbox, clock, givenUp, lines } = openPost(1)
  mailbox.fail({ channel: 'mail', mode: 'refuse', times: 2 })
  const id = await outbox.add(exampleMail(), clock.nowSeconds())
  await courier.step()
  assert.equal((await outbox.find(id))?.status, 'READY')
  assert.ok(lines.some((line) => line.includes('neither sent nor given up')))
  clock.forward(301)
  await courier.step()
  assert.equal((await outbox.find(id))?.status, 'FAILED')
  assert.equal(givenUp.length, 1)
})

test('ONB-165 a mail whose courier died while sending it is sent by the next one', async () => {
  const { outbox, courier, mailbox, clock, open } = openPost()
  const id = await outbox.add(exampleMail(), clock.nowSeconds())
  await outbox.claim(clock.nowSeconds(), 300, 1)
  assert.equal(await courier.step(), 0)
  clock.forward(300)
  assert.equal(await open().step(), 1)
  assert.equal((await outbox.find(id))?.status, 'SENT')
  assert.equal(mailbox.messages().length, 1)
})

test('ONB-116 ONB-95 a held mail is not sent; once its attachment is a day old it is not sent either', async () => {
  const { outbox, courier, mailbox, clock, givenUp } = openPost()
  const attachment = { name: 'a.zip', type: 'application/zip', base64: 'UEsDBA==' }
  const held = await outbox.add(exampleMail({ attachment, status: 'HELD' }), clock.nowSeconds())
  assert.equal(await courier.step(), 0)
  mailbox.fail({ channel: 'mail', mode: 'timeout', times: 1 })
  await outbox.release(held, clock.nowSeconds())
  assert.equal(await courier.step(), 1)
  clock.forward(86_401)
  await courier.step()
  const late = await outbox.find(held)
  assert.deepEqual([late?.status, late?.attachment, late?.attachmentErased], ['FAILED', undefined, true])
  assert.deepEqual(mailbox.messages(), [])
  assert.equal(givenUp.length, 1)
})

test('ONB-188 what waits too long is told with an alert', async () => {
  const { outbox, courier, clock } = openPost()
  const health = openChannelHealth({
    outbox,
    clock,
    lastMailSeconds: courier.lastSuccessSeconds,
    lastSmsSeconds: () => null,
  })
  await outbox.add(exampleMail({ status: 'HELD' }), clock.nowSeconds())
  await outbox.add(exampleMail(), clock.nowSeconds())
  clock.forward(300)
  assert.deepEqual((await health()).alerts, [])
  clock.forward(1)
  assert.deepEqual((await health()).alerts, ['mail-held'])
  clock.forward(600)
  const late = await health()
  assert.deepEqual(late.alerts, ['mail-waits', 'mail-held'])
  assert.deepEqual(late.mail, {
    queued: 1,
    held: 1,
    failed: 0,
    oldestQueuedAtSeconds: clock.nowSeconds() - 901,
    lastSuccessAtSeconds: null,
  })
  await courier.step()
  const sent = await health()
  assert.deepEqual([sent.alerts, sent.mail.lastSuccessAtSeconds], [['mail-held'], clock.nowSeconds()])
})

test('ONB-188 an alert is logged when it begins, once an hour while it lasts, and when it is over', async () => {
  const { outbox, courier, clock } = openPost()
  const lines: string[] = []
  const note = (fields: LogFields, message: string): void => void lines.push(`${fields.alert} ${message.split(':')[0]}`)
  const look = logChannelAlerts({
    channelHealth: openChannelHealth({ outbox, clock, lastMailSeconds: () => null, lastSmsSeconds: () => null }),
    clock,
    log: { debug: note, info: note, warn: note, error: note },
  })
  await outbox.add(exampleMail(), clock.nowSeconds())
  clock.forward(900)
  await look()
  assert.deepEqual(lines, [])
  for (let minute = 0; minute < 61; minute += 1) {
    clock.forward(60)
    await look()
  }
  assert.deepEqual(lines, ['mail-waits ALERT mail-waits', 'mail-waits ALERT mail-waits'])
  await courier.step()
  await look()
  await look()
  assert.deepEqual(lines.slice(2), ['mail-waits the alert is over'])
})
