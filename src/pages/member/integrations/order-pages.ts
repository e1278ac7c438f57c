import type { Integration } from '../../../journey/records.ts'
import { testOrderTexts } from '../../../texts/test-order-text.ts'
import { errorSummary } from '../../error-summary.ts'
import { form, hidden, textArea } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import type { PortalEnvironment } from '../../portal/portal-page.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { shownValue } from './client-differences.ts'
import { clientFields, type FormValues } from './client-fields.ts'
import type { ClientFormErrors } from './new-page.ts'

/** What somebody ordered without an account, as pages show it. */
export interface ShownOrder {
  readonly orgno: string
  readonly organisationName: string
  readonly environmentName: string
  readonly request: Readonly<Record<string, unknown>>
  readonly technicalContact: { readonly name: string; readonly email: string }
}

/** The form of a test client for anyone (ONB-11, ONB-52). `token` lets it through once. */
export function orderFormPage(
  frame: MemberFrame,
  environments: readonly PortalEnvironment[],
  token: string,
  values: FormValues,
  errors: ClientFormErrors,
): Html {
  const { language } = frame.page
  const text = testOrderTexts(language)
  const fields = clientFields(language, values, errors.of)
  return memberPage(frame, {
    title: text('order.title'),
    environment: environments[0],
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p>${text('order.intro')}</p>
<p><a class="ds-link" href="/my">${text('order.has-account')}</a></p>
${form(
  '/order',
  [
    hidden('form_token', token),
    ...fields.organisation(),
    fields.clientName(),
    fields.description(),
    fields.environment(environments),
    fields.integrationType(),
    fields.applicationType(),
    fields.method(),
    fields.redirectUris(),
    fields.postLogoutUris(),
    ...fields.frontchannel(),
    fields.clientUri(),
    fields.scopes(),
    fields.clientId(),
    ...fields.contact(),
  ],
  { label: text('order.submit') },
)}`,
  })
}

/** What comes of an order: a mail to look for, or the operator's turn. */
export function orderDonePage(frame: MemberFrame, outcome: 'sent' | 'queued'): Html {
  const text = testOrderTexts(frame.page.language)
  return memberPage(frame, {
    title: text(`order.${outcome}.title`),
    language: text.language,
    content: html`<p>${text(`order.${outcome}.text`)}</p>`,
  })
}

/** The page of the link in M-02: opening it changes nothing (ONB-27). */
export function confirmOrderPage(frame: MemberFrame, order: ShownOrder, path: string, isLoggedIn: boolean): Html {
  const text = testOrderTexts(frame.page.language)
  const values = {
    client: String(order.request.client_name ?? ''),
    organisation: order.organisationName,
    orgno: order.orgno,
  }
  return memberPage(frame, {
    title: text('order.confirm.title'),
    language: text.language,
    content: html`<p>${text('order.confirm.text', values)}</p>
${isLoggedIn ? form(path, [], { label: text('order.confirm.button') }) : logInButton(path, text('order.log-in'))}`,
  })
}

/** The page of the link in M-06 that makes the secret when its button is pressed (ONB-54). */
export function revealPage(frame: MemberFrame, integration: Integration, path: string, isLoggedIn: boolean): Html {
  const text = testOrderTexts(frame.page.language)
  return memberPage(frame, {
    title: text('reveal.title'),
    language: text.language,
    content: html`<p><strong>${integration.name}</strong></p><p>${text('reveal.text')}</p>
${isLoggedIn ? form(path, [], { label: text('reveal.button') }) : logInButton(path, text('order.log-in'))}`,
  })
}

const logInButton = (path: string, label: string): Html =>
  html`<p><a class="ds-button" href="${`/login?return=${encodeURIComponent(path)}`}">${label}</a></p>`

export interface TestRequestView {
  readonly formId: string
  readonly order: ShownOrder
  readonly email: string
  readonly isOrganisationKnown: boolean
  readonly isDone: boolean
  readonly isDeclined: boolean
  readonly reason: string
  readonly errors: ClientFormErrors
}

/** A confirmed order before the operator. */
export function testRequestPage(frame: MemberFrame, environment: PortalEnvironment, view: TestRequestView): Html {
  const text = testOrderTexts(frame.page.language)
  const { order } = view
  const rows = Object.entries({
    ...order.request,
    orgno: order.orgno,
    technical_contact: `${order.technicalContact.name} <${order.technicalContact.email}>`,
  })
  const decline = form(
    `/operator/requests/${view.formId}/decline`,
    [
      textArea({
        name: 'reason',
        label: text('request.reason'),
        help: text('request.reason-help'),
        value: view.reason,
        error: view.errors.of('reason'),
        rows: 3,
      }),
    ],
    { label: text('request.decline'), variant: 'secondary', danger: true },
  )
  const create = view.isOrganisationKnown
    ? form(`/operator/requests/${view.formId}`, [], { label: text('request.create') })
    : html`<div class="ds-alert" data-color="warning"><p><a class="ds-link" href="/operator/organisations">${text('request.no-organisation')}</a></p></div>`
  const isSettled = view.isDone || view.isDeclined
  const action = isSettled
    ? html`<div class="ds-alert" data-color="success"><p>${text(view.isDone ? 'request.done' : 'request.declined')}</p></div>`
    : html`${create}${decline}`
  return memberPage(frame, {
    title: text('request.title'),
    menu: 'operator',
    environment,
    language: text.language,
    content: html`${errorSummary(frame.page, view.errors.summary)}<p>${text('request.intro', { email: view.email, organisation: `${order.organisationName} (${order.orgno})` })}</p>
<div class="site-scroll" tabindex="0" role="group" aria-label="${text('request.title')}"><table class="ds-table site-table"><tbody>${rows.map(([name, value]) => html`<tr><th scope="row"><code>${name}</code></th><td>${shownValue(value, '–')}</td></tr>`)}</tbody></table></div>
${action}`,
  })
}
