import type { ScopesText } from '../../../texts/scopes-text.ts'
import { attributes, type Html, html } from '../../html.ts'
import type { PortalEnvironment } from '../../portal/portal-page.ts'

/** Where a page about scopes stands: whose, and in which environment. */
export interface ScopePlace {
  readonly orgno: string
  readonly environment: PortalEnvironment
  readonly environments: readonly Pick<PortalEnvironment, 'name' | 'title'>[]
}

export const scopePath = ({ orgno, environment }: ScopePlace, rest = ''): string =>
  `/o/${orgno}/scopes/${environment.name}${rest}`

/** Address of the page of one scope, whose name may hold anything. */
export const ofScope = (place: ScopePlace, rest: string, scope: string): string =>
  `${scopePath(place, rest)}?scope=${encodeURIComponent(scope)}`

const tabs = [
  ['own', ''],
  ['catalogue', '/catalogue'],
  ['prefixes', '/prefixes'],
] as const

/** The three pages, and the same one in other environments. */
export function scopeTabs(text: ScopesText, place: ScopePlace, current: 'own' | 'catalogue' | 'prefixes'): Html {
  const rest = tabs.find(([tab]) => tab === current)?.[1] ?? ''
  const others = place.environments.filter(({ name }) => name !== place.environment.name)
  return html`<nav class="site-menu" aria-label="${text('tab.label')}"><ul>${tabs.map(
    ([tab, path]) =>
      html`<li><a class="ds-link" ${attributes({ href: scopePath(place, path), 'aria-current': tab === current ? 'page' : undefined })}>${text(`tab.${tab}`)}</a></li>`,
  )}</ul></nav>
${
  others.length > 0 &&
  html`<p>${text('environment.others')} ${others.map(({ name, title }) => html`<a class="ds-link" href="${`/o/${place.orgno}/scopes/${name}${rest}`}">${title}</a> `)}</p>
`
}`
}
