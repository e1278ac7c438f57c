import { isAcceptedPolicy } from '../../protocol/enterprise-certificate.ts'
import type { CertificateFault } from '../certificate-trust.ts'
import type { Path } from './build-path.ts'
import type { ParsedCertificate } from './parsed-certificate.ts'
import { hashOfSignature } from './signature-strength.ts'

export interface PathFault {
  readonly fault: CertificateFault
  readonly reason: string
}

/** Bits of key usage (RFC 5280 §4.2.1.3) in their first byte. */
const usage = { digitalSignature: 0x80, nonRepudiation: 0x40, keyCertSign: 0x04 } as const
const knownCritical = ['2.5.29.15', '2.5.29.19']
const fewestBits = 2048

/** What can be said against a path at any time: everything of CR-3 but validity. Undefined: nothing. */
export function faultOfPath(path: Path, acceptedPolicies: readonly string[]): PathFault | undefined {
  const [leaf, ...issuers] = path
  for (const certificate of path) {
    const isRoot = certificate === path.at(-1)
    const fault = faultOfStrength(certificate, isRoot) ?? faultOfExtensions(certificate)
    if (fault !== undefined) return fault
  }
  for (const [below, issuer] of issuers.entries()) {
    if (issuer.keyUsage !== undefined && (issuer.keyUsage.bits & usage.keyCertSign) === 0)
      return { fault: 'untrusted', reason: `${nameOf(issuer)} may not sign certificates` }
    if (issuer.pathLength !== undefined && below > issuer.pathLength)
      return { fault: 'untrusted', reason: `${nameOf(issuer)} permits fewer CAs below itself` }
  }
  if (leaf.isCa) return { fault: 'wrong-usage', reason: 'the certificate is that of a CA' }
  if (leaf.keyUsage === undefined) return { fault: 'wrong-usage', reason: 'key usage is missing' }
  if (!leaf.keyUsage.isCritical) return { fault: 'wrong-usage', reason: 'key usage is not marked critical' }
  if ((leaf.keyUsage.bits & (usage.digitalSignature | usage.nonRepudiation)) === 0)
    return { fault: 'wrong-usage', reason: 'key usage permits neither digitalSignature nor nonRepudiation' }
  if (!isAcceptedPolicy(leaf.policies, acceptedPolicies))
    return {
      fault: 'wrong-policy',
      reason: `none of the policies is accepted: ${leaf.policies.join(', ') || 'there is none'}`,
    }
  return undefined
}

/** A root's own signature proves nothing and may be old; its key counts (CR-3). */
function faultOfStrength(certificate: ParsedCertificate, isRoot: boolean): PathFault | undefined {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.x509.publicKey
  const isRsa = asymmetricKeyType === 'rsa'
  if (!isRsa && (!certificate.isCa || asymmetricKeyType !== 'ec'))
    return { fault: 'too-weak', reason: `${nameOf(certificate)} has a key of another kind than RSA` }
  if (isRsa && (asymmetricKeyDetails?.modulusLength ?? 0) < fewestBits)
    return { fault: 'too-weak', reason: `${nameOf(certificate)} has fewer than ${fewestBits} bits` }
  if (!isRoot && hashOfSignature(certificate.signatureOid) === undefined)
    return { fault: 'too-weak', reason: `${nameOf(certificate)} is signed by ${certificate.signatureOid}` }
  return undefined
}

function faultOfExtensions(certificate: ParsedCertificate): PathFault | undefined {
  const unknown = certificate.criticalExtensions.find((oid) => !knownCritical.includes(oid))
  return unknown === undefined
    ? undefined
    : { fault: 'untrusted', reason: `${nameOf(certificate)} has the critical extension ${unknown}, which is not known` }
}

/** Now lies within the validity of every certificate (CR-3). Undefined: it does. */
export function faultOfTime(path: Path, nowSeconds: number): PathFault | undefined {
  for (const certificate of path) {
    if (nowSeconds > certificate.notAfterSeconds)
      return { fault: 'expired', reason: `${nameOf(certificate)} ended at ${iso(certificate.notAfterSeconds)}` }
    if (nowSeconds < certificate.notBeforeSeconds)
      return { fault: 'not-yet-valid', reason: `${nameOf(certificate)} begins at ${iso(certificate.notBeforeSeconds)}` }
  }
  return undefined
}

/** Names it in a reason: its last common name, organisations are not secret. */
export const nameOf = (certificate: ParsedCertificate): string =>
  `"${certificate.subject.findLast(({ oid }) => oid === '2.5.4.3')?.value ?? certificate.serialNumber}"`

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString()
