import {
  AuthorizationError,
  type AuthorizationRequest,
  type RequestOrigin,
  type RequestRules,
  readAuthorizationRequest,
} from '../../protocol/authorization-request.ts'
import type { Client } from '../../protocol/client.ts'
import { satisfies } from '../../protocol/level-of-assurance.ts'
import type { Parameters } from '../../protocol/parameters.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { shownUri } from '../../protocol/sent-record.ts'
import type { AuthorizationNeeds } from './authorization-needs.ts'
import { hintFor, verifyHint } from './verify-hint.ts'

/**
 * Steps 5 to 17 of AUTHZ-51, the same for every way that a request can come; step 15 also asks whether any eID here reaches
 * the level (AUTHZ-39). Throws `ProtocolError` while no address is trusted and `AuthorizationError` after it.
 */
export const judgeRequest = (needs: Pick<AuthorizationNeeds, 'environment' | 'clients' | 'eids' | 'keyRing'>) => {
  const verify = verifyHint(needs)
  const eidasEnabled = needs.eids.some((eid) => eid.levels.some((level) => level.startsWith('eidas')))
  return async (client: Client, parameters: Parameters, origin: RequestOrigin): Promise<AuthorizationRequest> => {
    const findScope = await needs.clients.scopes()
    const hint = await hintFor(client.clientId, parameters.get('id_token_hint'), verify)
    const request = read(parameters, client, { findScope, eidasEnabled, hint, origin })
    if (!needs.eids.some((eid) => eid.levels.some((level) => satisfies(level, request.acceptable))))
      throw new AuthorizationError(
        new ProtocolError(
          'unmet_authentication_requirements',
          'no eID of this environment reaches the level in acr_values',
          '15',
        ),
        request,
      )
    return request
  }
}

/** As `readAuthorizationRequest`, which cannot know how much of an unregistered address people may see. */
function read(parameters: Parameters, client: Client, rules: RequestRules): AuthorizationRequest {
  try {
    return readAuthorizationRequest(parameters, client, rules)
  } catch (error) {
    const asked = parameters.get('redirect_uri')
    if (error instanceof ProtocolError && error.step === '5' && asked !== undefined)
      error.sentRedirectUri = shownUri(asked)
    throw error
  }
}
