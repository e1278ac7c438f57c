import type { VerificationRun } from '../../journey/records.ts'
import { missingTests } from '../../journey/verification.ts'
import { verificationTexts } from '../../texts/verification-text.ts'
import { errorSummary } from '../error-summary.ts'
import { form, hidden, textArea } from '../form.ts'
import { type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import { dateOf, keyOf, type PageErrors } from '../member/verification/verification-page.ts'

/** A run as the staff see it: what is left, and waivers by two (ONB-122). `typed` is the reason that was written last. */
export function waiveTestPage(frame: MemberFrame, run: VerificationRun, typed: string, errors: PageErrors): Html {
  const text = verificationTexts(frame.page.language)
  const left = missingTests(run)
  return memberPage(frame, {
    title: text('waive.title', { id: run.id }),
    menu: 'operator',
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p>${text('run.facts', { id: run.id, client: run.clientId, date: dateOf(run.openedAtSeconds) })} ${text(`state.${run.state}`)}.</p>
<p>${text('waive.lead')}</p>
${left.length === 0 && html`<p>${text('waive.nothing')}</p>`}
${run.tests
  .filter(({ id }) => left.includes(id))
  .map(
    (
      test,
    ) => html`<section class="site-card"><h2 class="ds-heading" data-size="sm">${test.id} – ${text(keyOf(`${test.id}.title`))}</h2>
<p><strong>${text(`status.${test.status}`)}</strong>${test.reason !== undefined && html`. ${text(keyOf(`reason.${test.reason}`))}`}</p>
${test.waiver !== undefined && html`<p>${text('test.waiver', { by: test.waiver.first.name, reason: test.waiver.reason })}</p>`}
${
  run.state === 'OPEN' &&
  form(
    `/operator/runs/${run.id}/waivers`,
    [
      hidden('test', test.id),
      test.waiver === undefined
        ? textArea({
            name: `reason-${test.id}`,
            label: text('waive.reason', { test: test.id }),
            help: text('waive.reason-help'),
            value: errors.of(`reason-${test.id}`) === undefined ? '' : typed,
            error: errors.of(`reason-${test.id}`),
          })
        : undefined,
    ],
    { label: text(test.waiver === undefined ? 'waive.propose' : 'waive.agree', { test: test.id }), danger: true },
  )
}</section>
`,
  )}`,
  })
}
