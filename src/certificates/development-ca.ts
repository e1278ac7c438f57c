/** What is wrong with a certificate on purpose, so that a service can see how each is refused. */
export const certificateFlaws = [
  'good',
  'expired',
  'not-yet-valid',
  'revoked',
  'wrong-organisation',
  'self-signed',
  'no-key-usage',
  'weak-key',
  'unknown-policy',
  'other-ca',
] as const
export type CertificateFlaw = (typeof certificateFlaws)[number]

/** Which profile it follows: the older national one, an electronic seal, a qualified electronic seal (CAUTH-23…25). */
export const certificateProfiles = ['seid1', 'seal', 'qualified-seal'] as const
export type CertificateProfile = (typeof certificateProfiles)[number]

export interface CertificateOrder {
  readonly orgno: string
  readonly name: string
  readonly flaw: CertificateFlaw
  readonly profile: CertificateProfile
  /** Of the PKCS#12 file. */
  readonly password: string
}

export interface IssuedCertificate {
  /** Hexadecimal. */
  readonly serialNumber: string
  readonly notAfterSeconds: number
  /** Base64 DER, leaf first, without the root. */
  readonly x5c: readonly string[]
  /** Leaf and intermediate. */
  readonly certificatePem: string
  readonly privateKeyPem: string
  readonly pkcs12: Buffer
}

/** A line of what the CA has issued. */
export interface IssueRecord {
  readonly serialNumber: string
  readonly orgno: string
  readonly name: string
  readonly flaw: CertificateFlaw
  readonly notAfterSeconds: number
  /** SHA-256 of the PKCS#12 file, hexadecimal: tells whether a file is still the one that was issued. */
  readonly pkcs12Digest: string
  readonly revokedAtSeconds: number | null
}

/**
 * A certificate authority of this installation alone, for trying enterprise certificates offline (CR-9). It is made when
 * it is first asked to issue or publish, and no environment of kind `prod` ever knows it.
 */
export interface DevelopmentCa {
  /** Root and intermediate as DER; undefined while there is no CA yet. */
  certificates(): { readonly root: Buffer; readonly intermediate: Buffer } | undefined
  /** Judged by what is on file at this moment. */
  isRevoked(serialNumber: string): boolean
  issue(order: CertificateOrder, nowSeconds: number): Promise<IssuedCertificate>
  /** False: it issued no certificate of that number. */
  revoke(serialNumber: string, nowSeconds: number): boolean
  /** Its revocation list as DER, signed anew when something has changed or a day has passed. */
  revocationList(nowSeconds: number): Promise<Buffer>
  /** Everything issued, oldest first. */
  issued(): readonly IssueRecord[]
}
