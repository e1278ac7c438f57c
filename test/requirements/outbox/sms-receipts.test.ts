import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, beforeEach, test } from 'node:test'
import { openMailboxSite } from './mailbox-site.ts'

const secret = 'a secret that both know'
const { app, clock, news, lines } = await openMailboxSite(
  {
    GATEWAY_SMS_TRANSPORT: 'http',
    GATEWAY_SMS_HTTP_URL: 'https://sms.example.no/send',
    GATEWAY_SMS_HTTP_TOKEN_FILE: 'token',
    GATEWAY_SMS_HTTP_CALLBACK_SECRET_FILE: 'callback',
  },
  (path) => (path === 'callback' ? `${secret}\n` : 'token'),
)
after(() => app.close())
beforeEach(() => {
  news.length = 0
})

const sign = (body: string, key = secret): string => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`
const receipt = (changes: Record<string, unknown> = {}): string =>
  JSON.stringify({ id: 'gw-1', status: 'undeliverable', time: '2026-03-02T09:15:00Z', ...changes })
const post = (body: string, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/hooks/sms',
    headers: {
      'content-type': 'application/json',
      'x-signature': sign(body),
      'x-timestamp': String(clock.nowSeconds()),
      ...headers,
    },
    payload: body,
  })

test('ONB-186 a signed receipt is taken; only what did not arrive is passed on', async () => {
  for (const status of ['delivered', 'undeliverable', 'expired'])
    assert.equal((await post(receipt({ status }))).statusCode, 202)
  assert.equal((await post(receipt({ id: 4711 }))).statusCode, 202)
  assert.deepEqual(news, ['undeliverable gw-1', 'undeliverable gw-1', 'undeliverable 4711'])
})

test('ONB-186 a receipt that is not signed, changed or signed with another secret is refused', async () => {
  const body = receipt()
  for (const signature of [
    '',
    'sha256=',
    'sha256=00',
    sign(receipt({ id: 'other' })),
    sign(body, 'another'),
    sign(body).slice(7),
  ])
    assert.equal((await post(body, { 'x-signature': signature })).statusCode, 401, signature)
  assert.deepEqual(news, [])
})

test('ONB-186 a receipt of more than five minutes ago, or to come, is refused', async () => {
  const at = (seconds: number) => post(receipt(), { 'x-timestamp': String(clock.nowSeconds() + seconds) })
  assert.equal((await at(-300)).statusCode, 202)
  assert.equal((await at(300)).statusCode, 202)
  assert.equal((await at(-301)).statusCode, 401)
  assert.equal((await at(301)).statusCode, 401)
  assert.equal((await post(receipt(), { 'x-timestamp': 'now' })).statusCode, 401)
  const written = new Date(clock.nowSeconds() * 1000).toISOString()
  assert.equal((await post(receipt(), { 'x-timestamp': written })).statusCode, 202)
})

test('ONB-186 a receipt that cannot be read is refused, and nothing of it is logged', async () => {
  for (const body of [
    '{',
    '[]',
    'null',
    receipt({ status: 'lost' }),
    receipt({ id: 'two words' }),
    receipt({ id: {} }),
  ])
    assert.equal((await post(body)).statusCode, 400, body)
  assert.equal((await post(receipt(), { 'content-type': 'text/plain' })).statusCode, 415)
  assert.equal((await post(receipt({ id: 'x'.repeat(20_000) }))).statusCode, 413)
  assert.equal((await app.inject({ url: '/hooks/sms' })).statusCode, 404)
  assert.equal(lines.join().includes('two words'), false)
})

test('ONB-186 without a secret there is no such door', async () => {
  const { app: without } = await openMailboxSite()
  assert.equal((await without.inject({ method: 'POST', url: '/hooks/sms' })).statusCode, 404)
  await without.close()
})
