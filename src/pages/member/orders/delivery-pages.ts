import type { Delivery } from '../../../journey/order-records.ts'
import { ordersTexts } from '../../../texts/orders-text.ts'
import { errorSummary } from '../../error-summary.ts'
import { checkbox, form, hidden, textField } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import type { PortalEnvironment } from '../../portal/portal-page.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { errorOf, type PageErrors } from './order-form-page.ts'
import { dateText } from './order-pages.ts'

export interface DeliveryPageData {
  readonly delivery: Delivery
  readonly environment: PortalEnvironment
  readonly mayConfirm: boolean
  readonly mayStart: boolean
  readonly errors: PageErrors
}

/** One delivery: where it stands, what comes next, and what can be done about it. Never what was delivered. */
export function deliveryPage(frame: MemberFrame, data: DeliveryPageData): Html {
  const text = ordersTexts(frame.page.language)
  const { delivery, errors, mayConfirm, mayStart, environment } = data
  const { state, id: reference } = delivery
  const address = `/deliveries/${reference}`
  const isUnderWay = ['PREPARED', 'SMS_ACCEPTED', 'SENT'].includes(state)
  const facts: readonly (readonly [string, string | undefined])[] = [
    [text('delivery.client'), `${delivery.clientName} (${delivery.clientId})`],
    [text('delivery.environment'), environment.title],
    [text('delivery.receiver'), `${delivery.receiver.name} <${delivery.receiver.email}>`],
    [text('delivery.mobile'), delivery.receiver.mobile.slice(-2)],
    [text('delivery.secret'), delivery.secretId],
    [text('delivery.started'), dateText(delivery.startedAtSeconds)],
    [text('delivery.fault'), delivery.fault],
  ]
  return memberPage(frame, {
    title: text('delivery.title', { reference }),
    environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}
<p><strong>${text(`dstate.${state}`)}</strong></p>
<div class="ds-alert" data-color="${state === 'CONFIRMED' ? 'success' : isUnderWay ? 'info' : 'warning'}"><h2 class="ds-heading" data-size="xs">${text('order.next')}</h2><p>${text(`dnext.${state}`, { reference })}</p></div>
${mayConfirm && state === 'SENT' && html`<p>${text('delivery.confirm-help')}</p>${form(`${address}/confirm`, [], { label: text('delivery.confirm') })}`}
<dl class="site-facts">${facts
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value ?? ''}</dd></div>`)}${
      delivery.orderNo !== undefined &&
      html`<div><dt>${text('delivery.order')}</dt><dd><a class="ds-link" href="${`/o/${delivery.orgno}/orders/${delivery.orderNo}`}">${delivery.orderNo}</a></dd></div>`
    }</dl>
${mayStart && state !== 'CONFIRMED' && html`<h2 class="ds-heading" data-size="sm">${text('delivery.resend')}</h2><p>${text('delivery.resend-help')}</p>${form(`${address}/resend`, [], { label: text('delivery.resend'), variant: 'secondary' })}`}
${
  mayStart &&
  isUnderWay &&
  html`<details><summary>${text('delivery.stop')}</summary><p>${text('delivery.stop-help')}</p>${form(
    `${address}/stop`,
    [checkbox({ name: 'sure', label: text('delivery.stop-sure'), checked: false, error: errorOf(errors, 'sure') })],
    { label: text('delivery.stop'), danger: true },
  )}</details>`
}`,
  })
}

/** The link of M-13 for somebody who ordered nothing. Opening it changes nothing; its button does (ONB-115). */
export function denyPage(frame: MemberFrame, delivery: Delivery, token: string): Html {
  const text = ordersTexts(frame.page.language)
  const { id: reference, clientName: client } = delivery
  return memberPage(frame, {
    title: text('deny.title'),
    language: text.language,
    content: html`<p>${text('deny.text', { reference, client })}</p>
${form(`/deliveries/${reference}/deny/${token}`, [], { label: text('deny.button'), danger: true })}`,
  })
}

export function deniedPage(frame: MemberFrame, phone: string): Html {
  const text = ordersTexts(frame.page.language)
  return memberPage(frame, {
    title: text('deny.title'),
    language: text.language,
    content: html`<p class="ds-alert" data-color="success">${text('deny.done', { phone })}</p>`,
  })
}

export interface RotationData {
  readonly orgno: string
  readonly clientId: string
  readonly clientName: string
  readonly environment: PortalEnvironment
  readonly receiver: { readonly name: string; readonly email: string; readonly last2: string } | undefined
  readonly secrets: readonly {
    readonly id: string
    readonly createdAtSeconds: number
    readonly expiresAtSeconds: number | null
    readonly lastUsed: string | undefined
    readonly isValid: boolean
  }[]
  readonly deliveries: readonly Delivery[]
  readonly values: Readonly<Record<string, string>>
  readonly errors: PageErrors
}

/** A new secret in production, and which of the two is still in use (ONB-140, ONB-141). */
export function rotationPage(frame: MemberFrame, data: RotationData): Html {
  const text = ordersTexts(frame.page.language)
  const { receiver, errors, values, environment, secrets } = data
  const address = `/o/${data.orgno}/clients/${environment.name}/${data.clientId}/deliveries`
  const [confirmBy] = data.deliveries
  const isSeveral = secrets.filter(({ isValid }) => isValid).length > 1
  return memberPage(frame, {
    title: `${text('rotate.title')} – ${data.clientName}`,
    menu: 'organisation',
    environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}
${
  receiver === undefined
    ? html`<p>${text('rotate.none')}</p>`
    : html`<p class="site-lead">${text('rotate.lead')}</p>
<dl class="site-facts"><div><dt>${text('delivery.receiver')}</dt><dd>${receiver.name} &lt;${receiver.email}&gt;</dd></div><div><dt>${text('delivery.mobile')}</dt><dd>${receiver.last2}</dd></div></dl>
${form(
  address,
  [
    textField({
      name: 'overlap_days',
      label: text('rotate.overlap'),
      help: text('rotate.overlap-help'),
      inputmode: 'numeric',
      value: values.overlap_days ?? '7',
      error: errorOf(errors, 'overlap_days'),
    }),
  ],
  { label: text('rotate.start') },
)}`
}
<h2 class="ds-heading" data-size="sm">${text('rotate.secrets')}</h2>
<div class="site-scroll" tabindex="0" role="group" aria-label="${text('rotate.secrets')}"><table class="ds-table site-table"><thead><tr><th scope="col">${text('rotate.id')}</th><th scope="col">${text('rotate.created')}</th><th scope="col">${text('rotate.expires')}</th><th scope="col">${text('rotate.used')}</th><th scope="col">${text('rotate.revoke')}</th></tr></thead><tbody>${secrets.map(
      (secret) =>
        html`<tr><th scope="row">${secret.id}</th><td>${dateText(secret.createdAtSeconds)}</td><td>${secret.expiresAtSeconds === null ? '–' : dateText(secret.expiresAtSeconds)}</td><td>${secret.lastUsed ?? text('rotate.never')}</td><td>${
          secret.isValid && isSeveral
            ? form(`${address}/revoke`, [hidden('secret_id', secret.id)], {
                label: text('rotate.revoke'),
                variant: 'secondary',
                danger: true,
              })
            : secret.isValid
              ? ''
              : text('rotate.revoked')
        }</td></tr>
`,
    )}</tbody></table></div>
<h2 class="ds-heading" data-size="sm">${text('order.deliveries')}</h2>
${
  confirmBy === undefined
    ? html`<p class="site-quiet">${text('order.no-deliveries')}</p>`
    : html`<ul>${data.deliveries.map((one) => html`<li><a class="ds-link" href="${`/deliveries/${one.id}`}">${one.id}</a> – ${text(`dstate.${one.state}`)}</li>`)}</ul>`
}`,
  })
}
