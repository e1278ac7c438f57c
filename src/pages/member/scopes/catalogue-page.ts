import type { Scope } from '../../../protocol/scope.ts'
import { type ScopesText, scopesTexts } from '../../../texts/scopes-text.ts'
import { form, hidden } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { type ScopePlace, scopePath, scopeTabs } from './scope-frame.ts'

export interface CatalogueView extends ScopePlace {
  readonly mayWrite: boolean
  readonly entries: readonly {
    readonly scope: Scope
    readonly access: { readonly state: 'REQUESTED' | 'APPROVED' | 'DENIED' } | undefined
    readonly ownerName: string
  }[]
}

/** Scopes of everybody, and what the organisation may do with each. */
export function cataloguePage(frame: MemberFrame, view: CatalogueView): Html {
  const text = scopesTexts(frame.page.language)
  const { entries } = view
  return memberPage(frame, {
    title: text('tab.catalogue'),
    menu: 'organisation',
    environment: view.environment,
    language: text.language,
    content: html`<p>${text('catalogue.intro')}</p>
${scopeTabs(text, view, 'catalogue')}
${entries.length === 0 ? html`<p>${text('catalogue.none')}</p>` : table(text, view)}`,
  })
}

const table = (text: ScopesText, view: CatalogueView): Html =>
  html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('tab.catalogue')}"><table class="ds-table site-table"><thead><tr><th scope="col">${text('own.name')}</th><th scope="col">${text('own.description')}</th><th scope="col">${text('catalogue.owner')}</th><th scope="col">${text('catalogue.have')}</th></tr></thead>
<tbody>${view.entries.map(
    (entry) =>
      html`<tr><th scope="row"><code>${entry.scope.name}</code></th><td>${entry.scope.description}</td><td>${entry.ownerName} <span class="site-quiet">${entry.scope.ownerOrgno}</span></td><td>${standing(text, view, entry)}</td></tr>
`,
  )}</tbody></table></div>`

function standing(text: ScopesText, view: CatalogueView, { scope, access }: CatalogueView['entries'][number]): Html {
  if (scope.accessibleForAll) return html`${text('catalogue.for-all')}`
  if (access !== undefined) return html`${text(`access.${access.state}`)}`
  if (!view.mayWrite) return html`${text('access.DENIED')}`
  return form(scopePath(view, '/request'), [hidden('scope', scope.name)], {
    label: text('catalogue.request', { name: scope.name }),
    variant: 'tertiary',
  })
}
