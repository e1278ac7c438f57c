import type { Delivery } from '../../journey/order-records.ts'
import { ordersTexts, reviewTexts } from '../../texts/orders-text.ts'
import { type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import { dateText } from '../member/orders/order-pages.ts'

/** All deliveries, newest first, with what went wrong. */
export function deliveriesPage(frame: MemberFrame, deliveries: readonly Delivery[]): Html {
  const text = reviewTexts(frame.page.language)
  const orders = ordersTexts(frame.page.language)
  const table = html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('deliveries.title')}"><table class="ds-table site-table"><thead><tr><th scope="col">${text('deliveries.reference')}</th><th scope="col">${text('deliveries.state')}</th><th scope="col">${text('deliveries.client')}</th><th scope="col">${text('queue.environment')}</th><th scope="col">${text('deliveries.receiver')}</th><th scope="col">${text('deliveries.started')}</th><th scope="col">${text('deliveries.fault')}</th></tr></thead><tbody>${deliveries.map(
    (one) =>
      html`<tr><th scope="row"><a class="ds-link" href="${`/deliveries/${one.id}`}">${one.id}</a></th><td>${orders(`dstate.${one.state}`)}</td><td>${one.clientName} <span class="site-quiet">${one.clientId}</span></td><td>${one.environment}</td><td>${one.receiver.name} (…${one.receiver.mobile.slice(-2)})</td><td>${dateText(one.startedAtSeconds)}</td><td>${one.fault ?? ''}</td></tr>
`,
  )}</tbody></table></div>`
  return memberPage(frame, {
    title: text('deliveries.title'),
    menu: 'operator',
    language: text.language,
    content: deliveries.length === 0 ? html`<p>${text('deliveries.empty')}</p>` : table,
  })
}
