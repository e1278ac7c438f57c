import { ProtocolError } from '../../protocol/protocol-error.ts'
import { mayBeIssued } from '../../protocol/scope.ts'
import { personReference } from '../../protocol/subject.ts'
import { requireProof, type ShownProof } from '../dpop/require-proof.ts'
import type { VerifyProof } from '../dpop/verify-proof.ts'
import { findLiveToken, type LiveToken, type LiveTokenNeeds } from '../resource/live-token.ts'

/** Who calls an API of the gateway with the token of a citizen (API-9). */
export interface UserCaller {
  /** The organisation of the client that holds the token: the supplier where there is one (API-6). */
  readonly orgno: string
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly personRef: string
}

/**
 * The citizen's access token, by the store; undefined for one that is not good here. `shown` is how it was sent with the
 * scheme DPoP; a token that is bound to a key is good only so (RFC 9449 §7).
 */
export type FindUserCaller = (accessToken: string, shown?: ShownProof) => Promise<UserCaller | undefined>

interface Needs extends LiveTokenNeeds {
  readonly subjectSecret: Uint8Array
  readonly verifyProof: VerifyProof
}

export const findUserCaller =
  (needs: Needs): FindUserCaller =>
  async (accessToken, shown) => {
    const live = await liveOrNot(needs, accessToken, shown)
    if (live === undefined) return undefined
    const { client, token, authorization, findScope } = live
    return {
      orgno: client.supplierOrgno ?? client.clientOrgno,
      clientId: client.clientId,
      scopes: token.scopes.filter((name) => mayBeIssued(name, client, findScope)),
      personRef: authorization.personRef ?? personReference(needs.subjectSecret, authorization.pid),
    }
  }

async function liveOrNot(
  needs: Needs,
  accessToken: string,
  shown: ShownProof | undefined,
): Promise<LiveToken | undefined> {
  try {
    const live = await findLiveToken(needs, accessToken)
    const { jkt } = live.token
    if (jkt !== undefined || shown !== undefined) await requireProof(needs.verifyProof)(accessToken, jkt, shown)
    return live
  } catch (error) {
    if (error instanceof ProtocolError && (error.code === 'invalid_token' || error.code === 'invalid_dpop_proof'))
      return undefined
    throw error
  }
}
