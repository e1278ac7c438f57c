import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { type PublicMembers, thumbprint } from './thumbprint.ts'

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
  if (jwk.kty !== 'RSA' && jwk.crv !== 'P-256') return refuse('must be an RSA key or a key on the curve P-256 (REG-61)')
  return { ok: true, jwk: { ...jwk, use: 'sig', alg: usualAlgorithm(jwk), kid: kid ?? nameOf(jwk), ...more } }
}

function readJwkText(text: string, kid: string | undefined): KeyText {
  const jwk: unknown = JSON.parse(text)
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk)) return refuse(unreadable)
  const members = jwk as Record<string, unknown>
  return {
    ok: true,
    jwk: { use: 'sig', alg: usualAlgorithm(members), ...members, kid: kid ?? members.kid ?? nameOf(members) },
  }
}

const usualAlgorithm = ({ kty }: { readonly kty?: unknown }): string => (kty === 'EC' ? 'ES256' : 'RS256')

/** A key with wrong members gets a name as well: they are judged where it is registered. */
const nameOf = (members: { readonly kty?: unknown }): string => thumbprint(members as PublicMembers)
