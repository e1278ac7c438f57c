import type { OrderMail } from '../../../journey/order-mail.ts'
import { inboundTexts } from '../../../texts/inbound-text.ts'
import { errorSummary } from '../../error-summary.ts'
import { checkbox, form, selectField } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import type { ShownErrors } from './case-form-fields.ts'

/** An order by mail as it was read. */
export interface ShownDraft {
  readonly id: string
  readonly kind: 'test-client' | 'production-order'
  readonly email: string
  readonly order: OrderMail
}

/** The link of M-28: which organisation the order is for; only somebody with the right there goes on (ONB-193). */
export function claimDraftPage(
  frame: MemberFrame,
  data: {
    readonly token: string
    readonly draft: ShownDraft
    readonly organisations: readonly { readonly orgno: string; readonly name: string }[]
    readonly errors: ShownErrors
  },
): Html {
  const text = inboundTexts(frame.page.language)
  const { draft, organisations } = data
  return memberPage(frame, {
    title: text('draft.title'),
    language: text.language,
    content: html`${errorSummary(frame.page, data.errors.summary)}
<p>${text('draft.intro', { email: draft.email })}</p>
${draftFacts(frame, draft.order)}
${
  organisations.length === 0
    ? html`<p>${text('draft.none')}</p><p><a class="ds-button" href="/join">${text('draft.join')}</a></p>`
    : form(
        `/drafts/${data.token}`,
        [
          selectField({
            name: 'orgno',
            label: text('draft.choose'),
            help: text('draft.choose-help'),
            value: draft.order.orgno,
            error: data.errors.of('orgno'),
            choices: organisations.map(({ orgno, name }) => ({ value: orgno, label: `${name} (${orgno})` })),
          }),
        ],
        { label: text('draft.take') },
      )
}`,
  })
}

/** A draft of the organisation: what was read, and the one step that makes something of it. */
export function draftPage(
  frame: MemberFrame,
  orgno: string,
  draft: ShownDraft,
  formAddress: string,
  errors: ShownErrors,
): Html {
  const text = inboundTexts(frame.page.language)
  const address = `/o/${orgno}/drafts/${draft.id}`
  const isProduction = draft.kind === 'production-order'
  return memberPage(frame, {
    title: text('draft.title'),
    menu: 'organisation',
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}
<p>${text('draft.intro', { email: draft.email })}</p>
${draftFacts(frame, draft.order)}
<div class="ds-alert" data-color="info"><p>${text(isProduction ? 'draft.next-production' : 'draft.next-test')}</p></div>
${
  isProduction
    ? form(`${address}/order`, [], { label: text('draft.make-order') })
    : html`<p><a class="ds-button" href="${formAddress}">${text('draft.open-form')}</a></p>`
}
<details><summary>${text('draft.discard')}</summary><p>${text('draft.discard-help')}</p>${form(
      `${address}/discard`,
      [checkbox({ name: 'sure', label: text('draft.sure'), checked: false, error: errors.of('sure') })],
      { label: text('draft.discard'), danger: true },
    )}</details>`,
  })
}

const fields = [
  'orgno',
  'organisationName',
  'supplierOrgno',
  'technicalContact',
  'wantedClientId',
  'tokenEndpointAuthMethod',
  'serviceDescription',
  'redirectUris',
  'postLogoutRedirectUris',
  'frontchannelLogoutUri',
  'clientUri',
  'environment',
  'testClientId',
  'mobile',
  'comment',
] as const satisfies readonly (keyof OrderMail)[]

/** What was read, field by field; what the mail did not say is left out. A mobile number by its last two digits. */
export function draftFacts(frame: MemberFrame, order: OrderMail): Html {
  const text = inboundTexts(frame.page.language)
  const shown = fields.map((name) => [name, shownValue(name, order)] as const).filter(([, value]) => value !== '')
  return html`<dl class="site-facts">${shown.map(
    ([name, value]) => html`<div><dt>${text(`field.${name}`)}</dt><dd class="site-lines">${value}</dd></div>
`,
  )}</dl>`
}

function shownValue(name: (typeof fields)[number], order: OrderMail): string {
  if (name === 'technicalContact') {
    const contact = order.technicalContact
    return contact === undefined ? '' : `${contact.name} <${contact.email}>`
  }
  if (name === 'mobile') return order.mobile === undefined ? '' : `… ${order.mobile.replace(/\D/g, '').slice(-2)}`
  const value = order[name]
  return typeof value === 'string' ? value : (value ?? []).join('\n')
}
