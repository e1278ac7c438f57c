import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { after, test } from 'node:test'
import { outgoingMail } from '../../../src/outbox/message.ts'
import type { MailSender } from '../../../src/outbox/sender.ts'
import { openSmtpSender, type SmtpOptions } from '../../../src/outbox/senders/smtp.ts'
import { isMailAddress } from '../../../src/protocol/mail-address.ts'
import { Secret } from '../../../src/protocol/secret.ts'
import { makeCertifiedKey } from '../../harness/certified-key.ts'
import { storedMail } from './example-mail.ts'
import { answer, type MailServer, openMailServer } from './mail-server.ts'

const identity = {
  fromName: 'Portvakt',
  from: 'no-reply@login.example',
  replyTo: 'help@login.example',
  bounceAddress: 'bounce@login.example',
}
const messageId = '<11111111-2222-4333-8444-555555555555@login.example>'
const closing: (() => unknown)[] = []
after(async () => {
  for (const close of closing) await close()
})

async function openServer(options?: Parameters<typeof openMailServer>[0]): Promise<MailServer> {
  const server = await openMailServer(options)
  closing.push(() => server.close())
  return server
}

function openSender(server: MailServer, options: Partial<SmtpOptions> = {}): MailSender {
  const sender = openSmtpSender({
    host: 'localhost',
    port: server.port,
    starttls: 'none',
    timeoutSeconds: 10,
    pool: 2,
    identity,
    ...options,
  })
  closing.unshift(() => sender.close())
  return sender
}

const plain = await openServer()
const sender = openSender(plain)

test('ONB-112 a mail arrives with its text, addresses and headers, for one receiver', async () => {
  const mail = storedMail({ toName: 'Kari Prøvestad', reference: 'DL-7K3M92QX', html: '<p>Hei</p>' })
  assert.deepEqual(await sender.send(mail, messageId), { outcome: 'accepted' })
  const { parsed, to, from } = plain.received.at(-1) ?? assert.fail('nothing arrived')
  assert.deepEqual(to, ['kari@etat.example'])
  assert.equal(from, 'bounce+11111111-2222-4333-8444-555555555555@login.example')
  assert.equal(parsed.subject, 'Klienthemmelighet på vei')
  assert.equal(parsed.text?.trim(), 'Hei Kari, æøå.')
  assert.equal(parsed.html, '<p>Hei</p>')
  assert.deepEqual(parsed.from?.value, [{ name: 'Portvakt', address: 'no-reply@login.example' }])
  assert.deepEqual(parsed.replyTo?.value, [{ name: '', address: 'help@login.example' }])
  assert.deepEqual([parsed.to].flat()[0]?.value, [{ name: 'Kari Prøvestad', address: 'kari@etat.example' }])
  assert.deepEqual([parsed.cc, parsed.bcc], [undefined, undefined])
  assert.equal(parsed.messageId, messageId)
  assert.equal(parsed.headers.get('auto-submitted'), 'auto-generated')
  assert.equal(parsed.headers.get('x-reference'), 'DL-7K3M92QX')
})

test('ONB-112 the archive is attached and arrives byte by byte', async () => {
  const content = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7) % 256))
  const attachment = {
    name: 'credentials-DL-7K3M92QX.zip',
    type: 'application/zip',
    base64: content.toString('base64'),
  }
  await sender.send(storedMail({ attachment }), messageId)
  const { parsed, raw } = plain.received.at(-1) ?? assert.fail('nothing arrived')
  assert.equal(parsed.attachments.length, 1)
  const [arrived] = parsed.attachments
  assert.deepEqual(
    [arrived?.filename, arrived?.contentType, arrived?.contentDisposition],
    ['credentials-DL-7K3M92QX.zip', 'application/zip', 'attachment'],
  )
  assert.deepEqual(arrived?.content, content)
  assert.match(raw, /^Content-Type: multipart\/mixed/m)
  assert.match(raw, /^Content-Type: text\/plain; charset=utf-8/m)
})

test('ONB-165 the Message-ID is the same at every try, and one connection carries many mails', async () => {
  const server = await openServer()
  const own = openSender(server, { pool: 1 })
  server.toMessage.push(answer(451, '4.3.0 busy'))
  assert.deepEqual(await own.send(storedMail(), messageId), {
    outcome: 'unreachable',
    fault: 'the mail server did not take it: EMESSAGE 451 4.3.0',
  })
  assert.deepEqual(await own.send(storedMail(), messageId), { outcome: 'accepted' })
  assert.deepEqual(await own.send(storedMail(), messageId), { outcome: 'accepted' })
  assert.deepEqual(
    server.received.map(({ parsed }) => parsed.messageId),
    [messageId, messageId],
  )
  assert.ok(server.connections() <= 2, String(server.connections()))
})

test('ONB-165 a receiver refused with 5xx is refused for good, with 4xx for now; the fault repeats no address', async () => {
  const server = await openServer()
  const own = openSender(server)
  server.toReceiver.push(answer(550, '5.1.1 <kari@etat.example> is unknown'), answer(450, '4.2.1 kari@etat.example'))
  assert.deepEqual(await own.send(storedMail(), messageId), {
    outcome: 'refused',
    fault: 'the mail server did not take it: EENVELOPE 550 5.1.1',
  })
  assert.deepEqual(await own.send(storedMail(), messageId), {
    outcome: 'unreachable',
    fault: 'the mail server did not take it: EENVELOPE 450 4.2.1',
  })
})

test('ONB-165 a server that is not there, or that does not know us, is tried again', async () => {
  const gone = await openMailServer()
  await gone.close()
  const nobody = await openSender(gone).send(storedMail(), messageId)
  assert.equal(nobody.outcome, 'unreachable')
  const wrong = openSender(plain, { user: 'portvakt', password: new Secret('wrong') })
  assert.equal((await wrong.send(storedMail(), messageId)).outcome, 'unreachable')
})

test('ONB-112 nothing in a mail can add a receiver or a header', async () => {
  const before = plain.received.length
  for (const to of [
    'kari@etat.example\r\nBcc: evil@evil.example',
    'kari@etat.example, evil@evil.example',
    'kari@etat.example;evil@evil.example',
    'Kari <kari@etat.example>',
    'kari@etat.example (evil@evil.example)',
    '"a b"@etat.example',
    'kari@[127.0.0.1]',
    'group:kari@etat.example;',
    '',
  ]) {
    assert.equal(isMailAddress(to), false, to)
    assert.deepEqual(await sender.send(storedMail({ to }), messageId), {
      outcome: 'refused',
      fault: 'the receiver is not one mail address',
    })
  }
  assert.equal(plain.received.length, before, 'nothing was sent')
  const hostile = '\r\nBcc: evil@evil.example\r\nX-Evil: yes\r\n\r\nbody'
  await sender.send(
    storedMail({
      toName: `Kari${hostile}`,
      subject: `Hei${hostile}`,
      reference: `DL-1${hostile}`,
      inReplyTo: `<a@b.example>${hostile}`,
      attachment: { name: `a.zip${hostile}`, type: `application/zip${hostile}`, base64: 'AAAA' },
    }),
    messageId,
  )
  const { parsed, to } = plain.received.at(-1) ?? assert.fail('nothing arrived')
  assert.deepEqual(to, ['kari@etat.example'])
  assert.equal(parsed.bcc, undefined)
  assert.equal(parsed.headers.has('x-evil'), false)
  assert.equal(parsed.inReplyTo, undefined)
  assert.deepEqual([parsed.to].flat()[0]?.value.length, 1)
})

test('ONB-112 addresses that people have are taken', () => {
  for (const address of ['kari@etat.example', 'ola.nordmann+id@post.etat.no', "o'neil@a-b.xn--p1ai", 'x@a.museum'])
    assert.equal(isMailAddress(address), true, address)
  assert.equal(isMailAddress(`${'a'.repeat(250)}@a.no`), false)
  assert.equal(outgoingMail(storedMail({ to: 'a@b' }), messageId, identity), undefined)
})

test('MAIL-1 with STARTTLS required a mail is sent encrypted or not at all', async () => {
  const refused = await openSender(plain, { starttls: 'required' }).send(storedMail(), messageId)
  assert.equal(refused.outcome, 'unreachable', 'a server without STARTTLS gets nothing')
  const nowSeconds = Math.floor(Date.now() / 1000)
  const { privateKey: key, x5c } = await makeCertifiedKey('localhost', nowSeconds)
  const certificate = `-----BEGIN CERTIFICATE-----\n${x5c[0]}\n-----END CERTIFICATE-----\n`
  const server = await openServer({ key, cert: certificate })
  const unknown = await openSender(server, { starttls: 'required' }).send(storedMail(), messageId)
  assert.equal(unknown.outcome, 'unreachable', 'an authority that nobody trusts gets nothing')
  assert.equal(server.received.length, 0)
  const trusting = openSender(server, {
    starttls: 'required',
    certificateAuthority: certificate,
    user: 'portvakt',
    password: new Secret('right'),
  })
  assert.deepEqual(await trusting.send(storedMail(), messageId), { outcome: 'accepted' })
  assert.deepEqual([server.received[0]?.secure, server.received[0]?.user], [true, 'portvakt'])
  const implicit = await openServer({ key, cert: certificate, secure: true })
  const direct = openSender(implicit, { starttls: 'implicit', certificateAuthority: certificate })
  assert.deepEqual(await direct.send(storedMail(), messageId), { outcome: 'accepted' })
  assert.equal(implicit.received[0]?.secure, true)
})

test('ONB-167 with a key of its own a mail is signed', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const signing = openSender(plain, {
    dkim: {
      domain: 'login.example',
      selector: 'portvakt',
      privateKey: new Secret(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
    },
  })
  assert.deepEqual(await signing.send(storedMail(), messageId), { outcome: 'accepted' })
  const { raw } = plain.received.at(-1) ?? assert.fail('nothing arrived')
  const signature = (/^DKIM-Signature:((?:.|\r\n[ \t])*)/m.exec(raw)?.[1] ?? '').replaceAll(/\s+/g, '')
  assert.match(signature, /a=rsa-sha256/)
  assert.match(signature, /d=login\.example/)
  assert.match(signature, /s=portvakt/)
  assert.match(signature, /h=from:/i)
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4).replace(/(\r\n)*$/, '\r\n')
  const relaxed = body.replaceAll(/[ \t]+\r\n/g, '\r\n').replaceAll(/[ \t]+/g, ' ')
  const hash = createHash('sha256').update(Buffer.from(relaxed, 'latin1')).digest('base64')
  assert.ok(signature.includes(`bh=${hash}`), 'it covers the body')
})
