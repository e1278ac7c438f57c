import { scopesTexts } from '../../../texts/scopes-text.ts'
import { errorSummary } from '../../error-summary.ts'
import { form, hidden, textField } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import type { PageErrors } from '../people/join-page.ts'
import { ofScope, type ScopePlace, scopePath } from './scope-frame.ts'

interface ConfirmView extends ScopePlace {
  readonly scope: string
  /** Active clients that get no tokens with the scope any more (API-13). */
  readonly affected: number
}

/** Before a scope is closed: how many clients it meets, and its name to be typed. */
export function closeScopePage(frame: MemberFrame, view: ConfirmView & { readonly errors: PageErrors }): Html {
  const text = scopesTexts(frame.page.language)
  const { scope, affected, errors } = view
  return memberPage(frame, {
    title: text('close.title', { name: scope }),
    menu: 'organisation',
    environment: view.environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p>${text('close.lead', { count: String(affected) })}</p>
${form(
  scopePath(view, '/close'),
  [
    hidden('scope', scope),
    textField({ name: 'confirmation', label: text('close.confirm'), help: scope, error: errors.of('confirmation') }),
  ],
  { label: text('close.do'), danger: true },
)}
<p><a class="ds-link" href="${ofScope(view, '/scope', scope)}">${text('back')}</a></p>`,
  })
}

/** Before access is withdrawn: how many clients of the organisation it meets. */
export function denyAccessPage(
  frame: MemberFrame,
  view: ConfirmView & { readonly consumerOrgno: string; readonly consumerName: string },
): Html {
  const text = scopesTexts(frame.page.language)
  const { scope, affected, consumerOrgno, consumerName } = view
  return memberPage(frame, {
    title: text('deny.title', { name: consumerName }),
    menu: 'organisation',
    environment: view.environment,
    language: text.language,
    content: html`<p>${text('deny.lead', { count: String(affected), scope })}</p>
${form(scopePath(view, '/deny'), [hidden('scope', scope), hidden('consumer_orgno', consumerOrgno)], { label: text('deny.do'), danger: true })}
<p><a class="ds-link" href="${ofScope(view, '/scope', scope)}">${text('back')}</a></p>`,
  })
}
