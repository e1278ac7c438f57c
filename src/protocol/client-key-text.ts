import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'

/** A key as somebody pasted it: members of a JWK, not yet judged. */
export type KeyText =
  | { readonly ok: true; readonly jwk: Record<string, unknown> }
  | { readonly ok: false; readonly problem: string }

const certificateBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/**
 * Reads a key from text: PEM certificates (leaf first), a PEM public key, or a JWK (section 13.3). The `kid` is `kid`, the
 * JWK's own, or the RFC 7638 thumbprint. `use` and `alg` are filled in. A private key is refused as exposed (REG-63).
 */
export function readKeyText(text: string, kid: string | undefined): KeyText {
  if (/PRIVATE KEY/.test(text))
    return refuse('is a private key; treat it as exposed, make a new one and send its public part (REG-63)')
  const trimmed = text.trim()
  try {
    if (trimmed.startsWith('{')) return readJwkText(trimmed, kid)
    const blocks = trimmed.match(certificateBlock)
    if (blocks === null) return withKey(createPublicKey(trimmed), kid, {})
    const certificates = blocks.map((block) => new X509Certificate(block))
    const [leaf] = certificates
    if (leaf === undefined) return refuse(unreadable)
    return withKey(leaf.publicKey, kid, { x5c: certificates.map(({ raw }) => raw.toString('base64')) })
  } catch {
    return refuse(unreadable)
  }
}

const unreadable = 'must be a PEM certificate, a PEM public key or a JWK (section 13.3)'
const refuse = (problem: string): KeyText => ({ ok: false, problem })

function withKey(key: KeyObject, kid: string | undefined, more: Record<string, unknown>): KeyText {
  const jwk = key.export({ format: 'jwk' })
  if (jwk.kty !== 'RSA') return refuse('must be an RSA key (REG-61)')
  return { ok: true, jwk: { ...jwk, use: 'sig', alg: 'RS256', kid: kid ?? thumbprint(jwk), ...more } }
}

function readJwkText(text: string, kid: string | undefined): KeyText {
  const jwk: unknown = JSON.parse(text)
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk)) return refuse(unreadable)
  const members = jwk as Record<string, unknown>
  return {
    ok: true,
    jwk: { use: 'sig', alg: 'RS256', ...members, kid: kid ?? members.kid ?? thumbprint(members) },
  }
}

/** RFC 7638: the SHA-256 of the required members in alphabetic order. */
const thumbprint = ({ e, n }: { readonly e?: unknown; readonly n?: unknown }): string =>
  createHash('sha256')
    .update(JSON.stringify({ e, kty: 'RSA', n }))
    .digest('base64url')
