import { X509Certificate } from 'node:crypto'
import type { CertificateFault, CertificateTrust, ProvenCertificate } from '../../certificates/certificate-trust.ts'

/** Why a certificate cannot be registered, as the API and orders tell it. */
export type CertificateRefusal =
  | 'certificate_untrusted'
  | 'certificate_expired'
  | 'certificate_orgno_mismatch'
  | 'certificate_revoked'

export type RegisteredCertificate =
  | { readonly ok: true; readonly certificate: ProvenCertificate }
  | { readonly ok: false; readonly code: CertificateRefusal; readonly reason: string }

const codes: Partial<Record<CertificateFault, CertificateRefusal>> = {
  expired: 'certificate_expired',
  revoked: 'certificate_revoked',
}

/**
 * Judges a certificate that is to be registered for an organisation, as strictly as at each later use (REG-66). Who writes
 * keys asks this first. The reason is for a person and holds no secret.
 */
export const judgeRegisteredCertificates =
  (trust: CertificateTrust) =>
  async (x5c: readonly string[], orgno: string): Promise<RegisteredCertificate> => {
    const judged = await trust.judge(x5c)
    if (!judged.ok) return { ok: false, code: codes[judged.fault] ?? 'certificate_untrusted', reason: judged.reason }
    if (judged.certificate.orgno !== orgno)
      return {
        ok: false,
        code: 'certificate_orgno_mismatch',
        reason: `the certificate is of the organisation ${judged.certificate.orgno}`,
      }
    return { ok: true, certificate: judged.certificate }
  }

const pemBlock = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g

/** The certificates of a PEM text as `x5c`, the one that belongs to no CA first. Undefined: there is none, or one cannot be read. */
export function readPemCertificates(pem: string): readonly string[] | undefined {
  const certificates: X509Certificate[] = []
  for (const [, base64 = ''] of pem.matchAll(pemBlock))
    try {
      certificates.push(new X509Certificate(Buffer.from(base64, 'base64')))
    } catch {
      return undefined
    }
  if (certificates.length === 0) return undefined
  const leafFirst = [...certificates.filter(({ ca }) => !ca), ...certificates.filter(({ ca }) => ca)]
  return leafFirst.map(({ raw }) => raw.toString('base64'))
}
