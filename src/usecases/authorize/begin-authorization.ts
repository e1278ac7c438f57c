import {
  AuthorizationError,
  type AuthorizationRequest,
  readClientId,
  requireLoginClient,
} from '../../protocol/authorization-request.ts'
import { chooseLanguage } from '../../protocol/language.ts'
import type { Parameters } from '../../protocol/parameters.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { type AuthorizationResponse, authorizationResponse, successParameters } from '../../protocol/response-mode.ts'
import { decideSingleSignOn } from '../../protocol/single-sign-on.ts'
import { pairwiseSubject } from '../../protocol/subject.ts'
import type { Authentication, LoginReason, SessionTicket } from '../../storage/tickets.ts'
import { consentFromSession } from '../consent/consent-from-session.ts'
import { readSession } from '../login/browser-session.ts'
import { joinSession } from '../login/join-session.ts'
import { sidOf } from '../login/sid.ts'
import type { AuthorizationInput, AuthorizationNeeds, OpenedRequest } from './authorization-needs.ts'
import { answerAutomaticLogin } from './automatic-login.ts'
import { boundRequestOf, issueCode } from './issue-code.ts'
import { judgeRequest } from './judge-request.ts'
import { spendPushedRequest } from './pushed-requests.ts'
import { isPlain, type ReceivedRequest, receiveRequest } from './receive-request.ts'
import { type StartedLogin, startLogin } from './start-login.ts'

export type AuthorizationOutcome =
  | {
      readonly kind: 'answer'
      readonly response: AuthorizationResponse
      /** The request that is answered, for an answer that is a page. */
      readonly asker: AuthorizationRequest
      readonly clearSessionCookie: boolean
    }
  | StartedLogin

/**
 * `/authorize` (section 6). Throws `ProtocolError` while no redirect URI is trusted and `AuthorizationError` after it
 * (AUTHZ-51).
 */
export const beginAuthorization = (needs: AuthorizationNeeds) => {
  const read = readRequest(needs)
  const session = readSession(needs)
  const reuse = answerFromSession(needs)
  const automatic = answerAutomaticLogin(needs)
  const login = startLogin(needs)
  const mustAsk = consentFromSession(needs)
  const spend = spendPushedRequest(needs.expiring)
  return async (input: AuthorizationInput): Promise<AuthorizationOutcome> => {
    const request = await read(input.parameters)
    try {
      const atOnce = await automatic(request, input)
      if (atOnce !== undefined) return { kind: 'answer', response: atOnce, asker: request, clearSessionCookie: true }
      const current = await session(input.cookies)
      const decision = decideSingleSignOn(questionOf(request), current, needs.clock.nowSeconds())
      let reason: LoginReason = 'first'
      if (current !== undefined && decision.outcome === 'reuse') {
        if (isHinted(needs, request, current.pid)) {
          if (request.demands.consent.length > 0) {
            const proven = await mustAsk(request, current, decision.slot)
            if (proven !== undefined) return await login(request, 'first', input, proven)
          }
          const response = await reuse(request, current, decision.slot, input)
          if (response !== undefined) return { kind: 'answer', response, asker: request, clearSessionCookie: false }
        }
        reason = 'forced'
      } else if (decision.outcome === 'authenticate') reason = decision.reason
      if (request.prompt.none)
        throw new ProtocolError('login_required', 'prompt=none, and no usable session answers this request', '18')
      return await login(request, reason, input)
    } catch (error) {
      const told = toldTo(request, error)
      told.clientId = request.client.clientId
      // Where another login has answered already, this throws and the citizen sees a page instead.
      if (request.pushedRequest !== undefined) await spend(request.pushedRequest, request.client.clientId)
      throw told
    }
  }
}

function toldTo(request: AuthorizationRequest, error: unknown): AuthorizationError {
  if (error instanceof AuthorizationError) return error
  if (error instanceof ProtocolError) return new AuthorizationError(error, request)
  // The client asked and can be told, so the citizen need not be left on a page of ours (ERR-22, ERR-24).
  const unexpected = new ProtocolError('server_error', 'something went wrong in the gateway', '20')
  return new AuthorizationError(unexpected, request, error)
}

/** How a request comes that stands in the address or the form itself. */
const asSent = { pushed: false, signed: false }

/** Steps 1 to 17, of whatever way the request came. An answer to a pushed one spends it, also when it is an error. */
const readRequest = (needs: AuthorizationNeeds) => {
  const receive = receiveRequest(needs)
  const judge = judgeRequest(needs)
  const spend = spendPushedRequest(needs.expiring)
  return async (parameters: Parameters): Promise<OpenedRequest> => {
    const client = requireLoginClient(await needs.clients.find(readClientId(parameters)))
    let received: ReceivedRequest | undefined
    try {
      if (isPlain(parameters)) return await judge(client, parameters, asSent)
      received = await receive(parameters, client)
      const request = await judge(client, received.parameters, received.origin)
      const { pushedRequest, dpopJkt } = received
      return {
        ...request,
        ...(pushedRequest === undefined ? {} : { pushedRequest }),
        ...(dpopJkt === undefined ? {} : { dpopJkt }),
      }
    } catch (error) {
      if (error instanceof ProtocolError) {
        error.clientId = client.clientId
        if (received?.pushedRequest !== undefined && error instanceof AuthorizationError)
          await spend(received.pushedRequest, client.clientId)
      }
      throw error
    }
  }
}

const questionOf = (request: AuthorizationRequest) => ({
  client: request.client,
  acceptable: request.acceptable,
  promptLogin: request.prompt.login,
  authenticationDemanded: request.demands.authentication,
  ...(request.maxAgeSeconds === undefined ? {} : { maxAgeSeconds: request.maxAgeSeconds }),
})

/** Is the citizen the one that the hint names? Without a hint, anybody is (AUTHZ-31). */
const isHinted = (
  needs: Pick<AuthorizationNeeds, 'subjectSecret'>,
  request: AuthorizationRequest,
  pid: string,
): boolean =>
  request.hintedSubject === undefined ||
  request.hintedSubject === pairwiseSubject(needs.subjectSecret, request.client.clientId, 'pid', pid)

/** SSO-2 row 6: an answer at once, no page. undefined if the session ended while we looked. */
const answerFromSession = (needs: AuthorizationNeeds) => {
  const issue = issueCode(needs)
  const spend = spendPushedRequest(needs.expiring)
  const join = joinSession(needs)
  return async (
    request: OpenedRequest,
    session: SessionTicket,
    slot: Authentication,
    input: AuthorizationInput,
  ): Promise<AuthorizationResponse | undefined> => {
    const { clientId } = request.client
    const nowSeconds = needs.clock.nowSeconds()
    // Written in the same turn as the code, so the three share one commit; what a vanished session leaves behind is ended below.
    const [joined, issued] = await Promise.all([
      join(input.cookies, clientId),
      issue(boundRequestOf(request), {
        pid: session.pid,
        personRef: session.personRef,
        acr: slot.acr,
        amr: slot.amr,
        authTimeSeconds: slot.authTimeSeconds,
        locale: chooseLanguage(input.languageCookie, request.uiLocale),
        sessionRef: session.sessionRef,
        sid: sidOf(session, clientId),
        userAgent: input.userAgent,
      }),
    ])
    if (joined === undefined) {
      await needs.shelves.authorizations.end(issued.authorizationId, nowSeconds)
      return undefined
    }
    if (request.pushedRequest !== undefined)
      await spend(request.pushedRequest, clientId).catch(async (error: unknown) => {
        await needs.shelves.authorizations.end(issued.authorizationId, nowSeconds)
        throw error
      })
    needs.emit({
      kind: 'signed-on',
      acr: slot.acr,
      clientId,
      correlationId: input.correlationId,
      environment: needs.environment.name,
      ...(request.onbehalfof === undefined ? {} : { onbehalfof: request.onbehalfof }),
    })
    needs.history.note({
      pid: session.pid,
      personRef: session.personRef,
      client: request.client,
      onbehalfof: request.onbehalfof,
      eid: undefined,
      acr: slot.acr,
      result: 'completed',
      sessionRef: session.sessionRef,
      userAgent: input.userAgent,
      ip: input.ip,
      correlationId: input.correlationId,
    })
    return authorizationResponse(
      request.redirectUri,
      request.responseMode,
      successParameters(issued.code, needs.environment.issuer, request.state),
    )
  }
}
