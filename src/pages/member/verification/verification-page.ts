import type { Integration, VerificationRun } from '../../../journey/records.ts'
import { isIsolated, missingTests, type RunTest, verificationTests } from '../../../journey/verification.ts'
import type { VerificationTextKey } from '../../../texts/verification-nb.ts'
import { verificationTexts } from '../../../texts/verification-text.ts'
import { errorSummary, type FieldError } from '../../error-summary.ts'
import { choiceField, form, textArea, textField } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { osloDay } from '../../oslo-time.ts'
import type { PortalEnvironment } from '../../portal/portal-page.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'

export interface PageErrors {
  readonly summary: readonly FieldError[]
  of(name: string): string | undefined
}

export interface VerificationView {
  readonly integration: Integration
  readonly environment: PortalEnvironment | undefined
  /** The newest run; undefined: none was ever opened. */
  readonly run: VerificationRun | undefined
  readonly earlier: readonly VerificationRun[]
  /** Tests of a sealed run that no longer hold, or all when it is too old. */
  readonly stale: readonly string[] | undefined
  readonly mayRun: boolean
  readonly hasRuns: boolean
  readonly typed: (name: string) => readonly string[]
}

/** Texts are named after tests and reasons, which stand in the store as plain words. */
export const keyOf = (key: string): VerificationTextKey => key as VerificationTextKey

/** Verification of one integration: open it, say how each test went, seal it (ONB-70, verification.md). */
export function verificationPage(frame: MemberFrame, view: VerificationView, errors: PageErrors): Html {
  const text = verificationTexts(frame.page.language)
  const { integration, run } = view
  const base = `/o/${integration.orgno}/integrations/${integration.id}/verification`
  const mayOpen = ['LOGIN_SEEN', 'VERIFIED'].includes(integration.state)
  return memberPage(frame, {
    title: text('title', { integration: integration.name }),
    menu: 'organisation',
    environment: view.environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p>${text('lead')}</p>
${view.hasRuns ? body() : html`<p>${text('none.machine')}</p>`}
${
  view.earlier.length > 0 &&
  html`<h2 class="ds-heading" data-size="md">${text('run.earlier')}</h2>
<ul class="ds-list">${view.earlier.map((one) => html`<li>${one.id}: ${text(`state.${one.state}`)}</li>`)}</ul>`
}`,
  })

  function body(): Html {
    if (run?.state === 'OPEN') return openRun(run)
    return html`${run?.state === 'SEALED' && sealedRun(run)}${view.mayRun && mayOpen && startForm()}${!mayOpen && run === undefined && html`<p>${text('start.not-yet')}</p>`}`
  }

  function startForm(): Html {
    const values = (name: string, byDefault: readonly string[]) =>
      view.typed(name).length > 0 ? view.typed(name) : byDefault
    return html`<h2 class="ds-heading" data-size="md">${text(run === undefined ? 'start.heading' : 'run.again')}</h2>
<p>${text('lead.manual')}</p>
${form(
  base,
  [
    choiceField({
      name: 'levels',
      label: text('start.levels'),
      several: true,
      values: values('levels', []),
      error: errors.of('levels'),
      choices: [
        { value: 'substantial', label: text('start.level-substantial') },
        { value: 'high', label: text('start.level-high') },
      ],
    }),
    choiceField({
      name: 'uses',
      label: text('start.uses'),
      help: text('start.uses-help'),
      several: true,
      values: values('uses', []),
      choices: [
        { value: 'prompt_login', label: text('start.prompt-login') },
        { value: 'ui_locales', label: text('start.ui-locales') },
        { value: 'onbehalfof', label: text('start.onbehalfof') },
        { value: 'users_without_access', label: text('start.users-without-access') },
      ],
    }),
    textField({
      name: 'idle_minutes',
      label: text('start.idle'),
      help: text('start.idle-help'),
      inputmode: 'numeric',
      value: values('idle_minutes', ['30'])[0],
      error: errors.of('idle_minutes'),
    }),
  ],
  { label: text('start.button') },
)}`
  }

  function sealedRun(sealed: VerificationRun): Html {
    return html`<p><strong>${text('report.verified')}</strong> – ${text('report.valid-to').toLowerCase()} ${dateOf(sealed.validToSeconds ?? 0)}.</p>
${view.stale !== undefined && html`<div class="ds-alert" data-color="warning"><p>${text('run.stale', { tests: view.stale.join(', ') })}</p></div>`}
<p><a class="ds-link" href="${`${base}/report`}">${text('run.report')}</a></p>
${view.stale === undefined && html`<p><a class="ds-button" href="${`/o/${integration.orgno}/integrations/${integration.id}/order`}">${text('run.order')}</a></p>`}`
  }

  function openRun(open: VerificationRun): Html {
    const left = missingTests(open)
    return html`<p>${text('lead.manual')}</p>
<p>${text('run.facts', { id: open.id, client: open.clientId, date: dateOf(open.openedAtSeconds) })}</p>
<h2 class="ds-heading" data-size="md">${text('run.next')}</h2>
${
  left.length > 0
    ? html`<p>${text('run.next-tests')}</p><p>${text('run.left', { tests: left.join(', ') })}</p>`
    : html`<p>${text('run.none-left')}</p><p>${text('run.seal-lead')}</p>
${view.mayRun && form(`${base}/seal`, [], { label: text('run.seal') })}`
}
${verificationTests.flatMap((id) => open.tests.filter((test) => test.id === id)).map((test) => testView(open, test))}`
  }

  function testView(open: VerificationRun, test: RunTest): Html {
    const { id } = test
    const isAsked = test.duty !== 'not_applicable' && test.reason !== 'no-frontchannel-logout' && view.mayRun
    return html`<section class="site-card" aria-labelledby="${`test-${id}`}"><h2 class="ds-heading" data-size="sm" id="${`test-${id}`}">${id} – ${text(keyOf(`${id}.title`))}</h2>
<p><strong>${text(`status.${test.status}`)}</strong>${test.duty !== 'not_applicable' && html` · ${text(`duty.${test.duty}`)}`}${test.reason !== undefined && html`. ${text(keyOf(`reason.${test.reason}`))}`}</p>
${test.by !== undefined && html`<p class="site-quiet">${text('test.by', { by: test.by, date: dateOf(test.atSeconds ?? 0), note: test.note ?? '' })}</p>`}
${test.waiver !== undefined && html`<p class="site-quiet">${text('test.waiver', { by: test.waiver.first.name, reason: test.waiver.reason })}</p>`}
${
  test.duty !== 'not_applicable' &&
  html`<p><strong>${text('test.do')}:</strong> ${text(keyOf(`${id}.do`))}</p>
<p><strong>${text('test.expect')}:</strong> ${text(keyOf(`${id}.${isIsolated(open) ? 'isolated' : 'expect'}`))}</p>`
}
${
  isAsked &&
  form(
    `${base}/tests/${id}`,
    [
      choiceField({
        name: `result-${id}`,
        label: text('test.result', { test: id }),
        values: view.typed(`result-${id}`),
        error: errors.of(`result-${id}`),
        choices: [
          { value: 'passed', label: text('test.passed') },
          { value: 'failed', label: text('test.failed') },
        ],
      }),
      textArea({
        name: `note-${id}`,
        label: text('test.note', { test: id }),
        help: text('test.note-help'),
        value: view.typed(`note-${id}`)[0],
        error: errors.of(`note-${id}`),
        rows: 2,
      }),
    ],
    { label: text('test.save', { test: id }), variant: 'secondary' },
  )
}</section>
`
  }
}

export const dateOf = osloDay
