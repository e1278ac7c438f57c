import type { EmitEvent } from '../../audit/event.ts'
import type { Environment } from '../../config/environments.ts'
import type { ProvenIdentity } from '../../eids/eid.ts'
import { AuthorizationError } from '../../protocol/authorization-request.ts'
import { chooseLanguage } from '../../protocol/language.ts'
import { satisfies } from '../../protocol/level-of-assurance.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { type AuthorizationResponse, authorizationResponse, successParameters } from '../../protocol/response-mode.ts'
import { demandsOf } from '../../protocol/scope.ts'
import { sessionEndsAt } from '../../protocol/single-sign-on.ts'
import { pairwiseSubject } from '../../protocol/subject.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { type Authentication, type SessionTicket, ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import { issueCode } from '../authorize/issue-code.ts'
import { orderedId } from '../authorize/names.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'
import type { OpenLogin } from './open-login.ts'
import { returnAddressOf } from './return-address.ts'
import { sidOf } from './sid.ts'

export interface CompleteLoginNeeds {
  readonly environment: Environment
  readonly clients: ClientDirectory
  readonly shelves: Pick<EnvironmentShelves, 'authorizations'>
  readonly expiring: ExpiringStore
  readonly subjectSecret: Uint8Array
  readonly emit: EmitEvent
  readonly clock: Clock
  readonly random: Random
}

export type CompletedLogin =
  | { readonly kind: 'answer'; readonly response: AuthorizationResponse; readonly sessionCookie: string }
  /** Another submission of the same form came first: no second code (PAGE-22, ACC-24). */
  | { readonly kind: 'finished-before' }

export interface CompletionInput {
  /** The browser's cookie as it is now: several logins begun at once in a new browser end in one session. */
  readonly browser: string
  readonly languageCookie: string | undefined
  readonly userAgent: string | undefined
  readonly correlationId: string
}

/**
 * Ends a login whose eID vouched for the citizen: updates the browser's session (SSO-1, SESS-8…13), issues the code.
 * Throws `AuthorizationError` when the citizen is not the one the request hinted at (AUTHZ-31) or the level is too low (AUTHZ-40).
 */
export const completeLogin = (needs: CompleteLoginNeeds) => {
  const issue = issueCode(needs)
  return async (
    login: OpenLogin,
    eid: string,
    identity: ProvenIdentity,
    input: CompletionInput,
  ): Promise<CompletedLogin> => {
    const { environment, clock, random } = needs
    const { ticket, client } = login
    const taken = await needs.expiring.take('login', ticketId(login.handle))
    if (taken.outcome !== 'taken') return { kind: 'finished-before' }
    const nowSeconds = clock.nowSeconds()
    const pid = identity.pid.reveal()
    if (!satisfies(identity.acr, ticket.acceptable))
      throw refusal(login, 'unmet_authentication_requirements', 'the level of the login is below acr_values')
    if (
      ticket.hintedSubject !== undefined &&
      ticket.hintedSubject !== pairwiseSubject(needs.subjectSecret, client.clientId, 'pid', pid)
    )
      throw refusal(login, 'login_required', 'another citizen than the one of id_token_hint logged in')
    const authentication: Authentication = { eid, acr: identity.acr, amr: identity.amr, authTimeSeconds: nowSeconds }
    const sessionCookie = random.token(32)
    const fresh = {
      sessionRef: orderedId(nowSeconds, random),
      secretHash: ticketId(sessionCookie),
      sidSalt: random.token(32),
      nowSeconds,
    }
    let replaced: SessionTicket | undefined
    const session = await needs.expiring.change('session', ticketId(input.browser), (current) => {
      const live =
        current !== undefined && nowSeconds < sessionEndsAt(current, environment.lifetimes) ? current : undefined
      replaced = live?.pid === pid ? undefined : live
      const next = nextSession(live?.pid === pid ? live : undefined, pid, login, authentication, fresh)
      return { value: next, expiresAtSeconds: sessionEndsAt(next, environment.lifetimes) }
    })
    if (session === undefined) throw new Error('a session that was just written must stand in the store')
    const demands = demandsOf(ticket.scopes, await needs.clients.scopes())
    const { redirectUri, responseMode, state } = returnAddressOf(ticket)
    const [{ code }] = await Promise.all([
      issue(
        { ...ticket, redirectUri, client, authorizationMaxLifetime: demands.authorizationMaxLifetime },
        {
          pid,
          acr: identity.acr,
          amr: identity.amr,
          authTimeSeconds: nowSeconds,
          locale: chooseLanguage(input.languageCookie, ticket.uiLocale),
          sessionRef: session.sessionRef,
          sid: sidOf(session, client.clientId),
          userAgent: input.userAgent,
        },
      ),
      // Somebody else's session in this browser is over, with what hangs on it (SSO-5).
      replaced === undefined ? 0 : needs.shelves.authorizations.endOfSession(replaced.sessionRef, nowSeconds),
    ])
    needs.emit({
      kind: 'login-completed',
      eid,
      acr: identity.acr,
      clientId: client.clientId,
      correlationId: input.correlationId,
      environment: environment.name,
      ...(ticket.onbehalfof === undefined ? {} : { onbehalfof: ticket.onbehalfof }),
    })
    return {
      kind: 'answer',
      sessionCookie,
      response: authorizationResponse(redirectUri, responseMode, successParameters(code, environment.issuer, state)),
    }
  }
}

const refusal = (login: OpenLogin, code: 'login_required' | 'unmet_authentication_requirements', why: string) =>
  new AuthorizationError(new ProtocolError(code, why, '18'), returnAddressOf(login.ticket))

/** The same person's session with the slot replaced, its timers and `sid`s kept (SESS-4, SESS-9); or a new one. */
function nextSession(
  same: SessionTicket | undefined,
  pid: string,
  login: OpenLogin,
  authentication: Authentication,
  fresh: {
    readonly sessionRef: string
    readonly secretHash: string
    readonly sidSalt: string
    readonly nowSeconds: number
  },
): SessionTicket {
  const { clientId, ssoDisabled } = login.client
  const common = ssoDisabled ? same?.common : authentication
  return {
    sessionRef: same?.sessionRef ?? fresh.sessionRef,
    secretHash: fresh.secretHash,
    pid,
    startedAtSeconds: same?.startedAtSeconds ?? fresh.nowSeconds,
    activeAtSeconds: fresh.nowSeconds,
    ...(common === undefined ? {} : { common }),
    isolated: ssoDisabled ? { ...same?.isolated, [clientId]: authentication } : (same?.isolated ?? {}),
    clients: [...new Set(same?.clients).add(clientId)],
    sidSalt: same?.sidSalt ?? fresh.sidSalt,
  }
}
