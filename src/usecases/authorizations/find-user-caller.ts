import { ProtocolError } from '../../protocol/protocol-error.ts'
import { mayBeIssued } from '../../protocol/scope.ts'
import { personReference } from '../../protocol/subject.ts'
import { findLiveToken, type LiveToken, type LiveTokenNeeds } from '../resource/live-token.ts'

/** Who calls an API of the gateway with the token of a citizen (API-9). */
export interface UserCaller {
  /** The organisation of the client that holds the token: the supplier where there is one (API-6). */
  readonly orgno: string
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly personRef: string
}

/** The citizen's access token, by the store; undefined for one that is not good here. */
export type FindUserCaller = (accessToken: string) => Promise<UserCaller | undefined>

export const findUserCaller =
  (needs: LiveTokenNeeds & { readonly subjectSecret: Uint8Array }): FindUserCaller =>
  async (accessToken) => {
    const live = await liveOrNot(needs, accessToken)
    // A token that is bound to a key opens nothing without the proof of the key (RFC 9449 §7.2).
    if (live === undefined || live.token.jkt !== undefined) return undefined
    const { client, token, authorization, findScope } = live
    return {
      orgno: client.supplierOrgno ?? client.clientOrgno,
      clientId: client.clientId,
      scopes: token.scopes.filter((name) => mayBeIssued(name, client, findScope)),
      personRef: authorization.personRef ?? personReference(needs.subjectSecret, authorization.pid),
    }
  }

async function liveOrNot(needs: LiveTokenNeeds, accessToken: string): Promise<LiveToken | undefined> {
  try {
    return await findLiveToken(needs, accessToken)
  } catch (error) {
    if (error instanceof ProtocolError && error.code === 'invalid_token') return undefined
    throw error
  }
}
