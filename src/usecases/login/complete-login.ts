import type { ProvenIdentity } from '../../eids/eid.ts'
import { AuthorizationError } from '../../protocol/authorization-request.ts'
import { satisfies } from '../../protocol/level-of-assurance.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { AuthorizationResponse } from '../../protocol/response-mode.ts'
import { demandsOf } from '../../protocol/scope.ts'
import { pairwiseSubject } from '../../protocol/subject.ts'
import { ticketId } from '../../storage/tickets.ts'
import { isConsentCovered } from '../consent/is-consent-covered.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'
import { endReplacedSession } from './end-replaced-session.ts'
import { type FinishInput, type FinishLoginNeeds, finishLogin } from './finish-login.ts'
import type { OpenLogin } from './open-login.ts'
import { proveLogin } from './prove-login.ts'
import { rememberedSeconds } from './remembered-seconds.ts'
import { returnAddressOf } from './return-address.ts'

export interface CompleteLoginNeeds extends FinishLoginNeeds {
  readonly clients: ClientDirectory
}

export type CompletedLogin =
  | { readonly kind: 'answer'; readonly response: AuthorizationResponse; readonly sessionCookie: string }
  /** The citizen is known, and must be asked before the service gets anything (CONS-1). */
  | { readonly kind: 'ask-consent'; readonly sessionCookie: string }
  /** Another submission of the same form came first: no second code (PAGE-22, ACC-24). */
  | { readonly kind: 'finished-before' }

export interface CompletionInput extends FinishInput {
  /** The browser's cookie as it is now: several logins begun at once in a new browser end in one session. */
  readonly browser: string
}

/**
 * Goes on with a login whose eID vouched for the citizen: updates the browser's session, and ends the login with a code
 * unless the citizen must be asked for consent first. Throws `AuthorizationError` when the citizen is not the one the
 * request hinted at (AUTHZ-31) or the level is too low (AUTHZ-40).
 */
export const completeLogin = (needs: CompleteLoginNeeds) => {
  const finish = finishLogin(needs)
  const prove = proveLogin(needs)
  const isCovered = isConsentCovered(needs)

  const ask = async (
    login: OpenLogin,
    eid: string,
    identity: ProvenIdentity,
    input: CompletionInput,
  ): Promise<CompletedLogin> => {
    const { proven, replaced, sessionCookie } = await prove(login, eid, identity, {
      browser: input.browser,
      joins: false,
    })
    if (replaced !== undefined) await endReplacedSession(needs, replaced, input.correlationId)
    const kept = await needs.expiring.change('login', ticketId(login.handle), (current) =>
      current === undefined
        ? 'keep'
        : { value: { ...current, proven }, expiresAtSeconds: current.endsAtSeconds + rememberedSeconds },
    )
    return kept === undefined ? { kind: 'finished-before' } : { kind: 'ask-consent', sessionCookie }
  }

  return async (
    login: OpenLogin,
    eid: string,
    identity: ProvenIdentity,
    input: CompletionInput,
  ): Promise<CompletedLogin> => {
    const { ticket, client } = login
    const fault = faultOf(needs, login, identity)
    const demands = demandsOf(ticket.scopes, await needs.clients.scopes())
    if (fault === undefined && demands.consent.length > 0) {
      const pid = identity.pid.reveal()
      const covered =
        ticket.consentDemanded !== true &&
        (await isCovered({ pid, clientId: client.clientId, onbehalfof: ticket.onbehalfof, scopes: demands.consent }))
      if (!covered) return ask(login, eid, identity, input)
    }
    let sessionCookie = ''
    const finished = await finish(
      login,
      { scopes: ticket.scopes, authorizationMaxLifetime: demands.authorizationMaxLifetime },
      async () => {
        if (fault !== undefined) {
          needs.history.note({
            pid: identity.pid.reveal(),
            client,
            onbehalfof: ticket.onbehalfof,
            eid,
            acr: identity.acr,
            result: 'failed',
            fault: fault.code,
            sessionRef: null,
            userAgent: input.userAgent,
            ip: input.ip,
            correlationId: input.correlationId,
          })
          throw fault
        }
        const proof = await prove(login, eid, identity, { browser: input.browser, joins: true })
        sessionCookie = proof.sessionCookie
        return proof
      },
      input,
    )
    return finished.kind === 'answer' ? { ...finished, sessionCookie } : finished
  }
}

/** What of the citizen the request did not ask for. */
function faultOf(
  needs: CompleteLoginNeeds,
  { ticket, client }: OpenLogin,
  identity: ProvenIdentity,
): AuthorizationError | undefined {
  const refusal = (code: 'login_required' | 'unmet_authentication_requirements', why: string) =>
    new AuthorizationError(new ProtocolError(code, why, '18'), returnAddressOf(ticket))
  if (!satisfies(identity.acr, ticket.acceptable))
    return refusal('unmet_authentication_requirements', 'the level of the login is below acr_values')
  if (
    ticket.hintedSubject !== undefined &&
    ticket.hintedSubject !== pairwiseSubject(needs.subjectSecret, client.clientId, 'pid', identity.pid.reveal())
  )
    return refusal('login_required', 'another citizen than the one of id_token_hint logged in')
  return undefined
}
