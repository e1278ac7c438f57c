import { ProtocolError } from '../../protocol/protocol-error.ts'
import { requireProof, type ShownProof } from '../dpop/require-proof.ts'
import type { VerifyProof } from '../dpop/verify-proof.ts'
import { findLiveToken, type LiveTokenNeeds, ofClient } from './live-token.ts'

/** The answer of `/userinfo`, on the wire (UINF-2, UINF-3). */
export interface Userinfo {
  readonly sub: string
  readonly pid?: string
  readonly locale?: string
}

/**
 * What an access token of either form tells of its citizen. Throws `invalid_token`, `insufficient_scope`.
 */
export const readUserinfo =
  (needs: LiveTokenNeeds & { readonly verifyProof: VerifyProof }) =>
  async (accessToken: string, shown?: ShownProof): Promise<Userinfo> => {
    const { token } = await findLiveToken(needs, accessToken)
    if (token.jkt !== undefined || shown !== undefined)
      await requireProof(needs.verifyProof)(accessToken, token.jkt, shown)
    if (token.scopes.includes('profile'))
      return { sub: token.subject, ...(token.pid === undefined ? {} : { pid: token.pid }), locale: token.locale }
    if (token.scopes.includes('openid')) return { sub: token.subject }
    throw ofClient(
      token.clientId,
      new ProtocolError('insufficient_scope', 'the access token has neither of the scopes openid and profile'),
    )
  }
