import { type QueueItem, type QueueKind, queueKinds } from '../../journey/records.ts'
import type { ReviewTextKey } from '../../texts/operator-orders-nb.ts'
import { reviewTexts } from '../../texts/orders-text.ts'
import { selectField } from '../form.ts'
import { type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import { dateText } from '../member/orders/order-pages.ts'

export interface QueueData {
  readonly items: readonly (QueueItem & { readonly organisationName: string })[]
  /** What is shown of them; empty is all. */
  readonly filter: Readonly<Record<string, string>>
  /** Names of all environments and of people who have taken something. */
  readonly environments: readonly string[]
  readonly claimers: readonly string[]
  readonly isEmpty: boolean
  readonly nowSeconds: number
  /** May this person take items? */
  readonly mayWork: boolean
}

/** Where each kind is worked on, with the number or id of what it is about. */
const addresses: Readonly<Partial<Record<QueueKind, (objectId: string, orgno: string) => string>>> = {
  production_order: (no) => `/operator/orders/${no}`,
  change_order: (no) => `/operator/orders/${no}`,
  delivery_problem: (reference) => `/deliveries/${reference}`,
  support_case: (no) => `/operator/cases/${no}`,
  test_request: (id) => `/operator/requests/${id}`,
  inbound_mail: (id) => `/operator/inbound/${id}`,
  secret_exposed: () => '/operator/exposed',
  terms_withdrawn: () => '/operator/terms',
  person_lookups: (_id, orgno) => `/operator/organisations/${orgno}`,
  org_registration: (_id, orgno) => `/operator/organisations/${orgno}`,
  org_status_changed: (_id, orgno) => `/operator/organisations/${orgno}`,
  prefix_request: (id) => `/operator/prefixes/${id}`,
  logo_review: (id) => `/operator/logos/${id}`,
  test_user_request: (_id, orgno) => `/operator/test-user-requests/${orgno}`,
}

/** Kinds that are taken and settled on their own page. */
const workedElsewhere: readonly QueueKind[] = ['production_order', 'change_order', 'support_case', 'logo_review']

/** Everything that waits for the operator: what is past its target first, then the oldest (ONB-120, ONB-125). */
export function queuePage(frame: MemberFrame, data: QueueData): Html {
  const text = reviewTexts(frame.page.language)
  const { items, filter, nowSeconds } = data
  const all = { value: '', label: text('queue.all') }
  const choice = (name: string, label: string, values: readonly (readonly [string, string])[]) =>
    selectField({
      name,
      label,
      value: filter[name] ?? '',
      choices: [all, ...values.map(([value, shown]) => ({ value, label: shown }))],
    })
  const query = new URLSearchParams(filter).toString()
  const flag = (name: string): string => (text(`flag.${name}` as ReviewTextKey) as string | undefined) ?? name
  const table = html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('queue.title')}"><table class="ds-table site-table site-whole-words"><thead><tr><th scope="col">${text('queue.number')}</th><th scope="col">${text('queue.kind')}</th><th scope="col">${text('queue.about')}</th><th scope="col">${text('queue.organisation')}</th><th scope="col">${text('queue.environment')}</th><th scope="col">${text('queue.age')}</th><th scope="col">${text('queue.target')}</th><th scope="col">${text('queue.claimer')}</th><th scope="col">${text('queue.flags')}</th></tr></thead><tbody>${items.map(
    (item) => {
      const address = addresses[item.kind]?.(item.objectId, item.orgno)
      const left = Math.floor((item.targetSeconds - nowSeconds) / 3600)
      const age = String(Math.floor((nowSeconds - item.openedAtSeconds) / 3600))
      return html`<tr><th scope="row">${address === undefined ? item.objectId : html`<a class="ds-link" href="${address}">${item.objectId}</a>`}</th><td>${text(`kind.${item.kind}`)}</td><td>${item.title}</td><td>${item.organisationName} <span class="site-quiet">${item.orgno}</span></td><td>${item.environment}</td><td>${text('queue.hours', { hours: age })}</td><td>${dateText(item.targetSeconds)} ${left < 0 ? html`<strong class="ds-tag" data-color="danger">${text('queue.breached')}</strong>` : html`<span class="site-quiet">${text('queue.left', { hours: String(left) })}</span>`}</td><td>${item.claimer?.name ?? text('queue.nobody')}${data.mayWork && !workedElsewhere.includes(item.kind) && workForms(item, text)}</td><td>${item.flags.map(flag).join(', ')}</td></tr>
`
    },
  )}</tbody></table></div>`
  return memberPage(frame, {
    title: text('queue.title'),
    menu: 'operator',
    language: text.language,
    content: html`<form method="get" action="/operator" class="site-form site-filters">
${choice(
  'kind',
  text('queue.kind'),
  queueKinds.map((kind) => [kind, text(`kind.${kind}`)]),
)}${choice(
  'environment',
  text('queue.environment'),
  data.environments.map((name) => [name, name]),
)}${choice('claimer', text('queue.claimer'), [['-', text('queue.nobody')], ...data.claimers.map((name) => [name, name] as const)])}<button class="ds-button" data-variant="secondary" type="submit">${text('queue.filter')}</button>
</form>
${items.length === 0 ? html`<p>${text(data.isEmpty ? 'queue.empty' : 'queue.none-match')}</p>` : table}
<p>${text('queue.export')}: <a class="ds-link" href="${`/operator/queue.csv?${query}`}">CSV</a> <a class="ds-link" href="${`/operator/queue.json?${query}`}">JSON</a></p>`,
  })
}

function workForms(item: QueueItem, text: ReturnType<typeof reviewTexts>): Html {
  const work = item.claimer === undefined ? (['claim'] as const) : (['release', 'settle'] as const)
  return html`${work.map(
    (one) =>
      html`<form method="post" action="${`/operator/queue/${item.id}/${one}`}"><button class="ds-button" data-variant="tertiary" data-size="sm" type="submit" aria-label="${`${text(`queue.${one}`)}: ${item.objectId}`}">${text(`queue.${one}`)}</button></form>`,
  )}`
}
