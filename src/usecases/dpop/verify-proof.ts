import { importJWK } from 'jose/key/import'
import { checkProofClaims, type ProvenRequest, readProofHeader, readProofKey } from '../../protocol/dpop.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { thumbprint } from '../../protocol/thumbprint.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import { isSignedBy, readSignedJwt } from '../token/signed-jwt.ts'
import type { ProofNonces } from './proof-nonces.ts'

/**
 * Proves that the sender of a request holds a key, and tells which: its thumbprint. A proof holds once. Throws
 * `invalid_dpop_proof`, or `use_dpop_nonce` where the environment wants one of its nonces in each proof.
 */
export type VerifyProof = (header: string | readonly string[], request: ProvenRequest) => Promise<string>

interface Needs {
  readonly expiring: ExpiringStore
  readonly clock: Clock
  /** Absent: proofs need none. */
  readonly nonces?: ProofNonces
}

/** For a request that must have a proof and has none. */
export const proofMissing = (): ProtocolError =>
  refused('the header DPoP is required, since these tokens are bound to a key')

const refused = (why: string) => new ProtocolError('invalid_dpop_proof', `DPoP proof: ${why}`)

export const verifyProof =
  (needs: Needs): VerifyProof =>
  async (header, request) => {
    const proof = readProofHeader(header)
    const read = readSignedJwt(proof)
    if (read === undefined) throw refused('it is not a signed JWT')
    const key = readProofKey(read.header)
    const checked = checkProofClaims(read.claims, request, needs.clock.nowSeconds())
    const { alg, ...members } = key
    if (!(await isSignedBy(proof, await importJWK({ ...members }, alg)))) throw refused('its signature does not verify')
    if (needs.nonces !== undefined && !needs.nonces.isFresh(read.claims.nonce))
      throw new ProtocolError('use_dpop_nonce', 'DPoP proof: nonce must be the one in the header DPoP-Nonce; try again')
    const jkt = thumbprint(members)
    // Only now: what is not proven may not use up anybody's jti.
    const isFirst = await needs.expiring.putIfAbsent(
      'replay-guard',
      ticketId(`dpop ${jkt} ${checked.jti}`),
      { seen: true },
      checked.expiresAtSeconds,
    )
    if (!isFirst) throw refused('it has been used before; make a new one for each request')
    return jkt
  }
