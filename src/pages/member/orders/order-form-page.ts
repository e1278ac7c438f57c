import type { Order } from '../../../journey/order-records.ts'
import type { OrdersTextKey } from '../../../texts/orders-nb.ts'
import { ordersTexts } from '../../../texts/orders-text.ts'
import { errorSummary, type FieldError } from '../../error-summary.ts'
import { checkbox, choiceField, fieldId, hidden, selectField, textArea, textField } from '../../form.ts'
import { attributes, type Html, html } from '../../html.ts'
import type { PortalEnvironment } from '../../portal/portal-page.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'

/** What is wrong with a form, in the reader's language. */
export interface PageErrors {
  readonly summary: readonly FieldError[]
}

/** Every sentence about one field, one after the other. */
export const errorOf = ({ summary }: PageErrors, name: string): string | undefined =>
  summary
    .filter((error) => error.fieldId === fieldId(name))
    .map(({ text }) => text)
    .join(' ') || undefined

export interface OrderFormData {
  readonly order: Order
  readonly environment: PortalEnvironment
  readonly values: Readonly<Record<string, string>>
  readonly errors: PageErrors
  readonly isSaved: boolean
  /** undefined: no number is needed, or there is none yet. */
  readonly mobile: { readonly last2: string; readonly isVerified: boolean } | undefined
  readonly hasPoints: boolean
}

const fixedFields = [
  'integration_type',
  'application_type',
  'grant_types',
  'code_challenge_method',
  'access_token_lifetime',
  'refresh_token_lifetime',
  'authorization_lifetime',
  'refresh_token_usage',
  'security_profile',
  'id_token_signed_response_alg',
  'dpop_bound_access_tokens',
  'require_pushed_authorization_requests',
  'require_signed_request_object',
  'sso_disabled',
  'frontchannel_logout_session_required',
] as const

/** The order form: sections with every field explained, a draft at any time, all faults at once (§10.1, ONB-51). */
export function orderFormPage(frame: MemberFrame, data: OrderFormData): Html {
  const text = ordersTexts(frame.page.language)
  const { order, values, errors, environment } = data
  const isChange = order.kind === 'change_order'
  const method = values.token_endpoint_auth_method ?? ''
  const isSecret = method.startsWith('client_secret_')
  const isLogin = ['idporten', 'api_klient'].includes(String(order.fields.client.integration_type))
  const base = (name: string) => ({
    name,
    label: text(`field.${name}` as OrdersTextKey),
    ...helpOf(name),
    value: values[name],
    error: errorOf(errors, name),
  })
  const helpOf = (name: string): { help?: string } => {
    const key = `field.${name}-help`
    const help = text(key as OrdersTextKey) as string | undefined
    return help === undefined ? {} : { help }
  }
  const optional = { optional: text('form.optional') }
  const section = (title: OrdersTextKey, fields: readonly (Html | false)[]): Html =>
    html`<section><h2 class="ds-heading" data-size="sm">${text(title)}</h2>
${fields.filter((one) => one !== false)}</section>
`
  const address = `/o/${order.orgno}/orders/${order.id}`
  return memberPage(frame, {
    title: text(isChange ? 'form.change-title' : 'form.title'),
    menu: 'organisation',
    environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}${data.isSaved && html`<p class="ds-alert" data-color="success" role="status">${text('form.saved')}</p>`}
<p class="site-lead">${text('form.lead')}</p>
<p><a class="ds-link" href="${address}">${order.id}</a> – ${text(`state.${order.state}`)}</p>
${warnings(data, text)}
<form method="post" action="${`${address}/edit`}" class="site-form" novalidate>
${section('section.service', [
  textField({ ...base('client_name'), maxlength: 255 }),
  textArea({ ...base('service_description'), ...(isChange ? optional : {}) }),
  !isChange && textField({ ...base('planned_launch'), type: 'date' }),
])}
${section('section.client', [
  !isChange && textField({ ...base('wanted_client_id'), ...optional }),
  selectField({
    ...base('token_endpoint_auth_method'),
    choices: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'].map((value) => ({
      value,
      label: text(`method.${value}` as OrdersTextKey),
    })),
  }),
  textArea({ ...base('scopes'), rows: 3 }),
  isLogin && textArea(base('redirect_uris')),
  isLogin && textArea({ ...base('post_logout_redirect_uris'), ...optional }),
  isLogin && textField({ ...base('frontchannel_logout_uri'), ...optional, type: 'url' }),
  isLogin && textField({ ...base('client_uri'), ...optional, type: 'url' }),
])}
${
  method === 'private_key_jwt' &&
  section('section.keys', [
    textArea({ ...base('jwks'), ...optional, rows: 6 }),
    textArea({ ...base('certificate'), ...optional, rows: 6 }),
  ])
}
${
  !isChange &&
  section('section.use', [
    isLogin &&
      choiceField({
        ...base('security_level'),
        values: [values.security_level ?? ''],
        choices: (['substantial', 'high'] as const).map((value) => ({ value, label: text(`level.${value}`) })),
      }),
    isLogin && textField({ ...base('risk_assessment_done'), type: 'date' }),
    textField({ ...base('expected_logins_per_year'), inputmode: 'numeric' }),
    textField({ ...base('expected_peak_per_hour'), inputmode: 'numeric' }),
    textField({ ...base('critical_periods'), ...optional }),
    isLogin && checkbox({ ...base('logo_use_confirmed'), checked: values.logo_use_confirmed === 'yes' }),
    isLogin && hidden('logo_use_shown', '1'),
  ])
}
${section('section.contacts', [
  textField({ ...base('technical_contact.name'), autocomplete: 'off' }),
  textField({ ...base('technical_contact.email'), type: 'email' }),
  textField({ ...base('technical_contact.phone'), ...optional, type: 'tel' }),
  textField({ ...base('functional_contact.name'), ...optional, autocomplete: 'off' }),
  textField({ ...base('functional_contact.email'), ...optional, type: 'email' }),
  !isChange && textField(base('billing.invoice_address')),
  !isChange && textField(base('billing.reference')),
])}
${
  !isChange &&
  section(isSecret ? 'section.receiver' : 'section.receiver-plain', [
    textField({ ...base('credential_receiver.name'), autocomplete: 'off' }),
    textField({
      ...base('credential_receiver.email'),
      type: 'email',
      help: text(isSecret ? 'field.credential_receiver.email-help' : 'field.credential_receiver.email-plain'),
    }),
    isSecret && textField({ ...base('credential_receiver.mobile'), type: 'tel', inputmode: 'tel' }),
  ])
}
${textArea({ ...base('comment'), ...optional })}
<p class="site-help">${order.state === 'DRAFT' && html`${text('form.submit-help')} <a class="ds-link" href="${`/o/${order.orgno}/terms`}">${text('terms.link')}</a>`}</p>
<div class="site-actions"><button class="ds-button" data-variant="secondary" type="submit" name="do" value="save">${text(order.state === 'DRAFT' ? 'form.save' : 'form.save-revision')}</button>
${order.state === 'DRAFT' && html`<button class="ds-button" type="submit" name="do" value="submit">${text('form.submit')}</button>`}</div>
</form>
${isSecret && !isChange && mobileSection(data, text)}
${section('section.fixed', [
  html`<dl class="site-facts">${fixedFields
    .filter((name) => order.fields.client[name] !== undefined)
    .map((name) => html`<div><dt>${name}</dt><dd>${String(order.fields.client[name])}</dd></div>`)}</dl>`,
])}`,
  })
}

type Text = ReturnType<typeof ordersTexts>

/** ONB-92: said, never in the way. */
function warnings({ order, hasPoints, values }: OrderFormData, text: Text): Html {
  const isSoon = order.flags.includes('short_notice')
  const isMuch = Number(values.expected_peak_per_hour ?? 0) > 10_000
  return html`${
    (isSoon || isMuch) &&
    html`<div class="ds-alert" data-color="warning"><h2 class="ds-heading" data-size="xs">${text('form.warnings')}</h2>
${isSoon && html`<p>${text('form.short-notice')}</p>`}${isMuch && html`<p>${text('form.high-volume')}</p>`}</div>
`
  }${
    !hasPoints &&
    html`<div class="ds-alert" data-color="warning" ${attributes({ id: fieldId('notification_points') })}><p>${text('points.missing')} <a class="ds-link" href="${`/o/${order.orgno}/settings`}">${text('points.link')}</a></p></div>
`
  }`
}

/** A code to the number, typed here by the receiver or by whoever orders (ONB-87). A form of its own below the large one. */
function mobileSection({ order, mobile, errors }: OrderFormData, text: Text): Html {
  const address = `/o/${order.orgno}/orders/${order.id}/mobile`
  if (mobile === undefined)
    return html`<section><h2 class="ds-heading" data-size="sm">${text('section.mobile')}</h2><p>${text('mobile.none')}</p></section>
`
  const { last2, isVerified } = mobile
  return html`<section><h2 class="ds-heading" data-size="sm">${text('section.mobile')}</h2>
<p>${text(isVerified ? 'mobile.verified' : 'mobile.unverified', { last2 })}</p>
${
  !isVerified &&
  html`<form method="post" action="${address}" class="site-form"><button class="ds-button" data-variant="secondary" type="submit">${text('mobile.send')}</button></form>
<form method="post" action="${`${address}/code`}" class="site-form" novalidate>${textField({
    name: 'mobile_code',
    label: text('mobile.code'),
    help: text('mobile.code-help'),
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    maxlength: 8,
    error: errorOf(errors, 'mobile_code'),
  })}<button class="ds-button" type="submit">${text('mobile.confirm')}</button></form>`
}</section>
`
}
