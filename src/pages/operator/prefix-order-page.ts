import { scopesTexts } from '../../texts/scopes-text.ts'
import { errorSummary } from '../error-summary.ts'
import { form, textArea } from '../form.ts'
import { type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import type { PageErrors } from '../member/people/join-page.ts'
import type { PortalEnvironment } from '../portal/portal-page.ts'

export interface PrefixOrderView {
  readonly order: {
    readonly id: string
    readonly prefix: string
    readonly orgno: string
    readonly organisationName: string
    readonly reason: string
    readonly by: string
  }
  readonly environment: PortalEnvironment | undefined
  readonly typed: (name: string) => string
  readonly errors: PageErrors
}

/** An order of a prefix before the staff: granted for good, or refused with a reason (API-28). */
export function prefixOrderPage(frame: MemberFrame, { order, environment, typed, errors }: PrefixOrderView): Html {
  const text = scopesTexts(frame.page.language)
  const path = `/operator/prefixes/${order.id}`
  return memberPage(frame, {
    title: text('order.title', { prefix: order.prefix }),
    menu: 'operator',
    environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<dl class="site-facts"><dt>${text('order.organisation')}</dt><dd>${order.organisationName} <span class="site-quiet">${order.orgno}</span></dd><dt>${text('order.by')}</dt><dd>${order.by}</dd><dt>${text('order.reason')}</dt><dd>${order.reason}</dd></dl>
<h2 class="ds-heading" data-size="sm">${text('order.grant')}</h2>
<p>${text('order.grant-help')}</p>
${form(`${path}/grant`, [], { label: text('order.grant') })}
<h2 class="ds-heading" data-size="sm">${text('order.refuse')}</h2>
${form(
  `${path}/refuse`,
  [
    textArea({
      name: 'reason',
      label: text('order.refuse-reason'),
      help: text('order.refuse-help'),
      value: typed('reason'),
      error: errors.of('reason'),
      rows: 3,
    }),
  ],
  { label: text('order.refuse'), variant: 'secondary', danger: true },
)}
<p><a class="ds-link" href="/operator">${text('order.back')}</a></p>`,
  })
}
