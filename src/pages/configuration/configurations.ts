import { appAuth } from './appauth.ts'
import { aspnetCore } from './aspnet-core.ts'
import { authJs } from './auth-js.ts'
import { authlib } from './authlib.ts'
import type { ClientSheet } from './client-sheet.ts'
import { entraExternalId } from './entra-external-id.ts'
import { generic } from './generic.ts'
import { keycloak } from './keycloak.ts'
import { modAuthOpenidc } from './mod-auth-openidc.ts'
import { oauth2Proxy } from './oauth2-proxy.ts'
import { oidcClientTs } from './oidc-client-ts.ts'
import { openidClient } from './openid-client.ts'
import { phpLeague } from './php-league.ts'
import type { Proof } from './proof.ts'
import type { ConfigurationFile, Recipe } from './recipe.ts'
import { refusesLogin } from './refusals.ts'
import { springSecurity } from './spring-security.ts'
import type { Words, WordsLanguage } from './words.ts'

/** What one software needs to log people in with one client, ready to be copied. */
export interface Configuration {
  /** Also the key of docs/integrate/proven.json. */
  readonly id: string
  readonly software: string
  /** Empty when the software does not fit this client. */
  readonly files: readonly ConfigurationFile[]
  readonly notes: readonly Words[]
  /** When it was last executed against the gateway; undefined when it never was. */
  readonly proof: Proof | undefined
  /** Why the software does not fit the client, in bokmål unless asked otherwise; undefined when it does. */
  readonly supports: (sheet: ClientSheet, language?: WordsLanguage) => string | undefined
}

/** In the order of the page. */
const recipes: readonly Recipe[] = [
  modAuthOpenidc,
  keycloak,
  springSecurity,
  aspnetCore,
  authJs,
  openidClient,
  oauth2Proxy,
  entraExternalId,
  phpLeague,
  authlib,
  oidcClientTs,
  appAuth,
  generic,
]

/**
 * The configuration of every software we know, filled with this client's own values (ONB-61). Only what the portal cannot
 * know, or must not show, is a placeholder between angle brackets. `proofs` is docs/integrate/proven.json, as `readProofs`
 * reads it.
 */
export const configurationsFor = (
  sheet: ClientSheet,
  proofs: ReadonlyMap<string, Proof> = new Map(),
): readonly Configuration[] =>
  recipes.map((recipe) => {
    const fits = refusal(recipe, sheet) === undefined
    return {
      id: recipe.id,
      software: recipe.software,
      files: fits ? recipe.files(sheet) : [],
      notes: fits ? recipe.notes(sheet) : [],
      proof: proofs.get(recipe.id),
      supports: (asked, language = 'nb') => refusal(recipe, asked)?.[language],
    }
  })

const refusal = (recipe: Recipe, sheet: ClientSheet): Words | undefined => refusesLogin(sheet) ?? recipe.refuses(sheet)
