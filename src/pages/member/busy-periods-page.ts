import { type BusyPeriod, busyPeriodKinds } from '../../journey/notices.ts'
import { isAllowed } from '../../journey/roles.ts'
import { type NoticesText, noticesTexts } from '../../texts/notices-text.ts'
import { errorSummary, type FieldError } from '../error-summary.ts'
import { form, selectField, textArea, textField } from '../form.ts'
import { type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from './member-page.ts'

export interface BusyPeriodsView {
  readonly orgno: string
  readonly periods: readonly BusyPeriod[]
  readonly typed: (name: string) => string
  readonly errors: { readonly summary: readonly FieldError[]; of(name: string): string | undefined }
}

/** When login matters most to an organisation, and the form to report it (ONB-134). */
export function busyPeriodsPage(frame: MemberFrame, { orgno, periods, typed, errors }: BusyPeriodsView): Html {
  const text = noticesTexts(frame.page.language)
  const mayReport = isAllowed(frame.organisation?.roles ?? [], 'period.report', false)
  const field = (name: string) => ({ name, value: typed(name), error: errors.of(name) })
  const path = `/o/${orgno}/periods`
  return memberPage(frame, {
    title: text('periods.title'),
    menu: 'organisation',
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p>${text('periods.intro')}</p>
${periods.length === 0 ? html`<p>${text('periods.none')}</p>` : periodTable(text, periods)}
${mayReport && periods.map((period) => form(`${path}/${period.id}/withdraw`, [], { label: text('periods.withdraw', { days: daysOf(period) }), variant: 'secondary' }))}
${
  mayReport &&
  html`<h2 class="ds-heading" data-size="md">${text('periods.new')}</h2>
${form(
  path,
  [
    selectField({
      ...field('kind'),
      label: text('periods.kind'),
      choices: busyPeriodKinds.map((kind) => ({ value: kind, label: text(`periods.${kind}`) })),
    }),
    textField({ ...field('from_day'), label: text('periods.from'), help: text('periods.day-help'), type: 'date' }),
    textField({ ...field('until_day'), label: text('periods.until'), help: text('periods.day-help'), type: 'date' }),
    textArea({ ...field('text'), label: text('periods.text'), help: text('periods.text-help'), rows: 3 }),
    textField({
      ...field('peak_logins'),
      label: text('periods.peak'),
      help: text('periods.peak-help'),
      inputmode: 'numeric',
      optional: text('notices.optional'),
    }),
  ],
  { label: text('periods.report') },
)}`
}`,
  })
}

/** Everybody's, in the order of time, for the staff who plan. */
export function allBusyPeriodsPage(
  frame: MemberFrame,
  periods: readonly (BusyPeriod & { readonly organisation: string })[],
): Html {
  const text = noticesTexts(frame.page.language)
  return memberPage(frame, {
    title: text('periods.title'),
    menu: 'operator',
    language: text.language,
    content: html`<p>${text('periods.operator-intro')}</p>
${periods.length === 0 ? html`<p>${text('periods.none')}</p>` : periodTable(text, periods)}`,
  })
}

const periodTable = (
  text: NoticesText,
  periods: readonly (BusyPeriod & { readonly organisation?: string })[],
): Html => {
  const withNames = periods.some(({ organisation }) => organisation !== undefined)
  return html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('periods.title')}"><table class="ds-table site-table"><thead><tr><th scope="col">${text('periods.days')}</th>${withNames && html`<th scope="col">${text('periods.organisation')}</th>`}<th scope="col">${text('periods.kind')}</th><th scope="col">${text('periods.text')}</th><th scope="col">${text('periods.peak')}</th></tr></thead>
<tbody>${periods.map(
    (period) =>
      html`<tr><th scope="row">${daysOf(period)}</th>${withNames && html`<td>${period.organisation ?? ''} <span class="site-quiet">${period.orgno}</span></td>`}<td>${text(`periods.${period.kind}`)}</td><td>${period.text}</td><td>${period.peakLogins ?? ''}</td></tr>`,
  )}</tbody></table></div>`
}

const daysOf = ({ fromDay, untilDay }: BusyPeriod): string =>
  fromDay === untilDay ? fromDay : `${fromDay} – ${untilDay}`
