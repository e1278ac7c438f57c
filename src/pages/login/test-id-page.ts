import type { Screen } from '../../eids/eid.ts'
import type { LevelOfAssurance } from '../../protocol/level-of-assurance.ts'
import { type Text, textsFor } from '../../texts/text.ts'
import { cancelForm } from '../cancel-form.ts'
import { errorSummary, type FieldError } from '../error-summary.ts'
import type { PageFrame } from '../frame.ts'
import { attributes, type Html, html } from '../html.ts'
import { layout } from '../layout.ts'

type TestIdScreen = Extract<Screen, { screen: 'test-id' }>

export interface TestIdForm {
  readonly screen: TestIdScreen
  readonly action: string
  readonly cancelAction: string
  /** Address of the selection page (CANC-4). */
  readonly otherWay: string
}

/** PAGE-2: a synthetic person and a level. Ids, names and the nb texts are hooks of other people's tests (AUTO-3…6). */
export function testIdPage(frame: PageFrame, form: TestIdForm): Html {
  const text = textsFor(frame.language)
  const { screen } = form
  const pidError = screen.pidFault && text(`fault.pid-${screen.pidFault}`)
  const levelError = screen.levelFault && text(`fault.level-${screen.levelFault}`)
  const heading = text('test-id.heading')
  const errors: readonly FieldError[] = [
    ...(pidError === undefined ? [] : [{ fieldId: 'pid', text: pidError }]),
    ...(levelError === undefined ? [] : [{ fieldId: firstSelectable(screen), text: levelError }]),
  ]
  return layout(frame, {
    step: errors.length === 0 ? heading : text('layout.error-title', { step: heading }),
    main: html`${errorSummary(frame, errors)}<h1 class="ds-heading" data-size="md">${heading}</h1>
<p>${text('test-id.introduction')}</p>
<form id="page-form" class="pv-form" method="post" action="${form.action}" novalidate>
${pidField(text, screen, pidError)}
${levelField(text, screen, levelError)}
<div class="pv-actions">
<button class="ds-button" type="submit">${text('test-id.submit')}</button>
<input class="ds-button" data-variant="secondary" type="submit" name="random" formnovalidate value="${text('test-id.random')}">
</div>
</form>
<p><a class="ds-link" href="${form.otherWay}">${text('test-id.other-way')}</a></p>
${cancelForm(frame, form.cancelAction)}`,
  })
}

const pidField = (text: Text, screen: TestIdScreen, error: string | undefined): Html => html`<div class="ds-field">
<label class="ds-label" for="pid">${text('test-id.pid')}</label>
<div data-field="description" id="pid-description">${text('test-id.pid-description')}</div>
<input class="ds-input" id="pid" name="pid" type="text" inputmode="numeric" autocomplete="username" spellcheck="false" value="${screen.pid}"${attributes(
  {
    'aria-describedby': error === undefined ? 'pid-description' : 'pid-error pid-description',
    'aria-invalid': error !== undefined && 'true',
  },
)}>
${error !== undefined && html`<p class="ds-validation-message" data-field="validation" id="pid-error">${error}</p>`}
</div>`

const levelField = (
  text: Text,
  screen: TestIdScreen,
  error: string | undefined,
): Html => html`<fieldset class="ds-fieldset"${attributes({
  'aria-describedby': error !== undefined && 'level-error',
})}>
<legend class="ds-label">${text('test-id.level')}</legend>
${screen.levels.map((level) => levelChoice(text, level, error !== undefined))}
${error !== undefined && html`<p class="ds-validation-message" id="level-error">${error}</p>`}
</fieldset>`

function levelChoice(text: Text, level: TestIdScreen['levels'][number], invalid: boolean): Html {
  const { acr, selectable, selected } = level
  const hint = `${acr}-hint`
  return html`<div class="ds-field">
<input class="ds-input" type="radio" name="acr" id="${acr}" value="${acr}"${attributes({
    checked: selected,
    disabled: !selectable,
    'aria-invalid': invalid && 'true',
    'aria-describedby': !selectable && hint,
  })}>
<label class="ds-label" data-weight="regular" for="${acr}">${levelName(text, acr)}</label>
${!selectable && html`<div data-field="description" id="${hint}">${text('test-id.level-not-enough')}</div>`}
</div>`
}

function levelName(text: Text, acr: LevelOfAssurance): string {
  switch (acr) {
    case 'idporten-loa-low':
      return text('test-id.level-low')
    case 'idporten-loa-substantial':
    case 'eidas-loa-substantial':
      return text('test-id.level-substantial')
    case 'idporten-loa-high':
    case 'eidas-loa-high':
      return text('test-id.level-high')
    default:
      return acr satisfies never
  }
}

const firstSelectable = (screen: TestIdScreen): string =>
  screen.levels.find((level) => level.selectable)?.acr ?? 'page-form'
