import { type DelegationsText, delegationsTexts } from '../../texts/delegations-text.ts'
import { errorSummary, type FieldError } from '../error-summary.ts'
import { form, hidden, selectField, textField } from '../form.ts'
import { type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import { timeElement } from '../member/time-element.ts'
import type { PortalEnvironment } from '../portal/portal-page.ts'

export interface ShownDelegation {
  readonly scope: string
  readonly consumerOrgno: string
  readonly supplierOrgno: string
  readonly origin: 'seed' | 'hand'
  readonly createdAtSeconds: number
}

export interface DelegationsView {
  readonly environment: PortalEnvironment
  readonly environments: readonly Pick<PortalEnvironment, 'name' | 'title'>[]
  readonly delegations: readonly ShownDelegation[]
  /** What can be delegated here. */
  readonly scopes: readonly string[]
  readonly names: ReadonlyMap<string, string>
  readonly typed: (name: string) => string
  readonly errors: { readonly summary: readonly FieldError[]; of(name: string): string | undefined }
}

/** Address of the page of one environment; the language form keeps it, for it has no query. */
export const delegationsPath = (environmentName: string): string => `/dev/delegations/${environmentName}`

/** The table of the source of delegations for development: who lets whom, and a form for one more (API-43). */
export function delegationsPage(frame: MemberFrame, view: DelegationsView): Html {
  const text = delegationsTexts(frame.page.language)
  const { delegations, scopes, environment } = view
  const others = view.environments.filter(({ name }) => name !== environment.name)
  return memberPage(frame, {
    title: text('title'),
    environment,
    language: text.language,
    content: html`${errorSummary(frame.page, view.errors.summary)}<p>${text('lead')}</p>
<div class="ds-alert" data-color="warning"><p>${text('warning')}</p></div>
${others.length > 0 && html`<p>${text('environments')} ${others.map(({ name, title }) => html`<a class="ds-link" href="${delegationsPath(name)}">${title}</a> `)}</p>`}
<h2 class="ds-heading" data-size="md">${text('list')}</h2>
${delegations.length === 0 ? html`<p>${text('none')}</p>` : table(text, view)}
<h2 class="ds-heading" data-size="md">${text('add')}</h2>
${scopes.length === 0 ? html`<p>${text('no-scopes')}</p>` : addForm(text, view)}`,
  })
}

function table(text: DelegationsText, view: DelegationsView): Html {
  const named = (orgno: string): Html => html`${view.names.get(orgno) ?? ''} <span class="site-quiet">${orgno}</span>`
  return html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('list')}"><table class="ds-table site-table">
<thead><tr><th scope="col">${text('scope')}</th><th scope="col">${text('consumer')}</th><th scope="col">${text('supplier')}</th><th scope="col">${text('since')}</th><th scope="col">${text('origin')}</th><th scope="col">${text('remove')}</th></tr></thead>
<tbody>${view.delegations.map(
    (one) =>
      html`<tr><th scope="row"><code>${one.scope}</code></th><td>${named(one.consumerOrgno)}</td><td>${named(one.supplierOrgno)}</td><td>${timeElement(one.createdAtSeconds, text.language)}</td><td>${text(`origin.${one.origin}`)}</td><td>${removeForm(text, view, one)}</td></tr>
`,
  )}</tbody></table></div>
<p>${text('remove-note')}</p>`
}

const removeForm = (text: DelegationsText, view: DelegationsView, one: ShownDelegation): Html =>
  html`<form method="post" action="${`${delegationsPath(view.environment.name)}/remove`}">${hidden('scope', one.scope)}${hidden('consumer', one.consumerOrgno)}${hidden('supplier', one.supplierOrgno)}<button class="ds-button" data-variant="secondary" data-size="sm" type="submit" aria-label="${text('remove-what', { scope: one.scope, consumer: one.consumerOrgno, supplier: one.supplierOrgno })}">${text('remove')}</button></form>`

const addForm = (text: DelegationsText, view: DelegationsView): Html =>
  form(
    delegationsPath(view.environment.name),
    [
      selectField({
        name: 'scope',
        label: text('scope'),
        value: view.typed('scope'),
        error: view.errors.of('scope'),
        choices: view.scopes.map((scope) => ({ value: scope, label: scope })),
      }),
      ...(['consumer', 'supplier'] as const).map((name) =>
        textField({
          name,
          label: text(name),
          help: text(name === 'consumer' ? 'orgno-help' : 'supplier-help'),
          inputmode: 'numeric',
          value: view.typed(name),
          error: view.errors.of(name),
        }),
      ),
    ],
    { label: text('add-button') },
  )
