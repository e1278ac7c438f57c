import { readAutomaticLogin } from '../../protocol/automatic-login.ts'
import { chooseLanguage } from '../../protocol/language.ts'
import { satisfies } from '../../protocol/level-of-assurance.ts'
import { NationalId, readNationalId } from '../../protocol/national-id.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { type AuthorizationResponse, authorizationResponse, successParameters } from '../../protocol/response-mode.ts'
import { pairwiseSubject } from '../../protocol/subject.ts'
import type { AuthorizationInput, AuthorizationNeeds, OpenedRequest } from './authorization-needs.ts'
import { boundRequestOf, issueCode } from './issue-code.ts'
import { spendPushedRequest } from './pushed-requests.ts'

/**
 * Login without any page, for automated tests (AUTHZ-46): only where the environment has it, only when the hint asks.
 * Makes full tokens, but no session. undefined: not asked for. Throws `invalid_request`,
 * `unmet_authentication_requirements`, or `login_required` for somebody else than the id_token_hint's citizen.
 */
export const answerAutomaticLogin = (needs: AuthorizationNeeds) => {
  const issue = issueCode(needs)
  const spend = spendPushedRequest(needs.expiring)
  return async (request: OpenedRequest, input: AuthorizationInput): Promise<AuthorizationResponse | undefined> => {
    const { environment, clock, random } = needs
    if (environment.rules.automaticLogin === 'ignored') return undefined
    const asked = readAutomaticLogin(request.loginHint)
    if (asked === undefined) return undefined
    const nowSeconds = clock.nowSeconds()
    const pid = readNationalId(asked.pid, {
      accepted: environment.rules.acceptedPids,
      allowRealFormat: environment.allowRealFormatPids,
      nowSeconds,
    })
    if (!(pid instanceof NationalId))
      throw new ProtocolError(
        'invalid_request',
        'login_hint holds no synthetic national id that this environment accepts',
        '15',
      )
    if (!satisfies(asked.acr, request.acceptable))
      throw new ProtocolError('unmet_authentication_requirements', 'the level in login_hint is below acr_values', '15')
    const subject = pairwiseSubject(needs.subjectSecret, request.client.clientId, 'pid', pid.reveal())
    if (request.hintedSubject !== undefined && request.hintedSubject !== subject)
      throw new ProtocolError('login_required', 'the citizen of login_hint is not the one of id_token_hint', '18')
    const { code, authorizationId } = await issue(boundRequestOf(request), {
      pid: pid.reveal(),
      acr: asked.acr,
      amr: 'TestID',
      authTimeSeconds: nowSeconds,
      locale: chooseLanguage(input.languageCookie, request.uiLocale),
      sessionRef: null,
      sid: random.token(32),
      userAgent: input.userAgent,
    })
    if (request.pushedRequest !== undefined)
      await spend(request.pushedRequest, request.client.clientId).catch(async (error: unknown) => {
        await needs.shelves.authorizations.end(authorizationId, nowSeconds)
        throw error
      })
    needs.emit({
      kind: 'automatic-login',
      acr: asked.acr,
      clientId: request.client.clientId,
      correlationId: input.correlationId,
      environment: environment.name,
    })
    needs.history.note({
      pid: pid.reveal(),
      client: request.client,
      onbehalfof: request.onbehalfof,
      eid: 'testid',
      acr: asked.acr,
      result: 'completed',
      sessionRef: null,
      userAgent: input.userAgent,
      ip: input.ip,
      correlationId: input.correlationId,
    })
    return authorizationResponse(
      request.redirectUri,
      request.responseMode,
      successParameters(code, environment.issuer, request.state),
    )
  }
}
