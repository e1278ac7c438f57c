import type { KeyObject } from 'node:crypto'

/** How tokens name the kind of certificate (CAUTH-23…25). */
export type CertificateKind = 'virksomhetssertifikat' | 'QCForESeal' | 'CForESeal'

/** What a presented chain proved: an organisation holds the private key of this certificate. */
export interface ProvenCertificate {
  readonly orgno: string
  readonly kind: CertificateKind
  /** `x5t#S256` of the leaf, base64url. */
  readonly thumbprint: string
  readonly subject: string
  /** Hexadecimal, as the issuer gave it. */
  readonly serialNumber: string
  readonly notAfterSeconds: number
  readonly publicKey: KeyObject
}

/** Of a certificate that a client proved itself with: whose it is, and when it ends. */
export interface CertificateEnd {
  readonly certificateOrgno: string
  readonly certificateEndsAtSeconds: number
}

export const endOf = ({ orgno, notAfterSeconds }: ProvenCertificate): CertificateEnd => ({
  certificateOrgno: orgno,
  certificateEndsAtSeconds: notAfterSeconds,
})

/** Why a certificate is not believed (MP-123 for `malformed`, MP-120 for the rest). */
export type CertificateFault =
  | 'malformed'
  | 'untrusted'
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-usage'
  | 'wrong-policy'
  | 'too-weak'
  | 'revoked'
  | 'revocation-unknown'
  | 'no-organisation-number'

export type CertificateJudgement =
  | { readonly ok: true; readonly certificate: ProvenCertificate }
  | { readonly ok: false; readonly fault: CertificateFault; readonly reason: string }

/** Judges enterprise certificates by what one environment trusts (CR-1…CR-5). */
export interface CertificateTrust {
  /** `x5c` is base64 DER, leaf first. Never throws for what was presented. Whose client it is, is the caller's question. */
  judge(x5c: readonly string[]): Promise<CertificateJudgement>
}
