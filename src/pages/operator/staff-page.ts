import type { PortalUser } from '../../journey/records.ts'
import { operatorRoles } from '../../journey/roles.ts'
import { peopleTexts } from '../../texts/people-text.ts'
import { errorSummary } from '../error-summary.ts'
import { form, textArea, textField } from '../form.ts'
import { type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import type { PageErrors } from '../member/people/join-page.ts'
import { rolesField, savedNotice, userTable } from '../member/people/users-page.ts'

export interface StaffPageFacts {
  readonly users: readonly PortalUser[]
  readonly ownId: string
  readonly mayManage: boolean
  readonly typed: (name: string) => string
  readonly chosenRoles: readonly string[]
  readonly errors: PageErrors
  readonly isSaved: boolean
}

/** The operator's people, and the form to invite one. */
export function staffPage(frame: MemberFrame, facts: StaffPageFacts): Html {
  const text = peopleTexts(frame.page.language)
  const { errors, typed, mayManage } = facts
  return memberPage(frame, {
    title: text('staff.title'),
    menu: 'operator',
    language: text.language,
    content: html`${errorSummary(
      frame.page,
      errors.summary,
    )}${facts.isSaved && savedNotice(text)}<p>${text('staff.lead')}</p>
${userTable(text, facts.users, {
  ownId: facts.ownId,
  rolesOf: (user) => user.operatorRoles,
  linkOf: mayManage ? ({ id }) => `/operator/staff/${id}` : undefined,
})}
${
  mayManage
    ? html`<section aria-labelledby="invite"><h2 class="ds-heading" data-size="sm" id="invite">${text('staff.invite')}</h2>
<p>${text('users.invite-lead')}</p>
${form(
  '/operator/staff',
  [
    textField({ name: 'name', label: text('users.invite-name'), value: typed('name'), error: errors.of('name') }),
    textField({
      name: 'email',
      label: text('users.invite-email'),
      type: 'email',
      value: typed('email'),
      error: errors.of('email'),
    }),
    rolesField(text, text('staff.roles'), text('staff.roles-help'), operatorRoles, facts.chosenRoles, errors),
  ],
  { label: text('users.invite-submit') },
)}</section>`
    : html`<p>${text('staff.only-admin')}</p>`
}`,
  })
}

/** One of the staff, or a person whose account must be locked. */
export function staffMemberPage(
  frame: MemberFrame,
  facts: {
    readonly user: PortalUser
    readonly chosenRoles: readonly string[]
    readonly typed: (name: string) => string
    readonly errors: PageErrors
  },
): Html {
  const text = peopleTexts(frame.page.language)
  const { user, errors } = facts
  const base = `/operator/staff/${user.id}`
  return memberPage(frame, {
    title: text('user.title', { name: user.name }),
    menu: 'operator',
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p>${user.email} <span class="ds-tag" data-color="neutral">${text(`state.${user.state}`)}</span></p>
${form(
  `${base}/roles`,
  [rolesField(text, text('staff.roles'), text('staff.roles-help'), operatorRoles, facts.chosenRoles, errors)],
  { label: text('user.save') },
)}
${
  user.state === 'LOCKED'
    ? html`<section aria-labelledby="unlock"><h2 class="ds-heading" data-size="sm" id="unlock">${text('user.unlock')}</h2>
<p>${text('user.unlock-text')}</p>
${form(`${base}/unlock`, [], { label: text('user.unlock'), variant: 'secondary' })}</section>`
    : user.state === 'ACTIVE' &&
      html`<section aria-labelledby="lock"><h2 class="ds-heading" data-size="sm" id="lock">${text('staff.lock')}</h2>
<p>${text('staff.lock-text')}</p>
${form(
  `${base}/lock`,
  [
    textArea({
      name: 'reason',
      label: text('staff.lock-reason'),
      help: text('staff.lock-reason-help'),
      value: facts.typed('reason'),
      error: errors.of('reason'),
      rows: 3,
    }),
  ],
  { label: text('staff.lock'), danger: true },
)}</section>`
}`,
  })
}
