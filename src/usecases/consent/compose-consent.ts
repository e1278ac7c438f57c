import type { Environment } from '../../config/environments.ts'
import {
  askingName,
  type ConsentText,
  consentEdition,
  consentTextHash,
  type ShownScope,
  shownScope,
} from '../../protocol/consent-text.ts'
import type { Language } from '../../protocol/language.ts'
import { authorizationLifetime } from '../../protocol/lifetimes.ts'
import { demandsOf } from '../../protocol/scope.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { OpenLogin } from '../login/open-login.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'

interface Needs {
  readonly environment: Environment
  readonly clients: ClientDirectory
  readonly shelves: Pick<EnvironmentShelves, 'scopes'>
}

/** What one login asks its citizen. */
export interface AskedConsent {
  readonly text: ConsentText
  /** Names the text and nothing else (CONS-8). */
  readonly textHash: string
  /** The requested scopes that a no leaves. */
  readonly withoutThem: readonly string[]
}

/** The dialogue of one login, as the registry says it now; undefined when no requested scope needs consent any more. */
export const composeConsent =
  (needs: Needs) =>
  async ({ ticket, client }: OpenLogin, language: Language): Promise<AskedConsent | undefined> => {
    const demands = demandsOf(ticket.scopes, await needs.clients.scopes())
    const scopes: ShownScope[] = []
    for (const name of demands.consent) {
      const registered = await needs.shelves.scopes.find(name)
      if (registered !== undefined) scopes.push(shownScope(registered.thing, registered.revision, language))
    }
    if (scopes.length === 0) return undefined
    const text: ConsentText = {
      language,
      name: askingName(client, ticket.onbehalfof),
      scopes,
      lifetimeSeconds: authorizationLifetime(
        client.authorizationLifetime,
        needs.environment.lifetimes.authorization,
        demands.authorizationMaxLifetime,
      ),
      edition: consentEdition,
    }
    return {
      text,
      textHash: consentTextHash(text),
      withoutThem: ticket.scopes.filter((name) => !demands.consent.includes(name)),
    }
  }
