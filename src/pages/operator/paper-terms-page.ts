import { type TermsChapter, type TermsVersion, termsChapters } from '../../journey/records.ts'
import { paperTermsTexts } from '../../texts/paper-terms-text.ts'
import { termsTexts } from '../../texts/terms-text.ts'
import { errorSummary } from '../error-summary.ts'
import { choiceField, form, hidden, selectField, textArea, textField } from '../form.ts'
import { type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import type { PageErrors } from '../member/people/join-page.ts'
import { termsLanguages } from './operator-terms-page.ts'

export interface PaperTermsView {
  readonly versions: readonly TermsVersion[]
  readonly waiting: readonly {
    readonly id: string
    readonly orgno: string
    readonly organisationName: string
    readonly version: string
    readonly chapters: readonly TermsChapter[]
    readonly signatoryName: string
    readonly fileHash: string
    readonly registeredBy: { readonly name: string }
  }[]
  readonly mayRegister: boolean
  readonly mayConfirm: boolean
  readonly typed: (name: string) => readonly string[]
  readonly errors: PageErrors
}

/** Terms that were accepted on paper: registered by one of the staff, confirmed by another (ONB-34). */
export function paperTermsPage(frame: MemberFrame, view: PaperTermsView): Html {
  const text = paperTermsTexts(frame.page.language)
  const terms = termsTexts(frame.page.language)
  const { typed, errors } = view
  const field = (name: string) => ({ name, value: typed(name)[0] ?? '', error: errors.of(name) })
  const waiting = view.waiting.map(
    (
      one,
    ) => html`<section class="site-card"><h3 class="ds-heading" data-size="2xs">${one.organisationName} <span class="site-quiet">${one.orgno}</span></h3>
<dl class="site-facts"><dt>${text('version')}</dt><dd>${one.version}</dd><dt>${text('chapters')}</dt><dd>${one.chapters.map((chapter) => terms(`chapter.${chapter}`)).join(', ')}</dd><dt>${text('signatory')}</dt><dd>${one.signatoryName}</dd><dt>SHA-256</dt><dd><code>${one.fileHash}</code></dd><dt>${text('registered-by')}</dt><dd>${one.registeredBy.name}</dd></dl>
${
  view.mayConfirm
    ? html`${form('/operator/terms/paper/confirm', [hidden('paper', one.id)], {
        label: text('confirm', { organisation: one.organisationName }),
      })}<details class="ds-details"><summary>${text('discard')}</summary><div>${discardForm(one.id)}</div></details>`
    : html`<p>${text('only-reviewer')}</p>`
}</section>
`,
  )
  return memberPage(frame, {
    title: text('title'),
    menu: 'operator',
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p>${text('lead')}</p>
<h2 class="ds-heading" data-size="md">${text('waiting')}</h2>
<p>${text(view.waiting.length === 0 ? 'waiting.none' : 'waiting.lead')}</p>
${waiting}
${view.mayRegister && html`<h2 class="ds-heading" data-size="md">${text('register')}</h2>${registerForm()}`}
<p><a class="ds-link" href="/operator/terms">${text('back')}</a></p>`,
  })

  function discardForm(id: string): Html {
    return form(
      '/operator/terms/paper/discard',
      [
        hidden('paper', id),
        textArea({ ...field(`reason-${id}`), label: text('reason'), help: text('reason.help'), rows: 2 }),
      ],
      { label: text('discard'), variant: 'secondary', danger: true },
    )
  }

  function registerForm(): Html {
    return form(
      '/operator/terms/paper',
      [
        textField({ ...field('orgno'), label: text('orgno'), help: text('orgno.help'), inputmode: 'numeric' }),
        selectField({
          ...field('version'),
          label: text('version'),
          choices: view.versions.map(({ id }) => ({ value: id, label: id })),
        }),
        choiceField({
          name: 'chapters',
          label: text('chapters'),
          help: text('chapters.help'),
          error: errors.of('chapters'),
          several: true,
          values: typed('chapters'),
          choices: termsChapters
            .filter((chapter) => chapter !== 'general')
            .map((value) => ({ value, label: terms(`chapter.${value}`) })),
        }),
        selectField({
          ...field('text_language'),
          label: text('language'),
          choices: termsLanguages.map((value) => ({ value, label: terms(`language.${value}`) })),
        }),
        textField({ ...field('signatory_name'), label: text('signatory'), help: text('signatory.help') }),
        textField({ ...field('file_sha256'), label: text('hash'), help: text('hash.help'), autocomplete: 'off' }),
      ],
      { label: text('register.button') },
    )
  }
}
