import type { Environment } from '../../config/environments.ts'
import type { RequestRules } from '../../protocol/authorization-request.ts'
import type { KeyRing } from '../../signing/signer.ts'

/** An id_token of ours, whatever its age: who it was issued to and about whom. */
export interface VerifiedHint {
  readonly clientId: string
  readonly subject: string
}

interface Needs {
  readonly environment: Environment
  readonly keyRing: KeyRing
}

/**
 * Verifies an `id_token_hint` (AUTHZ-31, LOGOUT-3): our signature, our issuer, expiry ignored. An access token is not
 * taken for an id_token: only an access token has `client_id` (AT-21).
 */
export const verifyHint =
  (needs: Needs) =>
  async (hint: string): Promise<VerifiedHint | undefined> => {
    const claims = await needs.keyRing.verify(hint)
    if (claims === undefined || claims.iss !== needs.environment.issuer || 'client_id' in claims) return undefined
    if (typeof claims.aud !== 'string' || typeof claims.sub !== 'string' || typeof claims.auth_time !== 'number')
      return undefined
    return { clientId: claims.aud, subject: claims.sub }
  }

/** As the rules of an authorization request want it: the hint must be of this very client. */
export async function hintFor(
  clientId: string,
  hint: string | undefined,
  verify: ReturnType<typeof verifyHint>,
): Promise<RequestRules['hint']> {
  if (hint === undefined) return { outcome: 'none' }
  const verified = await verify(hint)
  return verified?.clientId === clientId ? { outcome: 'verified', subject: verified.subject } : { outcome: 'invalid' }
}
