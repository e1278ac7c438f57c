import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openFileDevelopmentCa } from '../../../src/certificates/development-ca/file-development-ca.ts'
import { certificateFlaws } from '../../../src/certificates/development-ca.ts'
import { parseList } from '../../../src/certificates/local/parsed-list.ts'
import { loadSeedText } from '../../../src/config/load-seed.ts'
import { readSettings } from '../../../src/config/read-settings.ts'
import { needDebianPackages } from '../../clients/configurations/debian-packages.ts'
import { movableClock, startGateway } from '../../harness/gateway.ts'
import { runProgram } from '../registry/served-program.ts'
import { certificateClient, seedWithCertificates } from './seed-with-certificates.ts'

const timeout = 60_000
const folders: string[] = []
const makeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'portvakt-ca-'))
  folders.push(folder)
  return folder
}
before(needDebianPackages, { timeout: 175_000 })
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
const now = movableClock().nowSeconds()
const order = { orgno: '310000019', name: 'Etaten æøå', flaw: 'good', profile: 'seal', password: 'dæv' } as const
const program = '/usr/bin/openssl'
const openssl = (...words: string[]) => spawnSync(program, words, { encoding: 'utf8' })

test('CR-9 the command issues certificates of every kind, shows them and revokes them', { timeout }, async () => {
  const folder = makeFolder()
  const settings = { GATEWAY_SECRETS_FILE: join(folder, 'secrets.json') }
  const run = (...words: string[]) => runProgram(['ca', ...words], settings)
  assert.match((await run('show')).output, /There is no development CA yet/)
  const out = join(folder, 'etaten.p12')
  const issued = await run('issue', '--orgno', '310000019', '--name', 'Etaten', '--out', out, '--password', 'hemmelig')
  assert.equal(issued.code, 0, issued.errorLines.join('\n'))
  const serialNumber = issued.output.split(' ')[0] ?? ''
  const { subject } = new X509Certificate(readFileSync(join(folder, 'etaten.cert.pem')))
  assert.match(subject, /organizationIdentifier=NTRNO-310000019/)
  for (const file of [out, join(folder, 'etaten.key.pem'), join(folder, 'development-ca', 'root.key.pem')])
    assert.equal(statSync(file).mode & 0o077, 0, `${file} is for its owner only`)
  assert.match((await run('show')).output, new RegExp(`^${serialNumber} 310000019 Etaten, good, until `))
  assert.equal((await run('revoke', serialNumber.toLowerCase())).code, 0)
  assert.match((await run('show')).output, /, revoked 20/)
  assert.equal((await run('revoke', '00')).code, 1)
  const wrongs = [
    [],
    ['issue'],
    ['issue', '--orgno', '310000018', '--name', 'E', '--out', out],
    ['issue', '--colour', 'red'],
  ]
  for (const words of wrongs) assert.equal((await run(...words)).code, 64)
})

test('CR-9 every kind of certificate can be issued', async () => {
  const ca = openFileDevelopmentCa(join(makeFolder(), 'ca'), 'http://localhost/dev/ca/crl')
  for (const flaw of certificateFlaws) await ca.issue({ ...order, flaw }, now)
  assert.deepEqual(
    ca.issued().map(({ flaw }) => flaw),
    [...certificateFlaws],
  )
})

test('CR-9 other software opens the file with its password and no other, and builds the chain', async () => {
  const folder = makeFolder()
  const ca = openFileDevelopmentCa(join(folder, 'ca'), 'http://localhost/dev/ca/crl')
  const { pkcs12, certificatePem } = await ca.issue(order, Math.floor(Date.now() / 1000))
  const [file, chain, root] = ['a.p12', 'chain.pem', 'root.pem'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  writeFileSync(file, pkcs12)
  writeFileSync(chain, certificatePem)
  writeFileSync(root, new X509Certificate(ca.certificates()?.root ?? '').toString())
  const opened = openssl('pkcs12', '-in', file, '-passin', 'pass:dæv', '-nodes', '-info')
  assert.equal(opened.status, 0, opened.stderr)
  assert.equal(opened.stdout.match(/BEGIN (?:CERTIFICATE|PRIVATE KEY)/g)?.length, 3)
  assert.match(opened.stderr, /Shrouded Keybag: PBES2, PBKDF2, AES-256-CBC/)
  assert.notEqual(openssl('pkcs12', '-in', file, '-passin', 'pass:dev', '-nodes').status, 0)
  const verified = openssl('verify', '-x509_strict', '-CAfile', root, '-untrusted', chain, chain)
  assert.equal(verified.status, 0, verified.stdout + verified.stderr)
})

test('CR-9 two processes that need the CA at once get the same one, and see what the other does', async () => {
  const folder = join(makeFolder(), 'ca')
  const [one, other] = [openFileDevelopmentCa(folder, 'http://a/'), openFileDevelopmentCa(folder, 'http://a/')]
  const [first] = await Promise.all([one.issue(order, now), other.issue(order, now), one.revocationList(now)])
  assert.deepEqual(one.certificates(), other.certificates())
  assert.equal(one.issued().length, 2)
  assert.equal(other.revoke(first.serialNumber, now), true)
  assert.equal(one.isRevoked(first.serialNumber), true)
  assert.equal(one.revoke('00', now), false)
})

test('CR-9 the gateway publishes the list of the development CA, and makes that CA only when it is needed', async () => {
  const gateway = await startGateway({ seed: seedWithCertificates() })
  try {
    const folder = join(gateway.folder, 'development-ca')
    assert.equal(existsSync(folder), false)
    const fetchList = async () => {
      const answer = await fetch(`${gateway.issuer}/dev/ca/crl`)
      assert.equal(answer.headers.get('content-type'), 'application/pkix-crl')
      return parseList(Buffer.from(await answer.arrayBuffer()))
    }
    assert.equal((await fetchList()).serialNumbers.size, 0)
    const ca = openFileDevelopmentCa(folder, '')
    const revoked = await ca.issue({ ...order, flaw: 'revoked' }, gateway.clock.nowSeconds())
    const list = await fetchList()
    assert.deepEqual([...list.serialNumbers], [revoked.serialNumber])
    assert.equal(list.nextUpdateSeconds - list.thisUpdateSeconds, 7 * 86_400)
    const { parseCertificate } = await import('../../../src/certificates/local/parsed-certificate.ts')
    assert.ok(list.isSignedBy(parseCertificate(ca.certificates()?.intermediate ?? Buffer.alloc(0))))
    gateway.clock.forward(86_400)
    assert.equal((await fetchList()).thisUpdateSeconds, gateway.clock.nowSeconds())
  } finally {
    await gateway.stop()
  }
})

test('CR-9 a seed gets a certificate for the owner of a client, and keeps it while it is valid', async () => {
  const out = makeFolder()
  const certificate = { development_ca: true, write_to: 'sealed.p12' }
  const seed = seedWithCertificates(certificateClient('sealed', { certificate }))
  const gateway = await startGateway({ seed, variables: { GATEWAY_SEED_OUT: out } })
  try {
    const file = join(out, 'sealed.p12')
    const opened = openssl('pkcs12', '-in', file, '-passin', 'pass:dev', '-nodes')
    assert.equal(opened.stdout.match(/BEGIN (?:CERTIFICATE|PRIVATE KEY)/g)?.length, 3, opened.stderr)
    assert.match(opened.stdout, /NTRNO-310000019/)
    const content = readFileSync(file)
    await gateway.restart()
    assert.deepEqual(readFileSync(file), content, 'kept')
    rmSync(file)
    await gateway.restart()
    assert.equal(existsSync(file), true, 'written anew')
    const second = readFileSync(file)
    gateway.clock.forward(3 * 365 * 86_400)
    assert.deepEqual(await gateway.reseed(seed), [])
    assert.notDeepEqual(readFileSync(file), second, 'an expired one is replaced')
  } finally {
    await gateway.stop()
  }
})

test('CR-9 REG-164 a seed that asks for a certificate where it is of no use is refused', async () => {
  const certificate = { development_ca: true, write_to: 'a.p12' }
  const gateway = await startGateway({
    seed: seedWithCertificates(),
    variables: { GATEWAY_TEST_DEVELOPMENT_CA: 'false' },
  })
  const trusting = await startGateway({ seed: seedWithCertificates() })
  try {
    const faultsOf = async (more: Record<string, unknown>, at = trusting) =>
      (await at.reseed(seedWithCertificates(certificateClient('one', { certificate, ...more })))).join('\n')
    assert.match(await faultsOf({}, gateway), /certificate: is not for test, which does not trust the development CA/)
    const web = { token_endpoint_auth_method: 'client_secret_basic' }
    assert.match(await faultsOf(web), /certificate: is only for the method private_key_jwt/)
    assert.match(
      await faultsOf({ certificate: { ...certificate, write_to: '../a.p12' } }),
      /write_to: must be the name of a file/,
    )
    const other = certificateClient('two', { client_orgno: '310000027', certificate })
    const both = await trusting.reseed(seedWithCertificates(certificateClient('one', { certificate }), other))
    assert.match(both.join('\n'), /write_to: is the file of another owner/)
  } finally {
    await Promise.all([gateway.stop(), trusting.stop()])
  }
})

test('CR-9 ENV-4 an environment of kind prod never trusts a development CA, and does not start when it is told to', () => {
  const variables = {
    GATEWAY_ENVIRONMENTS: 'production',
    GATEWAY_PRODUCTION_KIND: 'prod',
    GATEWAY_PRODUCTION_PORT: '7075',
    GATEWAY_PRODUCTION_ISSUER: 'https://login.etat.no',
    GATEWAY_SITES: 'gateway',
  }
  const read = readSettings({ ...variables, GATEWAY_PRODUCTION_DEVELOPMENT_CA: 'true' }, () => '')
  assert.ok(!read.ok)
  assert.ok(read.problems.some((problem) => problem.startsWith('GATEWAY_PRODUCTION_DEVELOPMENT_CA is for kind test')))
  const silent = readSettings(variables, () => '')
  assert.ok(silent.ok, JSON.stringify(silent))
  assert.equal(silent.settings.environments[0]?.certificates?.developmentCa, false)
})

test('CR-9 REG-163 a seed that comes over the network writes no file of this machine', () => {
  const read = readSettings({}, () => '')
  assert.ok(read.ok)
  const certificate = { development_ca: true, write_to: 'one.p12' }
  const text = JSON.stringify(seedWithCertificates(certificateClient('one', { certificate })))
  const ground = { environments: read.settings.environments, allowProduction: false, nowSeconds: now }
  const seed = loadSeedText('body', text, ground)
  assert.ok(!seed.ok)
  assert.equal(seed.faults.length, 1)
  assert.match(seed.faults[0] ?? '', /^body:clients\[\d+\]\.certificate: files cannot be written from here/)
})
