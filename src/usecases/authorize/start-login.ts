import { type LoginReason, type ProvenLogin, ticketId } from '../../storage/tickets.ts'
import { rememberedSeconds } from '../login/remembered-seconds.ts'
import type { AuthorizationInput, AuthorizationNeeds, OpenedRequest } from './authorization-needs.ts'
import { newCredential } from './names.ts'

export interface StartedLogin {
  readonly kind: 'login'
  /** The address of the login. */
  readonly handle: string
  /** A cookie to set if the browser has none. */
  readonly browser: string | undefined
  /** Where it begins: with choosing an eID, or with the consent of a citizen who is logged in already. */
  readonly page: 'selector' | 'consent'
}

/** Begins a login that needs pages. `proven` is who the citizen is, when only consent is left to be asked for. */
export const startLogin =
  (needs: AuthorizationNeeds) =>
  async (
    request: OpenedRequest,
    reason: LoginReason,
    input: AuthorizationInput,
    proven?: ProvenLogin,
  ): Promise<StartedLogin> => {
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
        ...(request.prompt.consent && request.demands.consent.length > 0 ? { consentDemanded: true } : {}),
        ...(proven === undefined ? {} : { proven }),
        ...(request.pushedRequest === undefined ? {} : { pushedRequest: request.pushedRequest }),
        ...(request.dpopJkt === undefined ? {} : { dpopJkt: request.dpopJkt }),
      },
      nowSeconds + needs.environment.lifetimes.login + rememberedSeconds,
    )
    needs.emit({
      kind: 'login-started',
      reason: proven === undefined ? reason : 'consent',
      clientId: request.client.clientId,
      correlationId: input.correlationId,
      environment: needs.environment.name,
    })
    return {
      kind: 'login',
      handle,
      browser: input.cookies.browser === undefined ? browser : undefined,
      page: proven === undefined ? 'selector' : 'consent',
    }
  }
