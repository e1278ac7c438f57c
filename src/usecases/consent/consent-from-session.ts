import type { AuthorizationRequest } from '../../protocol/authorization-request.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { Authentication, ProvenLogin, SessionTicket } from '../../storage/tickets.ts'
import { sidOf } from '../login/sid.ts'
import { type ConsentLookupNeeds, isConsentCovered } from './is-consent-covered.ts'

/**
 * SSO-2 row 5: must the citizen of a good session be asked for consent first? Resolves with who that is, for the dialogue;
 * undefined when there is nothing to ask. Throws `consent_required` where no page may be shown (SSO-3).
 */
export const consentFromSession = (needs: ConsentLookupNeeds) => {
  const isCovered = isConsentCovered(needs)
  return async (
    { prompt, client, onbehalfof, demands }: AuthorizationRequest,
    session: SessionTicket,
    slot: Authentication,
  ): Promise<ProvenLogin | undefined> => {
    const { clientId } = client
    const { pid } = session
    if (!prompt.consent && (await isCovered({ pid, clientId, onbehalfof, scopes: demands.consent }))) return undefined
    if (prompt.none)
      throw new ProtocolError('consent_required', 'prompt=none, and the user must be asked for consent', '18')
    return {
      pid,
      ...(session.personRef === undefined ? {} : { personRef: session.personRef }),
      acr: slot.acr,
      amr: slot.amr,
      authTimeSeconds: slot.authTimeSeconds,
      sessionRef: session.sessionRef,
      sid: sidOf(session, clientId),
    }
  }
}
