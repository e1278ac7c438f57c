import {
  type CountedLogins,
  type DayRange,
  loginsPerDay,
  loginsPerMonth,
  totalsBy,
} from '../journey/login-statistics.ts'
import type { StatisticsTextKey } from '../texts/statistics-nb.ts'
import { type StatisticsText, statisticsTexts } from '../texts/statistics-text.ts'
import { type Bar, rowBar, timeChart } from './bar-chart.ts'
import { selectField } from './form.ts'
import { type Html, html } from './html.ts'
import { type environmentBar, type MemberFrame, memberPage } from './member/member-page.ts'

export interface StatisticsFacts {
  /** Where the page stands: of the operator's console, or of an organisation. */
  readonly path: string
  readonly environments: readonly Parameters<typeof environmentBar>[1][]
  /** Name of the environment shown. */
  readonly environmentName: string
  /** `30`, `90`, `365`, or the year in which a settlement year begins. */
  readonly range: string
  /** Settlement years that can be chosen, the newest first. */
  readonly years: readonly number[]
  readonly days: DayRange
  readonly counts: readonly CountedLogins[]
  readonly clientName: (clientId: string) => string
}

/** How many log in, per day, eID, service and month: charts with the figures beside them. No person data (ONB-133). */
export function statisticsPage(frame: MemberFrame, facts: StatisticsFacts): Html {
  const text = statisticsTexts(frame.page.language)
  const isOperator = frame.organisation === undefined
  const { counts, days, environmentName } = facts
  const sum = counts.reduce((all, { logins }) => all + logins, 0)
  const range = { from: days.fromDay, until: days.untilDay }
  return memberPage(frame, {
    title: text(isOperator ? 'title.operator' : 'title.owner'),
    menu: isOperator ? 'operator' : 'organisation',
    environment: facts.environments.find(({ name }) => name === environmentName),
    language: text.language,
    content: html`<p>${isOperator ? text('lead.operator') : text('lead.owner', { organisation: frame.organisation?.name ?? '' })}</p>
${filterForm(text, facts)}
<p><strong>${text('sum', { count: String(sum), ...range })}</strong></p>
${sum === 0 ? html`<p>${text(isOperator ? 'none' : 'none.owner')}</p>` : charts(text, facts)}`,
  })
}

const fixedRanges = ['30', '90', '365'] as const

const filterForm = (
  text: StatisticsText,
  { path, environments, environmentName, range, years }: StatisticsFacts,
): Html =>
  html`<form method="get" action="${path}" class="site-filter">
${selectField({
  name: 'environment',
  label: text('environment'),
  value: environmentName,
  choices: environments.map(({ name, title }) => ({ value: name, label: `${title} (${name})` })),
})}${selectField({
  name: 'range',
  label: text('range'),
  help: text('range.help'),
  value: range,
  choices: [
    ...fixedRanges.map((value) => ({ value: value as string, label: text(`range.${value}`) })),
    ...years.map((year) => ({
      value: String(year),
      label: text('range.year', { from: String(year), until: String(year + 1) }),
    })),
  ],
})}<button class="ds-button" data-variant="secondary" type="submit">${text('show')}</button>
</form>`

function charts(text: StatisticsText, facts: StatisticsFacts): Html {
  const { counts, days, clientName, path, environmentName, range } = facts
  const perDay = loginsPerDay(counts, days)
  const most = Math.max(...perDay.map(({ logins }) => logins))
  const perEid = totalsBy(counts, ({ eid }) => eid).map(({ name, logins }) => ({
    name: name === 'sso' || name === 'automatic' ? text(`eid.${name}`) : name,
    logins,
  }))
  const perService = totalsBy(counts, ({ clientId }) => clientId).map(({ name, logins }) => ({
    name: clientName(name) === '' ? name : `${clientName(name)} (${name})`,
    logins,
  }))
  const query = `environment=${encodeURIComponent(environmentName)}&range=${encodeURIComponent(range)}`
  return html`<section aria-labelledby="per-day"><h2 class="ds-heading" data-size="sm" id="per-day">${text('per-day')}</h2>
${timeChart(perDay.map(bar), text('chart.day', { from: days.fromDay, until: days.untilDay, most: String(most) }))}
<details class="ds-details"><summary>${text('table.open')}</summary><div><p class="site-quiet">${text('days.quiet')}</p>
${table(
  text,
  'per-day',
  'day',
  perDay.filter(({ logins }) => logins > 0),
)}</div></details>
<p><a class="ds-link" href="${`${path}.csv?${query}`}">${text('csv')}</a></p></section>
<section aria-labelledby="per-eid"><h2 class="ds-heading" data-size="sm" id="per-eid">${text('per-eid')}</h2>
${table(text, 'per-eid', 'eid', perEid, true)}</section>
<section aria-labelledby="per-service"><h2 class="ds-heading" data-size="sm" id="per-service">${text('per-service')}</h2>
${table(text, 'per-service', 'service', perService, true)}</section>
<section aria-labelledby="per-month"><h2 class="ds-heading" data-size="sm" id="per-month">${text('per-month')}</h2>
<div class="site-scroll" tabindex="0" role="group" aria-label="${text('per-month')}"><table class="ds-table site-figures"><thead><tr><th scope="col">${text('service')}</th><th scope="col">${text('month')}</th><th scope="col">${text('logins')}</th></tr></thead>
<tbody>${loginsPerMonth(counts).map(
    ({ clientId, month, logins }) =>
      html`<tr><th scope="row"><code>${clientId}</code></th><td>${month}</td><td>${logins}</td></tr>
`,
  )}</tbody></table></div>
<p><a class="ds-link" href="${`${path}.csv?${query}&by=month`}">${text('csv.month')}</a></p></section>`
}

interface Row {
  readonly name: string
  readonly logins: number
}

const bar = ({ name, logins }: Row): Bar => ({ name, value: logins })

/** The figures, and with `bars` a bar in each row. */
function table(
  text: StatisticsText,
  label: StatisticsTextKey,
  first: StatisticsTextKey,
  rows: readonly Row[],
  bars = false,
): Html {
  const most = Math.max(1, ...rows.map(({ logins }) => logins))
  return html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text(label)}"><table class="ds-table site-figures"><thead><tr><th scope="col">${text(first)}</th><th scope="col">${text('logins')}</th></tr></thead>
<tbody>${rows.map(
    ({ name, logins }) =>
      html`<tr><th scope="row">${name}</th><td>${logins}${bars && rowBar(logins, most)}</td></tr>
`,
  )}</tbody></table></div>`
}
