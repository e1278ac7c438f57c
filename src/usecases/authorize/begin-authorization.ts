import {
  AuthorizationError,
  type AuthorizationRequest,
  readAuthorizationRequest,
  readClientId,
  requireLoginClient,
} from '../../protocol/authorization-request.ts'
import type { Client } from '../../protocol/client.ts'
import { chooseLanguage } from '../../protocol/language.ts'
import { satisfies } from '../../protocol/level-of-assurance.ts'
import type { Parameters } from '../../protocol/parameters.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { type AuthorizationResponse, authorizationResponse, successParameters } from '../../protocol/response-mode.ts'
import { decideSingleSignOn, sessionEndsAt } from '../../protocol/single-sign-on.ts'
import { pairwiseSubject } from '../../protocol/subject.ts'
import { type Authentication, type LoginReason, type SessionTicket, ticketId } from '../../storage/tickets.ts'
import { isProvenSession, readSession } from '../login/browser-session.ts'
import { rememberedSeconds } from '../login/remembered-seconds.ts'
import { sidOf } from '../login/sid.ts'
import type { AuthorizationInput, AuthorizationNeeds } from './authorization-needs.ts'
import { answerAutomaticLogin } from './automatic-login.ts'
import { boundRequestOf, issueCode } from './issue-code.ts'
import { newCredential } from './names.ts'
import { hintFor, verifyHint } from './verify-hint.ts'

export type AuthorizationOutcome =
  | { readonly kind: 'answer'; readonly response: AuthorizationResponse; readonly clearSessionCookie: boolean }
  /** The citizen must log in: `handle` is the address of the login; `browser` is a cookie to set if the browser has none. */
  | { readonly kind: 'login'; readonly handle: string; readonly browser: string | undefined }

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
  return async (input: AuthorizationInput): Promise<AuthorizationOutcome> => {
    const request = await read(input.parameters)
    try {
      const atOnce = await automatic(request, input)
      if (atOnce !== undefined) return { kind: 'answer', response: atOnce, clearSessionCookie: true }
      const current = await session(input.cookies)
      const decision = decideSingleSignOn(questionOf(request), current, needs.clock.nowSeconds())
      let reason: LoginReason = 'first'
      if (current !== undefined && decision.outcome === 'reuse') {
        const response = isHinted(needs, request, current.pid)
          ? await reuse(request, current, decision.slot, input)
          : undefined
        if (response !== undefined) return { kind: 'answer', response, clearSessionCookie: false }
        reason = 'forced'
      } else if (decision.outcome === 'authenticate') reason = decision.reason
      if (request.prompt.none)
        throw new ProtocolError('login_required', 'prompt=none, and no usable session answers this request', '18')
      return await login(request, reason, input)
    } catch (error) {
      const told = toldTo(request, error)
      told.clientId = request.client.clientId
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

/** Steps 1 to 17; step 15 also asks whether any eID here reaches the level (AUTHZ-39). */
const readRequest = (needs: AuthorizationNeeds) => {
  const verify = verifyHint(needs)
  const eidasEnabled = needs.eids.some((eid) => eid.levels.some((level) => level.startsWith('eidas')))
  return async (parameters: Parameters): Promise<AuthorizationRequest> => {
    const client = requireLoginClient(await needs.clients.find(readClientId(parameters)))
    try {
      return await readOf(client, parameters)
    } catch (error) {
      if (error instanceof ProtocolError) {
        error.clientId = client.clientId
        if (error.step === '5') error.sentRedirectUri = shownUri(parameters.get('redirect_uri'))
      }
      throw error
    }
  }

  async function readOf(client: Client, parameters: Parameters): Promise<AuthorizationRequest> {
    const findScope = await needs.clients.scopes()
    const hint = await hintFor(client.clientId, parameters.get('id_token_hint'), verify)
    const request = readAuthorizationRequest(parameters, client, { findScope, eidasEnabled, hint })
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

/** As people may see it: of what a program put in the query only the names, and nothing that looks like a national id. */
const shownUri = (uri: string | undefined): string | undefined =>
  uri
    ?.slice(0, 500)
    .replace(/[?#].*$/s, (query) => query.replace(/=[^&]*/g, '=…'))
    .replaceAll(/\d{11,}/g, '…')

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
  return async (
    request: AuthorizationRequest,
    session: SessionTicket,
    slot: Authentication,
    input: AuthorizationInput,
  ): Promise<AuthorizationResponse | undefined> => {
    const { clientId } = request.client
    const nowSeconds = needs.clock.nowSeconds()
    let stillProven = false
    // Written in the same turn as the code, so the three share one commit; what a vanished session leaves behind is ended below.
    const [, issued] = await Promise.all([
      needs.expiring.change('session', ticketId(input.cookies.browser ?? ''), (current) => {
        stillProven = isProvenSession(current, input.cookies, needs.environment, nowSeconds)
        if (!stillProven || current === undefined) return 'keep'
        const isKnown = current.clients.includes(clientId)
        if (isKnown && current.activeAtSeconds === nowSeconds) return 'keep'
        const clients = isKnown ? current.clients : [...current.clients, clientId]
        const active = { ...current, activeAtSeconds: nowSeconds, clients }
        return { value: active, expiresAtSeconds: sessionEndsAt(active, needs.environment.lifetimes) }
      }),
      issue(boundRequestOf(request), {
        pid: session.pid,
        acr: slot.acr,
        amr: slot.amr,
        authTimeSeconds: slot.authTimeSeconds,
        locale: chooseLanguage(input.languageCookie, request.uiLocale),
        sessionRef: session.sessionRef,
        sid: sidOf(session, clientId),
        userAgent: input.userAgent,
      }),
    ])
    if (!stillProven) {
      await needs.shelves.authorizations.end(issued.authorizationId, nowSeconds)
      return undefined
    }
    needs.emit({
      kind: 'signed-on',
      acr: slot.acr,
      clientId,
      correlationId: input.correlationId,
      environment: needs.environment.name,
      ...(request.onbehalfof === undefined ? {} : { onbehalfof: request.onbehalfof }),
    })
    return authorizationResponse(
      request.redirectUri,
      request.responseMode,
      successParameters(issued.code, needs.environment.issuer, request.state),
    )
  }
}

const startLogin =
  (needs: AuthorizationNeeds) =>
  async (
    request: AuthorizationRequest,
    reason: LoginReason,
    input: AuthorizationInput,
  ): Promise<AuthorizationOutcome> => {
    const nowSeconds = needs.clock.nowSeconds()
    const handle = newCredential(nowSeconds, needs.random)
    const browser = input.cookies.browser ?? newCredential(nowSeconds, needs.random)
    await needs.expiring.put(
      'login',
      ticketId(handle),
      {
        clientId: request.client.clientId,
        redirectUri: request.redirectUri,
        responseMode: request.responseMode,
        scopes: request.scopes,
        resources: request.resources,
        acceptable: request.acceptable,
        reason,
        browser: ticketId(browser),
        endsAtSeconds: nowSeconds + needs.environment.lifetimes.login,
        ...(request.state === undefined ? {} : { state: request.state }),
        ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
        ...(request.codeChallenge === undefined ? {} : { codeChallenge: request.codeChallenge }),
        ...(request.onbehalfof === undefined ? {} : { onbehalfof: request.onbehalfof }),
        ...(request.uiLocale === undefined ? {} : { uiLocale: request.uiLocale }),
        ...(request.hintedSubject === undefined ? {} : { hintedSubject: request.hintedSubject }),
      },
      nowSeconds + needs.environment.lifetimes.login + rememberedSeconds,
    )
    needs.emit({
      kind: 'login-started',
      reason,
      clientId: request.client.clientId,
      correlationId: input.correlationId,
      environment: needs.environment.name,
    })
    return { kind: 'login', handle, browser: input.cookies.browser === undefined ? browser : undefined }
  }
