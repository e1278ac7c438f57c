import type { PortalUser } from '../../../journey/records.ts'
import type { Role } from '../../../journey/roles.ts'
import { peopleTexts } from '../../../texts/people-text.ts'
import { errorSummary } from '../../error-summary.ts'
import { form, textArea, textField } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import type { PageErrors } from './join-page.ts'
import { rolesField } from './users-page.ts'

export interface UserPageFacts {
  readonly orgno: string
  readonly user: PortalUser
  readonly givenRoles: readonly Role[]
  readonly chosenRoles: readonly string[]
  /** Clients whose secrets the person receives (ONB-28). */
  readonly receives: readonly { readonly environment: string; readonly clientId: string; readonly clientName: string }[]
  readonly isStaff: boolean
  readonly typed: (name: string) => string
  readonly errors: PageErrors
}

/** One person of the organisation: roles, lock, removal. */
export function userPage(frame: MemberFrame, facts: UserPageFacts): Html {
  const text = peopleTexts(frame.page.language)
  const { orgno, user, errors, receives } = facts
  const base = `/o/${orgno}/users/${user.id}`
  return memberPage(frame, {
    title: text('user.title', { name: user.name }),
    menu: 'organisation',
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p>${user.email} <span class="ds-tag" data-color="neutral">${text(`state.${user.state}`)}</span></p>
${form(
  `${base}/roles`,
  [rolesField(text, text('user.roles'), text('user.roles-help'), facts.givenRoles, facts.chosenRoles, errors)],
  { label: text('user.save') },
)}
${
  user.state === 'LOCKED' &&
  html`<section aria-labelledby="unlock"><h2 class="ds-heading" data-size="sm" id="unlock">${text('user.unlock')}</h2>
<p>${text('user.unlock-text')}</p>
${form(`${base}/unlock`, [], { label: text('user.unlock'), variant: 'secondary' })}</section>`
}
<section aria-labelledby="remove"><h2 class="ds-heading" data-size="sm" id="remove">${text('user.remove')}</h2>
<p>${text('user.remove-text')}</p>
${
  receives.length > 0 &&
  html`<div class="ds-alert" data-color="warning"><p>${text('user.remove-receives')}</p><ul>${receives.map(
    ({ environment, clientId, clientName }) =>
      html`<li><a class="ds-link" href="${`/o/${orgno}/clients/${environment}/${encodeURIComponent(clientId)}`}">${clientName}</a> (${environment})</li>`,
  )}</ul></div>`
}
${form(
  `${base}/remove`,
  [
    textField({
      name: 'confirmation',
      label: text('user.remove-confirm', { email: user.email }),
      value: facts.typed('confirmation'),
      error: errors.of('confirmation'),
      autocomplete: 'off',
    }),
    facts.isStaff
      ? textArea({
          name: 'reason',
          label: text('user.remove-reason'),
          help: text('user.remove-reason-help'),
          value: facts.typed('reason'),
          error: errors.of('reason'),
          rows: 3,
        })
      : undefined,
  ],
  { label: text('user.remove'), danger: true },
)}</section>
<p><a class="ds-link" href="${`/o/${orgno}/users`}">${text('user.back')}</a></p>`,
  })
}
