import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCaseFile } from '../../../src/journey/case-files.ts'
import { readOrderMail } from '../../../src/journey/order-mail.ts'
import { scanText } from '../../../src/journey/scan-text.ts'
import { dated } from '../../../src/protocol/dated.ts'
import { openSystemRandom } from '../../../src/system/random.ts'

const random = openSystemRandom()
const secret = `cs_p_${random.token(32)}`
const code = dated(1_772_442_900) + random.token(32)
const pem = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBg'.repeat(10)}\n-----END PRIVATE KEY-----`

test('ONB-153 N-12 what nobody should send is taken out of a text, and the caller is told what it was', () => {
  const basic = Buffer.from(`klient:${secret}`).toString('base64')
  for (const [kind, value, text] of [
    ['client_secret', secret, `client_secret=${secret}&x=1`],
    ['client_secret', secret, `Authorization: Basic ${basic}`],
    ['token', 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'token: eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln.'],
    ['token', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0. uten signatur'],
    ['private_key', pem, `nøkkelen:\n${pem}\nslutt`],
    ['private_key', 'X'.repeat(43), `{"kty":"RSA","d":"${'X'.repeat(43)}"}`],
    ['private_key', 'X'.repeat(43), `{\\"kty\\":\\"RSA\\",\\"d\\":\\"${'X'.repeat(43)}\\"}`],
    ['code', code, `https://sak.etaten.no/callback?code=${code}&state=abc`],
    ['national_id', '20914695016', 'bruker 20914695016 kommer ikke inn'],
    ['national_id', '20914695016', 'bruker 209146 95016 kommer ikke inn'],
  ] as const) {
    const scanned = scanText(text)
    assert.ok(scanned.text.includes(`[removed: ${kind}]`), text)
    assert.ok(!scanned.text.includes(value), text)
    assert.equal(scanned.found.length, 1, text)
    assert.equal(scanned.found[0]?.kind, kind)
  }
  assert.equal(scanText(`Basic ${basic}`).found[0]?.value, secret)
})

test('ONB-153 a private key that was cut off goes too, and hostile text costs no more than its length', () => {
  const cut = scanText(`før\n${pem.slice(0, 90)}\n\næøå etterpå`)
  assert.doesNotMatch(cut.text, /MIIE/)
  assert.match(cut.text, /æøå etterpå/)
  const begin = '-----BEGIN PRIVATE KEY-----'
  for (const hostile of [
    begin.repeat(100_000),
    `${begin.repeat(100_000)}-----END PRIVATE KEY-----`,
    'eyJ'.repeat(1_000_000),
    '\\'.repeat(3_000_000),
    'cs_t_'.repeat(600_000),
    'Basic '.repeat(500_000),
    '"d"    '.repeat(400_000),
  ]) {
    const started = process.cpuUsage()
    assert.doesNotMatch(scanText(hostile).text, /BEGIN/)
    const { user } = process.cpuUsage(started)
    assert.ok(user < 3_000_000, `${hostile.slice(0, 20)}: ${user} µs`)
  }
})

test('ONB-153 what only looks like it stays: other numbers, hashes, telephone numbers, words', () => {
  const text = `org 310000019, tlf 22 00 00 00, tid 1772442900123, feil 20914695017,
sha256 ${'a1'.repeat(32)}, uri https://etaten.no/${'b'.repeat(60)}, cs_t_ er et prefiks`
  assert.deepEqual(scanText(text), { text, found: [] })
})

const orderMail = `Hei, vi vil bestille:
1. Tjenesteeier: 310 000 019 Eksempeletaten
3 Teknisk kontakt: Ada Etat, ada@etaten.no, +47 22 00 00 00
4: vår-klient
Klientautentisering - hemmelighet
6: Søknad om barnehageplass
7. Redirect-URI-er: https://sak.etaten.no/callback; https://sak.etaten.no/annen,
https://sak.etaten.no/tredje
8: https://sak.etaten.no/ut
Front-channel logout URI: https://sak.etaten.no/front
Tilbake-url: https://etaten.no/
Miljø: test
13: 912 34 567
Vi trenger den 12-05-2026 kl. 10:30.
> 7: https://sitat.example.no/`

test('ONB-191 an order by mail is read by numbers and labels, and what is left over is a comment', () => {
  assert.deepEqual(readOrderMail(orderMail), {
    orgno: '310000019',
    organisationName: 'Eksempeletaten',
    technicalContact: { name: 'Ada Etat', email: 'ada@etaten.no', phone: '+47 22 00 00 00' },
    wantedClientId: 'vår-klient',
    tokenEndpointAuthMethod: 'client_secret_basic',
    serviceDescription: 'Søknad om barnehageplass',
    redirectUris: ['https://sak.etaten.no/callback', 'https://sak.etaten.no/annen', 'https://sak.etaten.no/tredje'],
    postLogoutRedirectUris: ['https://sak.etaten.no/ut'],
    frontchannelLogoutUri: 'https://sak.etaten.no/front',
    clientUri: 'https://etaten.no/',
    environment: 'test',
    mobile: '912 34 567',
    comment: 'Hei, vi vil bestille:\nVi trenger den 12-05-2026 kl. 10:30.',
  })
})

test('ONB-191 English and Nynorsk labels mean the same; client_id in test is not the wanted client_id', () => {
  const english = readOrderMail(`Service owner: 310000019
client_id in test: prove-klient
client_id: ny-klient
Client authentication: private_key_jwt
Redirect URI(s): <https://sak.etaten.no/callback>
Environment: production`)
  assert.equal(english?.testClientId, 'prove-klient')
  assert.equal(english?.wantedClientId, 'ny-klient')
  assert.equal(english?.tokenEndpointAuthMethod, 'private_key_jwt')
  assert.deepEqual(english?.redirectUris, ['https://sak.etaten.no/callback'])
  assert.equal(readOrderMail('Tenesteeigar: 310000019\nKlientautentisering: ingen')?.tokenEndpointAuthMethod, 'none')
})

test('ONB-191 hostile lines cost no more than honest ones', () => {
  const started = process.cpuUsage()
  for (const filling of ['-', 'a', ' ', '<', '('])
    readOrderMail(`3: ${filling.repeat(100_000)}b\n1: x${filling.repeat(100_000)}b`)
  assert.ok(process.cpuUsage(started).user < 3_000_000)
})

test('ONB-191 an ordinary letter is no order, nor is a wrong organisation number one that counts', () => {
  assert.equal(readOrderMail('Hei, innloggingen virker ikke siden i går.\nHilsen Ada'), undefined)
  assert.equal(readOrderMail('Miljø: test\nLeverandør: ingen'), undefined)
  assert.equal(readOrderMail('Tjenesteeier: 310000018\nMiljø: test')?.orgno, undefined)
})

test('ONB-153 a file is what its content says; text is scanned, and a HAR loses cookies, headers and bodies', () => {
  const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(20)])
  assert.equal(kindOf(png), 'png')
  assert.equal(kindOf(Buffer.from('%PDF-1.7\n')), 'pdf')
  assert.equal(kindOf(Buffer.from([0xff, 0xd8, 0xff, 0xe0])), 'jpg')
  assert.equal(kindOf(Buffer.from('en linje\n')), 'txt')
  for (const foreign of [Buffer.from('MZ\x00\x01'), Buffer.from([0xff, 0xfe, 0x00]), Buffer.alloc(0)])
    assert.deepEqual(readCaseFile(foreign), { ok: false, why: 'kind', found: [] })
  assert.equal((readCaseFile(Buffer.alloc(5_000_001, 65)) as { why?: string }).why, 'size')
  const spoiled = readCaseFile(Buffer.concat([png, Buffer.from(secret)]))
  assert.equal(spoiled.ok, false)
  assert.equal(spoiled.found[0]?.value, secret)

  const archive = {
    log: {
      entries: [
        {
          request: {
            method: 'POST',
            url: `https://gw.example.no/cb?code=${code}`,
            headers: [
              { name: 'Authorization', value: 'Basic abc' },
              { name: 'cookie', value: 'session=1' },
              { name: 'accept', value: 'text/html' },
            ],
            cookies: [{ name: 'session', value: 'hemmelig-kake' }],
            postData: { text: 'client_secret=hemmelig-kropp' },
          },
          response: {
            status: 302,
            headers: [{ name: 'Set-Cookie', value: 'a=b' }],
            content: { text: 'hemmelig-svar' },
          },
          _initiator: 'hemmelig-tillegg',
        },
      ],
    },
  }
  const har = readCaseFile(Buffer.from(JSON.stringify(archive)))
  assert.ok(har.ok && har.kind === 'har')
  const kept = har.bytes.toString()
  assert.doesNotMatch(kept, /hemmelig|Basic|session|a=b/)
  assert.match(kept, /\[removed: code\]/)
  assert.match(kept, /text\/html/)
  assert.match(kept, /302/)
})

const kindOf = (bytes: Buffer): string => {
  const read = readCaseFile(bytes)
  return read.ok ? read.kind : read.why
}
