import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { Secret } from '../../../src/protocol/secret.ts'
import { exampleMail } from './example-mail.ts'
import { openMailboxSite, portal } from './mailbox-site.ts'

const { app, house, durable, clock, lines, news } = await openMailboxSite()
after(() => app.close())
beforeEach(() => app.inject({ method: 'DELETE', url: '/dev/outbox/messages' }))

const attachment = { name: 'credentials-DL-7K3M92QX.zip', type: 'application/zip', base64: 'UEsDBA==' }
const mail = async (changes: Parameters<typeof exampleMail>[0] = {}): Promise<string> => {
  const id = await durable.outbox.add(exampleMail(changes), clock.nowSeconds())
  await house.courier.step()
  return id
}
const sms = (changes: Partial<Parameters<typeof house.smsSender.send>[0]> = {}) =>
  house.smsSender.send({
    to: '+4791234567',
    text: new Secret('K7RM-2QXD'),
    reference: 'DL-1',
    code: 'S-02',
    ...changes,
  })
const get = (path: string, headers: Record<string, string> = {}) => app.inject({ url: `/dev/outbox${path}`, headers })
const messages = async (query = ''): Promise<Record<string, unknown>[]> =>
  (await get(`/messages${query}`)).json().messages
const fault = (body: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/dev/outbox/faults',
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  })
/** Begins the request at once, which `inject` does only when it is awaited, and lets it come as far as it can. */
const begin = async (path: string) => {
  const answer = get(path).then((response) => response)
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
  return { answer }
}
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise(setImmediate)
}

test('ONB-182 mail and SMS are answered as JSON, newest first, with headers and attachments', async () => {
  await mail({ reference: 'DL-7K3M92QX', attachment, html: '<p>Hei</p>' })
  clock.forward(1)
  await sms()
  const [newest, oldest] = await messages()
  assert.deepEqual(newest, {
    id: newest?.id,
    kind: 'sms',
    code: 'S-02',
    to: '+4791234567',
    reference: 'DL-1',
    text: 'K7RM-2QXD',
    created: new Date(clock.nowSeconds() * 1000).toISOString().replace('.000', ''),
  })
  assert.equal(oldest?.subject, 'Klienthemmelighet på vei')
  assert.equal(Object(oldest?.headers)['X-Reference'], 'DL-7K3M92QX')
  const url = `/dev/outbox/messages/${oldest?.id}/attachments/credentials-DL-7K3M92QX.zip`
  assert.deepEqual(oldest?.attachments, [
    { name: 'credentials-DL-7K3M92QX.zip', type: 'application/zip', size: 4, url },
  ])
  const file = await app.inject({ url })
  assert.deepEqual(file.rawPayload, Buffer.from('UEsDBA==', 'base64'))
  assert.match(String(file.headers['content-disposition']), /^attachment; filename\*=UTF-8''credentials/)
  assert.equal(file.headers['content-type'], 'application/zip')
  assert.deepEqual((await get(`/messages/${newest?.id}`)).json(), newest)
  assert.equal((await get('/messages/unknown')).statusCode, 404)
  assert.equal((await get(`/messages/${oldest?.id}/attachments/other`)).statusCode, 404)
})

test('ONB-182 messages are found by kind, receiver, code, reference and time', async () => {
  await mail({ to: 'ola@etat.example', code: 'M-01' })
  clock.forward(10)
  await mail({ to: 'Kari@etat.example', reference: 'DL-2' })
  await sms()
  const codes = async (query: string) => (await messages(query)).map(({ code }) => code)
  assert.deepEqual(await codes(''), ['S-02', 'M-13', 'M-01'])
  assert.deepEqual(await codes('?kind=mail'), ['M-13', 'M-01'])
  assert.deepEqual(await codes('?to=kari@etat.example'), ['M-13'])
  assert.deepEqual(await codes('?to=%2B4791234567'), ['S-02'])
  assert.deepEqual(await codes('?to=+4791234567'), ['S-02'])
  assert.deepEqual(await codes('?code=M-01&kind=mail'), ['M-01'])
  assert.deepEqual(await codes('?reference=DL-2'), ['M-13'])
  assert.deepEqual(await codes(`?since=${clock.nowSeconds()}`), ['S-02', 'M-13'])
  assert.deepEqual(await codes(`?since=${new Date(clock.nowSeconds() * 1000).toISOString()}`), ['S-02', 'M-13'])
  for (const query of ['?kind=fax', '?since=yesterday']) assert.equal((await get(`/messages${query}`)).statusCode, 400)
  assert.equal((await app.inject({ method: 'DELETE', url: '/dev/outbox/messages' })).statusCode, 204)
  assert.deepEqual(await messages(), [])
})

test('ONB-182 latest is the newest that fits, or 404, and with wait it waits for one to come', async () => {
  assert.equal((await get('/messages/latest')).statusCode, 404)
  await mail({ subject: 'first' })
  await mail({ subject: 'second' })
  assert.equal((await get('/messages/latest?kind=mail')).json().subject, 'second')
  const waiting = await begin('/messages/latest?kind=sms&code=S-01&wait=30')
  // Both come while somebody waits; only the second is what is waited for.
  await sms()
  await sms({ code: 'S-01', text: new Secret('123456') })
  assert.equal((await waiting.answer).json().text, '123456')
  assert.equal((await get('/messages/latest?code=S-09&wait=1')).statusCode, 404)
  for (const wait of ['31', '-1', 'x', '1.5', '']) {
    assert.equal((await get(`/messages/latest?code=S-09&wait=${wait}`)).statusCode, 400, wait)
  }
})

test('ONB-180 only the newest 500 messages are kept', async () => {
  for (let index = 0; index < 510; index++) await sms({ reference: `DL-${index}` })
  const kept = await messages()
  assert.deepEqual([kept.length, kept[0]?.reference, kept.at(-1)?.reference], [500, 'DL-509', 'DL-10'])
})

test('ONB-183 the next messages of a channel fail as they are told to', async () => {
  assert.equal((await fault({ channel: 'sms', mode: 'refuse', times: 2 })).statusCode, 204)
  assert.equal((await sms()).outcome, 'refused')
  const id = await mail()
  assert.equal((await durable.outbox.find(id))?.status, 'SENT', 'the other channel works')
  assert.equal((await sms()).outcome, 'refused')
  assert.equal((await sms()).outcome, 'accepted')
  await fault({ channel: 'sms', mode: 'timeout' })
  assert.equal((await sms()).outcome, 'unreachable')
  await fault({ channel: 'mail', mode: 'refuse', times: 1 })
  const refused = await mail()
  assert.equal((await durable.outbox.find(refused))?.status, 'FAILED')
  assert.deepEqual(news, [`given up ${refused}`])
})

test('ONB-183 ONB-166 ONB-186 a bounce and a failed receipt come after the message was accepted', async () => {
  news.length = 0
  await fault({ channel: 'mail', mode: 'bounce', times: 1 })
  const id = await mail()
  assert.equal((await durable.outbox.find(id))?.status, 'SENT')
  await fault({ channel: 'sms', mode: 'receipt_failed', times: 1 })
  const answer = await sms()
  assert.equal(answer.outcome, 'accepted')
  assert.deepEqual((await messages()).length, 0, 'neither arrived')
  await until(() => news.length === 2)
  assert.deepEqual(news, [`bounced ${id}`, `undeliverable ${answer.outcome === 'accepted' ? answer.id : ''}`])
})

test('ONB-183 a fault that makes no sense is refused with what it may be', async () => {
  for (const [body, why] of [
    ['{', /must be JSON/],
    ['null', /channel is/],
    [{ channel: 'fax', mode: 'refuse' }, /channel is mail or sms/],
    [{ channel: 'sms', mode: 'bounce' }, /mode is one of refuse, timeout, receipt_failed/],
    [{ channel: 'mail', mode: 'refuse', times: 1.5 }, /whole number/],
    [{ channel: 'mail', mode: 'refuse', times: -1 }, /whole number/],
  ] as const) {
    const answer = await fault(body)
    assert.equal(answer.statusCode, 400)
    assert.match(answer.json().error_description, why)
  }
  assert.equal((await fault('mode=refuse', { 'content-type': 'text/plain' })).statusCode, 415)
})

test('ONB-181 ONB-184 the page shows both kinds, newest first, as text, and warns', async () => {
  await mail({ subject: 'Første <b>', to: 'ola@etat.example', code: 'M-01' })
  await mail({ subject: 'Andre', to: 'kari@etat.example' })
  await sms()
  const page = await get('?lang=en')
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /<html lang="en">/)
  assert.match(page.body, /All secrets, passwords and codes shown here are for development/)
  assert.ok(page.body.indexOf('Andre') < page.body.indexOf('Første &lt;b&gt;'))
  assert.ok(page.body.includes('K7RM-2QXD'))
  assert.ok(page.body.indexOf('id="mail"') < page.body.indexOf('id="sms"'))
  const kari = (await get('?to=KARI')).body
  assert.deepEqual([kari.includes('Andre'), kari.includes('Første'), kari.includes('K7RM')], [true, false, false])
  const first = (await get('?code=M-01')).body
  assert.deepEqual([first.includes('Andre'), first.includes('Første')], [false, true])
  for (const [language, title] of [
    ['nb', 'Lokal postkasse'],
    ['nn', 'Berre for utvikling'],
    ['se', 'Báikkálaš poastakássa'],
  ] as const)
    assert.ok((await get(`?lang=${language}`)).body.includes(title))
})

test('ONB-181 a message shows text, headers and attachments; its HTML stands in a frame that may do nothing', async () => {
  await mail({ html: '<script>evil()</script><p>Hei</p>', attachment, text: 'Ren <tekst>' })
  const id = (await messages())[0]?.id
  const page = await get(`/${id}`)
  assert.equal(page.statusCode, 200)
  assert.ok(page.body.includes('Ren &lt;tekst&gt;'))
  assert.ok(page.body.includes('Auto-Submitted'))
  assert.ok(page.body.includes(`href="/dev/outbox/messages/${id}/attachments/credentials-DL-7K3M92QX.zip"`))
  assert.match(page.body, new RegExp(`<iframe [^>]*sandbox [^>]*src="/dev/outbox/messages/${id}/html"`))
  assert.equal(page.body.includes('evil()'), false)
  assert.match(String(page.headers['content-security-policy']), /frame-src 'self'/)
  const inFrame = await get(`/messages/${id}/html`)
  assert.equal(inFrame.body, '<script>evil()</script><p>Hei</p>')
  const policy = String(inFrame.headers['content-security-policy'])
  assert.match(policy, /; sandbox$/)
  assert.match(policy, /default-src 'none'/)
  assert.doesNotMatch(policy, /script|allow/)
  const gone = await get('/AAAAAAAAAAAA?lang=en')
  assert.equal(gone.statusCode, 404)
  assert.match(gone.body, /There is no such message/)
})

test('ONB-181 the button of the page clears the mailbox; pages of other sites can neither clear nor break it', async () => {
  await mail()
  const post = (url: string, origin: string, method: 'POST' | 'DELETE' = 'POST') =>
    app.inject({
      method,
      url: `/dev/outbox${url}`,
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    })
  assert.equal((await post('/clear', 'https://evil.example')).statusCode, 403)
  assert.equal((await post('/messages', 'https://evil.example', 'DELETE')).statusCode, 403)
  const body = { channel: 'mail', mode: 'refuse' }
  assert.equal((await fault(body, { origin: 'http://localhost:7073' })).statusCode, 403)
  assert.equal((await messages()).length, 1)
  const cleared = await post('/clear', portal)
  assert.deepEqual([cleared.statusCode, cleared.headers.location], [303, '/dev/outbox'])
  assert.deepEqual(await messages(), [])
})

test('ONB-187 nothing of an SMS is in the log', async () => {
  await sms()
  assert.equal(lines.join().includes('K7RM'), false)
})

test('ONB-188 the channels tell how they are', async () => {
  await sms()
  await mail()
  const health = await house.channelHealth()
  assert.equal(health.sms.lastSuccessAtSeconds, clock.nowSeconds())
  assert.equal(health.mail.lastSuccessAtSeconds, clock.nowSeconds())
  assert.deepEqual(health.alerts, [])
})

test('ONB-165 the outbox sends by itself once it is started, and nothing after it is closed', async () => {
  const { house: own, durable: store, app: site } = await openMailboxSite()
  own.start()
  const id = await store.outbox.add(exampleMail(), 0)
  const waiting = site.inject({ url: '/dev/outbox/messages/latest?kind=mail&wait=30' })
  assert.equal((await waiting).statusCode, 200)
  await own.close()
  assert.equal((await store.outbox.find(id))?.status, 'SENT')
  const late = await store.outbox.add(exampleMail(), 0)
  const never = site.inject({ url: '/dev/outbox/messages/latest?reference=never&wait=30' }).then((response) => response)
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
  // Whoever waits is let go when the site closes.
  const [answer] = await Promise.all([never, site.close()])
  assert.equal(answer.statusCode, 404)
  assert.equal((await store.outbox.find(late))?.status, 'READY')
})

test('ONB-184 N-13 where the mailbox is switched off there is no such page', async () => {
  const { app: closed } = await openMailboxSite({ GATEWAY_DEV_OUTBOX: 'false' })
  for (const url of ['/dev/outbox', '/dev/outbox/messages', '/dev/outbox/messages/latest'])
    assert.equal((await closed.inject({ url })).statusCode, 404, url)
  await closed.close()
})
