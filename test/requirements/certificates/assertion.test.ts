import assert from 'node:assert/strict'
import { createHash, createPrivateKey, createPublicKey, type KeyObject, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openFileDevelopmentCa } from '../../../src/certificates/development-ca/file-development-ca.ts'
import type { CertificateOrder, DevelopmentCa, IssuedCertificate } from '../../../src/certificates/development-ca.ts'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty, signToken } from '../../harness/relying-party.ts'
import { assertionKey } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { parametersOf } from '../token/assertions.ts'
import { assertRefused } from '../token/refused.ts'
import { certificateClient, seedWithCertificates } from './seed-with-certificates.ts'

let gateway: RunningGateway
let ca: DevelopmentCa
let good: IssuedCertificate
const now = (): number => gateway.clock.nowSeconds()
const openCa = (of: RunningGateway) => openFileDevelopmentCa(join(of.folder, 'development-ca'), 'http://127.0.0.1:1/')
const issue = (order: Partial<CertificateOrder> = {}): Promise<IssuedCertificate> =>
  ca.issue({ orgno: '310000019', name: 'Etaten', flaw: 'good', profile: 'seal', password: 'dev', ...order }, now())

before(async () => {
  gateway = await startGateway({
    seed: seedWithCertificates(
      certificateClient('supplied', { client_orgno: '310000027', supplier_orgno: '310000019' }),
      certificateClient('keys', { jwks: { keys: [jwkOf(assertionKey.publicKey)] } }),
    ),
  })
  ca = openCa(gateway)
  good = await issue()
})
after(() => gateway.stop())

function jwkOf(key: KeyObject, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...key.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'k', ...more }
}

interface Presented {
  readonly clientId?: string
  readonly header?: Record<string, unknown>
  readonly key?: KeyObject
}
const assertion = (certificate: IssuedCertificate, { clientId = 'sealed', header = {}, key }: Presented = {}) => {
  const claims = { iss: clientId, sub: clientId, aud: gateway.issuer, iat: now(), exp: now() + 60, jti: randomUUID() }
  const signing = key ?? createPrivateKey(certificate.privateKeyPem)
  return parametersOf(signToken({ alg: 'RS256', x5c: certificate.x5c, ...header }, claims, signing))
}
/** Asks with a refresh token that nobody has: `invalid_grant` says that the assertion was accepted. */
const present = (certificate: IssuedCertificate, presented?: Presented, at = gateway) => {
  gateway.clock.forward(61) // The failures of one question do not slow down the next.
  return send(`${at.issuer}/token`, {
    form: { grant_type: 'refresh_token', refresh_token: 'nobody', ...assertion(certificate, presented) },
  })
}
const accepted = async (certificate: IssuedCertificate, presented?: Presented) =>
  assertRefused(await present(certificate, presented), 400, 'invalid_grant')
/** What the caller is told has the code; why, only the log is told. */
const refused = async (code: string, hint: RegExp, certificate: IssuedCertificate, presented?: Presented) => {
  const answer = await present(certificate, presented)
  assertRefused(answer, 401, 'invalid_client')
  assert.match(answer.text, new RegExp(code))
  const event = gateway.events.at(-1)
  assert.ok(event?.kind === 'refused')
  assert.match(event.description, hint)
}

test('CAUTH-16 REG-31 CR-9 a client without registered keys is let in by a certificate of its organisation', async () => {
  await accepted(good)
  await accepted(good, { header: { kid: 'ignored', jku: 'http://127.0.0.1:1/', x5u: 'http://127.0.0.1:1/' } })
  await accepted({ ...good, x5c: good.x5c.slice(0, 1) })
})

for (const [flaw, fault] of [
  ['expired', 'expired'],
  ['not-yet-valid', 'not-yet-valid'],
  ['revoked', 'revoked'],
  ['self-signed', 'untrusted'],
  ['no-key-usage', 'wrong-usage'],
  ['weak-key', 'too-weak'],
  ['unknown-policy', 'wrong-policy'],
  ['other-ca', 'untrusted'],
] as const)
  test(`CT-7 CAUTH-16 CR-9 a certificate of the kind ${flaw} is invalid_client with MP-120, and the log says ${fault}`, async () =>
    refused('MP-120', new RegExp(`^MP-120: ${fault}: `), await issue({ flaw })))

test('CT-7 CR-6 CAUTH-16 a certificate of another organisation is invalid_client with MP-122', async () => {
  await refused('MP-122', /310000027/, await issue({ flaw: 'wrong-organisation' }))
  await refused('MP-122', /310000019/, good, { clientId: 'supplied' })
})

test('CR-7 one certificate opens several clients of the organisation', async () => {
  await accepted(good)
  await gateway.reseed(seedWithCertificates(certificateClient('sealed-too')))
  await accepted(good, { clientId: 'sealed-too' })
})

test('CT-7 CAUTH-16 x5c that is no array of certificates is invalid_client with MP-123', async () => {
  for (const x5c of [good.x5c[0], [], [7], ['x'], {}, null, good.x5c.join(',')])
    await refused('MP-123', /MP-123/, good, { header: { x5c } })
})

test('CAUTH-14 CAUTH-16 without x5c neither jku, jwk, x5u nor kid is a way in', async () => {
  const jwk = createPublicKey(good.privateKeyPem).export({ format: 'jwk' })
  for (const header of [{ jku: `${gateway.issuer}/jwks.json` }, { jwk }, { x5u: 'http://127.0.0.1:1/' }, { kid: 'k' }])
    await refused('x5c', /x5c/, good, { header: { x5c: undefined, ...header } })
})

test('CAUTH-16 the assertion must be signed by the key of the certificate', async () => {
  await refused('signature', /signature/, good, { key: assertionKey.privateKey })
})

test('CAUTH-13 CAUTH-16 an assertion with a certificate is used once, and one that is refused uses up nothing', async () => {
  const once = { grant_type: 'refresh_token', refresh_token: 'nobody', ...assertion(good) }
  const ask = async (form: Record<string, string>) => (await send(`${gateway.issuer}/token`, { form })).json().error
  assert.deepEqual([await ask(once), await ask(once)], ['invalid_grant', 'invalid_client'])
  const claims = { iss: 'sealed', sub: 'sealed', aud: gateway.issuer, iat: now(), exp: now() + 60, jti: 'common' }
  const signed = (certificate: IssuedCertificate) => ({
    ...once,
    ...parametersOf(
      signToken({ alg: 'RS256', x5c: certificate.x5c }, claims, createPrivateKey(certificate.privateKeyPem)),
    ),
  })
  assert.equal(await ask(signed(await issue({ flaw: 'revoked' }))), 'invalid_client')
  assert.equal(await ask(signed(good)), 'invalid_grant')
})

test('CAUTH-15 REG-31 a client with registered keys is not let in by a certificate alone', async () => {
  await refused('kid', /kid/, good, { clientId: 'keys' })
  await refused('signature', /signature/, good, { clientId: 'keys', header: { kid: 'k' } })
  await accepted(good, { clientId: 'keys', header: { kid: 'k' }, key: assertionKey.privateKey })
})

test('CAUTH-16 a certificate that is revoked while the program runs opens nothing more', async () => {
  const certificate = await issue()
  await accepted(certificate)
  assert.equal(ca.revoke(certificate.serialNumber, now()), true)
  await refused('MP-120', /revoked/, certificate)
})

test('CAUTH-17 REG-66 a registered key with a certificate opens as long as the certificate is valid and not revoked', async () => {
  const [pinned, foreign] = [await issue(), await issue({ orgno: '310000027' })]
  const client = (id: string, { privateKeyPem, x5c }: IssuedCertificate) =>
    certificateClient(id, { jwks: { keys: [jwkOf(createPublicKey(privateKeyPem), { x5c })] } })
  assert.deepEqual(await gateway.reseed(seedWithCertificates(client('pinned', pinned), client('foreign', foreign))), [])
  const header = { kid: 'k', x5c: undefined }
  await accepted(pinned, { clientId: 'pinned', header })
  await refused('MP-122', /310000027/, foreign, { clientId: 'foreign', header })
  ca.revoke(pinned.serialNumber, now())
  await refused('MP-120', /revoked/, pinned, { clientId: 'pinned', header })
})

for (const [profile, kind] of [
  ['seid1', 'virksomhetssertifikat'],
  ['qualified-seal', 'QCForESeal'],
  ['seal', 'CForESeal'],
] as const)
  test(`CAUTH-23 CAUTH-24 CAUTH-25 CR-8 a token for a client with a certificate of profile ${profile} says ${kind}`, async () => {
    const certificate = await issue({ profile })
    const service = openRelyingParty(gateway.issuer, 'sealed', { authentication: 'none' })
    const callback = await service.logIn(openUserAgent())
    const tokens = (await service.redeem(callback, assertion(certificate))).json()
    assert.equal(decodeToken(String(tokens.access_token)).claims.client_amr, kind)
    const event = gateway.events.findLast((one) => one.kind === 'tokens-issued')
    assert.equal(event?.credentialId, `x5t#S256:${thumbprintOf(certificate)}`)
  })

const thumbprintOf = ({ x5c }: IssuedCertificate): string =>
  createHash('sha256')
    .update(x5c[0] ?? '', 'base64')
    .digest('base64url')

test('CR-1 CR-9 an environment that does not trust the development CA refuses its certificates', async () => {
  const other = await startGateway({
    seed: seedWithCertificates(),
    variables: { GATEWAY_TEST_DEVELOPMENT_CA: 'false' },
  })
  try {
    const certificate = await openCa(other).issue(
      { orgno: '310000019', name: 'Etaten', flaw: 'good', profile: 'seal', password: 'dev' },
      other.clock.nowSeconds(),
    )
    const claims = { iss: 'sealed', sub: 'sealed', aud: other.issuer, iat: other.clock.nowSeconds() }
    const token = signToken(
      { alg: 'RS256', x5c: certificate.x5c },
      { ...claims, exp: claims.iat + 60 },
      createPrivateKey(certificate.privateKeyPem),
    )
    const form = { grant_type: 'refresh_token', refresh_token: 'nobody', ...parametersOf(token) }
    const answer = await send(`${other.issuer}/token`, { form })
    assertRefused(answer, 401, 'invalid_client')
    assert.match(answer.text, /MP-120/)
    assert.equal((await send(`${other.issuer}/dev/ca/crl`)).status, 404)
  } finally {
    await other.stop()
  }
})

test("CR-6 a supplier's certificate opens the clients that it runs only where that is switched on", async () => {
  const lent = await startGateway({
    seed: seedWithCertificates(
      certificateClient('supplied', { client_orgno: '310000027', supplier_orgno: '310000019' }),
    ),
    variables: { GATEWAY_TEST_SUPPLIER_CERTIFICATES: 'true' },
  })
  try {
    const [own, foreign] = await Promise.all(
      ['310000019', '310000035'].map((orgno) =>
        openCa(lent).issue(
          { orgno, name: 'Etaten', flaw: 'good', profile: 'seal', password: 'dev' },
          lent.clock.nowSeconds(),
        ),
      ),
    )
    const ask = async (certificate: IssuedCertificate | undefined) => {
      const iat = lent.clock.nowSeconds()
      const claims = { iss: 'supplied', sub: 'supplied', aud: lent.issuer, iat, exp: iat + 60, jti: randomUUID() }
      const key = createPrivateKey(certificate?.privateKeyPem ?? '')
      const token = signToken({ alg: 'RS256', x5c: certificate?.x5c }, claims, key)
      const form = { grant_type: 'refresh_token', refresh_token: 'nobody', ...parametersOf(token) }
      return (await send(`${lent.issuer}/token`, { form })).json().error
    }
    assert.deepEqual([await ask(own), await ask(foreign)], ['invalid_grant', 'invalid_client'])
  } finally {
    await lent.stop()
  }
})
