import type { Logo } from '../../protocol/logo.ts'
import { logosTexts } from '../../texts/logos-text.ts'
import { errorSummary } from '../error-summary.ts'
import { form, textArea } from '../form.ts'
import { type Html, html } from '../html.ts'
import { logoImage } from '../logo-image.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import type { PageErrors } from '../member/people/join-page.ts'
import type { PortalEnvironment } from '../portal/portal-page.ts'

export interface LogoReviewView {
  readonly id: string
  readonly environment: PortalEnvironment
  readonly organisationName: string
  readonly clientId: string
  readonly onbehalfof: string | undefined
  readonly name: string
  readonly by: string
  readonly logo: Logo
  /** Base64. */
  readonly png: string
  readonly present: { readonly logo: Logo; readonly png: string } | undefined
  readonly mayDecide: boolean
  readonly reason: string
  readonly errors: PageErrors
}

/** A logo before the staff: approved, or declined with a reason (REG-122). */
export function logoReviewPage(frame: MemberFrame, view: LogoReviewView): Html {
  const text = logosTexts(frame.page.language)
  const { environment, name, errors } = view
  const path = `/operator/logos/${view.id}`
  const size = ({ width, height }: Logo) => text('size', { width: String(width), height: String(height) })
  const values = { by: view.by, organisation: view.organisationName, environment: environment.title }
  const decide = html`${form(`${path}/approve`, [], { label: text('review.approve') })}
<h2 class="ds-heading" data-size="sm">${text('review.decline')}</h2>
${form(
  `${path}/decline`,
  [
    textArea({
      name: 'reason',
      label: text('review.reason'),
      help: text('review.reason-help'),
      value: view.reason,
      error: errors.of('reason'),
      rows: 3,
    }),
  ],
  { label: text('review.decline'), variant: 'secondary', danger: true },
)}`
  return memberPage(frame, {
    title: text('review.title', { name }),
    menu: 'operator',
    environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p>${text('review.lead', values)}</p>
<dl class="site-facts"><dt>${text('review.client')}</dt><dd><a class="ds-link" href="${`/operator/clients/${environment.name}/${encodeURIComponent(view.clientId)}`}">${view.onbehalfof === undefined ? view.clientId : `${view.clientId}::${view.onbehalfof}`}</a></dd></dl>
<h2 class="ds-heading" data-size="sm">${text('review.new')}</h2>
${logoImage(view.png, name, view.logo)}<p class="site-quiet">${size(view.logo)}</p>
${view.present !== undefined && html`<h2 class="ds-heading" data-size="sm">${text('review.present')}</h2>${logoImage(view.present.png, name, view.present.logo)}<p class="site-quiet">${size(view.present.logo)}</p>`}
<p>${text('review.check')}</p>
${view.mayDecide && decide}
<p><a class="ds-link" href="/operator">${text('review.back')}</a></p>`,
  })
}
