import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type OrderProgram, placeOrder, startOrderProgram } from '../orders/order-program.ts'
import { logoPath, sendLogo } from './logo-program.ts'
import { plainPng } from './pictures.ts'

let at: OrderProgram
before(async () => {
  at = await startOrderProgram({
    variables: { GATEWAY_OPERATOR_AUTO_APPROVE: 'true', GATEWAY_ORDER_VERIFICATION_POLICY: 'recommended' },
  })
})
after(() => at.stop())

test('REG-120 REG-122 the logo of the test client comes with the order, and waits for the operator like every other', async () => {
  const id = await at.verified('selv', { applicationType: 'browser', tokenEndpointAuthMethod: 'none' })
  const sent = await sendLogo(at.program, at.owner, logoPath('test', 'selv'), { bytes: plainPng(77, 33) })
  assert.equal(sent.status, 303, sent.words)
  await placeOrder(at, id, undefined)
  const found = await at.store.environment('prod-sim').clients.find('selv')
  assert.equal(found?.thing.active, true)
  assert.equal(found.thing.logo, undefined)
  const queue = await at.first.get('/operator?kind=logo_review')
  const [, address = ''] = /href="(\/operator\/logos\/[^"]+)"/.exec(queue.html) ?? []
  const page = await at.first.get(address)
  assert.match(page.words, /Sendt av Ada Etat/)
  const decided = await at.first.submit(page, 'Godkjenn logoen')
  assert.equal(decided.path, '/operator', decided.words)
  const shown = await at.store.environment('prod-sim').clients.find('selv')
  assert.deepEqual([shown?.thing.logo?.width, shown?.thing.logo?.height], [77, 33])
})
