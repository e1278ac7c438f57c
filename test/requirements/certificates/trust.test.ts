import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import type { CertificateFault } from '../../../src/certificates/certificate-trust.ts'
import { fetchBytes } from '../../../src/certificates/local/fetch-bytes.ts'
import { openLocalTrust, type TrustNeeds } from '../../../src/certificates/local/local-trust.ts'
import { type MovableClock, movableClock } from '../../harness/gateway.ts'
import { type Difference, openAuthority, openResponder, orgno, policy } from './authority.ts'

const daySeconds = 86_400
const hourSeconds = 3600
const start = movableClock().nowSeconds()
type Authority = Awaited<ReturnType<typeof openAuthority>>
let authority: Authority
let foreign: Authority
let responder: Awaited<ReturnType<typeof openResponder>>
let clock: MovableClock
let revoked: string[]
const log: string[] = []
const write = (level: string) => (fields: object, message: string) =>
  void log.push(JSON.stringify({ level, ...fields, message }))

before(async () => {
  const made = await Promise.all([openAuthority(start), openAuthority(start, 'Foreign'), openResponder()])
  authority = made[0]
  foreign = made[1]
  responder = made[2]
})
after(() => responder.close())
beforeEach(() => {
  clock = movableClock()
  revoked = []
  log.length = 0
  responder.asked.length = 0
  responder.answers.clear()
  responder.answers.set('/list', () => authority.list(revoked, clock.nowSeconds()))
})

const open = (different: Partial<TrustNeeds> = {}) =>
  openLocalTrust({
    roots: [authority.rootDer],
    intermediates: [authority.intermediateDer],
    policies: [policy],
    orgnoInOrganisationName: false,
    crlUrls: [`${responder.base}/list`],
    ocspUrls: [],
    developmentCa: undefined,
    fetchBytes,
    clock,
    log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    ...different,
  })
const judge = async (trust: ReturnType<typeof open>, x5c: readonly string[]): Promise<string> => {
  const judged = await trust.judge(x5c)
  return judged.ok ? judged.certificate.orgno : judged.fault
}

const subject = (...attributes: [string, string][]) => attributes.map(([oid, value]) => ({ oid, value }))
const person = subject(['2.5.4.5', '9578-4050-1000'], ['2.5.4.10', 'Etaten'], ['2.5.4.3', 'Etaten'])

const bad: [string, CertificateFault, (a: Authority) => Difference | Promise<Difference>][] = [
  ['CT-7 CR-3 a certificate that has ended', 'expired', () => ({ notAfterSeconds: start - 1 })],
  ['CT-7 CR-3 a certificate that has not begun', 'not-yet-valid', () => ({ notBeforeSeconds: start + 1 })],
  ['CT-7 CR-3 a certificate without key usage', 'wrong-usage', () => ({ withoutKeyUsage: true })],
  ['CR-3 a key usage for signing certificates only', 'wrong-usage', () => ({ keyUsage: ['keyCertSign'] })],
  ['CR-3 the certificate of a CA', 'wrong-usage', () => ({ pathLength: 0 })],
  ['CR-3 a policy that is not accepted', 'wrong-policy', () => ({ policies: ['2.16.578.1.26.1.3.22'] })],
  ['CR-3 a certificate without policy', 'wrong-policy', () => ({ policies: [] })],
  ['CR-3 an RSA key of 1024 bits', 'too-weak', () => ({ bits: 1024 })],
  ['CR-3 a signature with SHA-1', 'too-weak', () => ({ withWeakHash: true })],
  ['CR-3 a critical extension that nobody knows', 'untrusted', () => ({ unknownCriticalExtension: true })],
  [
    'CT-7 CR-1 a certificate of another CA',
    'untrusted',
    () => ({ issuer: foreign.intermediate, chain: [foreign.intermediateDer] }),
  ],
  [
    'CT-7 CR-2 a root that comes with the certificate',
    'untrusted',
    () => ({ issuer: foreign.intermediate, chain: [foreign.intermediateDer, foreign.rootDer] }),
  ],
  [
    'CT-7 CR-2 a CA that has the right name and another key',
    'untrusted',
    () => ({ issuer: { ...authority.intermediate, keys: foreign.intermediate.keys } }),
  ],
  ['CR-2 six certificates', 'malformed', (a) => ({ chain: Array.from({ length: 5 }, () => a.intermediateDer) })],
  [
    'CR-2 a certificate of more than 8 KiB',
    'malformed',
    () => ({ policies: Array.from({ length: 700 }, (_, one) => `${policy}.${one}`) }),
  ],
  ['CAUTH-18 CR-5 a certificate that names no organisation', 'no-organisation-number', () => ({ subject: person })],
]
for (const [name, fault, different] of bad)
  test(`${name} is refused as ${fault}`, async () => {
    const { x5c } = await authority.issue(await different(authority))
    assert.equal(await judge(open(), x5c), fault)
  })

test('CT-7 CR-3 a certificate that its own key has signed is refused', async () => {
  const self = { ...authority.intermediate, subject: subject(['2.5.4.5', orgno]) }
  const { x5c } = await authority.issue({ subject: self.subject, issuer: self, chain: [] })
  assert.equal(await judge(open({ roots: [Buffer.from(x5c[0] ?? '', 'base64')] }), x5c), 'untrusted')
})

test('CR-3 a CA below one that permits none, and one that is no CA, sign nothing that counts', async () => {
  const below = { subject: subject(['2.5.4.3', 'Below']), keys: foreign.root.keys }
  const deep = await authority.ca(below, authority.intermediate, { pathLength: 0 })
  const chained = await authority.issue({ issuer: below, chain: [deep, authority.intermediateDer] })
  assert.equal(await judge(open(), chained.x5c), 'untrusted')
  const noCa = await authority.issue({ subject: below.subject })
  const child = await authority.issue({
    issuer: { ...below, keys: { ...below.keys, privateKey: noCa.privateKey } },
    chain: [noCa.der],
  })
  assert.equal(await judge(open(), child.x5c), 'untrusted')
})

test('CAUTH-16 CAUTH-18 CR-2 CR-3 CR-5 a good certificate proves its organisation, with and without the CA beside it', async () => {
  const good = await authority.issue()
  assert.equal(await judge(open(), good.x5c), orgno)
  assert.equal(await judge(open(), good.x5c.slice(0, 1)), orgno)
  const signs = await authority.issue({ keyUsage: ['nonRepudiation'], policies: ['1.2.3', `${policy}`] })
  assert.equal(await judge(open(), signs.x5c), orgno)
  const judged = await open().judge(good.x5c)
  assert.ok(judged.ok)
  assert.equal(judged.certificate.serialNumber, good.serialNumber)
  assert.match(judged.certificate.thumbprint, /^[A-Za-z0-9_-]{43}$/)
})

test('CR-3 an accepted policy that ends in .* stands for all below it, and for nothing that only begins alike', async () => {
  const trust = open({ policies: ['2.16.578.1.29.913.200.*'] })
  const with_ = async (one: string) => judge(trust, (await authority.issue({ policies: [one] })).x5c)
  assert.equal(await with_('2.16.578.1.29.913.200.1.0'), orgno)
  assert.equal(await with_('2.16.578.1.29.913.2001.0'), 'wrong-policy')
  assert.equal(await with_('2.16.578.1.29.913.200'), 'wrong-policy')
})

test('CAUTH-18 CR-5 the organisation number is read from organizationIdentifier, then serialNumber, and from O only when asked', async () => {
  const both = subject(['2.5.4.5', '310000027'], ['2.5.4.97', `NTRNO-${orgno}`])
  const inName = subject(['2.5.4.10', `Etaten - ${orgno}`], ['2.5.4.5', 'UN:NO-1'])
  const swedish = subject(['2.5.4.97', `NTRSE-${orgno}`])
  const of = async (names: typeof both, asked = false) =>
    judge(open({ orgnoInOrganisationName: asked }), (await authority.issue({ subject: names })).x5c)
  assert.equal(await of(both), orgno)
  assert.equal(await of(inName), 'no-organisation-number')
  assert.equal(await of(inName, true), orgno)
  assert.equal(await of(swedish), 'no-organisation-number')
})

test('CAUTH-23 CAUTH-24 CAUTH-25 CR-8 the older profile, a qualified seal and another seal are told apart', async () => {
  const seal = subject(['2.5.4.97', `NTRNO-${orgno}`])
  const kindOf = async (different: Difference) => {
    const judged = await open().judge((await authority.issue(different)).x5c)
    return judged.ok ? judged.certificate.kind : judged.fault
  }
  assert.equal(await kindOf({}), 'virksomhetssertifikat')
  assert.equal(await kindOf({ subject: seal, isQualifiedSeal: true }), 'QCForESeal')
  assert.equal(await kindOf({ subject: seal }), 'CForESeal')
})

test('CT-7 CR-4 CAUTH-16 a certificate on the list is refused, at the latest an hour after the list tells', async () => {
  const [good, bad] = await Promise.all([authority.issue(), authority.issue()])
  revoked.push(bad.serialNumber)
  const trust = open()
  assert.deepEqual([await judge(trust, good.x5c), await judge(trust, bad.x5c)], [orgno, 'revoked'])
  revoked.push(good.serialNumber)
  clock.forward(hourSeconds)
  assert.equal(await judge(trust, good.x5c), orgno, 'nobody waits for a list that still holds')
  while (responder.times('/list') < 2) await new Promise(setImmediate)
  for (let turn = 0; turn < 100 && (await judge(trust, good.x5c)) === orgno; turn++) await new Promise(setImmediate)
  assert.equal(await judge(trust, good.x5c), 'revoked')
})

test('CR-4 a list is fetched once for many uses, and again when its hour has passed', async () => {
  const { x5c } = await authority.issue()
  const trust = open()
  assert.deepEqual(new Set(await Promise.all(Array.from({ length: 20 }, () => judge(trust, x5c)))), new Set([orgno]))
  assert.equal(responder.times('/list'), 1)
  clock.forward(hourSeconds - 1)
  await judge(trust, x5c)
  assert.equal(responder.times('/list'), 1)
  clock.forward(daySeconds)
  await judge(trust, x5c)
  assert.equal(responder.times('/list'), 2)
})

test('CT-7 CR-4 CAUTH-16 when revocation cannot be asked, nothing is accepted, and the responder is not asked at every use', async () => {
  responder.answers.delete('/list')
  const { x5c } = await authority.issue()
  const trust = open()
  for (let turn = 0; turn < 5; turn++) assert.equal(await judge(trust, x5c), 'revocation-unknown')
  assert.equal(responder.times('/list'), 1)
  assert.equal(await judge(open({ crlUrls: [] }), x5c), 'revocation-unknown')
  assert.equal(await judge(open({ crlUrls: ['http://127.0.0.1:1/list'] }), x5c), 'revocation-unknown')
  responder.answers.set('/list', () => authority.list([], clock.nowSeconds()))
  clock.forward(60)
  assert.equal(await judge(trust, x5c), orgno)
})

test('CR-4 a list past its time is believed for 24 hours more, with an alarm in the log, and then no longer', async () => {
  const [good, bad] = await Promise.all([authority.issue(), authority.issue()])
  revoked.push(bad.serialNumber)
  const trust = open()
  assert.equal(await judge(trust, good.x5c), orgno)
  responder.answers.delete('/list')
  clock.forward(daySeconds)
  assert.equal(await judge(trust, good.x5c), orgno)
  const alarms = () => log.filter((line) => line.includes('"alarm":"revocation-list-late"'))
  assert.equal(alarms().length, 1)
  assert.equal(await judge(trust, bad.x5c), 'revoked')
  clock.forward(daySeconds - 1)
  assert.equal(await judge(trust, good.x5c), orgno)
  clock.forward(1)
  assert.equal(await judge(trust, good.x5c), 'revocation-unknown')
  assert.equal(await judge(trust, bad.x5c), 'revoked')
})

const badLists: [string, () => Promise<Buffer>][] = [
  ['of another CA', () => foreign.list([], clock.nowSeconds())],
  [
    'with the right name and another key',
    () => authority.list([], clock.nowSeconds(), daySeconds, { ...authority.intermediate, keys: foreign.root.keys }),
  ],
  ['from the future', () => authority.list([], clock.nowSeconds() + 301)],
  ['that ended two days ago', () => authority.list([], clock.nowSeconds() - 3 * daySeconds)],
  ['that is no list', async () => Buffer.from('<html>')],
]
for (const [name, list] of badLists)
  test(`CR-4 a list ${name} says nothing`, async () => {
    responder.answers.set('/list', list)
    assert.equal(await judge(open(), (await authority.issue()).x5c), 'revocation-unknown')
  })

test('CR-4 an older list does not take the place of a newer one', async () => {
  const bad = await authority.issue()
  revoked.push(bad.serialNumber)
  const trust = open()
  assert.equal(await judge(trust, bad.x5c), 'revoked')
  responder.answers.set('/list', () => authority.list([], start - 60, 10 * daySeconds))
  clock.forward(2 * daySeconds)
  assert.equal(await judge(trust, bad.x5c), 'revoked')
})

test('CT-7 CR-4 CAUTH-16 a responder tells of revocation besides the list, is asked once an hour, and is not needed while the list holds', async () => {
  const ocsp = `${responder.base}/ocsp`
  const [good, bad] = await Promise.all([authority.issue({ ocspUrl: ocsp }), authority.issue({ ocspUrl: ocsp })])
  const trust = open({ ocspUrls: [ocsp] })
  responder.answers.set('/ocsp', () => authority.answer(good, 'good', clock.nowSeconds()))
  for (let turn = 0; turn < 3; turn++) assert.equal(await judge(trust, good.x5c), orgno)
  assert.equal(responder.times('/ocsp'), 1)
  responder.answers.set('/ocsp', () => authority.answer(bad, 'revoked', clock.nowSeconds()))
  assert.equal(await judge(trust, bad.x5c), 'revoked')
  responder.answers.set('/ocsp', () => authority.answer(good, 'revoked', clock.nowSeconds()))
  assert.equal(await judge(trust, good.x5c), orgno)
  clock.forward(hourSeconds)
  assert.equal(await judge(trust, good.x5c), 'revoked')
  responder.answers.delete('/ocsp')
  assert.equal(await judge(open({ ocspUrls: [ocsp] }), good.x5c), orgno)
})

test('CR-4 a responder alone suffices, if it is one of those configured and its answer is signed and of this time', async () => {
  const ocsp = `${responder.base}/ocsp`
  const good = await authority.issue({ ocspUrl: ocsp })
  const alone = { crlUrls: [], ocspUrls: [ocsp] }
  const answers: [string, () => Promise<Buffer>][] = [
    [orgno, () => authority.answer(good, 'good', clock.nowSeconds())],
    ['revocation-unknown', () => authority.answer(good, 'unknown', clock.nowSeconds())],
    ['revocation-unknown', () => authority.answer(good, 'good', clock.nowSeconds(), foreign.intermediate)],
    ['revocation-unknown', () => authority.answer(good, 'good', clock.nowSeconds() - daySeconds)],
    ['revocation-unknown', async () => authority.answer(await authority.issue(), 'good', clock.nowSeconds())],
    ['revocation-unknown', async () => Buffer.from('30030a0106', 'hex')],
  ]
  for (const [expected, answer] of answers) {
    responder.answers.set('/ocsp', answer)
    assert.equal(await judge(open(alone), good.x5c), expected)
  }
  responder.asked.length = 0
  assert.equal(await judge(open({ crlUrls: [] }), good.x5c), 'revocation-unknown')
  assert.deepEqual(responder.asked, [], 'an address that only the certificate names is never asked')
})

test('CR-4 a responder may sign with a certificate that the issuer gave it for that, and with no other', async () => {
  const ocsp = `${responder.base}/ocsp`
  const good = await authority.issue({ ocspUrl: ocsp })
  const [meant, other] = [['1.3.6.1.5.5.7.3.9'], ['1.3.6.1.5.5.7.3.1']]
  const judgeWith = (answer: () => Promise<Buffer>) => {
    responder.answers.set('/ocsp', answer)
    return judge(open({ crlUrls: [], ocspUrls: [ocsp] }), good.x5c)
  }
  const now = clock.nowSeconds()
  assert.equal(await judgeWith(() => authority.delegatedAnswer(good, now, meant)), orgno)
  assert.equal(await judgeWith(() => authority.delegatedAnswer(good, now, other)), 'revocation-unknown')
  assert.equal(
    await judgeWith(() => authority.delegatedAnswer(good, now, meant, foreign.intermediate)),
    'revocation-unknown',
  )
})

const point = (parameters: pkijs.IssuingDistributionPointParameters) => ({
  oid: '2.5.29.28',
  critical: true,
  der: new pkijs.IssuingDistributionPoint(parameters).toSchema().toBER(false),
})
const address = (value: string) => [new pkijs.GeneralName({ type: 6, value })]
const partial: [string, string, () => ReturnType<typeof point>][] = [
  ['of all certificates of users', orgno, () => point({ onlyContainsUserCerts: true })],
  ['of CAs only', 'revocation-unknown', () => point({ onlyContainsCACerts: true })],
  ['of the part that the certificate names', orgno, () => point({ distributionPoint: address('http://part/1') })],
  ['of another part', 'revocation-unknown', () => point({ distributionPoint: address('http://part/2') })],
  ['that tells of certificates of others', 'revocation-unknown', () => point({ indirectCRL: true })],
  [
    'that tells only changes',
    'revocation-unknown',
    () => ({ oid: '2.5.29.27', critical: true, der: new asn1js.Integer({ value: 1 }).toBER(false) }),
  ],
]
for (const [name, expected, extension] of partial)
  test(`CR-4 a list ${name} is understood: ${expected}`, async () => {
    responder.answers.set('/list', () =>
      authority.list([], clock.nowSeconds(), daySeconds, authority.intermediate, [extension()]),
    )
    assert.equal(await judge(open(), (await authority.issue({ crlUrl: 'http://part/1' })).x5c), expected)
  })

test('CR-2 CR-4 a CA that only the client brings counts if its own revocation can be asked', async () => {
  const { x5c } = await authority.issue()
  assert.equal(await judge(open({ intermediates: [] }), x5c), 'revocation-unknown')
  responder.answers.set('/root', () => authority.list([], clock.nowSeconds(), daySeconds, authority.root))
  const crlUrls = [`${responder.base}/list`, `${responder.base}/root`]
  assert.equal(await judge(open({ intermediates: [], crlUrls }), x5c), orgno)
})

test('CAUTH-16 what is no certificate is malformed, whatever it is', async () => {
  const { x5c } = await authority.issue()
  const [leaf = ''] = x5c
  const longer = Buffer.concat([Buffer.from(leaf, 'base64'), Buffer.from([0])]).toString('base64')
  for (const wrong of [
    [],
    [''],
    ['x'],
    [`${leaf} `],
    [leaf.slice(4)],
    [longer],
    [`-----BEGIN CERTIFICATE-----${leaf}`],
    ['MAA='],
  ])
    assert.equal(await judge(open(), wrong), 'malformed', JSON.stringify(wrong).slice(0, 40))
})
