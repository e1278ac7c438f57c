import type { VerificationRun } from '../../../journey/records.ts'
import { verificationTexts } from '../../../texts/verification-text.ts'
import { form, textArea } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import type { PortalEnvironment } from '../../portal/portal-page.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { dateOf, keyOf } from './verification-page.ts'

/** The sealed report for people, made to be printed (VER-61). */
export function reportPage(
  frame: MemberFrame,
  run: VerificationRun,
  clientName: string,
  environment: PortalEnvironment | undefined,
): Html {
  const text = verificationTexts(frame.page.language)
  const base = `/o/${run.orgno}/integrations/${run.integrationId}/verification`
  const waived = run.tests.filter(({ waiver }) => waiver?.second !== undefined)
  const row = (label: string, value: string | Html): Html =>
    html`<tr><th scope="row">${label}</th><td>${value}</td></tr>`
  return memberPage(frame, {
    title: text('report.title', { id: run.id }),
    menu: 'organisation',
    environment,
    language: text.language,
    content: html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('report.title', { id: run.id })}"><table class="ds-table"><tbody>${[
      row(text('report.verdict'), html`<strong>${text('report.verified')}</strong>`),
      row(text('report.client'), `${clientName} (${run.clientId})`),
      row(text('report.owner'), `${frame.organisation?.name ?? ''} (${run.orgno})`),
      row(text('report.environment'), run.environment),
      row(text('report.sealed'), dateOf(run.sealedAtSeconds ?? 0)),
      row(text('report.valid-to'), dateOf(run.validToSeconds ?? 0)),
      row(text('report.hash'), html`<code class="site-hash">${run.reportHash ?? ''}</code>`),
    ]}</tbody></table></div>
<h2 class="ds-heading" data-size="md">${text('report.tests')}</h2>
<div class="site-scroll" tabindex="0" role="group" aria-label="${text('report.tests')}"><table class="ds-table"><tbody>${run.tests.map(
      (test) =>
        row(
          `${test.id} – ${text(keyOf(`${test.id}.title`))}`,
          html`${text(`status.${test.status}`)}${test.by !== undefined && html`<br>${text('test.by', { by: test.by, date: dateOf(test.atSeconds ?? 0), note: test.note ?? '' })}`}${test.status === 'NOT_APPLICABLE' && test.reason !== undefined && html`<br>${text(keyOf(`reason.${test.reason}`))}`}`,
        ),
    )}</tbody></table></div>
${
  waived.length > 0 &&
  html`<h2 class="ds-heading" data-size="md">${text('report.waivers')}</h2>
<ul class="ds-list">${waived.map(({ id, waiver }) => html`<li>${id}: ${waiver?.reason ?? ''} (${waiver?.first.name ?? ''}, ${waiver?.second?.name ?? ''})</li>`)}</ul>`
}
<p><a class="ds-link" href="${`${base}/report.jws`}">${text('report.download')}</a></p>
<p><a class="ds-link" href="${`${base}/report.json`}">${text('report.download-json')}</a></p>
<p><a class="ds-link" href="/verify/report">${text('check.title')}</a></p>
<p class="site-quiet">${text('report.print')}</p>`,
  })
}

export type CheckAnswer =
  | { readonly outcome: 'changed' }
  | {
      readonly outcome: 'valid' | 'stale'
      readonly hash: string
      readonly content: Readonly<Record<string, unknown>>
      readonly why?: 'age' | 'configuration'
    }

/** For everybody who has been shown a report: is it ours, and does it hold (VER-65)? */
export function checkReportPage(frame: MemberFrame, pasted: string, answer: CheckAnswer | undefined): Html {
  const text = verificationTexts(frame.page.language)
  return memberPage(frame, {
    title: text('check.title'),
    language: text.language,
    content: html`<p>${text('check.lead')}</p>
${answer !== undefined && answerView(answer)}
${form('/verify/report', [textArea({ name: 'report', label: text('check.field'), value: pasted, rows: 6 })], {
  label: text('check.button'),
})}`,
  })

  function answerView(checked: CheckAnswer): Html {
    if (checked.outcome === 'changed')
      return html`<div class="ds-alert" data-color="danger" role="status"><p>${text('check.changed')}</p></div>`
    const client = checked.content.client as Readonly<Record<string, unknown>>
    return html`<div class="ds-alert" data-color="${checked.outcome === 'valid' ? 'success' : 'warning'}" role="status"><p>${text(checked.outcome === 'valid' ? 'check.valid' : `check.stale-${checked.why ?? 'age'}`)}</p>
<p>${String(client.client_name)} (${String(client.client_id)}), ${String(client.orgno)}. ${text('report.valid-to')} ${String(checked.content.valid_to).slice(0, 10)}.</p>
<p class="site-hash">${text('report.hash')}: ${checked.hash}</p></div>`
  }
}
