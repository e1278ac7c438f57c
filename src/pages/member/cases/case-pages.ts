import type { SupportCase } from '../../../journey/support-records.ts'
import { casesTexts } from '../../../texts/cases-text.ts'
import { memberTexts } from '../../../texts/member-text.ts'
import { errorSummary } from '../../error-summary.ts'
import { filesField, form, textArea } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import type { PortalEnvironment } from '../../portal/portal-page.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { timeElement } from '../time-element.ts'
import { type CaseFormData, type CasesText, caseFormFields, type ShownErrors } from './case-form-fields.ts'

export const acceptedFiles = '.png,.jpg,.jpeg,.pdf,.txt,.log,.har'

/** The cases of an organisation. */
export function casesPage(
  frame: MemberFrame,
  data: {
    readonly orgno: string
    readonly cases: readonly SupportCase[]
    readonly mayWrite: boolean
    /** Orders by mail that wait to be finished. */
    readonly drafts: readonly { readonly id: string; readonly email: string; readonly createdAtSeconds: number }[]
  },
): Html {
  const text = casesTexts(frame.page.language)
  const { orgno, cases } = data
  return memberPage(frame, {
    title: text('list.title'),
    menu: 'organisation',
    language: text.language,
    content: html`<p>${text(cases.length === 0 ? 'list.empty' : 'list.intro')}</p>
${data.mayWrite && html`<p><a class="ds-button" href="${`/o/${orgno}/cases/new`}">${text('list.new')}</a></p>`}
${
  cases.length > 0 &&
  html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('list.title')}"><table class="ds-table site-table"><thead><tr><th scope="col">${text('list.case')}</th><th scope="col">${text('list.subject')}</th><th scope="col">${text('list.client')}</th><th scope="col">${text('list.environment')}</th><th scope="col">${text('list.state')}</th><th scope="col">${text('list.opened')}</th></tr></thead><tbody>${cases.map(
    (one) =>
      html`<tr><th scope="row"><a class="ds-link" href="${`/o/${orgno}/cases/${one.id}`}">${one.id}</a></th><td>${one.subject}</td><td>${one.clientId ?? ''}</td><td>${one.environment ?? ''}</td><td>${text(`state.${one.state}`)}</td><td>${timeElement(one.openedAtSeconds, frame.page.language)}</td></tr>
`,
  )}</tbody></table></div>`
}
${
  data.drafts.length > 0 &&
  html`<h2 class="ds-heading" data-size="sm">${text('list.drafts')}</h2><ul>${data.drafts.map(
    ({ id, email, createdAtSeconds }) =>
      html`<li><a class="ds-link" href="${`/o/${orgno}/drafts/${id}`}">${email}</a> <span class="site-quiet">${timeElement(createdAtSeconds, frame.page.language)}</span></li>`,
  )}</ul>`
}`,
  })
}

/** A new case from the portal. */
export function newCasePage(frame: MemberFrame, orgno: string, data: CaseFormData): Html {
  const text = casesTexts(frame.page.language)
  const optional = memberTexts(frame.page.language)('form.optional')
  return memberPage(frame, {
    title: text('new.title'),
    menu: 'organisation',
    language: text.language,
    content: html`${errorSummary(frame.page, data.errors.summary)}
<p>${text('new.intro')}</p>
${form(`/o/${orgno}/cases/new`, [...caseFormFields(text, optional, data), fileInput(text, optional, data.errors)], {
  label: text('new.send'),
  withFiles: true,
})}`,
  })
}

const fileInput = (text: CasesText, optional: string, errors: ShownErrors): Html =>
  filesField({
    name: 'files',
    label: text('form.files'),
    help: text('form.files-help'),
    optional,
    error: errors.of('files'),
    accept: acceptedFiles,
  })

export interface CaseView {
  readonly about: SupportCase
  readonly environment: PortalEnvironment | undefined
  readonly errors: ShownErrors
  readonly values: Readonly<Record<string, string>>
  readonly mayWrite: boolean
  readonly isOpenForAnswers: boolean
  readonly logAddress: string | undefined
}

/** One case: what happens now and who acts, the conversation, answering, "solved". */
export function casePage(frame: MemberFrame, view: CaseView): Html {
  const text = casesTexts(frame.page.language)
  const { about, errors } = view
  const address = `/o/${about.orgno}/cases/${about.id}`
  const optional = memberTexts(frame.page.language)('form.optional')
  return memberPage(frame, {
    title: `${about.id} – ${about.subject}`,
    menu: 'organisation',
    environment: view.environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}
<div class="ds-alert" data-color="info"><h2 class="ds-heading" data-size="xs">${text('case.next')}</h2><p><strong>${text(`state.${about.state}`)}.</strong> ${text(`next.${about.state}`)}</p></div>
${view.mayWrite && about.state === 'RESOLVED' && html`<p>${text('case.solved-help')}</p>${form(`${address}/solved`, [], { label: text('case.solved') })}`}
<h2 class="ds-heading" data-size="sm">${text('case.thread')}</h2>
${threadView(frame, about, text)}
${
  view.mayWrite &&
  (view.isOpenForAnswers
    ? form(
        `${address}/messages`,
        [
          textArea({
            name: 'text',
            label: text('case.answer'),
            help: text('case.answer-help'),
            value: view.values.text,
            error: errors.of('text'),
            rows: 6,
          }),
          fileInput(text, optional, errors),
        ],
        { label: text('case.send'), withFiles: true, variant: about.state === 'RESOLVED' ? 'secondary' : 'primary' },
      )
    : html`<p>${text('case.too-old')}</p>`)
}
<h2 class="ds-heading" data-size="sm">${text('case.facts')}</h2>
${caseFacts(frame, about, text)}
${view.logAddress !== undefined && html`<p><a class="ds-link" href="${view.logAddress}">${text('case.log')}</a></p>`}`,
  })
}

/** What was written, oldest first, with the files. */
export const threadView = (frame: MemberFrame, about: SupportCase, text: CasesText, isStaff = false): Html =>
  html`<ul class="site-thread">
<li><p><strong>${text('case.opened-by', { name: about.contact.name })}</strong> <span class="site-quiet">${timeElement(about.openedAtSeconds, frame.page.language)}</span></p><p class="site-lines">${about.description}</p></li>
${about.messages.map(
  (said) =>
    html`<li><p><strong>${text(isStaff && said.side === 'customer' ? 'staff.customer' : `case.side-${said.side}`)}</strong> ${said.byName} <span class="site-quiet">${timeElement(said.atSeconds, frame.page.language)}</span></p><p class="site-lines">${said.text}</p></li>
`,
)}</ul>`

/** Everything else that the case says. `files` are under the address of the organisation's page or of the operator's. */
export function caseFacts(frame: MemberFrame, about: SupportCase, text: CasesText): Html {
  const files = about.attachments.map(
    ({ id, name, bytes }) =>
      html`<li><a class="ds-link" href="${`/cases/${about.id}/files/${id}`}">${name}</a> <span class="site-quiet">${Math.ceil(bytes / 1000)} kB</span></li>`,
  )
  const fact = (label: string, value: string | Html): Html => html`<div><dt>${label}</dt><dd>${value}</dd></div>`
  return html`<dl class="site-facts">${[
    fact(text('form.category'), text(`category.${about.category}`)),
    fact(text('list.severity'), text(`severity.${about.severity}`)),
    ...(about.clientId === undefined ? [] : [fact(text('list.client'), html`<code>${about.clientId}</code>`)]),
    ...(about.environment === undefined ? [] : [fact(text('list.environment'), about.environment)]),
    ...(about.occurredAt === undefined ? [] : [fact(text('case.occurred'), about.occurredAt)]),
    ...(about.correlationIds.length === 0 ? [] : [fact(text('case.references'), about.correlationIds.join(', '))]),
    fact(text('case.contact'), `${about.contact.name} <${about.contact.email}>`),
    fact(text('list.opened'), timeElement(about.openedAtSeconds, frame.page.language)),
    ...(files.length === 0 ? [] : [fact(text('case.files'), html`<ul>${files}</ul>`)]),
  ]}</dl>`
}
