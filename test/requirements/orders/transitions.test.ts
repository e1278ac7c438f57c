import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type OrderState, orderStates } from '../../../src/journey/order-records.ts'
import { orderTransitions } from '../../../src/journey/transitions.ts'
import { checklist, type OrderProgram, openOrderForm, orderNoOf, orgno, startOrderProgram } from './order-program.ts'

let at: OrderProgram

before(async () => {
  at = await startOrderProgram()
})
after(() => at.stop())

const long = 'Dette er en tekst som er lang nok til alt.'
/** Each event that a person can cause, and the form that causes it. */
const events: Readonly<
  Partial<Record<keyof typeof orderTransitions, readonly ['owner' | 'first', string, Record<string, string>]>>
> = {
  submit: ['owner', 'submit', {}],
  withdraw: ['owner', 'withdraw', { sure: 'yes' }],
  answer: ['owner', 'answer', { answer: long }],
  'receiver-changed': [
    'owner',
    'receiver',
    {
      'credential_receiver.name': 'Ny',
      'credential_receiver.email': 'ny@etaten.no',
      'credential_receiver.mobile': '98765432',
    },
  ],
  claim: ['first', 'claim', {}],
  release: ['first', 'release', {}],
  question: ['first', 'needs-info', { question: long }],
  reject: ['first', 'reject', { reason: 'other', text: long }],
  approve: ['first', 'approve', { revision: '1', ...checklist }],
}

test('E-13 ONB-160 every event that is not in the table of orders is refused with 409 and changes nothing', async () => {
  const orderNo = orderNoOf(await openOrderForm(at.owner, await at.verified('tabell')))
  const { orders } = at.store.portal
  const set = async (state: OrderState): Promise<void> => {
    const kept = await orders.find(orderNo)
    if (kept === undefined) throw new Error('no order')
    await orders.change({ ...kept.thing, state }, kept.revision, 1)
  }
  let tried = 0
  for (const state of orderStates)
    for (const [event, [who, path, fields]] of Object.entries(events)) {
      const rows = orderTransitions[event as keyof typeof orderTransitions]
      if (rows.some(({ from }) => (from as readonly string[]).includes(state))) continue
      await set(state)
      const before = await orders.find(orderNo)
      const base = who === 'owner' ? `/o/${orgno}/orders` : '/operator/orders'
      const answer = await at[who].post(`${base}/${orderNo}/${path}`, fields)
      assert.equal(answer.status, 409, `${event} in ${state}: ${answer.words}`)
      const after = await orders.find(orderNo)
      assert.deepEqual(after, before, `${event} in ${state}`)
      tried++
    }
  assert.ok(tried > 70, String(tried))
})

test('E-13 every end of a delivery stays the end', async () => {
  for (const state of ['FAILED', 'EXPIRED', 'REVOKED', 'CONFIRMED'] as const) {
    const reference = `DL-${state.slice(0, 3)}23456`
    await at.store.portal.deliveries.add(
      {
        id: reference,
        orgno,
        environment: 'prod-sim',
        clientId: `c-${state}`,
        clientName: 'Tabell',
        state,
        secretId: 's',
        receiver: { name: 'Mona', email: 'mona@etaten.no', mobile: '+4741234567' },
        startedBy: 'somebody',
        startedAtSeconds: 1,
        denyTokenHash: 'x',
        overlapDays: 0,
      },
      1,
    )
    for (const path of ['confirm', 'stop']) {
      const answer = await at.owner.post(`/deliveries/${reference}/${path}`, { sure: 'yes' })
      assert.equal(answer.status, 409, `${path} in ${state}`)
    }
    assert.equal((await at.store.portal.deliveries.find(reference))?.thing.state, state)
  }
})
