import { hash, timingSafeEqual } from 'node:crypto'
import { ProtocolError } from './protocol-error.ts'

const challengeSyntax = /^[A-Za-z0-9_-]{43}$/
const verifierSyntax = /^[A-Za-z0-9._~-]{43,128}$/

/**
 * Reads `code_challenge` and its method (AUTHZ-17…20): S256 only, 43 characters without padding, required unless the
 * client is downgraded. Throws `invalid_request`; answers undefined only for a downgraded client that sent none.
 */
export function readCodeChallenge(
  challenge: string | undefined,
  method: string | undefined,
  required: boolean,
): string | undefined {
  if (challenge === undefined) {
    if (required) throw new ProtocolError('invalid_request', 'code_challenge is required (PKCE with S256)', '12')
    if (method !== undefined)
      throw new ProtocolError('invalid_request', 'code_challenge_method was sent without code_challenge', '12')
    return undefined
  }
  if (method !== 'S256') throw new ProtocolError('invalid_request', 'code_challenge_method must be S256', '12')
  if (!challengeSyntax.test(challenge))
    throw new ProtocolError(
      'invalid_request',
      'code_challenge must be 43 characters of A-Z a-z 0-9 - _ without padding',
      '12',
    )
  return challenge
}

/**
 * Holds the verifier of a token request against the challenge of its code (RFC 7636 §4.6). Throws `invalid_request` for
 * a missing or misshapen verifier, `invalid_grant` for one that does not match or that no challenge asked for (CODE-7, 8).
 */
export function verifyCodeVerifier(challenge: string | undefined, verifier: string | undefined): void {
  if (challenge === undefined) {
    if (verifier === undefined) return
    throw new ProtocolError(
      'invalid_grant',
      'code_verifier was sent, but the authorization request had no code_challenge',
    )
  }
  if (verifier === undefined) throw new ProtocolError('invalid_request', 'code_verifier is required')
  if (!verifierSyntax.test(verifier))
    throw new ProtocolError('invalid_request', 'code_verifier must be 43 to 128 characters of A-Z a-z 0-9 - . _ ~')
  const computed = hash('sha256', verifier, 'base64url')
  if (!timingSafeEqual(Buffer.from(computed), Buffer.from(challenge)))
    throw new ProtocolError('invalid_grant', 'code_verifier does not match the code_challenge')
}
