import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readSettings } from '../../../src/config/read-settings.ts'
import { type OrderProgram, placeOrder, startOrderProgram } from './order-program.ts'

let at: OrderProgram

before(async () => {
  at = await startOrderProgram({
    variables: { GATEWAY_OPERATOR_AUTO_APPROVE: 'true', GATEWAY_ORDER_VERIFICATION_POLICY: 'recommended' },
  })
})
after(() => at.stop())

test('ONB-130 with the setting for development an order is approved and carried out at once, by the program and not a person', async () => {
  const id = await at.verified('selv', { applicationType: 'browser', tokenEndpointAuthMethod: 'none' })
  const run = await at.store.portal.runs.find('VR-selv')
  if (run === undefined) throw new Error('no run')
  // Where verification is only recommended, none is no hindrance.
  await at.store.portal.runs.change({ ...run.thing, verdict: 'NOT_VERIFIED' }, run.revision, 1)
  const orderNo = await placeOrder(at, id, undefined)
  const order = (await at.store.portal.orders.find(orderNo))?.thing
  assert.equal(order?.state, 'COMPLETED')
  assert.equal(order.approvals[0]?.by, 'auto-approve')
  assert.equal((await at.store.environment('prod-sim').clients.find('selv'))?.thing.active, true)
})

test('ONB-130 N-18 beside real production the setting stops the start', () => {
  const read = readSettings(
    { GATEWAY_ENVIRONMENTS: 'test,prod', GATEWAY_PROD_KIND: 'prod', GATEWAY_OPERATOR_AUTO_APPROVE: 'true' },
    () => '',
  )
  assert.ok(!read.ok && read.problems.some((problem) => problem.includes('GATEWAY_OPERATOR_AUTO_APPROVE')))
})
