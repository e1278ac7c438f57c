import { AuthorizationError } from '../../protocol/authorization-request.ts'
import type { Language } from '../../protocol/language.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { demandsOf } from '../../protocol/scope.ts'
import type { ConsentEvidence } from '../../storage/records.ts'
import type { ProvenLogin } from '../../storage/tickets.ts'
import type { EndedLogin } from '../history/login-history.ts'
import type { BrowserCookies } from '../login/browser-session.ts'
import { type FinishedLogin, type FinishInput, finishLogin, type GrantedScopes } from '../login/finish-login.ts'
import { joinSession } from '../login/join-session.ts'
import type { OpenLogin } from '../login/open-login.ts'
import { returnAddressOf } from '../login/return-address.ts'
import { askConsent, type ConsentDialogue, type ConsentNeeds } from './ask-consent.ts'
import { consentEvent } from './consent-event.ts'

export interface ConsentAnswer {
  /** undefined: no button was pressed, the dialogue is only looked at. */
  readonly decision: 'accepted' | 'declined' | undefined
  /** The language that the dialogue was, or is to be, shown in. */
  readonly language: Language
  /** What the dialogue carried; a yes or no without it is answered by the dialogue. */
  readonly seal: string | undefined
}

export interface ConsentInput extends FinishInput {
  readonly cookies: BrowserCookies
}

export type DecidedConsent =
  /** `changed`: what was answered is not what would be asked now, so it is asked again. */
  | { readonly kind: 'show'; readonly dialogue: ConsentDialogue; readonly changed: boolean }
  | { readonly kind: 'log-in' }
  | FinishedLogin

/**
 * The consent dialogue of a login (CONS-1…9): shows it, or takes the answer, keeps the evidence and ends the login. Throws
 * `AuthorizationError` (`access_denied`) when a no leaves nothing of the request.
 */
export const decideConsent = (needs: ConsentNeeds) => {
  const ask = askConsent(needs)
  const finish = finishLogin(needs)
  const join = joinSession(needs)

  const tell = ({ client }: OpenLogin, consent: ConsentEvidence, { correlationId }: ConsentInput): void =>
    needs.emit({
      ...consentEvent(consent),
      clientId: client.clientId,
      correlationId,
      environment: needs.environment.name,
    })

  /** Nothing comes of it, and the citizen is known. */
  const noteEnd = (
    { client, ticket }: OpenLogin,
    { pid, eid, acr, sessionRef }: ProvenLogin,
    how: Pick<EndedLogin, 'result' | 'fault'>,
    { userAgent, ip, correlationId }: ConsentInput,
  ): void =>
    needs.history.note({
      pid,
      eid,
      acr,
      client,
      onbehalfof: ticket.onbehalfof,
      sessionRef,
      userAgent,
      ip,
      correlationId,
      ...how,
    })

  const end = async (
    login: OpenLogin,
    proven: ProvenLogin,
    consented: Pick<GrantedScopes, 'scopes' | 'consent'>,
    input: ConsentInput,
  ): Promise<FinishedLogin> => {
    const demands = demandsOf(consented.scopes, await needs.clients.scopes())
    const granted = { ...consented, authorizationMaxLifetime: demands.authorizationMaxLifetime }
    const prove = async () => {
      if (granted.scopes.length === 0) {
        if (granted.consent !== undefined) tell(login, granted.consent, input)
        noteEnd(login, proven, { result: 'cancelled' }, input)
        throw refusal(login, 'access_denied', 'the user declined all that was asked for', '19')
      }
      // Looked at a moment ago; somebody else in this browser since then gets nothing in the other's name.
      if ((await join(input.cookies, login.client.clientId))?.sessionRef !== proven.sessionRef) {
        noteEnd(login, proven, { result: 'failed', fault: 'login_required' }, input)
        throw refusal(login, 'login_required', 'the session ended while the user was asked for consent', '18')
      }
      return { proven }
    }
    return finish(login, granted, prove, input)
  }

  return async (login: OpenLogin, answer: ConsentAnswer, input: ConsentInput): Promise<DecidedConsent> => {
    const question = await ask(login, input.cookies, answer.language)
    if (question.kind === 'log-in') return question
    if (question.kind === 'nothing-to-ask') return end(login, question.proven, { scopes: login.ticket.scopes }, input)
    const { asked, proven, dialogue } = question
    const { decision } = answer
    if (decision === undefined || answer.seal !== dialogue.seal)
      return { kind: 'show', dialogue, changed: decision !== undefined }
    const { text } = asked
    const consent = {
      decision,
      decidedAtSeconds: needs.clock.nowSeconds(),
      language: text.language,
      textHash: asked.textHash,
      scopes: text.scopes.map(({ name, revision }) => ({ name, revision })),
      shown: { name: text.name, lifetimeSeconds: text.lifetimeSeconds, edition: text.edition },
    }
    const scopes = decision === 'accepted' ? login.ticket.scopes : asked.withoutThem
    return end(login, proven, { scopes, consent }, input)
  }
}

const refusal = (
  login: OpenLogin,
  code: 'access_denied' | 'login_required',
  why: string,
  step: string,
): AuthorizationError => new AuthorizationError(new ProtocolError(code, why, step), returnAddressOf(login.ticket))
