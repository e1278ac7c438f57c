import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Order } from '../../../src/journey/order-records.ts'
import { openPortalUser } from '../../harness/portal-user.ts'
import {
  approve,
  checklist,
  mailsWhen,
  type OrderProgram,
  openOrderForm,
  orderNoOf,
  orgno,
  pids,
  placeOrder,
  receiversOf,
  smsSoFar,
  startOrderProgram,
} from './order-program.ts'

let at: OrderProgram
const publicClient = { applicationType: 'browser', tokenEndpointAuthMethod: 'none' } as const

before(async () => {
  at = await startOrderProgram()
})
after(() => at.stop())

const order = async (orderNo: string): Promise<Order> => {
  const found = await at.store.portal.orders.find(orderNo)
  if (found === undefined) throw new Error(`no order ${orderNo}`)
  return found.thing
}
const place = async (name: string) => placeOrder(at, await at.verified(name, publicClient), undefined)
const review = (orderNo: string) => `/operator/orders/${orderNo}`
let orderNo: string

test('ONB-121 O-3 J-9 of two reviewers who take an order at the same moment one gets it', async () => {
  orderNo = await place('kappet')
  const answers = await Promise.all([at.first, at.second].map((one) => one.post(`${review(orderNo)}/claim`)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
  assert.equal((await order(orderNo)).state, 'IN_REVIEW')
  assert.equal((await at.store.portal.integrations.find('I-kappet'))?.thing.state, 'UNDER_REVIEW')
  const winner = answers[0]?.status === 200 ? at.first : at.second
  await winner.post(`${review(orderNo)}/release`)
  assert.equal((await order(orderNo)).state, 'SUBMITTED')
})

test('ONB-21 N-9 staff with a role in the organisation decide nothing there', async () => {
  const both = await openPortalUser(at.program, pids.both)
  const refused = await both.post(`${review(orderNo)}/claim`)
  assert.equal(refused.status, 409)
  assert.match(refused.words, /rolle i denne organisasjonen/)
  assert.equal((await order(orderNo)).state, 'SUBMITTED')
})

test('ONB-123 what the machine knows is filled in and locked, and a no blocks the approval', async () => {
  const page = await at.first.post(`${review(orderNo)}/claim`)
  assert.ok(!page.html.includes('name="check.terms"') && !page.html.includes('name="check.verification"'))
  assert.ok(page.html.includes('name="check.redirect_uris"'))
  const unanswered = await at.first.submit(page, '/approve', {})
  assert.equal(unanswered.status, 422)
  const no = await at.first.submit(page, '/approve', { ...checklist, 'check.scopes': 'no' })
  assert.equal(no.status, 422)
  assert.equal((await order(orderNo)).state, 'IN_REVIEW')
})

test('O-5 O-6 M-11 ONB-91 a question is mailed unchanged; the answer and a new revision come back to who asked', async () => {
  const page = await at.first.get(review(orderNo))
  assert.equal((await at.first.submit(page, '/needs-info', { question: 'Hvorfor?' })).status, 422)
  const question = 'Hvem eier adressen dere oppgir, og hvorfor er den valgt?'
  await at.first.submit(page, '/needs-info', { question })
  assert.equal((await order(orderNo)).state, 'NEEDS_INFO')
  const [mail] = await at.owner.mails({ code: 'M-11' })
  assert.ok(mail?.text.includes(question) && mail.text.includes(`/orders/${orderNo}`))
  const form = await at.owner.get(`/o/${orgno}/orders/${orderNo}/edit`)
  const edited = await at.owner.submit(form, '/edit', { client_name: 'Eksempeletaten – Ny', do: 'save' })
  assert.equal(edited.path, `/o/${orgno}/orders/${orderNo}`)
  await at.owner.submit(edited, '/answer', { answer: 'Vi eier den selv.' })
  const now = await order(orderNo)
  assert.equal(now.state, 'IN_REVIEW')
  assert.equal(now.fieldsRevision, 2)
  assert.equal(now.claimer?.name, 'Frida Først')
  const seen = await at.first.get(review(orderNo))
  assert.ok(seen.words.includes('Eksempeletaten – kappet → Eksempeletaten – Ny'))
  const stale = await at.first.submit(page, '/approve', checklist)
  assert.equal(stale.status, 409)
})

test('ONB-122 the first order of an organisation needs two people, of whom the second sees the answers of the first', async () => {
  const page = await at.first.get(review(orderNo))
  await at.first.submit(page, '/approve', { ...checklist, 'note.scopes': 'bare openid' })
  assert.equal((await order(orderNo)).state, 'IN_REVIEW')
  assert.equal((await at.first.post(`${review(orderNo)}/second-approval`, { revision: '2', ...checklist })).status, 409)
  const second = await at.second.get(review(orderNo))
  assert.ok(second.words.includes('Frida Først') && second.html.includes('bare openid'))
  await at.second.submit(second, '/second-approval', checklist)
  assert.equal((await order(orderNo)).approvals.length, 2)
})

test('O-8 O-9 O-11 J-10 J-11 M-12 ONB-126 a public client is made, opened and told of without any secret', async () => {
  const now = await order(orderNo)
  assert.equal(now.state, 'COMPLETED')
  const client = (await at.store.environment('prod-sim').clients.find('kappet'))?.thing
  assert.equal(client?.active, true)
  assert.equal(client?.secrets.length, 0)
  const mails = await mailsWhen(at.owner, { code: 'M-12' }, (all) => all.length === 3)
  assert.deepEqual(receiversOf(mails), ['ada@etaten.no', 'mona@etaten.no', 'tore@etaten.no'])
  assert.ok(mails[0]?.text.includes(at.program.productionIssuer))
  assert.deepEqual(await smsSoFar(at), [])
  assert.equal((await at.store.portal.integrations.find('I-kappet'))?.thing.state, 'CREDENTIALS_DELIVERED')
})

test('ONB-88 ONB-122 a receiver outside the verified domains is flagged, and needs two people too', async () => {
  const id = await at.verified('fremmed', publicClient)
  const no = await placeOrder(at, id, undefined, { 'credential_receiver.email': 'kari@leverandor.no' })
  assert.deepEqual((await order(no)).flags, ['receiver_domain_foreign'])
  const page = await at.first.post(`${review(no)}/claim`)
  await at.first.submit(page, '/approve', checklist)
  assert.equal((await order(no)).state, 'IN_REVIEW')
})

test('ONB-122 a later order with nothing special needs one', async () => {
  const no = await place('senere')
  await approve(at, no)
  assert.equal((await order(no)).approvals.length, 1)
  assert.equal((await order(no)).state, 'COMPLETED')
})

test('ONB-93 a client in production is changed by an order of its own, verified again only where its logout changes', async () => {
  const form = await openOrderForm(at.owner, 'I-senere')
  const no = orderNoOf(form)
  assert.equal((await order(no)).kind, 'change_order')
  assert.ok(!form.html.includes('name="wanted_client_id"') && !form.html.includes('name="planned_launch"'))
  const run = await at.store.portal.runs.find('VR-senere')
  if (run === undefined) throw new Error('no run')
  await at.store.portal.runs.change({ ...run.thing, validToSeconds: 1 }, run.revision, 1)
  const logout = { post_logout_redirect_uris: 'https://senere.example.no/ute', do: 'submit' }
  assert.equal((await at.owner.submit(form, '/edit', logout)).status, 409)
  const redirects = 'https://senere.example.no/callback\nhttps://senere.example.no/annen'
  const kept = { post_logout_redirect_uris: 'https://senere.example.no/', redirect_uris: redirects, do: 'submit' }
  const sent = await at.owner.submit(form, '/edit', kept)
  assert.equal(sent.status, 200, sent.words)
  await approve(at, no)
  assert.equal((await order(no)).state, 'COMPLETED')
  const client = (await at.store.environment('prod-sim').clients.find('senere'))?.thing
  assert.equal(client?.redirectUris.length, 2)
  assert.equal(client?.active, true)
  assert.equal((await at.store.portal.integrations.find('I-senere'))?.thing.state, 'CREDENTIALS_DELIVERED')
})

test('E-9 O-7 M-14 J-19 ONB-124 a rejection needs a reason and words, which the customer reads as they stand', async () => {
  const no = await place('avslatt')
  const page = await at.first.post(`${review(no)}/claim`)
  assert.equal((await at.first.submit(page, '/reject', { reason: 'scopes', text: 'for kort' })).status, 422)
  await at.first.post(`${review(no)}/note`, { note: 'internt: ring sjefen' })
  const text = 'Scopene dere ber om, er ikke begrunnet i beskrivelsen av tjenesten.'
  await at.first.submit(page, '/reject', { reason: 'scopes', text })
  assert.equal((await order(no)).state, 'REJECTED')
  const mails = await mailsWhen(at.owner, { code: 'M-14' }, (all) => all.length === 2)
  assert.deepEqual(receiversOf(mails), ['ada@etaten.no', 'tore@etaten.no'])
  assert.ok(mails.every((mail) => mail.text.includes(text) && !mail.text.includes('ring sjefen')))
  assert.equal((await at.store.portal.integrations.find('I-avslatt'))?.thing.state, 'VERIFIED')
  const seen = await at.owner.get(`/o/${orgno}/orders/${no}`)
  assert.ok(seen.words.includes(text) && !seen.words.includes('ring sjefen'))
})

test('ONB-42 N-2 terms that were withdrawn after the order was sent stop the approval', async () => {
  const no = await place('uten-vilkar')
  const [accepted] = await at.store.portal.termsAcceptances.list({ orgno })
  if (accepted === undefined) throw new Error('nothing was accepted')
  const { thing } = accepted
  await at.store.portal.termsAcceptances.add(
    { ...thing, id: 'TA-2', kind: 'withdrawal', atSeconds: thing.atSeconds + 1 },
    at.program.clock.nowSeconds(),
  )
  const page = await at.first.post(`${review(no)}/claim`)
  const refused = await at.first.submit(page, '/approve', checklist)
  assert.equal(refused.status, 409)
  assert.equal((await order(no)).state, 'IN_REVIEW')
  await at.store.portal.termsAcceptances.add(
    { ...thing, id: 'TA-3', atSeconds: thing.atSeconds + 2 },
    at.program.clock.nowSeconds() + 1,
  )
})

test('ONB-120 ONB-125 ONB-129 the queue tells age, target and who has it, and leaves the house without numbers of people', async () => {
  const no = await place('i-koen')
  const page = await at.first.get('/operator')
  for (const part of [no, 'Eksempeletaten', 'Frida Først', 'ingen', 't igjen'])
    assert.ok(page.words.includes(part), part)
  const free = await at.first.get('/operator?claimer=-')
  assert.ok(free.words.includes(no) && !free.words.includes('fremmed'))
  const { items } = JSON.parse((await at.first.get('/operator/queue.json')).html) as { items: Record<string, string>[] }
  assert.ok(items.some(({ number }) => number === no))
  const csv = (await at.first.get('/operator/queue.csv?kind=production_order')).html
  assert.match(csv, /^"number","kind"/)
  at.program.clock.forward(20 * 86_400)
  await at.first.logIn()
  const late = await at.first.get('/operator')
  assert.ok(late.words.includes('Over fristen'))
})
