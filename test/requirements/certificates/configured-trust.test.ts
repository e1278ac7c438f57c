import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { faultsOfTrust } from '../../../src/compose-certificates.ts'
import { readSettings } from '../../../src/config/read-settings.ts'
import {
  judgeRegisteredCertificates,
  readPemCertificates,
} from '../../../src/usecases/self-service/judge-certificate.ts'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { signToken } from '../../harness/relying-party.ts'
import { send } from '../../harness/user-agent.ts'
import { parametersOf } from '../token/assertions.ts'
import { type Issued, openAuthority, openResponder, orgno } from './authority.ts'
import { seedWithCertificates } from './seed-with-certificates.ts'

// An authority that is not ours, as an operator configures it: PEM files and addresses of lists.

const folder = mkdtempSync(join(tmpdir(), 'portvakt-trust-'))
let gateway: RunningGateway
let authority: Awaited<ReturnType<typeof openAuthority>>
let responder: Awaited<ReturnType<typeof openResponder>>
const pemFile = (name: string, ...certificates: Buffer[]): string => {
  const path = join(folder, name)
  writeFileSync(path, certificates.map((der) => new X509Certificate(der).toString()).join('text between\n'))
  return path
}
before(async () => {
  const start = 1_772_442_900
  const made = await Promise.all([openAuthority(start), openResponder()])
  authority = made[0]
  responder = made[1]
  responder.answers.set('/list', () => authority.list([], gateway.clock.nowSeconds()))
  gateway = await startGateway({
    seed: seedWithCertificates(),
    variables: {
      GATEWAY_TEST_CERTIFICATE_ROOTS: pemFile('root.pem', authority.rootDer),
      GATEWAY_TEST_CERTIFICATE_INTERMEDIATES: pemFile(
        'between.pem',
        authority.intermediateDer,
        authority.intermediateDer,
      ),
      GATEWAY_TEST_CRL_URLS: `${responder.base}/list`,
    },
  })
})
after(async () => {
  await Promise.all([gateway.stop(), responder.close()])
  rmSync(folder, { recursive: true, force: true })
})

const ask = async (certificate: Issued): Promise<unknown> => {
  const iat = gateway.clock.nowSeconds()
  const claims = { iss: 'sealed', sub: 'sealed', aud: gateway.issuer, iat, exp: iat + 60 }
  const token = signToken({ alg: 'RS256', x5c: certificate.x5c }, claims, certificate.privateKey)
  const form = { grant_type: 'refresh_token', refresh_token: 'nobody', ...parametersOf(token) }
  return (await send(`${gateway.issuer}/token`, { form })).json().error
}

test('CR-1 CR-4 CAUTH-16 the certificate of a configured authority opens, and what is cached costs no question', async () => {
  const good = await authority.issue()
  assert.equal(await ask(good), 'invalid_grant')
  gateway.clock.forward(1)
  assert.equal(await ask(good), 'invalid_grant')
  assert.equal(responder.times('/list'), 1)
  const foreign = await openAuthority(gateway.clock.nowSeconds(), 'Foreign')
  assert.equal(await ask(await foreign.issue()), 'invalid_client')
})

test('CR-1 files that are not what they should be end the start, each with its name', async () => {
  const named = async (name: string) => {
    const issuer = { ...authority.root, subject: [{ oid: '2.5.4.3', value: name }] }
    return authority.ca(issuer, issuer, { pathLength: 1 })
  }
  const cases: [string, Record<string, string>, RegExp][] = [
    [
      'prod',
      { ROOTS: pemFile('t.pem', await named('Buypass Class 3 Test4 Root CA')) },
      /is not for environments of kind prod/,
    ],
    [
      'prod',
      { ROOTS: pemFile('d.pem', await named('Portvakt Development Root CA')) },
      /is not for environments of kind prod/,
    ],
    [
      'test',
      { ROOTS: pemFile('p.pem', await named('Buypass Class 3 Root CA')) },
      /is not for environments of kind test/,
    ],
    ['test', { ROOTS: pemFile('i.pem', authority.intermediateDer) }, /which is not a root/],
    ['test', { INTERMEDIATES: pemFile('l.pem', (await authority.issue()).der) }, /not the certificate of a CA/],
    ['test', { ROOTS: join(folder, 'missing.pem') }, /cannot be read/],
    ['test', { ROOTS: pemFile('empty.pem') }, /holds no certificate/],
  ]
  for (const [kind, files, fault] of cases) {
    const variables: Record<string, string> = {
      GATEWAY_ENVIRONMENTS: 'env',
      GATEWAY_ENV_KIND: kind,
      GATEWAY_ENV_PORT: '7075',
      GATEWAY_ENV_ISSUER: 'https://login.etat.no',
      GATEWAY_SITES: 'gateway',
    }
    for (const [name, path] of Object.entries(files)) variables[`GATEWAY_ENV_CERTIFICATE_${name}`] = path
    const read = readSettings(variables, () => '')
    assert.ok(read.ok, JSON.stringify(read))
    assert.match(faultsOfTrust(read.settings.environments).join('\n'), fault)
  }
  await assert.rejects(
    startGateway({ variables: { GATEWAY_TEST_CERTIFICATE_ROOTS: join(folder, 'missing.pem') } }),
    /GATEWAY_TEST_CERTIFICATE_ROOTS: .*missing\.pem cannot be read/,
  )
})

test('CR-1 CR-4 policies and addresses are judged at start, and prod has other defaults than test', () => {
  const bad = readSettings({ GATEWAY_TEST_CERTIFICATE_POLICIES: 'all', GATEWAY_TEST_CRL_URLS: 'ftp://crl' }, () => '')
  assert.ok(!bad.ok)
  assert.equal(bad.problems.length, 2)
  const usual = readSettings({}, () => '')
  const urls = usual.ok ? (usual.settings.environments[0]?.certificates?.crlUrls ?? []) : []
  assert.ok(urls.length > 0 && urls.every((url) => url.includes('test')))
})

test('REG-66 a certificate that is to be registered is judged as at its use, and the answer names the fault', async () => {
  const good = await authority.issue()
  const judged = { ok: true, certificate: { orgno } }
  const of = (answer: unknown) => judgeRegisteredCertificates({ judge: async () => answer as never })
  assert.equal((await of(judged)(good.x5c, orgno)).ok, true)
  const codeOf = async (answer: unknown, whose = orgno) => {
    const registered = await of(answer)(good.x5c, whose)
    return registered.ok ? 'registered' : registered.code
  }
  assert.equal(await codeOf(judged, '310000027'), 'certificate_orgno_mismatch')
  for (const [fault, code] of [
    ['expired', 'certificate_expired'],
    ['revoked', 'certificate_revoked'],
    ['untrusted', 'certificate_untrusted'],
    ['revocation-unknown', 'certificate_untrusted'],
  ])
    assert.equal(await codeOf({ ok: false, fault, reason: '' }), code)
})

test('REG-66 certificates are read from PEM with the one of no CA first, and nothing else is taken for one', async () => {
  const good = await authority.issue()
  const pem = (der: Buffer): string => new X509Certificate(der).toString()
  const text = `Bag Attributes\n${pem(authority.rootDer)}${pem(authority.intermediateDer)}subject\n${pem(good.der)}`
  assert.equal(readPemCertificates(text)?.[0], good.x5c[0])
  assert.equal(readPemCertificates(text)?.length, 3)
  assert.equal(readPemCertificates(pem(good.der).replace(/MII/, 'MIA')), undefined)
  assert.equal(readPemCertificates(String(createPrivateKeyPem(good))), undefined)
})

const createPrivateKeyPem = ({ privateKey }: Issued) =>
  createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })).export({ type: 'pkcs8', format: 'pem' })
