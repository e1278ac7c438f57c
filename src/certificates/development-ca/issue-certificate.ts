import type { NameAttribute } from '../../protocol/enterprise-certificate.ts'
import type { CertificateOrder, IssuedCertificate } from '../development-ca.ts'
import type { CaMaterial } from './ca-folder.ts'
import { intermediateIssuer, makeCa } from './make-ca.ts'
import { type CertificatePlan, type KeyPair, makeCertificate, makeKeyPair } from './make-certificate.ts'
import { makePkcs12 } from './make-pkcs12.ts'

/** The policy of certificates for development (CR-9), and one that nobody accepts. */
const developmentPolicy = '2.16.578.1.1.1.1.100'
const unknownPolicy = '2.16.578.1.1.1.1.999'
const daySeconds = 86_400
const yearSeconds = 365 * daySeconds

/** Two synthetic organisations, so that there is always another one. */
const otherOrganisation = (orgno: string): string => (orgno === '310000027' ? '310000019' : '310000027')

/** Makes a key and a certificate for it, right or wrong as ordered. */
export async function issueCertificate(
  ca: CaMaterial,
  order: CertificateOrder,
  facts: { readonly crlUrl: string; readonly nowSeconds: number },
): Promise<IssuedCertificate> {
  const { flaw, profile } = order
  const keys = await makeKeyPair(flaw === 'weak-key' ? 1024 : 2048)
  const orgno = flaw === 'wrong-organisation' ? otherOrganisation(order.orgno) : order.orgno
  const subject = subjectOf(orgno, order)
  const issuing = flaw === 'other-ca' ? await makeCa(facts.nowSeconds) : ca
  const issuer = flaw === 'self-signed' ? { subject, keys } : intermediateIssuer(issuing.intermediateKeys)
  const times = timesOf(order, facts.nowSeconds)
  const plan: CertificatePlan = {
    ...times,
    subject,
    publicKey: keys.publicKey,
    issuer,
    policies: [flaw === 'unknown-policy' ? unknownPolicy : developmentPolicy],
    isQualifiedSeal: profile === 'qualified-seal',
    crlUrl: facts.crlUrl,
    ...(flaw === 'no-key-usage' ? {} : { keyUsage: ['digitalSignature', 'nonRepudiation'] }),
  }
  const { der, serialNumber } = await makeCertificate(plan)
  const chain = flaw === 'self-signed' ? [der] : [der, issuing.intermediate]
  return deliver(order, keys, chain, serialNumber, times.notAfterSeconds)
}

async function deliver(
  order: CertificateOrder,
  keys: KeyPair,
  chain: readonly Buffer[],
  serialNumber: string,
  notAfterSeconds: number,
): Promise<IssuedCertificate> {
  const x5c = chain.map((der) => der.toString('base64'))
  return {
    serialNumber,
    notAfterSeconds,
    x5c,
    certificatePem: x5c.map(pemOf).join(''),
    privateKeyPem: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    pkcs12: await makePkcs12(keys.privateKey, chain, order.name, order.password),
  }
}

const pemOf = (base64: string): string =>
  `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`

/** Where the organisation's number stands is what tells the profiles apart (CR-5). */
const subjectOf = (orgno: string, { name, profile }: CertificateOrder): readonly NameAttribute[] => [
  { oid: '2.5.4.6', value: 'NO' },
  { oid: '2.5.4.10', value: name },
  profile === 'seid1' ? { oid: '2.5.4.5', value: orgno } : { oid: '2.5.4.97', value: `NTRNO-${orgno}` },
  { oid: '2.5.4.3', value: name },
]

function timesOf({ flaw }: CertificateOrder, nowSeconds: number) {
  if (flaw === 'expired')
    return { notBeforeSeconds: nowSeconds - 2 * yearSeconds, notAfterSeconds: nowSeconds - daySeconds }
  if (flaw === 'not-yet-valid')
    return { notBeforeSeconds: nowSeconds + 30 * daySeconds, notAfterSeconds: nowSeconds + 2 * yearSeconds }
  // Begins an hour back, for machines whose clocks differ.
  return { notBeforeSeconds: nowSeconds - 3600, notAfterSeconds: nowSeconds + 2 * yearSeconds }
}
