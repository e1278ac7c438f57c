import { hash } from 'node:crypto'
import type { Client } from './client.ts'
import type { Language } from './language.ts'
import type { Scope } from './scope.ts'

/** A text of somebody else's, and the language it is in: bokmål where there is no translation (CONS-7). */
export interface ShownText {
  readonly text: string
  readonly language: Language
}

/** One scope as the dialogue shows it (SCOPE-8). */
export interface ShownScope {
  readonly name: string
  /** Revision of the registration that the texts are from. */
  readonly revision: number
  readonly description: ShownText
  readonly longDescription?: ShownText
}

/** Everything that one dialogue says (CONS-2). */
export interface ConsentText {
  readonly language: Language
  /** Who asks, by the name that is shown. */
  readonly name: string
  readonly scopes: readonly ShownScope[]
  /** How long the access lasts at most (LIFE-5). */
  readonly lifetimeSeconds: number
  /** Edition of the gateway's own sentences in the dialogue. */
  readonly edition: number
}

/** Grows by one whenever a sentence of ours in the dialogue changes; a test sees to it. */
export const consentEdition = 1

export function shownScope(scope: Scope, revision: number, language: Language): ShownScope {
  const own = language === 'nb' ? undefined : scope.translations?.[language]
  const choose = (translated: string | undefined, bokmal: string): ShownText =>
    translated === undefined ? { text: bokmal, language: 'nb' } : { text: translated, language }
  const long = own?.longDescription ?? scope.longDescription
  return {
    name: scope.name,
    revision,
    description: choose(own?.description, scope.description),
    ...(long === undefined ? {} : { longDescription: choose(own?.longDescription, long) }),
  }
}

/** The name that is asked under: the body's that the client acts for (OBO-2), else the client's own. */
export const askingName = (client: Client, onbehalfof: string | undefined): string =>
  client.onbehalfof.find((entry) => entry.onbehalfof === onbehalfof)?.name ?? client.clientName

/** SHA-256 of all that is shown, base64url: two dialogues have the same only when they say the same (CONS-8). */
export const consentTextHash = ({ language, name, scopes, lifetimeSeconds, edition }: ConsentText): string => {
  const told = ({ text, language: of }: ShownText) => [of, text]
  const shown = scopes.map((scope) => [
    scope.name,
    scope.revision,
    told(scope.description),
    scope.longDescription === undefined ? null : told(scope.longDescription),
  ])
  return hash('sha256', JSON.stringify([edition, language, name, lifetimeSeconds, shown]), 'base64url')
}

/** A length of time as a person says it. */
export interface SpokenDuration {
  readonly count: number
  readonly unit: 'minute' | 'hour' | 'day'
}

const units = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3600 },
] as const

/** In the largest unit that says it exactly, or from three of it on nearly so; never shorter than it is (CONS-2). */
export function spokenDuration(seconds: number): SpokenDuration {
  for (const { unit, seconds: one } of units)
    if (seconds >= one && (seconds % one === 0 || seconds > 3 * one)) return { unit, count: Math.ceil(seconds / one) }
  return { unit: 'minute', count: Math.max(1, Math.ceil(seconds / 60)) }
}
