import { caseSeverities } from '../../journey/case-form.ts'
import type { SupportCase } from '../../journey/support-records.ts'
import { caseCategories } from '../../journey/support-records.ts'
import { casesTexts } from '../../texts/cases-text.ts'
import { errorSummary } from '../error-summary.ts'
import { form, hidden, selectField, textArea, textField } from '../form.ts'
import { type Html, html } from '../html.ts'
import type { CasesText, ShownErrors } from '../member/cases/case-form-fields.ts'
import { caseFacts, threadView } from '../member/cases/case-pages.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import { timeElement } from '../member/time-element.ts'
import type { PortalEnvironment } from '../portal/portal-page.ts'

/** All cases, for staff. */
export function staffCasesPage(
  frame: MemberFrame,
  cases: readonly (SupportCase & { readonly organisationName: string })[],
): Html {
  const text = casesTexts(frame.page.language)
  return memberPage(frame, {
    title: text('staff.title'),
    menu: 'operator',
    language: text.language,
    content: html`<p><a class="ds-link" href="/operator/inbound">${text('staff.inbound')}</a></p>
${
  cases.length === 0
    ? html`<p>${text('staff.empty')}</p>`
    : html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('staff.title')}"><table class="ds-table site-table"><thead><tr><th scope="col">${text('list.case')}</th><th scope="col">${text('list.subject')}</th><th scope="col">${text('list.organisation')}</th><th scope="col">${text('list.client')}</th><th scope="col">${text('list.environment')}</th><th scope="col">${text('list.severity')}</th><th scope="col">${text('list.state')}</th><th scope="col">${text('list.claimer')}</th><th scope="col">${text('list.opened')}</th></tr></thead><tbody>${cases.map(
        (one) =>
          html`<tr><th scope="row"><a class="ds-link" href="${`/operator/cases/${one.id}`}">${one.id}</a></th><td>${one.subject}</td><td>${one.orgno === '' ? text('staff.unknown') : one.organisationName}</td><td>${one.clientId ?? ''}</td><td>${one.environment ?? ''}</td><td>${text(`severity.${one.severity}`)}</td><td>${text(`state.${one.state}`)}</td><td>${one.claimer?.name ?? ''}</td><td>${timeElement(one.openedAtSeconds, frame.page.language)}</td></tr>
`,
      )}</tbody></table></div>`
}`,
  })
}

/** One refused request of the log. */
export interface ShownLogError {
  readonly atSeconds: number
  readonly endpoint: string
  readonly code: string
  readonly description: string
  readonly correlationId: string
}

export interface StaffCaseView {
  readonly about: SupportCase
  readonly organisationName: string
  readonly environment: PortalEnvironment | undefined
  readonly environments: readonly PortalEnvironment[]
  readonly errors: ShownErrors
  readonly values: Readonly<Record<string, string>>
  readonly mayWork: boolean
  readonly isClaimer: boolean
  readonly snapshot: {
    readonly registration?: Readonly<Record<string, unknown>>
    readonly errors: readonly ShownLogError[]
    readonly terms?: string
    readonly orders: readonly { readonly number: string; readonly state: string }[]
  }
  readonly references: readonly {
    readonly reference: string
    readonly events: readonly (ShownLogError & { readonly kind: string })[]
  }[]
  readonly recent: readonly ShownLogError[]
}

/** One case with what the program knows of it: registration, log, terms, orders (ONB-152), and what staff can do. */
export function staffCasePage(frame: MemberFrame, view: StaffCaseView): Html {
  const text = casesTexts(frame.page.language)
  const { about } = view
  return memberPage(frame, {
    title: `${about.id} – ${about.subject}`,
    menu: 'operator',
    environment: view.environment,
    language: text.language,
    content: html`${errorSummary(frame.page, view.errors.summary)}
<p><strong>${text(`state.${about.state}`)}.</strong> ${about.orgno === '' ? text('staff.unknown') : `${view.organisationName} (${about.orgno})`}${about.claimer !== undefined && html`. ${text('staff.claimed-by', { name: about.claimer.name })}`}</p>
${(about.orgno === '' || about.userId === undefined) && html`<p class="ds-alert" data-color="warning">${text('staff.no-account')}</p>`}
<h2 class="ds-heading" data-size="sm">${text('case.thread')}</h2>
${threadView(frame, about, text, true)}
${view.mayWork && workView(view, text)}
<h2 class="ds-heading" data-size="sm">${text('case.facts')}</h2>
${caseFacts(frame, about, text)}
${view.references.map(({ reference, events }) => referenceView(frame, reference, events, text))}
<h2 class="ds-heading" data-size="sm">${text('staff.errors-now')}</h2>
${errorTable(frame, text('staff.errors-now'), view.recent, text)}
<h2 class="ds-heading" data-size="sm">${text('staff.snapshot')}</h2>
${snapshotView(frame, view, text)}`,
  })
}

function workView({ about, values, errors, isClaimer, environments }: StaffCaseView, text: CasesText): Html {
  const address = `/operator/cases/${about.id}`
  const { state } = about
  const area = (name: string, label: string, help: string) =>
    textArea({ name, label, help, value: values[name], error: errors.of(name), rows: 5 })
  if (state === 'NEW')
    return html`<h2 class="ds-heading" data-size="sm">${text('staff.triage')}</h2><p>${text('staff.triage-help')}</p>${form(
      `${address}/triage`,
      [
        textField({
          name: 'orgno',
          label: text('staff.orgno'),
          help: text('staff.orgno-help'),
          value: values.orgno ?? about.orgno,
          error: errors.of('orgno'),
          inputmode: 'numeric',
        }),
        textField({ name: 'clientId', label: text('form.clientId'), value: values.clientId ?? about.clientId }),
        selectField({
          name: 'environment',
          label: text('form.environment'),
          value: values.environment ?? about.environment ?? '',
          choices: [
            { value: '', label: text('form.environment-unknown') },
            ...environments.map(({ name, title }) => ({ value: name, label: title })),
          ],
        }),
        selectField({
          name: 'category',
          label: text('form.category'),
          value: values.category ?? about.category,
          choices: caseCategories.map((value) => ({ value, label: text(`category.${value}`) })),
        }),
        selectField({
          name: 'severity',
          label: text('list.severity'),
          value: values.severity ?? about.severity,
          choices: caseSeverities.map((value) => ({ value, label: text(`severity.${value}`) })),
        }),
      ],
      { label: text('staff.triage') },
    )}`
  const note = html`<details><summary>${text('staff.note')}</summary>${form(`${address}/note`, [area('note', text('staff.note'), text('staff.note-help'))], { label: text('staff.note-save'), variant: 'secondary' })}</details>`
  if (state === 'TRIAGED')
    return html`<p>${text('staff.claim-help')}</p>${form(`${address}/claim`, [], { label: text('staff.claim') })}${note}`
  const isWorked = state === 'IN_PROGRESS'
  return html`${isWorked && !isClaimer && form(`${address}/take-over`, [], { label: text('staff.take-over'), variant: 'secondary' })}
${
  isWorked &&
  isClaimer &&
  html`<h2 class="ds-heading" data-size="sm">${text('staff.text')}</h2>
${form(`${address}/ask`, [area('question', text('staff.ask'), text('staff.text-help'))], { label: text('staff.ask'), variant: 'secondary' })}
${form(`${address}/resolve`, [area('solution', text('staff.resolve'), text('staff.text-help'))], { label: text('staff.resolve') })}`
}
${!isWorked && html`<details><summary>${text('staff.answer')}</summary>${form(`${address}/answer`, [hidden('state', state), area('answer', text('staff.answer'), text('staff.answer-help'))], { label: text('staff.answer-save'), variant: 'secondary' })}</details>`}
${note}`
}

const referenceView = (
  frame: MemberFrame,
  reference: string,
  events: StaffCaseView['references'][number]['events'],
  text: CasesText,
): Html => {
  const title = text('staff.reference', { reference })
  return html`<h2 class="ds-heading" data-size="sm">${title}</h2>
${
  events.length === 0
    ? html`<p>${text('staff.no-reference')}</p>`
    : html`<div class="site-scroll" tabindex="0" role="group" aria-label="${title}"><table class="ds-table site-table"><thead><tr><th scope="col">${text('staff.time')}</th><th scope="col">${text('staff.what')}</th><th scope="col">${text('staff.endpoint')}</th><th scope="col">${text('staff.code')}</th><th scope="col">${text('staff.description')}</th></tr></thead><tbody>${events.map(
        (one) =>
          html`<tr><td>${timeElement(one.atSeconds, frame.page.language)}</td><td>${one.kind}</td><td>${one.endpoint}</td><td>${one.code}</td><td>${one.description}</td></tr>
`,
      )}</tbody></table></div>`
}`
}

const errorTable = (frame: MemberFrame, label: string, errors: readonly ShownLogError[], text: CasesText): Html =>
  errors.length === 0
    ? html`<p class="site-quiet">${text('staff.no-errors')}</p>`
    : html`<div class="site-scroll" tabindex="0" role="group" aria-label="${label}"><table class="ds-table site-table"><thead><tr><th scope="col">${text('staff.time')}</th><th scope="col">${text('staff.endpoint')}</th><th scope="col">${text('staff.code')}</th><th scope="col">${text('staff.description')}</th><th scope="col">${text('form.reference')}</th></tr></thead><tbody>${errors.map(
        (one) =>
          html`<tr><td>${timeElement(one.atSeconds, frame.page.language)}</td><td>${one.endpoint}</td><td>${one.code}</td><td>${one.description}</td><td><code>${one.correlationId}</code></td></tr>
`,
      )}</tbody></table></div>`

function snapshotView(frame: MemberFrame, { snapshot }: StaffCaseView, text: CasesText): Html {
  const { registration, terms, orders, errors } = snapshot
  if (registration === undefined) return html`<p>${text('staff.no-registration')}</p>`
  return html`${terms !== undefined && html`<p>${text('staff.terms', { status: terms })}</p>`}
${orders.length > 0 && html`<p>${text('staff.orders')}: ${orders.map(({ number, state }) => html`<a class="ds-link" href="${`/operator/orders/${number}`}">${number}</a> (${state}) `)}</p>`}
<dl class="site-facts">${Object.entries(registration)
    .map(([name, value]) => [name, shownValue(value)] as const)
    .filter(([, value]) => value !== '')
    .map(
      ([name, value]) => html`<div><dt>${name}</dt><dd class="site-lines">${value}</dd></div>
`,
    )}</dl>
<h2 class="ds-heading" data-size="sm">${text('staff.errors-then')}</h2>
${errorTable(frame, text('staff.errors-then'), errors, text)}`
}

/** A value of a registration as people read it: lists line by line. */
function shownValue(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(shownValue).join('\n')
  return JSON.stringify(value)
}
