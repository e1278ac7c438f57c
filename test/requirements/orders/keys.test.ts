import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import {
  approve,
  filledIn,
  mailsWhen,
  type OrderProgram,
  openOrderForm,
  orderNoOf,
  orgno,
  placeOrder,
  smsSoFar,
  startOrderProgram,
} from './order-program.ts'

let at: OrderProgram
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publicJwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'k-1', use: 'sig', alg: 'RS256' }

before(async () => {
  at = await startOrderProgram()
})
after(() => at.stop())

const withKey = { tokenEndpointAuthMethod: 'private_key_jwt' } as const

test('ONB-85 E-2 with a key of its own no number is asked for, no SMS is sent, and the sheet comes by mail', async () => {
  const form = await openOrderForm(at.owner, await at.verified('nokkel', withKey))
  assert.ok(!form.html.includes('credential_receiver.mobile') && form.html.includes('name="jwks"'))
  const without = await at.owner.submit(form, '/edit', { ...filledIn, do: 'submit' })
  assert.equal(without.status, 422, 'a key or a certificate is needed')
  const orderNo = await placeOrder(at, 'I-nokkel', undefined, { jwks: JSON.stringify({ keys: [publicJwk] }) })
  await approve(at, orderNo)
  assert.equal((await at.store.portal.orders.find(orderNo))?.thing.state, 'COMPLETED')
  const client = (await at.store.environment('prod-sim').clients.find('nokkel'))?.thing
  assert.deepEqual(
    client?.jwks.map(({ kid }) => kid),
    ['k-1'],
  )
  assert.equal(client?.active, true)
  const mails = await mailsWhen(at.owner, { code: 'M-12' }, (all) => all.length === 3)
  assert.equal(mails.length, 3)
  assert.deepEqual(await smsSoFar(at), [])
  assert.equal((await at.store.portal.deliveries.list()).length, 0)
})

test('O-11 a private key is turned away, told to be taken as known, and not kept', async () => {
  const form = await openOrderForm(at.owner, await at.verified('hemmelig', withKey))
  const jwk = pair.privateKey.export({ format: 'jwk' })
  const pem = pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  for (const fields of [
    { jwks: JSON.stringify({ keys: [{ ...jwk, kid: 'k-2' }] }) },
    { jwks: pem },
    { certificate: pem },
  ]) {
    const refused = await at.owner.submit(form, '/edit', { ...fields, do: 'save' })
    assert.equal(refused.status, 422)
    assert.match(refused.words, /privat nøkkel/)
  }
  const kept = JSON.stringify((await at.store.portal.orders.find(orderNoOf(form)))?.thing)
  assert.ok(!kept.includes(String(jwk.d)) && !kept.includes('PRIVATE KEY'))
})

test('O-17 an order that cannot be carried out goes back to its reviewer with the fault', async () => {
  const orderNo = await placeOrder(at, await at.verified('kollisjon', withKey), undefined, {
    jwks: JSON.stringify({ keys: [publicJwk] }),
  })
  const test = await at.store.environment('test').clients.find('kollisjon')
  if (test === undefined) throw new Error('no client')
  // Somebody takes the id in production between approval and provisioning.
  const order = await at.store.portal.orders.find(orderNo)
  if (order === undefined) throw new Error('no order')
  await at.first.post(`/operator/orders/${orderNo}/claim`)
  const claimed = await at.store.portal.orders.find(orderNo)
  if (claimed === undefined) throw new Error('no order')
  await at.store.portal.orders.change(
    { ...claimed.thing, state: 'APPROVED' },
    claimed.revision,
    at.program.clock.nowSeconds(),
  )
  const integration = await at.store.portal.integrations.find('I-kollisjon')
  if (integration === undefined) throw new Error('no integration')
  await at.store.portal.integrations.change({ ...integration.thing, state: 'APPROVED' }, integration.revision, 1)
  await at.store.environment('prod-sim').clients.save({ ...test.thing, active: false }, 'hand', 1)
  await at.program.gateway.restart()
  for (let tries = 0; tries < 60; tries++) {
    if ((await at.store.portal.orders.find(orderNo))?.thing.state === 'IN_REVIEW') break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const back = (await at.store.portal.orders.find(orderNo))?.thing
  assert.equal(back?.state, 'IN_REVIEW')
  assert.match(back?.provisionFault ?? '', /client_id is taken/)
  const page = await at.first.get(`/operator/orders/${orderNo}`)
  assert.match(page.words, /Klienten kunne ikke lages/)
  assert.equal((await at.owner.get(`/o/${orgno}/orders/${orderNo}`)).status, 200)
})
