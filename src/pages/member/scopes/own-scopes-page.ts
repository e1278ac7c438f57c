import type { Scope } from '../../../protocol/scope.ts'
import { type ScopesText, scopesTexts } from '../../../texts/scopes-text.ts'
import { type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { ofScope, type ScopePlace, scopePath, scopeTabs } from './scope-frame.ts'

export interface OwnScopesView extends ScopePlace {
  readonly scopes: readonly Scope[]
  readonly hasPrefix: boolean
  readonly mayWrite: boolean
  readonly requested: readonly {
    readonly scope: string
    readonly consumerOrgno: string
    readonly consumerName: string
  }[]
}

/** The organisation's scopes, and who waits for an answer. */
export function ownScopesPage(frame: MemberFrame, view: OwnScopesView): Html {
  const text = scopesTexts(frame.page.language)
  const { scopes, requested, hasPrefix, mayWrite } = view
  return memberPage(frame, {
    title: text('title'),
    menu: 'organisation',
    environment: view.environment,
    language: text.language,
    content: html`<p>${text('intro')}</p>
${scopeTabs(text, view, 'own')}
${
  requested.length > 0 &&
  html`<h2 class="ds-heading" data-size="md">${text('own.requested')}</h2>
<p>${text('own.requested-intro')}</p>
<ul>${requested.map((one) => html`<li>${one.consumerName || one.consumerOrgno}: <a class="ds-link" href="${ofScope(view, '/scope', one.scope)}"><code>${one.scope}</code></a></li>`)}</ul>
`
}<h2 class="ds-heading" data-size="md">${text('own.heading')}</h2>
${scopes.length === 0 ? html`<p>${text('own.none')}</p>` : scopeTable(text, view)}
${!hasPrefix && html`<p>${text('own.no-prefix')}</p>`}
${hasPrefix && mayWrite && html`<p><a class="ds-button" href="${scopePath(view, '/new')}">${text('own.new')}</a></p>`}`,
  })
}

const scopeTable = (text: ScopesText, view: OwnScopesView): Html =>
  html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('own.heading')}"><table class="ds-table site-table"><thead><tr><th scope="col">${text('own.name')}</th><th scope="col">${text('own.description')}</th><th scope="col">${text('own.visibility')}</th><th scope="col">${text('own.state')}</th></tr></thead>
<tbody>${view.scopes.map(
    (scope) =>
      html`<tr><th scope="row"><a class="ds-link" href="${ofScope(view, '/scope', scope.name)}"><code>${scope.name}</code></a></th><td>${scope.description}</td><td>${text(`visibility.${scope.visibility}`)}</td><td>${text(scope.active ? 'state.open' : 'state.closed')}</td></tr>
`,
  )}</tbody></table></div>`
