import type { EmitEvent } from '../../audit/event.ts'
import type { Environment } from '../../config/environments.ts'
import { chooseLanguage } from '../../protocol/language.ts'
import { type AuthorizationResponse, authorizationResponse, successParameters } from '../../protocol/response-mode.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import type { ConsentEvidence } from '../../storage/records.ts'
import { type ProvenLogin, type SessionTicket, ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import { issueCode } from '../authorize/issue-code.ts'
import { spendPushedRequest } from '../authorize/pushed-requests.ts'
import { consentEvent } from '../consent/consent-event.ts'
import type { LoginHistory } from '../history/login-history.ts'
import type { EndSession } from '../logout/end-session.ts'
import { endReplacedSession } from './end-replaced-session.ts'
import type { OpenLogin } from './open-login.ts'
import { returnAddressOf } from './return-address.ts'

export interface FinishLoginNeeds {
  readonly environment: Environment
  readonly shelves: Pick<EnvironmentShelves, 'authorizations'>
  readonly expiring: ExpiringStore
  readonly subjectSecret: Uint8Array
  readonly emit: EmitEvent
  readonly history: LoginHistory
  readonly endSession: EndSession
  readonly clock: Clock
  readonly random: Random
}

/** What the code is for. */
export interface GrantedScopes {
  readonly scopes: readonly string[]
  /** Lowest limit of the granted scopes, 0 = none (SCOPE-14). */
  readonly authorizationMaxLifetime: number
  /** Where the citizen was asked. */
  readonly consent?: ConsentEvidence
}

export interface FinishInput {
  readonly languageCookie: string | undefined
  readonly userAgent: string | undefined
  /** The citizen's address, for what is kept of the login (PROF-7). */
  readonly ip: string
  readonly correlationId: string
}

/** Who the citizen is, found out when the login was taken. */
export interface Proof {
  readonly proven: ProvenLogin
  /** Another citizen's session that ended with this login (SSO-5). */
  readonly replaced?: SessionTicket | undefined
}

export type FinishedLogin =
  | { readonly kind: 'answer'; readonly response: AuthorizationResponse }
  /** Another submission came first: no second code (PAGE-22, ACC-24). */
  | { readonly kind: 'finished-before' }

/**
 * Ends a login that went through pages, and no other function does: takes its ticket, asks `prove` who the citizen is,
 * issues the code. What `prove` throws ends the login too. Throws `invalid_request_uri` when another login that was begun with
 * the same pushed request has ended before this one.
 */
export const finishLogin = (needs: FinishLoginNeeds) => {
  const issue = issueCode(needs)
  const spend = spendPushedRequest(needs.expiring)
  return async (
    login: OpenLogin,
    granted: GrantedScopes,
    prove: () => Promise<Proof>,
    input: FinishInput,
  ): Promise<FinishedLogin> => {
    const { ticket, client } = login
    const taken = await needs.expiring.take('login', ticketId(login.handle))
    if (taken.outcome !== 'taken') return { kind: 'finished-before' }
    if (ticket.pushedRequest !== undefined) await spend(ticket.pushedRequest, client.clientId)
    const { proven, replaced } = await prove()
    const { redirectUri, responseMode, state } = returnAddressOf(ticket)
    const [{ code }] = await Promise.all([
      issue(
        {
          ...ticket,
          redirectUri,
          client,
          scopes: granted.scopes,
          authorizationMaxLifetime: granted.authorizationMaxLifetime,
        },
        {
          pid: proven.pid,
          personRef: proven.personRef,
          acr: proven.acr,
          amr: proven.amr,
          authTimeSeconds: proven.authTimeSeconds,
          locale: chooseLanguage(input.languageCookie, ticket.uiLocale),
          sessionRef: proven.sessionRef,
          sid: proven.sid,
          userAgent: input.userAgent,
          ...(granted.consent === undefined ? {} : { consent: granted.consent }),
        },
      ),
      // Somebody else's session in this browser is over, with what hangs on it (SSO-5).
      replaced === undefined ? 0 : endReplacedSession(needs, replaced, input.correlationId),
    ])
    const about = { clientId: client.clientId, correlationId: input.correlationId, environment: needs.environment.name }
    if (granted.consent !== undefined) needs.emit({ ...about, ...consentEvent(granted.consent) })
    needs.emit({
      ...about,
      ...(proven.eid === undefined ? { kind: 'signed-on' } : { kind: 'login-completed', eid: proven.eid }),
      acr: proven.acr,
      ...(ticket.onbehalfof === undefined ? {} : { onbehalfof: ticket.onbehalfof }),
    })
    needs.history.note({
      pid: proven.pid,
      personRef: proven.personRef,
      client,
      onbehalfof: ticket.onbehalfof,
      eid: proven.eid,
      acr: proven.acr,
      result: 'completed',
      sessionRef: proven.sessionRef,
      userAgent: input.userAgent,
      ip: input.ip,
      correlationId: input.correlationId,
    })
    return {
      kind: 'answer',
      response: authorizationResponse(
        redirectUri,
        responseMode,
        successParameters(code, needs.environment.issuer, state),
      ),
    }
  }
}
