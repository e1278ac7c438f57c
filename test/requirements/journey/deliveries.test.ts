import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { readSettings } from '../../../src/config/read-settings.ts'
import { readSecretsFile } from '../../../src/config/secrets-file.ts'
import type { Delivery } from '../../../src/journey/order-records.ts'
import { openSystemRandom } from '../../../src/system/random.ts'
import { makeClientSecret } from '../../../src/usecases/self-service/client-secret.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'
import { basicHeader } from '../../harness/relying-party.ts'
import { send } from '../../harness/user-agent.ts'
import {
  approve,
  mailsWhen,
  type OrderProgram,
  orgno,
  pids,
  placeOrder,
  receiversOf,
  startOrderProgram,
} from '../orders/order-program.ts'

let at: OrderProgram
let administrator: PortalPerson
const mobile = '41234567'
const reason = 'Mistanke om at hemmeligheten er på avveie'
const daySeconds = 86_400

before(async () => {
  at = await startOrderProgram()
  administrator = await openPortalUser(at.program, pids.administrator)
})
after(() => at.stop())

const deliveryOf = async (clientId: string): Promise<Delivery> =>
  (await at.store.portal.deliveries.list({ lookup: `prod-sim/${clientId}` })).at(-1)?.thing ??
  assert.fail('nothing was delivered')
const integrationState = async (name: string) => (await at.store.portal.integrations.find(`I-${name}`))?.thing.state
const orderState = async (orderNo: string) => (await at.store.portal.orders.find(orderNo))?.thing.state
const clientIn = async (environment: string, clientId: string) =>
  (await at.store.environment(environment).clients.find(clientId))?.thing ?? assert.fail('no client')
const journalOf = async (objectId: string): Promise<readonly string[]> =>
  (await at.store.journal.list({ objectId }, 50)).map(({ action }) => action)

/** Puts a secret that the test knows in the place of the one that was delivered. */
async function replaceSecret(clientId: string): Promise<{ readonly secret: string; readonly ends: number }> {
  const read = readSettings({}, () => '')
  const environments = read.ok ? read.settings.environments : assert.fail(read.problems.join())
  const secrets = readSecretsFile(`${at.program.gateway.folder}/secrets.json`, environments)
  const [pepper] = (secrets.ok && secrets.secrets.get('prod-sim')?.peppers) || []
  if (pepper === undefined) throw new Error('no pepper')
  const now = at.program.clock.nowSeconds()
  const { secret, stored } = makeClientSecret(openSystemRandom(), pepper, 'production', now)
  const { clients } = at.store.environment('prod-sim')
  await clients.save({ ...(await clientIn('prod-sim', clientId)), secrets: [stored] }, 'hand', now)
  return { secret: secret.reveal(), ends: stored.expiresAtSeconds ?? 0 }
}

async function until(what: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await what()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.fail('it did not come to pass')
}

async function ordered(name: string): Promise<{ readonly orderNo: string; readonly delivery: Delivery }> {
  const orderNo = await placeOrder(at, await at.verified(name), mobile)
  await approve(at, orderNo)
  return { orderNo, delivery: await deliveryOf(name) }
}

test('O-12 ONB-114 what was sent leaves the order in delivery, and the technical contact gets the facts without the attachment', async () => {
  const { orderNo, delivery } = await ordered('sendt')
  assert.equal(delivery.state, 'SENT')
  assert.equal(await orderState(orderNo), 'DELIVERING')
  assert.ok((await journalOf(delivery.id)).includes('delivery.sent'))
  const sheets = await mailsWhen(at.owner, { code: 'M-12' }, (all) => all.length > 0)
  assert.deepEqual(receiversOf(sheets), ['tore@etaten.no'])
  assert.ok(sheets.every(({ attachments = [] }) => attachments.length === 0))
  assert.ok(sheets[0]?.text.includes('sendt'))
  const secrets = await mailsWhen(at.owner, { code: 'M-13' }, (all) => all.length > 0)
  assert.deepEqual(receiversOf(secrets), ['mona@etaten.no'])
  assert.equal((await at.owner.mails({ code: 'S-02' })).length, 1)
})

test('ONB-114 who is both receiver and technical contact gets no second mail', async () => {
  const before = (await at.owner.mails({ code: 'M-12' })).length
  const orderNo = await placeOrder(at, await at.verified('samme'), mobile, {
    'credential_receiver.name': 'Tore Teknisk',
    'credential_receiver.email': 'tore@etaten.no',
  })
  await approve(at, orderNo)
  assert.equal((await deliveryOf('samme')).state, 'SENT')
  await mailsWhen(at.owner, { code: 'M-13' }, (all) => all.length === 2)
  assert.equal((await at.owner.mails({ code: 'M-12' })).length, before)
})

test('D-10 an operator stops a delivery: its secret ends at once, the receiver is told, and the order waits', async () => {
  const { orderNo, delivery } = await ordered('stanset')
  const page = await at.first.get(`/deliveries/${delivery.id}`)
  assert.equal((await at.first.submit(page, '/stop', { sure: undefined })).status, 422)
  assert.equal((await deliveryOf('stanset')).state, 'SENT')
  const stopped = await at.first.submit(page, '/stop', { sure: 'yes' })
  assert.equal(stopped.status, 200, stopped.words)
  assert.equal((await deliveryOf('stanset')).state, 'REVOKED')
  const [secret] = (await clientIn('prod-sim', 'stanset')).secrets
  assert.notEqual(secret?.revokedAtSeconds, undefined)
  assert.equal(await orderState(orderNo), 'DELIVERING')
  assert.ok((await at.owner.mails({ code: 'S-04' })).some(({ text }) => text.includes(delivery.id)))
  assert.equal((await at.first.post(`/deliveries/${delivery.id}/stop`, { sure: 'yes' })).status, 409)
})

test('ONB-19 staff have no door to act as an owner, and meet neither secret, zip nor password on any page', async () => {
  const { orderNo, delivery } = await ordered('skjult')
  const passwords = (await at.owner.mails({ code: 'S-02' })).map(
    ({ text }) => /(?:[2-9A-HJ-NP-Z]{4}-){5}[2-9A-HJ-NP-Z]{4}/.exec(text)?.[0] ?? 'none',
  )
  assert.ok(!passwords.includes('none'))
  const own = `/o/${orgno}/clients`
  for (const staff of [at.first, administrator]) {
    for (const path of [
      `/deliveries/${delivery.id}`,
      `/operator/orders/${orderNo}`,
      '/operator/deliveries',
      '/operator/journal.json',
      `/operator/journal?orgno=${orgno}`,
      '/operator/outbox',
      `${own}/prod-sim/skjult`,
    ]) {
      const { html, headers } = await staff.get(path)
      assert.doesNotMatch(html, /cs_[tp]_[\w-]{43}|credentials-DL-\w+\.zip"|<form[^>]+impersonat/i, path)
      assert.doesNotMatch(headers.get('content-type') ?? '', /zip/)
      for (const password of passwords) assert.ok(!html.includes(password), path)
    }
    for (const path of [
      `${own}/test/skjult/secrets`,
      `${own}/prod-sim/skjult/secrets`,
      `${own}/prod-sim/skjult/deliveries`,
      `/o/${orgno}/terms/accept`,
    ]) {
      const { status } = await staff.post(path, { overlap_days: '7' })
      assert.ok([403, 404].includes(status), `${path} ${status}`)
    }
    const edited = await staff.post(`/o/${orgno}/orders/${orderNo}/edit`, { do: 'submit' })
    assert.ok([403, 404].includes(edited.status), String(edited.status))
  }
  assert.equal((await at.store.portal.deliveries.list({ lookup: 'prod-sim/skjult' })).length, 1)
})

test('J-16 ONB-145 a client in production that is stopped stops its integration, and M-19 says why', async () => {
  const { delivery } = await ordered('halt')
  await at.owner.submit(await at.owner.get(`/deliveries/${delivery.id}`), '/confirm')
  assert.equal(await integrationState('halt'), 'CREDENTIALS_DELIVERED')
  const path = `/o/${orgno}/clients/prod-sim/halt`
  const short = await at.owner.submit(await at.owner.get(path), `${path}/suspend`, { reason: 'kort' })
  assert.equal(short.status, 422)
  assert.equal(await integrationState('halt'), 'CREDENTIALS_DELIVERED')
  await at.owner.submit(await at.owner.get(path), `${path}/suspend`, { reason })
  assert.equal(await integrationState('halt'), 'SUSPENDED')
  assert.equal((await clientIn('prod-sim', 'halt')).active, false)
  assert.ok((await journalOf('halt')).includes('client.suspended'))
  const mails = await mailsWhen(at.owner, { code: 'M-19', to: 'drift@etaten.no' }, (all) => all.length > 0)
  assert.ok(mails[0]?.text.includes(reason))
})

test('J-18 N-11 a client that is closed ends its integration, and its name is never given again', async () => {
  const path = `/o/${orgno}/clients/prod-sim/halt`
  const closed = await at.owner.submit(await at.owner.get(`${path}/close`), `${path}/close`, {
    typed_name: 'Eksempeletaten – halt',
    reason,
  })
  assert.equal(closed.status, 200, closed.words)
  assert.equal(await integrationState('halt'), 'CLOSED')
  assert.ok((await journalOf('halt')).includes('client.closed'))
  assert.ok((await mailsWhen(at.owner, { code: 'M-20' }, (all) => all.length > 0)).length > 0)
  const after = await clientIn('prod-sim', 'halt')
  assert.deepEqual([after.active, after.secrets.every((one) => one.revokedAtSeconds !== undefined)], [false, true])
  const order = await at.owner.get(`/o/${orgno}/integrations/${await at.verified('halt-to')}/order`)
  const again = await at.owner.submit(order, '/edit', { wanted_client_id: 'halt', do: 'submit' })
  assert.equal(again.status, 422)
  assert.match(again.html, /id="f-wanted-client-id-error"/)
  assert.equal((await clientIn('prod-sim', 'halt')).halted?.kind, 'closed')
})

test('ONB-29 the identity numbers of the portal’s people are in none of its records, mails or log lines', async () => {
  const people = Object.values(pids)
  const kept = JSON.stringify([
    await at.store.portal.users.list(),
    await at.store.portal.orders.list(),
    await at.store.portal.deliveries.list(),
    await at.store.portal.integrations.list(),
    await at.store.portal.termsAcceptances.list(),
    await at.store.portal.queue.list(),
    await at.store.journal.list({}, 1000),
    await at.owner.mails(),
  ])
  for (const pid of people) {
    assert.ok(!kept.includes(pid))
    assert.ok(!at.program.gateway.logLines.some((line) => line.includes(pid)))
    for (const [name, staff] of Object.entries({ owner: at.owner, first: at.first, administrator }))
      for (const path of [`/o/${orgno}/users`, '/operator/people', `/o/${orgno}/journal`])
        assert.ok(!(await staff.get(path)).html.includes(pid), `${name} ${path}`)
  }
  const database = new DatabaseSync(`${at.program.gateway.folder}/portvakt.sqlite`, { readOnly: true })
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").all()
  const withPeople = tables
    .map(({ name }) => String(name))
    .filter((name) => {
      const rows = JSON.stringify(database.prepare(`select * from "${name}"`).all())
      return people.some((pid) => rows.includes(pid))
    })
  database.close()
  assert.ok(tables.length > 10)
  // What the login gateway itself must know for as long as a session and its tokens live.
  assert.deepEqual(withPeople.sort(), ['expiring', 'given_authorization'])
})

test('O-14 a delivery that nobody confirmed leaves the order waiting and stands in the queue as a problem', async () => {
  const { orderNo, delivery } = await ordered('glemt')
  at.program.clock.forward(15 * daySeconds)
  await at.program.gateway.restart()
  await until(async () => (await deliveryOf('glemt')).state === 'EXPIRED')
  assert.equal(await orderState(orderNo), 'DELIVERING')
  const [item] = await at.store.portal.queue.list({ lookup: delivery.id, states: ['OPEN'] })
  assert.equal(item?.thing.kind, 'delivery_problem')
  assert.ok((await journalOf(delivery.id)).includes('delivery.expired'))
  const isTold = (all: readonly { readonly text: string }[]) => all.some(({ text }) => text.includes(delivery.id))
  assert.ok(isTold(await mailsWhen(at.owner, { code: 'M-16' }, isTold)))
})

test('ONB-144 when the last secret has expired the token endpoint says invalid_client, the page and M-17 say why, and the client stays', async () => {
  for (const person of [at.owner, at.first, at.second]) await person.logIn({ fresh: true })
  const { delivery } = await ordered('gammel')
  await at.owner.submit(await at.owner.get(`/deliveries/${delivery.id}`), '/confirm')
  const { secret, ends } = await replaceSecret('gammel')
  const ask = async () => {
    const { status, json } = await send(`${at.program.productionIssuer}/token`, {
      form: { grant_type: 'authorization_code', code: 'none', redirect_uri: 'https://gammel.example.no/callback' },
      headers: { authorization: basicHeader('gammel', secret) },
    })
    return [status, json().error]
  }
  assert.deepEqual(await ask(), [400, 'invalid_grant'])
  at.program.clock.forward(ends - at.program.clock.nowSeconds() + 60)
  await at.program.gateway.restart()
  assert.deepEqual(await ask(), [401, 'invalid_client'])
  await at.owner.logIn()
  const page = await at.owner.get(`/o/${orgno}/clients/prod-sim/gammel`)
  assert.match(page.words, /utløpt/)
  assert.equal((await clientIn('prod-sim', 'gammel')).active, true)
  const isTold = (all: readonly { readonly text: string }[]) => all.some(({ text }) => text.includes('gammel'))
  assert.ok(isTold(await mailsWhen(at.owner, { code: 'M-17' }, isTold)))
})
