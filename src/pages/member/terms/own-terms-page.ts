import type { MailLanguage, TermsAcceptance, TermsChapter, TermsVersion } from '../../../journey/records.ts'
import type { TermsStanding } from '../../../journey/terms.ts'
import { termsTexts } from '../../../texts/terms-text.ts'
import { choiceField, form, selectField } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { osloMinute } from '../../oslo-time.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { dateOf, versionFacts } from './terms-text-view.ts'

export interface OwnTerms {
  readonly orgno: string
  readonly toAccept: TermsVersion | undefined
  readonly chapters: readonly { readonly chapter: TermsChapter; readonly standing: TermsStanding }[]
  readonly history: readonly TermsAcceptance[]
  readonly signatories: readonly string[]
  readonly maySign: boolean
  readonly mayWithdraw: boolean
  /** The button of installations without real production is offered. */
  readonly mayBecomeSignatory: boolean
  readonly language: MailLanguage
}

/** Where an organisation stands with the terms, what comes next and who must do it (§5). */
export function ownTermsPage(frame: MemberFrame, terms: OwnTerms): Html {
  const text = termsTexts(frame.page.language)
  const { orgno, toAccept, chapters, maySign } = terms
  const base = `/o/${orgno}/terms`
  return memberPage(frame, {
    title: text('title'),
    menu: 'organisation',
    language: text.language,
    content: html`<p>${text('own.lead')}</p>
${
  toAccept === undefined
    ? html`<p>${text('public.none')}</p>`
    : html`<p><a class="ds-link" href="${`/terms/${toAccept.id}`}">${text('version.heading', { version: toAccept.id })}</a></p>
${versionFacts(text, toAccept)}`
}
<div class="site-scroll" tabindex="0" role="group" aria-label="${text('own.status')}"><table class="ds-table"><thead><tr><th scope="col">${text('own.chapter')}</th><th scope="col">${text('own.status')}</th><th scope="col">${text('own.decided')}</th></tr></thead>
<tbody>${chapters.map(
      ({ chapter, standing }) =>
        html`<tr><th scope="row">${text(`chapter.${chapter}`)}</th><td>${text(`status.${standing.status}`)}${standing.acceptance?.simulated === true && standing.status === 'ACCEPTED' && html` (${text('own.simulated')})`}</td><td>${decidedBy(standing)}</td></tr>`,
    )}</tbody></table></div>
${nextStep()}
${terms.mayWithdraw && html`<p><a class="ds-link" href="${`${base}/withdraw`}">${text('own.withdraw')}</a></p>`}
<h2 class="ds-heading" data-size="md">${text('own.history')}</h2>
${terms.history.length === 0 ? html`<p>${text('own.history-empty')}</p>` : historyTable()}`,
  })

  function decidedBy({ status, acceptance, countsUntilSeconds }: TermsStanding): string {
    if (acceptance === undefined || status === 'WITHDRAWN') return ''
    return countsUntilSeconds === undefined
      ? acceptance.version
      : text('own.until', { version: acceptance.version, date: dateOf(countsUntilSeconds) })
  }

  function nextStep(): Html | undefined {
    const left = chapters.filter(
      ({ standing }) => standing.acceptance?.version !== toAccept?.id || standing.status !== 'ACCEPTED',
    )
    if (toAccept === undefined || left.length === 0) return undefined
    const names = terms.signatories.length === 0 ? text('own.nobody') : terms.signatories.join(', ')
    return html`<h2 class="ds-heading" data-size="md">${text('own.next')}</h2>
${maySign ? chooseForm() : html`<p>${text('own.next-others', { names })}</p>`}
${
  terms.mayBecomeSignatory &&
  html`<p class="site-help">${text('own.test-signatory-help')}</p>
${form(`${base}/test-signatory`, [], { label: text('own.test-signatory'), variant: 'secondary' })}`
}`
  }

  function chooseForm(): Html {
    const offered = chapters.filter(({ chapter }) => chapter !== 'general')
    const asked = offered.find(({ chapter }) => chapter === 'login')
    return html`<p>${text('own.next-signatory')}</p>
<form method="get" action="${`${base}/accept`}" class="site-form">
${choiceField({
  name: 'chapters',
  label: text('own.chapters'),
  help: text('own.chapters-help'),
  several: true,
  values: asked === undefined ? [] : ['login'],
  choices: offered.map(({ chapter }) => ({ value: chapter, label: text(`chapter.${chapter}`) })),
})}${selectField({
  name: 'text_language',
  label: text('own.language'),
  value: terms.language,
  choices: (['nb', 'nn', 'en'] as const).map((value) => ({ value, label: text(`language.${value}`) })),
})}<button class="ds-button" type="submit">${text('own.read')}</button></form>
`
  }

  function historyTable(): Html {
    return html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('own.history')}"><table class="ds-table"><thead><tr><th scope="col">${text('own.when')}</th><th scope="col">${text('own.what')}</th><th scope="col">${text('own.by')}</th><th scope="col">${text('own.ground')}</th></tr></thead>
<tbody>${terms.history.map(
      (one) =>
        html`<tr><td>${osloMinute(one.atSeconds)}</td><td>${
          one.kind === 'withdrawal'
            ? text('own.withdrawal', { reason: one.reason ?? '' })
            : text('own.acceptance', {
                version: one.version,
                chapters: one.chapters.map((chapter) => text(`chapter.${chapter}`)).join(', '),
              })
        }</td><td>${one.signatory.name}</td><td>${one.kind === 'acceptance' && text(`ground.${one.ground}`)}${one.kind === 'acceptance' && one.simulated && one.ground !== 'simulated' && html` (${text('own.simulated')})`}</td></tr>`,
    )}</tbody></table></div>`
  }
}
