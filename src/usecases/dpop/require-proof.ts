import type { ProvenRequest } from '../../protocol/dpop.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { proofMissing, type VerifyProof } from './verify-proof.ts'

/** How an access token was shown with the scheme DPoP. */
export interface ShownProof extends Omit<ProvenRequest, 'accessToken'> {
  /** The header `DPoP`; undefined when it was left out. */
  readonly header: string | readonly string[] | undefined
}

/**
 * A token that is bound to a key is worth nothing without a proof of it, and a scheme that promises a binding is not believed
 * for one that has none (RFC 9449 §7.1, §7.2). `boundTo` is the token's thumbprint, `shown` is undefined for the scheme
 * Bearer. Throws `invalid_token`, `invalid_dpop_proof` and `use_dpop_nonce`, all with status 401.
 */
export const requireProof =
  (verify: VerifyProof) =>
  async (accessToken: string, boundTo: string | undefined, shown: ShownProof | undefined): Promise<void> => {
    if (shown === undefined)
      throw new ProtocolError(
        'invalid_token',
        'access token is bound to a key: send it with the scheme DPoP and a proof',
      )
    if (boundTo === undefined)
      throw new ProtocolError('invalid_token', 'access token is not bound to a key: send it with the scheme Bearer')
    try {
      if (shown.header === undefined) throw proofMissing()
      const proven = await verify(shown.header, { ...shown, accessToken })
      if (proven !== boundTo)
        throw new ProtocolError('invalid_token', 'access token is bound to another key than the one of the DPoP proof')
    } catch (error) {
      if (error instanceof ProtocolError) error.status = 401
      throw error
    }
  }
