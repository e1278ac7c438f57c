import type { Delivery, Order } from '../../../journey/order-records.ts'
import type { ReviewTextKey } from '../../../texts/operator-orders-nb.ts'
import type { OrdersTextKey } from '../../../texts/orders-nb.ts'
import { ordersTexts, reviewTexts } from '../../../texts/orders-text.ts'
import { errorSummary } from '../../error-summary.ts'
import { checkbox, form, textArea, textField } from '../../form.ts'
import { attributes, type Html, html } from '../../html.ts'
import { osloMinute } from '../../oslo-time.ts'
import type { PortalEnvironment } from '../../portal/portal-page.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { errorOf, type PageErrors } from './order-form-page.ts'

export const dateText = osloMinute

/** All orders of an organisation. */
export function ordersPage(
  frame: MemberFrame,
  orgno: string,
  orders: readonly { readonly order: Order; readonly environmentTitle: string }[],
): Html {
  const text = ordersTexts(frame.page.language)
  const table = html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('list.title')}"><table class="ds-table site-table"><thead><tr><th scope="col">${text('list.order')}</th><th scope="col">${text('list.client')}</th><th scope="col">${text('list.environment')}</th><th scope="col">${text('list.state')}</th><th scope="col">${text('list.next')}</th></tr></thead><tbody>${orders.map(
    ({ order, environmentTitle }) =>
      html`<tr><th scope="row"><a class="ds-link" href="${`/o/${orgno}/orders/${order.id}`}">${order.id}</a></th><td>${order.fields.clientName ?? ''}</td><td>${environmentTitle}</td><td>${text(`state.${order.state}`)}</td><td>${text(`next.${order.state}`)}</td></tr>
`,
  )}</tbody></table></div>`
  return memberPage(frame, {
    title: text('list.title'),
    menu: 'organisation',
    language: text.language,
    content:
      orders.length === 0
        ? html`<p>${text('list.empty')} <a class="ds-link" href="${`/o/${orgno}/integrations`}">${frame.organisation?.name ?? orgno}</a></p>`
        : table,
  })
}

export interface OrderPageData {
  readonly order: Order
  readonly environment: PortalEnvironment
  readonly deliveries: readonly Delivery[]
  readonly errors: PageErrors
  readonly values: Readonly<Record<string, string>>
  readonly mayPlace: boolean
}

/** One order: where it stands, what comes next and who acts, the conversation, what was sent. */
export function orderPage(frame: MemberFrame, data: OrderPageData): Html {
  const text = ordersTexts(frame.page.language)
  const { order, errors, values, mayPlace } = data
  const { state } = order
  const address = `/o/${order.orgno}/orders/${order.id}`
  const isOpen = ['DRAFT', 'SUBMITTED', 'IN_REVIEW', 'NEEDS_INFO'].includes(state)
  const isSecret = String(order.fields.client.token_endpoint_auth_method).startsWith('client_secret_')
  return memberPage(frame, {
    title: `${order.id} – ${order.fields.clientName ?? ''}`,
    menu: 'organisation',
    environment: data.environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}
<p>${text(`kind.${order.kind}`)}. <strong>${text(`state.${state}`)}</strong></p>
<div class="ds-alert" data-color="info"><h2 class="ds-heading" data-size="xs">${text('order.next')}</h2><p>${text(`next.${state}`)}</p></div>
${mayPlace && isOpen && html`<p><a class="ds-button" ${attributes({ 'data-variant': state === 'DRAFT' ? 'primary' : 'secondary', href: `${address}/edit` })}>${text(state === 'DRAFT' ? 'order.continue' : 'order.edit')}</a></p>`}
${order.rejection !== undefined && html`<h2 class="ds-heading" data-size="sm">${text('order.rejection')}</h2><p><strong>${reviewTexts(frame.page.language)(`reason.${order.rejection.reason}` as ReviewTextKey)}</strong></p><p class="site-lines">${order.rejection.text}</p>`}
<h2 class="ds-heading" data-size="sm">${text('order.conversation')}</h2>
${conversation(order, text)}
${
  mayPlace &&
  state === 'NEEDS_INFO' &&
  form(
    `${address}/answer`,
    [
      textArea({
        name: 'answer',
        label: text('order.answer'),
        help: text('order.answer-help'),
        value: values.answer,
        error: errorOf(errors, 'answer'),
      }),
    ],
    { label: text('order.send-answer') },
  )
}
<h2 class="ds-heading" data-size="sm">${text('order.deliveries')}</h2>
${deliveryList(data.deliveries, text)}
<h2 class="ds-heading" data-size="sm">${text('order.facts')}</h2>
${orderFacts(order, text)}
${mayPlace && state === 'DELIVERING' && isSecret && receiverForm(address, data, text)}
${mayPlace && ['REJECTED', 'EXPIRED', 'WITHDRAWN'].includes(state) && form(`${address}/copy`, [], { label: text('order.copy') })}
${
  mayPlace &&
  isOpen &&
  html`<details><summary>${text('order.withdraw')}</summary><p>${text('order.withdraw-help')}</p>${form(
    `${address}/withdraw`,
    [checkbox({ name: 'sure', label: text('order.withdraw-sure'), checked: false, error: errorOf(errors, 'sure') })],
    { label: text('order.withdraw'), danger: true },
  )}</details>`
}`,
  })
}

type Text = ReturnType<typeof ordersTexts>

export const conversation = (order: Order, text: Text): Html =>
  order.conversation.length === 0
    ? html`<p class="site-quiet">${text('order.no-conversation')}</p>`
    : html`<ol class="site-steps">${order.conversation.map(
        (said) =>
          html`<li><strong>${text(`order.side-${said.side}`)}</strong> ${said.byName}, ${dateText(said.atSeconds)}<p class="site-lines">${said.text}</p></li>`,
      )}</ol>`

const deliveryList = (deliveries: readonly Delivery[], text: Text): Html =>
  deliveries.length === 0
    ? html`<p class="site-quiet">${text('order.no-deliveries')}</p>`
    : html`<ul>${deliveries.map(
        (delivery) =>
          html`<li><a class="ds-link" href="${`/deliveries/${delivery.id}`}">${delivery.id}</a> – ${text(`dstate.${delivery.state}`)}</li>`,
      )}</ul>`

/** Everything that was ordered, by the names of the registration; numbers by their last two digits. */
export function orderFacts({ fields }: Pick<Order, 'fields'>, text: Text): Html {
  return html`<dl class="site-facts site-facts-wide">${describedFields(fields).map(
    ([name, value]) => html`<div><dt>${nameOf(name, text)}</dt><dd class="site-lines">${value}</dd></div>`,
  )}</dl>`
}

/** What the form calls a field; what it does not ask for is called as in the registration. */
const nameOf = (name: string, text: Text): string =>
  (text(`field.${name}` as OrdersTextKey) as string | undefined) ??
  (text(`field.${name}.name` as OrdersTextKey) as string | undefined) ??
  (text(`field.${name}.invoice_address` as OrdersTextKey) as string | undefined) ??
  name

/** An order's fields as names and texts, in a fixed order. */
export function describedFields(fields: Order['fields']): readonly (readonly [string, string])[] {
  const { client, jwks, certificate, credentialReceiver, technicalContact, functionalContact, billing, ...plain } =
    fields
  const person = (contact: { name: string; email: string } | undefined): string =>
    contact === undefined ? '' : `${contact.name} <${contact.email}>`
  const all: readonly (readonly [string, unknown])[] = [
    ...Object.entries(plain).map(([name, value]) => [snake(name), value] as const),
    ...Object.entries(client),
    ['jwks', jwks?.map((key) => (key as { kid?: unknown }).kid ?? '?').join(', ')],
    ['certificate', certificate === undefined ? '' : `${certificate.slice(0, 60)}…`],
    ['technical_contact', person(technicalContact)],
    ['functional_contact', person(functionalContact)],
    ['billing', billing === undefined ? '' : `${billing.invoiceAddress}, ${billing.reference}`],
    ['credential_receiver', person(credentialReceiver)],
    [
      'credential_receiver.mobile',
      credentialReceiver?.mobile === undefined ? '' : `…${credentialReceiver.mobile.slice(-2)}`,
    ],
  ]
  return all.map(([name, value]) => [name, written(value)] as const).filter(([, value]) => value !== '')
}

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const written = (value: unknown): string =>
  value === undefined || value === null
    ? ''
    : Array.isArray(value)
      ? value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))).join('\n')
      : String(value)

function receiverForm(address: string, { values, errors }: OrderPageData, text: Text): Html {
  const field = (name: 'name' | 'email' | 'mobile') => ({
    name: `credential_receiver.${name}`,
    label: text(`field.credential_receiver.${name}`),
    value: values[`credential_receiver.${name}`],
    error: errorOf(errors, `credential_receiver.${name}`),
  })
  return html`<details><summary>${text('order.receiver')}</summary><p>${text('order.receiver-help')}</p>${form(
    `${address}/receiver`,
    [
      textField(field('name')),
      textField({ ...field('email'), type: 'email' }),
      textField({ ...field('mobile'), type: 'tel' }),
    ],
    { label: text('order.receiver'), danger: true },
  )}</details>`
}
