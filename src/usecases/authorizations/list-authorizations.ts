import type { Client } from '../../protocol/client.ts'
import { shownScope } from '../../protocol/consent-text.ts'
import type { Language } from '../../protocol/language.ts'
import { type FindScope, isLoginOnly, mayBeIssued, type Scope } from '../../protocol/scope.ts'
import { builtInScope } from '../../protocol/scope-registration-built-in.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { Clock } from '../../system/clock.ts'
import { maySee } from '../self-service/client-actor.ts'
import type { ClientDirectory } from '../self-service/client-directory.ts'

/** A scope that a citizen granted, as it is shown. */
export interface GrantedScope {
  readonly name: string
  readonly description: string
  /** Empty where there is none. */
  readonly longDescription: string
  readonly requiresUserConsent: boolean
  readonly visibility: Scope['visibility']
  /** Empty for a scope of the gateway itself where its operator has no number here. */
  readonly ownerOrgno: string
}

/** "This citizen lets this client do this", as the citizen and the organisations it concerns may read it (section 3.3). */
export interface GrantedAccess {
  /** By what it is withdrawn. */
  readonly publicId: string
  readonly client: Client
  readonly authorizedAtSeconds: number
  readonly expiresAtSeconds: number
  readonly scopes: readonly GrantedScope[]
  readonly userAgent: string
  readonly onbehalfof: string | null
}

/** Whose overview it is: the citizen's own over all, or what concerns an organisation by its clients or by its scopes. */
export type AuthorizationView =
  | { readonly kind: 'citizen' }
  | { readonly kind: 'client_owner' | 'scope_owner'; readonly orgno: string }

export interface AuthorizationQuestion {
  readonly personRef: string
  readonly view: AuthorizationView
  readonly language: Language
  /** One of the scopes must ask for consent. */
  readonly onlyWithConsent: boolean
  /** One of the scopes must have this visibility. */
  readonly visibility?: Scope['visibility']
}

export interface AuthorizationListNeeds {
  readonly shelves: Pick<EnvironmentShelves, 'authorizations'>
  readonly clients: Pick<ClientDirectory, 'find' | 'scopes'>
  /** Who answers for the gateway's own scopes. */
  readonly operatorOrgno: string
  readonly clock: Clock
}

/**
 * What one person has given and what still holds, newest first: none whose client is closed or whose scopes are all gone.
 * Each is answered whole if one of its scopes fits (API-51, API-52).
 */
export const listAuthorizations =
  (needs: AuthorizationListNeeds) =>
  async (question: AuthorizationQuestion): Promise<readonly GrantedAccess[]> => {
    const findScope = await needs.clients.scopes()
    const listed: GrantedAccess[] = []
    const given = await needs.shelves.authorizations.listOfPerson(question.personRef, needs.clock.nowSeconds())
    for (const authorization of given) {
      const client = await needs.clients.find(authorization.clientId)
      if (client === undefined || !client.active || authorization.publicId === undefined) continue
      const scopes = authorization.scopes
        .filter((name) => !isLoginOnly([name]) && mayBeIssued(name, client, findScope))
        .map((name) => describeScope(name, findScope, question.language, needs.operatorOrgno))
      if (!concerns(question.view, client, scopes) || !scopes.some((scope) => fits(question, scope))) continue
      listed.push({
        publicId: authorization.publicId,
        client,
        authorizedAtSeconds: authorization.approvedAtSeconds,
        expiresAtSeconds: authorization.expiresAtSeconds,
        scopes,
        userAgent: authorization.userAgent ?? '',
        onbehalfof: authorization.onbehalfof,
      })
    }
    return listed
  }

const fits = ({ onlyWithConsent, visibility }: AuthorizationQuestion, scope: GrantedScope): boolean =>
  (!onlyWithConsent || scope.requiresUserConsent) && (visibility === undefined || scope.visibility === visibility)

const concerns = (view: AuthorizationView, client: Client, scopes: readonly GrantedScope[]): boolean =>
  view.kind === 'citizen' ||
  (view.kind === 'client_owner'
    ? maySee(view.orgno, client)
    : scopes.some(({ ownerOrgno }) => ownerOrgno === view.orgno))

function describeScope(name: string, findScope: FindScope, language: Language, operatorOrgno: string): GrantedScope {
  const scope = findScope(name)
  if (scope === undefined)
    return {
      name,
      description: builtInScope(name)?.description?.[language] ?? name,
      longDescription: '',
      requiresUserConsent: false,
      visibility: 'PUBLIC',
      ownerOrgno: operatorOrgno,
    }
  const shown = shownScope(scope, 0, language)
  return {
    name,
    description: shown.description.text,
    longDescription: shown.longDescription?.text ?? '',
    requiresUserConsent: scope.requiresUserConsent,
    visibility: scope.visibility,
    ownerOrgno: scope.ownerOrgno,
  }
}
