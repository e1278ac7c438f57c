import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { openSmsGateway } from '../../../src/outbox/senders/sms-gateway.ts'
import { Secret } from '../../../src/protocol/secret.ts'
import { keptLog } from './example-mail.ts'

interface Received {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Readonly<Record<string, unknown>>
}
type Answer = (response: ServerResponse) => void

const received: Received[] = []
let answers: Answer[] = []
/** Part of the path, so that a request given up in one test is not taken for one of the next. */
let run = 0
const server = createServer(async (request, response) => {
  if (request.url !== `/${run}`) return
  const chunks = await request.toArray().catch(() => undefined)
  if (chunks === undefined) return
  const body = Buffer.concat(chunks).toString('utf8')
  received.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(body) })
  const answer = answers.shift() ?? status(200, '{"id":"gw-1"}')
  answer(response)
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
after(() => {
  server.closeAllConnections()
  server.close()
})

const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const status =
  (code: number, body = '', headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end(body)
const sms = { to: '+4791234567', text: new Secret('passord K7RM-2QXD'), reference: 'DL-7K3M92QX', code: 'S-02' }

/** Sends one SMS; the gateway answers in turn what `given` says. Nothing is waited for. */
async function send(...given: Answer[]) {
  answers = given
  received.length = 0
  run++
  const pauses: number[] = []
  const timeouts: number[] = []
  const { log, lines } = keptLog()
  const sender = openSmsGateway({
    url: `${url}/${run}`,
    token: new Secret('gateway-token'),
    sender: 'Portvakt',
    timeoutSeconds: 10,
    log,
    time: {
      async pause(seconds) {
        pauses.push(seconds)
      },
      timeout(seconds) {
        timeouts.push(seconds)
        // The silent gateway of the test below is given up at once.
        return given[0] === silence ? AbortSignal.timeout(1) : AbortSignal.timeout(5000)
      },
    },
  })
  return { answer: await sender.send(sms), pauses, timeouts, lines }
}
const silence: Answer = () => {}

test('ONB-185 an SMS is posted with the token, and its acceptance is the id of the gateway', async () => {
  const { answer, pauses, timeouts } = await send(status(202, '{"id":"gw-77"}'))
  assert.deepEqual(answer, { outcome: 'accepted', id: 'gw-77' })
  assert.equal(received.length, 1)
  assert.equal(received[0]?.path, `/${run}`)
  assert.equal(received[0]?.headers.authorization, 'Bearer gateway-token')
  assert.equal(received[0]?.headers['content-type'], 'application/json')
  assert.deepEqual(received[0]?.body, {
    to: '+4791234567',
    from: 'Portvakt',
    text: 'passord K7RM-2QXD',
    reference: 'DL-7K3M92QX',
    ttl_s: 3600,
  })
  assert.deepEqual([pauses, timeouts], [[], [10]])
})

test('ONB-185 what the gateway refuses is refused at once', async () => {
  for (const code of [400, 401, 404, 422, 429]) {
    const { answer } = await send(status(code, '{"error":"no"}'))
    assert.deepEqual(answer, { outcome: 'refused', fault: `the gateway answered ${code}` })
    assert.equal(received.length, 1)
  }
})

test('ONB-97 after 5xx there are three tries, after 5 and 20 seconds, with one reference', async () => {
  const down = status(503)
  const { answer, pauses } = await send(down, down, down, status(200, '{"id":"never"}'))
  assert.deepEqual(answer, { outcome: 'unreachable', fault: 'the gateway answered 503' })
  assert.deepEqual(pauses, [5, 20])
  assert.deepEqual(
    received.map(({ body, headers }) => [body.reference, headers['idempotency-key']]),
    Array.from({ length: 3 }, () => ['DL-7K3M92QX', 'S-02-DL-7K3M92QX']),
  )
  const { answer: second } = await send(down, status(200, '{"id":"gw-2"}'))
  assert.deepEqual(second, { outcome: 'accepted', id: 'gw-2' })
})

test('ONB-97 a gateway that does not answer in time is tried again', async () => {
  const { answer, pauses } = await send(silence, silence, silence)
  assert.deepEqual(answer, { outcome: 'unreachable', fault: 'the gateway did not answer in time' })
  assert.deepEqual(pauses, [5, 20])
})

test('ONB-185 a success without an id is none, and nobody is followed to another address', async () => {
  for (const body of ['', 'ok', '{}', '{"id":""}', '{"id":"with blank"}', '{"id":{}}', 'null']) {
    const strange = status(200, body)
    assert.equal((await send(strange, strange, strange)).answer.outcome, 'unreachable', body)
  }
  const { answer } = await send(status(307, '', { location: `${url}/elsewhere` }))
  assert.equal(answer.outcome, 'refused')
  assert.deepEqual(
    received.map(({ path }) => path),
    [`/${run}`],
  )
})

test('ONB-187 the log has code, reference, last two digits, gateway id and result, and nothing of the text', async () => {
  const accepted = await send(status(200, '{"id":"gw-9"}'))
  assert.deepEqual(
    accepted.lines.map((line) => JSON.parse(line)),
    [
      {
        level: 'info',
        code: 'S-02',
        reference: 'DL-7K3M92QX',
        to: '67',
        gateway: 'gw-9',
        result: 'accepted',
        message: 'sms sent',
      },
    ],
  )
  const refused = await send(status(400, 'passord K7RM-2QXD to +4791234567'))
  const all = [...accepted.lines, ...refused.lines].join()
  assert.match(all, /"result":"refused"/)
  for (const hidden of ['K7RM', 'passord', '4791234567', 'gateway-token']) assert.equal(all.includes(hidden), false)
})
