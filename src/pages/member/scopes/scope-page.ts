import type { Scope } from '../../../protocol/scope.ts'
import { type ScopesText, scopesTexts } from '../../../texts/scopes-text.ts'
import { errorSummary } from '../../error-summary.ts'
import { form, hidden, textField } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import type { PageErrors } from '../people/join-page.ts'
import { timeElement } from '../time-element.ts'
import { ofScope, type ScopePlace, scopePath } from './scope-frame.ts'

export interface ShownAccess {
  readonly consumerOrgno: string
  readonly consumerName: string
  readonly state: 'REQUESTED' | 'APPROVED' | 'DENIED'
  readonly updatedAtSeconds: number
}

export interface ScopeView extends ScopePlace {
  readonly scope: Scope
  readonly createdAtSeconds: number
  readonly updatedAtSeconds: number
  readonly accesses: readonly ShownAccess[]
  readonly mayWrite: boolean
  readonly typed: (name: string) => string
  readonly errors: PageErrors
}

/** One scope of the organisation: what it is, and who may use it. */
export function scopePage(frame: MemberFrame, view: ScopeView): Html {
  const text = scopesTexts(frame.page.language)
  const { scope, mayWrite } = view
  return memberPage(frame, {
    title: scope.name,
    menu: 'organisation',
    environment: view.environment,
    language: text.language,
    content: html`${errorSummary(frame.page, view.errors.summary)}${!scope.active && html`<p><strong>${text('scope.closed')}</strong></p>`}
<h2 class="ds-heading" data-size="md">${text('scope.facts')}</h2>
${facts(text, view)}
${mayWrite && html`<p><a class="ds-link" href="${ofScope(view, '/edit', scope.name)}">${text('scope.edit')}</a>${scope.active && html` · <a class="ds-link" href="${ofScope(view, '/close', scope.name)}">${text('scope.close')}</a>`}</p>`}
${mayWrite && !scope.active && form(scopePath(view, '/open'), [hidden('scope', scope.name)], { label: text('scope.open') })}
<h2 class="ds-heading" data-size="md">${text('access.heading')}</h2>
<p>${text('access.own')}</p>
${view.accesses.length === 0 ? html`<p>${text('access.none')}</p>` : accessTable(text, view)}
${mayWrite && scope.active && giveForm(text, view)}
<p><a class="ds-link" href="${scopePath(view)}">${text('back')}</a></p>`,
  })
}

function facts(text: ScopesText, { scope, createdAtSeconds, updatedAtSeconds }: ScopeView): Html {
  const yes = (flag: boolean): string => text(flag ? 'yes' : 'no')
  const types = scope.allowedIntegrationTypes
  return html`<dl class="site-facts"><dt>${text('field.description')}</dt><dd>${scope.description}</dd><dt>${text('own.visibility')}</dt><dd>${text(`visibility.${scope.visibility}`)}</dd><dt>${text('scope.types')}</dt><dd>${types.length === 0 ? text('scope.all-types') : types.join(', ')}</dd><dt>${text('scope.for-all')}</dt><dd>${yes(scope.accessibleForAll)}</dd><dt>${text('field.token_type')}</dt><dd>${text(`token.${scope.tokenType}`)}</dd>${scope.delegationSource !== undefined && html`<dt>${text('field.delegation_source')}</dt><dd>${scope.delegationSource}<br><span class="site-quiet">${text('field.delegation_source-help')}</span></dd>`}<dt>${text('field.at_max_age')}</dt><dd>${scope.atMaxAge === 0 ? text('scope.own-lifetime') : String(scope.atMaxAge)}</dd><dt>${text('field.requires_user_consent')}</dt><dd>${yes(scope.requiresUserConsent)}</dd><dt>${text('scope.created')}</dt><dd>${timeElement(createdAtSeconds, text.language)}</dd><dt>${text('scope.changed')}</dt><dd>${timeElement(updatedAtSeconds, text.language)}</dd></dl>`
}

function accessTable(text: ScopesText, view: ScopeView): Html {
  const { accesses, scope, mayWrite } = view
  const waiting = accesses.filter(({ state }) => state === 'REQUESTED')
  const present = accesses.filter(({ state }) => state === 'APPROVED')
  return html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('access.heading')}"><table class="ds-table site-table"><thead><tr><th scope="col">${text('access.organisation')}</th><th scope="col">${text('access.state')}</th><th scope="col">${text('access.since')}</th></tr></thead>
<tbody>${accesses.map(
    (one) =>
      html`<tr><th scope="row">${one.consumerName} <span class="site-quiet">${one.consumerOrgno}</span></th><td>${text(`access.${one.state}`)}</td><td>${timeElement(one.updatedAtSeconds, text.language)}</td></tr>
`,
  )}</tbody></table></div>
${mayWrite && scope.active && waiting.map((one) => form(scopePath(view, '/approve'), [hidden('scope', scope.name), hidden('consumer_orgno', one.consumerOrgno)], { label: text('access.approve', { name: nameOf(one) }) }))}
${mayWrite && waiting.map((one) => form(scopePath(view, '/deny'), [hidden('scope', scope.name), hidden('consumer_orgno', one.consumerOrgno)], { label: text('access.decline', { name: nameOf(one) }), variant: 'secondary' }))}
${mayWrite && present.length > 0 && html`<ul>${present.map((one) => html`<li><a class="ds-link" href="${`${ofScope(view, '/deny', scope.name)}&consumer_orgno=${one.consumerOrgno}`}">${text('access.deny', { name: nameOf(one) })}</a></li>`)}</ul>`}`
}

export const nameOf = ({ consumerName, consumerOrgno }: Pick<ShownAccess, 'consumerName' | 'consumerOrgno'>): string =>
  consumerName || consumerOrgno

const giveForm = (text: ScopesText, view: ScopeView): Html =>
  html`<h2 class="ds-heading" data-size="md">${text('access.give')}</h2>
${form(
  scopePath(view, '/approve'),
  [
    hidden('scope', view.scope.name),
    textField({
      name: 'consumer_orgno',
      label: text('access.number'),
      help: text('access.number-help'),
      inputmode: 'numeric',
      value: view.typed('consumer_orgno'),
      error: view.errors.of('consumer_orgno'),
    }),
  ],
  { label: text('access.give-button') },
)}`
