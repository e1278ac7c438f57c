import type { TestUserTrait } from '../../journey/test-user-pool.ts'
import { testUsersTexts } from '../../texts/test-users-text.ts'
import { errorSummary } from '../error-summary.ts'
import { form, textArea, textField } from '../form.ts'
import { type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import type { PageErrors } from '../member/people/join-page.ts'
import type { PortalEnvironment } from '../portal/portal-page.ts'

export interface TestUserRequestView {
  readonly request: {
    readonly orgno: string
    readonly organisationName: string
    readonly count: number
    readonly present: string
    readonly traits: readonly TestUserTrait[]
    readonly wish: string
    readonly by: string
  }
  readonly environment: PortalEnvironment
  readonly typed: (name: string) => string
  readonly errors: PageErrors
}

/** A request for more test users before the staff: granted in the number they find right, or refused with a reason. */
export function testUserRequestPage(frame: MemberFrame, view: TestUserRequestView): Html {
  const text = testUsersTexts(frame.page.language)
  const { request, typed, errors } = view
  const path = `/operator/test-user-requests/${request.orgno}`
  const traits = request.traits.map((trait) => text(`trait.${trait}`)).join(', ')
  return memberPage(frame, {
    title: text('request.title', { organisation: request.organisationName }),
    menu: 'operator',
    environment: view.environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p>${text('request.lead', { by: request.by, count: String(request.count), present: request.present })}</p>
<dl class="site-facts"><dt>${text('order.traits')}</dt><dd>${traits || '–'}</dd><dt>${text('order.wish')}</dt><dd>${request.wish || '–'}</dd></dl>
<h2 class="ds-heading" data-size="sm">${text('request.grant')}</h2>
${form(
  `${path}/grant`,
  [
    textField({
      name: 'count',
      label: text('order.count'),
      help: text('request.count-help'),
      inputmode: 'numeric',
      value: typed('count') || String(request.count),
      error: errors.of('count'),
    }),
  ],
  { label: text('request.grant') },
)}
<h2 class="ds-heading" data-size="sm">${text('request.refuse')}</h2>
${form(
  `${path}/refuse`,
  [
    textArea({
      name: 'reason',
      label: text('request.reason'),
      help: text('request.reason-help'),
      value: typed('reason'),
      error: errors.of('reason'),
      rows: 3,
    }),
  ],
  { label: text('request.refuse'), variant: 'secondary', danger: true },
)}
<p><a class="ds-link" href="/operator">${text('request.back')}</a></p>`,
  })
}
