import type { Language } from '../../protocol/language.ts'
import { textsFor } from '../../texts/text.ts'
import { type Html, html } from '../html.ts'

/**
 * How it stands with a service, as the citizen is told it. `confirmed`: the service itself said so. `called`: its page was
 * loaded in this browser. `waiting`: it is being told. `unconfirmed`: it did not answer. `not-told`: it cannot be told.
 */
export type ServiceState = 'confirmed' | 'called' | 'waiting' | 'unconfirmed' | 'not-told'

/** One service of a logout. */
export interface ShownService {
  readonly name: string
  readonly state: ServiceState
}

/** The services of the session and how it stands with each. The script of the page puts in new states, whose words it finds here. */
export function logoutProgress(language: Language, services: readonly ShownService[]): Html | undefined {
  if (services.length === 0) return undefined
  const text = textsFor(language)
  return html`<h2 class="ds-heading" data-size="xs" id="services-heading">${text('logout.services')}</h2>
<ul class="pv-told" id="services" aria-labelledby="services-heading" data-confirmed="${text('logout.state.confirmed')}" data-called="${text('logout.state.called')}" data-unconfirmed="${text('logout.state.unconfirmed')}">
${services.map(({ name, state }) => html`<li data-state="${state}"><strong>${name}</strong> <span>${text(`logout.state.${state}`)}</span></li>\n`)}</ul>
`
}
