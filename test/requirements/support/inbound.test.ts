import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { InboundMail, SupportCase } from '../../../src/journey/support-records.ts'
import { ticketId } from '../../../src/storage/tickets.ts'
import { clientId, orgno, type SupportProgram, startSupportProgram } from './support-program.ts'

const secret = 'a secret that both know'
const receiver = 'mx.example.no'
const files = mkdtempSync(join(tmpdir(), 'portvakt-inbound-'))
const spool = join(files, 'spool')
let at: SupportProgram
before(async () => {
  writeFileSync(join(files, 'hook-secret'), `${secret}\n`)
  at = await startSupportProgram({
    GATEWAY_INBOUND_HOOK_SECRET_FILE: join(files, 'hook-secret'),
    GATEWAY_INBOUND_TRUSTED_RECEIVER: receiver,
  })
})
after(async () => {
  await at.stop()
  rmSync(files, { recursive: true, force: true })
})

let number = 0
interface Letter {
  readonly from: string
  readonly subject?: string
  readonly text: string
  readonly headers?: readonly string[]
  readonly id?: string
  /** What stands in the header of the receiver. */
  readonly results?: string
}
const passes = (from: string) => `${receiver}; dmarc=pass (p=reject) header.from=${from.split('@')[1]}`

const written = ({
  from,
  subject = 'Hei',
  text,
  headers = [],
  id = `<m${number++}@etaten.no>`,
  results,
}: Letter): string =>
  [
    ...(results === undefined ? [] : [`Authentication-Results: ${results}`]),
    `From: <${from}>`,
    'To: support@example.test',
    `Subject: ${subject}`,
    `Message-ID: ${id}`,
    ...headers,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
  ].join('\r\n')

const post = (body: string, changes: Readonly<Record<string, string>> = {}) =>
  at.visitor.agent.send(`${at.program.portal}/hooks/mail`, {
    method: 'POST',
    headers: {
      'content-type': 'message/rfc822',
      'x-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      'x-timestamp': String(at.program.clock.nowSeconds()),
      ...changes,
    },
    body,
  })

const send = async (letter: Letter): Promise<InboundMail['outcome']> => {
  const answer = await post(written(letter))
  assert.equal(answer.status, 202, answer.text)
  return (answer.json() as unknown as { outcome: InboundMail['outcome'] }).outcome
}
/** The newest mail to somebody, of a kind. */
const answered = async (to: string, code?: string) =>
  (await at.store.outbox.list(code === undefined ? {} : { code }, 500)).filter((mail) => mail.to === to)
/** The case that a mail from this address became. */
const caseFrom = async (from: string): Promise<SupportCase> => {
  const found = (await at.store.portal.cases.list()).find(({ thing }) => thing.contact.email === from)
  assert.ok(found, from)
  return found.thing
}

const order = `1. Tjenesteeier: ${orgno} Eksempeletaten
4. client_id: ny-klient
7. Redirect-URI: https://ny.etaten.no/callback, https://ny.etaten.no/annen
13. Mobil: 912 34 567`

const clientsNow = async () =>
  JSON.stringify([
    await at.store.environment('test').clients.list(),
    await at.store.environment('prod-sim').clients.list(),
  ])

test('ONB-190 a mail counts only if signed, recent, of the right kind and the first of its Message-ID', async () => {
  const body = written({ from: 'hans@ukjent.example.test', text: 'Dette er et vanlig brev.', id: '<same@etaten.no>' })
  assert.equal((await post(body, { 'x-signature': `sha256=${'0'.repeat(64)}` })).status, 401)
  assert.equal((await post(body, { 'x-timestamp': '1' })).status, 401)
  assert.equal((await post(body, { 'content-type': 'text/plain' })).status, 415)
  const before = (await at.store.portal.cases.list()).length
  assert.deepEqual((await post(body)).json(), { outcome: 'case' })
  assert.deepEqual((await post(body)).json(), { outcome: 'ignored' })
  assert.equal((await at.store.portal.cases.list()).length, before + 1)
})

test('ONB-191 a mail that is no order becomes a case of category other, with a receipt', async () => {
  const from = 'ola@ukjent.example.test'
  assert.equal(await send({ from, subject: 'Innlogging', text: 'Det virker ikke hos oss i dag.' }), 'case')
  const about = await caseFrom(from)
  assert.deepEqual([about.category, about.source, about.orgno, about.state], ['other', 'mail', '', 'NEW'])
  assert.equal((await answered(from, 'M-21')).length, 1)
  const fromMember = 'ada@etaten.no'
  await send({ from: fromMember, text: 'Kan vi få flere testbrukere?', results: passes(fromMember) })
  const { orgno: owner, state } = await caseFrom(fromMember)
  assert.deepEqual([owner, state], [orgno, 'TRIAGED'])
})

test('E-10 ONB-192 ONB-193 N-14 an order from a member whose mail is proven is a draft of the organisation, finished in the portal', async () => {
  const from = 'ada@etaten.no'
  const clients = await clientsNow()
  assert.equal(await send({ from, text: order, results: passes(from) }), 'draft')
  const [mail] = await answered(from, 'M-28')
  const path = /\/o\/\d+\/drafts\/\S+/.exec(mail?.text ?? '')?.[0] ?? ''
  assert.equal((await at.visitor.get(path)).path.startsWith(`/o/${orgno}/drafts`), false)
  assert.equal((await at.stranger.get(path)).status, 404)
  const page = await at.member.get(path)
  assert.match(page.words, /ny\.etaten\.no\/annen/)
  assert.match((await at.member.get(`/o/${orgno}/cases`)).html, new RegExp(`href="${path}"`))
  const kept = (await at.store.portal.inboundMails.list()).find(({ thing }) => thing.text.includes('ny-klient'))
  assert.match(kept?.thing.text ?? '', /Mobil: … 67/)
  assert.doesNotMatch(page.words, /912 34 567/)
  const form = /href="([^"]*integrations\/new[^"]*)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const filled = await at.member.get(form)
  assert.equal(filled.status, 200)
  assert.match(filled.html, /https:\/\/ny\.etaten\.no\/callback\nhttps:\/\/ny\.etaten\.no\/annen/)
  assert.match(filled.html, /value="ny-klient"/)
  assert.equal(await clientsNow(), clients)
})

test('ONB-192 ONB-195 a production order by mail is a draft order with the fields of the mail, its mobile number unverified', async () => {
  const now = at.program.clock.nowSeconds()
  const contact = { name: 'Ada Etat', email: 'ada@etaten.no' }
  await at.store.portal.integrations.add(
    {
      id: 'I-mail',
      orgno,
      name: 'Saksklienten',
      state: 'VERIFIED',
      testEnvironment: 'test',
      testClientId: clientId,
      technicalContact: contact,
      createdBy: 'ada',
    },
    now,
  )
  const from = 'ada@etaten.no'
  const text = `Tjenesteeier: ${orgno}\nTeknisk kontakt: Ada Etat ada@etaten.no\nclient_id i test: ${clientId}\nMiljø: produksjon\n7: https://prod.etaten.no/callback\nMobil: 912 34 567`
  assert.equal(await send({ from, text, results: passes(from) }), 'draft')
  const [kept] = await at.store.portal.orders.list({ lookup: 'I-mail' })
  assert.equal(kept?.thing.state, 'DRAFT')
  assert.deepEqual(kept?.thing.fields.client.redirect_uris, ['https://prod.etaten.no/callback'])
  assert.match(kept?.thing.fields.credentialReceiver?.mobile ?? '', /91234567$/)
  assert.equal((await at.store.portal.mobileVerifications.list()).length, 0)
  const page = await at.member.get(`/o/${orgno}/orders/${kept?.thing.id}/edit`)
  assert.equal(page.status, 200)
  assert.match((await answered(from, 'M-28'))[0]?.text ?? '', new RegExp(`/orders/${kept?.thing.id}`))
})

test('E-10 ONB-192 ONB-193 an order from a stranger, or from a member whose mail is not proven, is a queue item and M-28 that tells nothing', async () => {
  const clients = await clientsNow()
  for (const [from, results] of [
    ['fremmed@ukjent.example.test', passes('fremmed@ukjent.example.test')],
    ['ada@etaten.no', undefined],
    ['ada@etaten.no', `${receiver}; dmarc=fail header.from=etaten.no`],
    ['ada@etaten.no', `evil.example.net; dmarc=pass header.from=etaten.no`],
    ['ada@etaten.no', `${receiver}; dmarc=pass header.from=annet.example.test`],
    [
      'ada@etaten.no',
      `${receiver}; spf=pass; dmarc=none header.from=etaten.no\r\nAuthentication-Results: ${passes('ada@etaten.no')}`,
    ],
  ] as const) {
    const before = await answered(from, 'M-28')
    const id = `<order${number++}@etaten.no>`
    assert.equal(await send({ from, text: order, id, ...(results === undefined ? {} : { results }) }), 'draft')
    const [mail] = await answered(from, 'M-28')
    const mine = (await at.store.portal.inboundMails.find(ticketId(`inbound ${id}`)))?.thing
    assert.deepEqual(mine?.flags, ['unverified_sender'], results ?? 'no word')
    const [item] = await at.store.portal.queue.list({ lookup: mine?.id ?? '', states: ['OPEN'] })
    assert.equal(item?.thing.kind, 'inbound_mail')
    if (before.length < 5) {
      assert.match(mail?.text ?? '', /\/drafts\/[\w-]{43}/)
      assert.doesNotMatch(`${mail?.subject} ${mail?.text}`, /Eksempeletaten|310000019|Ada/)
    }
  }
  const [mail] = await answered('fremmed@ukjent.example.test', 'M-28')
  const path = /\/drafts\/\S+/.exec(mail?.text ?? '')?.[0] ?? ''
  const wrong = await at.stranger.submit(await at.stranger.get(path), '/drafts/')
  assert.equal(wrong.status, 422)
  assert.match((await at.staff.get('/operator/inbound')).words, /fremmed@ukjent\.example\.test/)
  const page = await at.member.submit(await at.member.get(path), '/drafts/', { orgno })
  assert.match(page.path, new RegExp(`^/o/${orgno}/drafts/`))
  assert.equal((await at.member.get(path)).status, 410)
  const gone = await at.member.submit(page, 'discard', { sure: 'yes' })
  assert.equal(gone.status, 200)
  assert.equal((await at.member.get(page.path)).status, 404)
  assert.equal(await clientsNow(), clients)
})

test('ONB-155 an answer is found by its subject or its thread; from anybody else it is a note that the customer never sees', async () => {
  const from = 'liv@ukjent.example.test'
  await send({ from, subject: 'Hjelp', text: 'Utloggingen virker ikke hos oss.' })
  const { id } = await caseFrom(from)
  await at.staff.post(`/operator/cases/${id}/triage`, { orgno: '', category: 'logout', severity: 'question' })
  await at.staff.post(`/operator/cases/${id}/claim`)
  await at.staff.post(`/operator/cases/${id}/ask`, { question: 'Hvilken nettleser?' })
  const [question] = await answered(from, 'M-22')
  const stored = async () => (await at.store.portal.cases.find(id))?.thing
  assert.equal(
    await send({ from: 'annen@ukjent.example.test', subject: `Re: [${id}]`, text: 'Jeg svarer' }),
    'case-message',
  )
  assert.equal((await stored())?.state, 'WAITING_CUSTOMER')
  assert.equal((await stored())?.messages.at(-1)?.side, 'internal')
  const automatic = ['Auto-Submitted: auto-replied']
  await send({ from, subject: `Borte: [${id}]`, text: 'Jeg har ferie.', headers: automatic })
  assert.equal((await stored())?.state, 'WAITING_CUSTOMER')
  const thread = [`In-Reply-To: <${question?.id}@portvakt.test>`]
  assert.equal(
    await send({ from, subject: 'Svar', text: 'Firefox\n> Hvilken nettleser?', headers: thread }),
    'case-message',
  )
  assert.equal((await stored())?.state, 'IN_PROGRESS')
  assert.deepEqual(
    [(await stored())?.messages.at(-1)?.side, (await stored())?.messages.at(-1)?.text],
    ['customer', 'Firefox'],
  )
})

test('ONB-191 ONB-193 a mail about an order changes nothing: the operator sees it, the sender is told where to answer', async () => {
  const [kept] = await at.store.portal.orders.list({ lookup: 'I-mail' })
  const orderNo = kept?.thing.id ?? ''
  const from = 'per@annet.example.test'
  assert.equal(await send({ from, subject: `Om ${orderNo}`, text: 'Ta med https://evil.example.net/ også' }), 'queue')
  assert.deepEqual(await at.store.portal.orders.list({ lookup: 'I-mail' }), [kept])
  const [mail] = await answered(from, 'M-28')
  assert.doesNotMatch(mail?.text ?? '', /310000019|\/o\//)
})

test('ONB-194 machines get no answer, nobody more than five a day', async () => {
  for (const [index, header] of ['Auto-Submitted: auto-replied', 'Precedence: bulk', 'Return-Path: <>'].entries()) {
    const from = `maskin${index}@ukjent.example.test`
    assert.equal(await send({ from, text: 'Jeg er ikke på kontoret.', headers: [header] }), 'case')
    assert.deepEqual(await answered(from), [], header)
  }
  const from = 'ivrig@ukjent.example.test'
  for (let mail = 0; mail < 7; mail++) await send({ from, text: `Brev nummer ${mail} fra meg.` })
  assert.equal((await answered(from)).length, 5)
  const own = (await send({ from: 'support@example.test', text: 'Svar til oss selv' })) === 'case'
  assert.ok(own)
  assert.deepEqual(await answered('support@example.test'), [])
})

test('E-10 ONB-153 ONB-195 REG-77 a working secret in a mail is removed, and the operator and its owner are told', async () => {
  const { secret: exposed, secretId } = await at.giveSecret('test')
  const from = 'kari@ukjent.example.test'
  await send({ from, text: `Vi får invalid_client med ${exposed}. Personen er 20914695016.` })
  const about = await caseFrom(from)
  assert.match(about.description, /\[removed: client_secret\].*\[removed: national_id\]/)
  const [item] = await at.store.portal.queue.list({ lookup: `test/${clientId}/${secretId}` })
  assert.equal(item?.thing.kind, 'secret_exposed')
  assert.deepEqual([item?.thing.details?.seenIn, item?.thing.orgno], [about.id, orgno])
  const told = (await at.store.outbox.list({ code: 'M-25' }, 50)).map(({ to }) => to).sort()
  assert.deepEqual(told, ['ada@etaten.no', 'sikkerhet@etaten.no'])
  const page = await at.staff.get(`/operator/exposed?of=${encodeURIComponent(`test/${clientId}/${secretId}`)}`)
  assert.match(page.words, new RegExp(secretId))
  const everything = JSON.stringify([
    await at.store.outbox.list({}, 1000),
    await at.store.portal.cases.list(),
    await at.store.portal.inboundMails.list(),
    await at.store.portal.queue.list(),
    await at.store.journal.list({}, 1000),
    at.program.gateway.logLines,
  ])
  assert.ok(!everything.includes(exposed))
  assert.doesNotMatch(JSON.stringify(await at.store.portal.cases.list()), /20914695016/)
})

test('ONB-190 a folder is read when it is set: mails go to done/, what cannot be read to failed/', async () => {
  const other = await startSupportProgram({ GATEWAY_INBOUND_SPOOL: spool })
  try {
    writeFileSync(join(spool, 'a.eml'), written({ from: 'mappe@ukjent.example.test', text: 'Et brev fra mappen.' }))
    writeFileSync(join(spool, 'b.eml'), Buffer.alloc(15_000_001, 65))
    writeFileSync(join(spool, 'c.part'), 'ikke ferdig skrevet')
    await other.program.gateway.restart()
    const [receipt] = await other.visitor.mails({ to: 'mappe@ukjent.example.test', code: 'M-21' })
    assert.match(receipt?.subject ?? '', /CS-/)
    await other.program.gateway.restart()
    assert.deepEqual(readdirSync(spool).sort(), ['c.part', 'done', 'failed'])
    assert.deepEqual(readdirSync(join(spool, 'done')), ['a.eml'])
    assert.deepEqual(readdirSync(join(spool, 'failed')), ['b.eml'])
    const closed = await other.visitor.agent.send(`${other.program.portal}/hooks/mail`, { method: 'POST', body: '' })
    assert.equal(closed.status, 404)
  } finally {
    await other.stop()
  }
})
