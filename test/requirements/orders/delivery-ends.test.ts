import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Delivery } from '../../../src/journey/order-records.ts'
import { basicHeader } from '../../harness/relying-party.ts'
import { send } from '../../harness/user-agent.ts'
import {
  approve,
  checklist,
  codeOf,
  mailsWhen,
  type OrderProgram,
  orgno,
  placeOrder,
  receiversOf,
  startOrderProgram,
} from './order-program.ts'

let at: OrderProgram
const mobile = '41234567'

before(async () => {
  at = await startOrderProgram()
})
after(() => at.stop())

const fault = (channel: string, mode: string, times = 1) =>
  send(`${at.program.portal}/dev/outbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channel, mode, times }),
  })

const deliveriesOf = async (clientId: string): Promise<readonly Delivery[]> =>
  (await at.store.portal.deliveries.list({ lookup: `prod-sim/${clientId}` })).map(({ thing }) => thing)

async function until(what: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await what()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.fail('it did not come to pass')
}

const isRevoked = async ({ clientId, secretId }: Delivery): Promise<boolean> => {
  const client = (await at.store.environment('prod-sim').clients.find(clientId))?.thing
  return client?.secrets.find((secret) => secret.secretId === secretId)?.revokedAtSeconds !== undefined
}

const ordered = async (name: string): Promise<{ readonly orderNo: string; readonly delivery: Delivery }> => {
  const orderNo = await placeOrder(at, await at.verified(name), mobile)
  await approve(at, orderNo)
  const [delivery] = await deliveriesOf(name)
  if (delivery === undefined) throw new Error('nothing was delivered')
  return { orderNo, delivery }
}

test('E-5 D-4 N-6 ONB-95 M-15 when the SMS is refused no mail leaves, the secret is worthless and the operator is told', async () => {
  const orderNo = await placeOrder(at, await at.verified('avvist'), mobile)
  await fault('sms', 'refuse')
  await approve(at, orderNo)
  const [delivery] = await deliveriesOf('avvist')
  assert.equal(delivery?.state, 'FAILED')
  assert.ok(delivery !== undefined && (await isRevoked(delivery)))
  assert.equal((await at.store.outbox.find(delivery?.mailId ?? ''))?.status, 'REMOVED')
  const told = await mailsWhen(at.owner, { code: 'M-15' }, (all) => all.length === 2)
  assert.deepEqual(receiversOf(told), ['ada@etaten.no', 'tore@etaten.no'])
  const all = await at.owner.mails({ kind: 'mail' })
  assert.ok(all.every((mail) => mail.attachments === undefined || mail.attachments.length === 0))
  const client = (await at.store.environment('prod-sim').clients.find('avvist'))?.thing
  assert.equal(client?.active, false, 'never opened before a mail was released (ONB-102)')
  const [problem] = await at.store.portal.queue.list({ lookup: delivery.id, states: ['OPEN'] })
  assert.equal(problem?.thing.kind, 'delivery_problem')
  assert.equal((await at.store.portal.orders.find(orderNo))?.thing.state, 'DELIVERING')
})

test('ONB-121 an item of the queue is taken by one, and settled by that one alone', async () => {
  const items = await at.store.portal.queue.list({ states: ['OPEN'] })
  const item = items.find(({ thing }) => thing.kind === 'delivery_problem')?.thing
  const path = `/operator/queue/${item?.id}`
  assert.ok((await at.first.get('/operator')).html.includes(`${path}/claim`))
  const both = await Promise.all([at.first, at.second].map((one) => one.post(`${path}/claim`)))
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
  const [winner, other] = both[0]?.status === 200 ? [at.first, at.second] : [at.second, at.first]
  assert.equal((await other.post(`${path}/settle`)).status, 409)
  await winner.post(`${path}/settle`)
  assert.ok(!(await at.first.get('/operator')).html.includes(path))
  assert.equal((await at.owner.post(`${path}/claim`)).status, 404)
})

test('E-7 D-9 N-7 ONB-99 ONB-100 each delivery has a secret of its own, the former is revoked at once, and the fourth in a day is too many', async () => {
  const { delivery } = await ordered('igjen')
  const pages = []
  for (let count = 0; count < 2; count++) {
    const latest = (await deliveriesOf('igjen')).at(-1)
    pages.push(await at.owner.submit(await at.owner.get(`/deliveries/${latest?.id}`), '/resend'))
  }
  const all = await deliveriesOf('igjen')
  assert.deepEqual(all.map(({ state }) => state).sort(), ['REVOKED', 'REVOKED', 'SENT'])
  assert.equal(new Set(all.map(({ secretId }) => secretId)).size, 3)
  assert.ok(await isRevoked(delivery))
  const client = (await at.store.environment('prod-sim').clients.find('igjen'))?.thing
  assert.equal(client?.secrets.filter(({ revokedAtSeconds }) => revokedAtSeconds === undefined).length, 1)
  const passwords = (await at.owner.mails({ code: 'S-02' })).map(({ text }) => /([2-9A-Z]{4}-){5}/.exec(text)?.[0])
  assert.equal(new Set(passwords).size, passwords.length)
  const newest = all.find(({ state }) => state === 'SENT')
  assert.ok((await at.owner.mails({ code: 'S-04' })).some(({ text }) => text.includes(delivery.id)))
  const fourth = await at.owner.submit(await at.owner.get(`/deliveries/${newest?.id}`), '/resend')
  assert.equal(fourth.status, 429)
  assert.equal((await deliveriesOf('igjen')).length, 3)
  const byReviewer = await at.first.submit(await at.first.get(`/deliveries/${newest?.id}`), '/resend')
  assert.equal(byReviewer.status, 200, 'a reviewer may go beyond')
})

test('ONB-115 D-9 the link for who ordered nothing works without a login, only by its button, and only revokes', async () => {
  const { delivery } = await ordered('nektet')
  const [mail] = await at.owner
    .mails({ code: 'M-13', to: 'mona@etaten.no' })
    .then((all) => all.filter(({ text }) => text.includes(delivery.id)))
  const link = new URL(/https?:\S+\/deny\/\S+/.exec(mail?.text ?? '')?.[0] ?? '')
  const opened = await send(link.href)
  assert.equal(opened.status, 200)
  assert.equal((await deliveriesOf('nektet'))[0]?.state, 'SENT')
  assert.equal((await send(`${link.href}x`)).status, 404)
  const denied = await send(link.href, { method: 'POST', form: {} })
  assert.equal(denied.status, 200)
  assert.equal((await deliveriesOf('nektet'))[0]?.state, 'REVOKED')
  assert.ok(await isRevoked(delivery))
  assert.equal((await send(link.href, { method: 'POST', form: {} })).status, 410)
})

test('D-6 M-15 a mail that comes back and an SMS that does not arrive end the delivery', async () => {
  const orderNo = await placeOrder(at, await at.verified('tapt'), mobile)
  await fault('sms', 'receipt_failed')
  await approve(at, orderNo)
  await until(async () => (await deliveriesOf('tapt'))[0]?.state === 'FAILED')
  const [delivery] = await deliveriesOf('tapt')
  assert.ok(delivery !== undefined && (await isRevoked(delivery)))
})

test('D-7 M-26 E-13 the receiver confirms once; what is over stays over', async () => {
  const { delivery, orderNo } = await ordered('bekreftet')
  const page = await at.owner.get(`/deliveries/${delivery.id}`)
  await at.owner.submit(page, '/confirm')
  assert.equal((await deliveriesOf('bekreftet'))[0]?.state, 'CONFIRMED')
  assert.equal((await at.store.portal.orders.find(orderNo))?.thing.state, 'COMPLETED')
  for (const again of ['confirm', 'stop', 'resend'])
    assert.equal((await at.owner.post(`/deliveries/${delivery.id}/${again}`, { sure: 'yes' })).status, 409, again)
  assert.equal((await deliveriesOf('bekreftet'))[0]?.state, 'CONFIRMED')
})

test('ONB-136 O-18 N-10 J-20 ONB-103 M-24 S-03 another receiver ends what was sent, tells both, and needs a reviewer and a verified number', async () => {
  const { delivery, orderNo } = await ordered('nymottaker')
  const address = `/o/${orgno}/orders/${orderNo}`
  const changed = await at.owner.submit(await at.owner.get(address), '/receiver', {
    'credential_receiver.name': 'Nils Ny',
    'credential_receiver.email': 'nils@etaten.no',
    'credential_receiver.mobile': '97654321',
  })
  assert.equal(changed.status, 200, changed.words)
  assert.equal((await at.store.portal.orders.find(orderNo))?.thing.state, 'IN_REVIEW')
  assert.ok(await isRevoked(delivery))
  assert.equal((await at.store.portal.integrations.find('I-nymottaker'))?.thing.state, 'UNDER_REVIEW')
  const told = await mailsWhen(at.owner, { code: 'M-24' }, (all) => all.length === 2)
  assert.deepEqual(receiversOf(told), ['mona@etaten.no', 'nils@etaten.no'])
  const [sms] = await at.owner.mails({ code: 'S-03', to: `+47${mobile}` })
  assert.ok(sms?.text.includes('21') && !sms.text.includes('97654321'))
  const blocked = await at.first.submit(await at.first.get(`/operator/orders/${orderNo}`), '/approve', {})
  assert.equal(blocked.status, 422)
  await at.owner.post(`${address}/mobile`)
  const code = codeOf((await at.owner.mails({ code: 'S-01', to: '+4797654321' })).at(-1)?.text ?? '')
  await at.owner.post(`${address}/mobile/code`, { mobile_code: code })
  const approved = await at.first.submit(await at.first.get(`/operator/orders/${orderNo}`), '/approve', checklist)
  assert.equal(approved.status, 200, approved.words)
  const second = await at.second.get(`/operator/orders/${orderNo}`)
  if (second.forms.some(({ action }) => action.endsWith('/second-approval')))
    await at.second.submit(second, '/second-approval', checklist)
  const newest = (await deliveriesOf('nymottaker')).at(-1)
  assert.equal(newest?.state, 'SENT')
  assert.equal(newest?.receiver.mobile, '+4797654321')
})

test('E-11 ONB-140 ONB-141 ONB-143 J-14 J-15 M-18 a new secret in production is delivered, both work, until the old one is revoked', async () => {
  const { delivery } = await ordered('bytte')
  await at.owner.submit(await at.owner.get(`/deliveries/${delivery.id}`), '/confirm')
  await at.owner.logIn({ fresh: true })
  const page = `/o/${orgno}/clients/prod-sim/bytte/deliveries`
  assert.equal((await at.owner.submit(await at.owner.get(page), 0, { overlap_days: '31' })).status, 422)
  const sent = await at.owner.submit(await at.owner.get(page), 0)
  assert.match(sent.path, /^\/deliveries\/DL-/)
  assert.equal((await at.store.portal.integrations.find('I-bytte'))?.thing.state, 'ROTATING')
  const secrets = async () => (await at.store.environment('prod-sim').clients.find('bytte'))?.thing.secrets ?? []
  const now = at.program.clock.nowSeconds()
  const old = (await secrets()).find(({ secretId }) => secretId === delivery.secretId)
  assert.ok(Math.abs((old?.expiresAtSeconds ?? 0) - now - 7 * 86_400) < 60)
  const revoked = await at.owner.post(`${page}/revoke`, { secret_id: delivery.secretId })
  assert.equal(revoked.status, 200)
  assert.equal((await secrets()).filter(({ expiresAtSeconds }) => (expiresAtSeconds ?? 0) > now + 60).length, 1)
  await at.program.gateway.restart()
  await until(async () => (await at.store.portal.integrations.find('I-bytte'))?.thing.state === 'IN_PRODUCTION')
  assert.ok((await at.owner.mails({ code: 'M-18' })).some(({ text }) => text.includes(delivery.secretId)))
})

test('E-6 D-5 a delivery whose process ended before the SMS was accepted is taken back after five minutes', async () => {
  const { delivery } = await ordered('avbrutt')
  const kept = await at.store.portal.deliveries.find(delivery.id)
  if (kept === undefined) throw new Error('no delivery')
  // As the database is left by a process that was killed between D-1 and D-3.
  const now = at.program.clock.nowSeconds()
  const mailId = await at.store.outbox.add(
    { code: 'M-13', to: 'mona@etaten.no', language: 'nb', subject: 'S', text: 'T', status: 'HELD' },
    now,
  )
  const { smsId: _smsId, sentAtSeconds: _sentAtSeconds, ...rest } = kept.thing
  await at.store.portal.deliveries.change({ ...rest, state: 'PREPARED', mailId }, kept.revision, now)
  await at.program.gateway.restart()
  assert.equal((await deliveriesOf('avbrutt'))[0]?.state, 'PREPARED', 'another process may still be at it')
  at.program.clock.forward(301)
  await at.program.gateway.restart()
  await until(async () => (await deliveriesOf('avbrutt'))[0]?.state === 'FAILED')
  assert.ok(await isRevoked(delivery))
  assert.equal((await at.store.outbox.find(mailId))?.status, 'REMOVED')
  await at.owner.logIn()
})

test('E-8 D-8 O-19 J-21 M-16 without confirmation the secret ends after 14 days, and the order and its client after 30', async () => {
  const { delivery, orderNo } = await ordered('glemt')
  at.program.clock.forward(15 * 86_400)
  await at.program.gateway.restart()
  await until(async () => (await deliveriesOf('glemt'))[0]?.state === 'EXPIRED')
  assert.ok(await isRevoked(delivery))
  const isTold = (all: readonly { readonly text: string }[]) => all.some(({ text }) => text.includes(delivery.id))
  assert.ok(isTold(await mailsWhen(at.owner, { code: 'M-16' }, isTold)))
  assert.equal((await at.store.portal.orders.find(orderNo))?.thing.state, 'DELIVERING')
  at.program.clock.forward(16 * 86_400)
  await at.program.gateway.restart()
  await until(async () => (await at.store.portal.orders.find(orderNo))?.thing.state === 'EXPIRED')
  assert.equal((await at.store.environment('prod-sim').clients.find('glemt'))?.thing.active, false)
  assert.equal((await at.store.portal.integrations.find('I-glemt'))?.thing.state, 'VERIFIED')
  const refused = await send(`${at.program.productionIssuer}/token`, {
    form: { grant_type: 'authorization_code', code: 'none', redirect_uri: 'https://glemt.example.no/callback' },
    headers: { authorization: basicHeader('glemt', 'whatever') },
  })
  assert.equal(refused.status, 401)
})

test('D-7 ONB-101 a secret that was used at a gateway in another process counts as confirmed, and is not taken away', async () => {
  for (const person of [at.owner, at.first, at.second]) await person.logIn()
  const { delivery, orderNo } = await ordered('annet')
  // That process leaves word in the database alone; it has no portal to tell.
  const uses = at.store.environment('prod-sim').credentialUses
  await uses.note('annet', delivery.secretId, at.program.clock.nowSeconds())
  at.program.clock.forward(15 * 86_400)
  await at.program.gateway.restart()
  await until(async () => (await deliveriesOf('annet'))[0]?.state !== 'SENT')
  const [ended] = await deliveriesOf('annet')
  assert.deepEqual([ended?.state, ended?.confirmedBy], ['CONFIRMED', 'first-use'])
  assert.equal(await isRevoked(delivery), false)
  assert.equal((await at.store.portal.orders.find(orderNo))?.thing.state, 'COMPLETED')
})

test('O-4 O-16 M-29 drafts lapse after 90 days with a word a week before, and a claim after a working day', async () => {
  await at.owner.logIn()
  const draft = (await at.owner.get(`/o/${orgno}/integrations/${await at.verified('utkast')}/order`)).path
  const orderNo = /ORD-\w{6}/.exec(draft)?.[0] ?? ''
  const claimed = await placeOrder(at, await at.verified('tatt'), mobile)
  await at.first.logIn()
  await at.first.post(`/operator/orders/${claimed}/claim`)
  const state = async (no: string) => (await at.store.portal.orders.find(no))?.thing.state
  assert.equal(await state(claimed), 'IN_REVIEW')
  at.program.clock.forward(84 * 86_400)
  await at.program.gateway.restart()
  await until(async () => (await state(claimed)) === 'SUBMITTED')
  assert.ok(
    (await at.owner.mails({ code: 'M-29', to: 'ada@etaten.no' })).some(({ subject }) => subject?.includes(orderNo)),
  )
  assert.equal(await state(orderNo), 'DRAFT')
  at.program.clock.forward(7 * 86_400)
  await at.program.gateway.restart()
  await until(async () => (await state(orderNo)) === 'EXPIRED')
})
