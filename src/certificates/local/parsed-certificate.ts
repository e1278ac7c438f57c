import { X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import type { NameAttribute } from '../../protocol/enterprise-certificate.ts'
import { bytesOf } from '../pki-engine.ts'

/** A certificate with what the rules ask of it. Nothing of it is proven by being read. Times in seconds. */
export interface ParsedCertificate {
  readonly x509: X509Certificate
  /** SHA-256 of the DER, base64url: `x5t#S256`. */
  readonly thumbprint: string
  readonly der: Buffer
  readonly subject: readonly NameAttribute[]
  /** Names as they stand, DER in hexadecimal, for comparing. */
  readonly subjectDer: string
  readonly issuerDer: string
  /** Hexadecimal, capitals. */
  readonly serialNumber: string
  readonly notBeforeSeconds: number
  readonly notAfterSeconds: number
  readonly signatureOid: string
  readonly isSelfIssued: boolean
  readonly isCa: boolean
  /** Most CAs below it; undefined: any number. */
  readonly pathLength: number | undefined
  readonly keyUsage: { readonly bits: number; readonly isCritical: boolean } | undefined
  readonly extendedKeyUsage: readonly string[]
  readonly criticalExtensions: readonly string[]
  readonly policies: readonly string[]
  readonly isQualified: boolean
  readonly isSeal: boolean
  readonly crlUrls: readonly string[]
  readonly ocspUrls: readonly string[]
}

const oids = {
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  policies: '2.5.29.32',
  crlPoints: '2.5.29.31',
  authorityInfo: '1.3.6.1.5.5.7.1.1',
  qcStatements: '1.3.6.1.5.5.7.1.3',
  ocsp: '1.3.6.1.5.5.7.48.1',
  qcCompliance: '0.4.0.1862.1.1',
  qcType: '0.4.0.1862.1.6',
  qcTypeSeal: '0.4.0.1862.1.6.2',
} as const

/** Reads DER. Throws for anything that is not exactly one certificate, or holds an extension twice. */
export function parseCertificate(der: Buffer): ParsedCertificate {
  const x509 = new X509Certificate(der)
  // Bytes behind the certificate would give one certificate many thumbprints.
  if (!x509.raw.equals(der)) throw new Error('there is something behind the certificate')
  const certificate = pkijs.Certificate.fromBER(bytesOf(der))
  const extensions = new Map((certificate.extensions ?? []).map((extension) => [extension.extnID, extension]))
  if (extensions.size !== (certificate.extensions ?? []).length) throw new Error('an extension stands twice')
  const read = <Kind>(oid: string, Class: abstract new (...none: never[]) => Kind): Kind | undefined => {
    const extension = extensions.get(oid)
    if (extension === undefined) return undefined
    if (extension.parsedValue instanceof Class) return extension.parsedValue
    throw new Error(`the extension ${oid} cannot be read`)
  }
  const constraints = read(oids.basicConstraints, pkijs.BasicConstraints)
  const usage = read(oids.keyUsage, asn1js.BitString)
  const statements = read(oids.qcStatements, pkijs.QCStatements)?.values ?? []
  const subjectDer = hex(certificate.subject.valueBeforeDecode)
  const issuerDer = hex(certificate.issuer.valueBeforeDecode)
  return {
    x509,
    thumbprint: Buffer.from(x509.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url'),
    der,
    subject: certificate.subject.typesAndValues.map(({ type, value }) => ({
      oid: type,
      value: String(value.valueBlock.value),
    })),
    subjectDer,
    issuerDer,
    serialNumber: x509.serialNumber.toUpperCase(),
    notBeforeSeconds: Math.floor(certificate.notBefore.value.getTime() / 1000),
    notAfterSeconds: Math.floor(certificate.notAfter.value.getTime() / 1000),
    signatureOid: certificate.signatureAlgorithm.algorithmId,
    isSelfIssued: subjectDer === issuerDer,
    isCa: constraints?.cA === true,
    pathLength: typeof constraints?.pathLenConstraint === 'number' ? constraints.pathLenConstraint : undefined,
    keyUsage: usage && {
      bits: usage.valueBlock.valueHexView[0] ?? 0,
      isCritical: extensions.get(oids.keyUsage)?.critical === true,
    },
    extendedKeyUsage: read(oids.extendedKeyUsage, pkijs.ExtKeyUsage)?.keyPurposes ?? [],
    criticalExtensions: [...extensions.values()].filter(({ critical }) => critical).map(({ extnID }) => extnID),
    policies: (read(oids.policies, pkijs.CertificatePolicies)?.certificatePolicies ?? []).map(
      ({ policyIdentifier }) => policyIdentifier,
    ),
    isQualified: statements.some(({ id }) => id === oids.qcCompliance),
    isSeal: statements.some(({ id, type }) => id === oids.qcType && namesSeal(type)),
    crlUrls: (read(oids.crlPoints, pkijs.CRLDistributionPoints)?.distributionPoints ?? []).flatMap(
      ({ distributionPoint }) => urisOf(distributionPoint),
    ),
    ocspUrls: (read(oids.authorityInfo, pkijs.InfoAccess)?.accessDescriptions ?? [])
      .filter(({ accessMethod }) => accessMethod === oids.ocsp)
      .flatMap(({ accessLocation }) => urisOf([accessLocation])),
  }
}

const hex = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('hex')

/** Addresses among general names; a name relative to the issuer is none. */
export function urisOf(names: unknown): string[] {
  if (!Array.isArray(names)) return []
  return names.flatMap((name) => (name instanceof pkijs.GeneralName && name.type === 6 ? [String(name.value)] : []))
}

/** Whether the value of QcType holds eSeal. The library leaves the value of a statement as it came. */
function namesSeal(type: unknown): boolean {
  if (!(type instanceof asn1js.Sequence)) return false
  return type.valueBlock.value.some(
    (one) => one instanceof asn1js.ObjectIdentifier && one.valueBlock.toString() === oids.qcTypeSeal,
  )
}
