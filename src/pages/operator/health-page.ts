import type { HouseHealth } from '../../journey/operation.ts'
import { type ConsoleText, consoleTexts } from '../../texts/console-text.ts'
import { type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import { osloSecond } from '../oslo-time.ts'
import { age, moment } from './console-times.ts'

/** How the house stands (ONB-188): first what somebody should look at. */
export function healthPage(frame: MemberFrame, health: HouseHealth): Html {
  const text = consoleTexts(frame.page.language)
  const { mail, sms, queue, journal, atSeconds } = health
  const since = (seconds: number | null): Html | string => (seconds === null ? '–' : age(text, atSeconds - seconds))
  const last = (seconds: number | null): Html | string => (seconds === null ? text('health.never') : moment(seconds))
  return memberPage(frame, {
    title: text('health.title'),
    menu: 'operator',
    language: text.language,
    content: html`${alerts(text, health)}
<p class="site-quiet">${text('health.at', { time: osloSecond(atSeconds) })} <a class="ds-link" href="/health/channels">${text('health.json')}</a></p>
${facts('channels', text('health.channels'), [
  [text('health.mail.waiting'), `${mail.queued}, ${mail.held}, ${mail.failed}`],
  [text('health.mail.oldest'), since(mail.oldestQueuedAtSeconds)],
  [text('health.mail.last'), last(mail.lastSuccessAtSeconds)],
  [text('health.sms.last'), last(sms.lastSuccessAtSeconds)],
])}${facts('queue', text('health.queue'), [
  [text('health.queue.open'), String(queue.open)],
  [text('health.queue.late'), String(queue.late)],
  [text('health.queue.oldest'), since(queue.oldestAtSeconds)],
])}<section aria-labelledby="environments"><h2 class="ds-heading" data-size="sm" id="environments">${text('health.environments')}</h2>
${environmentTable(text, health)}</section>
${facts('storage', text('health.storage'), [
  [text('health.database'), bytes(health.databaseBytes)],
  [text('health.journal.records'), String(journal.records)],
  [text('health.journal.head'), html`<code>${journal.head}</code>`],
  [text('health.journal.verified'), verified(text, journal.verified)],
])}<section aria-labelledby="jobs"><h2 class="ds-heading" data-size="sm" id="jobs">${text('health.jobs')}</h2>
${health.jobs.length === 0 ? html`<p>${text('health.jobs.none')}</p>` : jobTable(text, health)}</section>`,
  })
}

const alerts = (text: ConsoleText, { alerts: found }: HouseHealth): Html =>
  found.length === 0
    ? html`<div class="ds-alert" data-color="success"><p>${text('health.good')}</p></div>`
    : html`<section class="ds-alert" data-color="warning" aria-labelledby="alerts"><h2 class="ds-heading" data-size="xs" id="alerts">${text('health.bad')}</h2>
<ul>${found.map((alert) => html`<li>${text(`health.alert.${alert}`)}</li>`)}</ul></section>`

const facts = (id: string, title: string, rows: readonly (readonly [string, Html | string])[]): Html =>
  html`<section aria-labelledby="${id}"><h2 class="ds-heading" data-size="sm" id="${id}">${title}</h2>
<dl class="site-facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></section>
`

const environmentTable = (text: ConsoleText, { environments }: HouseHealth): Html =>
  html`<table class="ds-table site-table"><thead><tr><th scope="col">${text('health.environment')}</th><th scope="col">${text('health.answers')}</th><th scope="col">${text('health.registry')}</th></tr></thead>
<tbody>${environments.map(
    ({ name, title, answers, registryVersion }) =>
      html`<tr><th scope="row">${title} (${name})</th><td>${text(answers ? 'health.answers.yes' : 'health.answers.no')}</td><td>${registryVersion}</td></tr>
`,
  )}</tbody></table>`

const jobTable = (text: ConsoleText, { jobs }: HouseHealth): Html =>
  html`<table class="ds-table site-table"><thead><tr><th scope="col">${text('health.job')}</th><th scope="col">${text('health.job.last')}</th><th scope="col">${text('health.job.result')}</th></tr></thead>
<tbody>${jobs.map(
    ({ name, atSeconds, ok }) =>
      html`<tr><th scope="row">${name}</th><td>${moment(atSeconds)}</td><td>${text(ok ? 'health.job.ok' : 'health.job.failed')}</td></tr>
`,
  )}</tbody></table>`

const verified = (text: ConsoleText, found: HouseHealth['journal']['verified']): string =>
  found === null
    ? text('health.not-yet')
    : text(found.ok ? 'health.journal.ok' : 'health.journal.broken', { time: osloSecond(found.atSeconds) })

function bytes(count: number): string {
  const megabytes = count / 1_048_576
  return megabytes < 1 ? `${Math.ceil(count / 1024)} kB` : `${megabytes.toFixed(1)} MB`
}
