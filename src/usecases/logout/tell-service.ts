import type { Environment } from '../../config/environments.ts'
import type { Telling } from '../../outbox/logout-courier.ts'
import { logoutTokenClaims, logoutTokenType } from '../../protocol/logout-token.ts'
import type { Signer } from '../../signing/signer.ts'
import type { LogoutNotice } from '../../storage/logout-notices.ts'
import type { Clock } from '../../system/clock.ts'
import { AddressRefused, type GuardedFetch } from '../../system/guarded-fetch.ts'
import type { Random } from '../../system/random.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'

interface Needs {
  readonly environment: Environment
  readonly clients: ClientDirectory
  readonly signer: Signer
  readonly fetchGuarded: GuardedFetch
  readonly clock: Clock
  readonly random: Random
}

/** Tells one service of one logout, once (Back-Channel Logout 1.0 §2.5, §2.8). Its address is the one registered now. */
export const tellService =
  (needs: Needs) =>
  async (notice: LogoutNotice): Promise<Telling> => {
    const client = await needs.clients.find(notice.clientId)
    const address = client?.backchannelLogoutUri
    if (client?.active !== true || address === undefined)
      return { outcome: 'refused', fault: 'the client has no back-channel address any more' }
    const claims = logoutTokenClaims(client, {
      issuer: needs.environment.issuer,
      subject: notice.subject,
      sid: notice.sid,
      jti: needs.random.token(16),
      issuedAtSeconds: needs.clock.nowSeconds(),
    })
    const alg = client.idTokenSignedResponseAlg ?? 'RS256'
    const logoutToken = await needs.signer.sign(claims, { alg, typ: logoutTokenType })
    try {
      const { status, body } = await needs.fetchGuarded(address, { form: { logout_token: logoutToken } })
      if (status === 200 || status === 204) return { outcome: 'confirmed' }
      // 400 is the service's last word: it could not use the token, or could not log out (§2.8).
      return { outcome: status === 400 ? 'refused' : 'unreachable', fault: `it answered ${status}${errorIn(body)}` }
    } catch (error) {
      const fault = error instanceof Error ? error.message : 'it could not be called'
      return { outcome: error instanceof AddressRefused ? 'refused' : 'unreachable', fault }
    }
  }

/** The error code of the answer, if it is one: nothing else of what a stranger sends reaches the log. */
function errorIn(body: string): string {
  try {
    const { error } = JSON.parse(body) as { error?: unknown }
    return typeof error === 'string' && /^[A-Za-z0-9_.-]{1,50}$/.test(error) ? ` ${error}` : ''
  } catch {
    return ''
  }
}
