import { hash } from 'node:crypto'
import type { ConsentText } from '../../protocol/consent-text.ts'
import type { Language } from '../../protocol/language.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { ProvenLogin } from '../../storage/tickets.ts'
import { type BrowserCookies, readSession } from '../login/browser-session.ts'
import type { FinishLoginNeeds } from '../login/finish-login.ts'
import type { OpenLogin } from '../login/open-login.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'
import { type AskedConsent, composeConsent } from './compose-consent.ts'

export interface ConsentNeeds extends FinishLoginNeeds {
  readonly clients: ClientDirectory
  readonly shelves: Pick<EnvironmentShelves, 'authorizations' | 'scopes'>
}

export interface ConsentDialogue {
  readonly text: ConsentText
  /** Comes back with the answer: the citizen answered this text, in this session. */
  readonly seal: string
  /** Does a no let the login go on, with fewer scopes (CONS-5)? */
  readonly goesOnWithout: boolean
}

export type ConsentQuestion =
  | {
      readonly kind: 'ask'
      readonly asked: AskedConsent
      readonly proven: ProvenLogin
      readonly dialogue: ConsentDialogue
    }
  /** The registry asks for no consent any more. */
  | { readonly kind: 'nothing-to-ask'; readonly proven: ProvenLogin }
  /** Nobody is logged in here, or not the one who began: the login is to be gone through again. */
  | { readonly kind: 'log-in' }

/** What the citizen of this browser is to be asked in this login (CONS-1, CONS-2). */
export const askConsent = (needs: ConsentNeeds) => {
  const compose = composeConsent(needs)
  const session = readSession(needs)
  return async (login: OpenLogin, cookies: BrowserCookies, language: Language): Promise<ConsentQuestion> => {
    const { proven } = login.ticket
    if (proven === undefined) return { kind: 'log-in' }
    const current = await session(cookies)
    if (current?.sessionRef !== proven.sessionRef) return { kind: 'log-in' }
    const asked = await compose(login, language)
    if (asked === undefined) return { kind: 'nothing-to-ask', proven }
    const seal = hash('sha256', `${asked.textHash} ${proven.sessionRef}`, 'base64url')
    return {
      kind: 'ask',
      asked,
      proven,
      dialogue: { text: asked.text, seal, goesOnWithout: asked.withoutThem.length > 0 },
    }
  }
}
