import type { PortalUser } from '../../../journey/records.ts'
import type { Role } from '../../../journey/roles.ts'
import { type PeopleWords, peopleTexts } from '../../../texts/people-text.ts'
import { errorSummary } from '../../error-summary.ts'
import { choiceField, form, hidden, textField } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { timeElement } from '../time-element.ts'
import type { PageErrors } from './join-page.ts'
import { roleNames } from './my-page.ts'

export interface UsersPageFacts {
  readonly orgno: string
  readonly users: readonly PortalUser[]
  readonly ownId: string
  readonly mayManage: boolean
  /** The first administrator is still to be appointed, and whether this person may do it. */
  readonly appoint: 'may' | 'wait' | 'done'
  readonly givenRoles: readonly Role[]
  readonly typed: (name: string) => string
  readonly chosenRoles: readonly string[]
  readonly errors: PageErrors
  readonly isSaved: boolean
}

/** The people of an organisation, and the form to invite one. */
export function usersPage(frame: MemberFrame, facts: UsersPageFacts): Html {
  const text = peopleTexts(frame.page.language)
  const { orgno, users, errors } = facts
  return memberPage(frame, {
    title: text('users.title'),
    menu: 'organisation',
    language: text.language,
    content: html`${errorSummary(
      frame.page,
      errors.summary,
    )}${facts.isSaved && savedNotice(text)}<p>${text('users.lead')}</p>
${userTable(text, users, {
  ownId: facts.ownId,
  rolesOf: ({ roles }) => roles[orgno] ?? [],
  linkOf: facts.mayManage ? ({ id }) => `/o/${orgno}/users/${id}` : undefined,
})}
${facts.appoint !== 'done' && appointView(text, facts)}
${facts.mayManage ? inviteForm(text, facts) : facts.appoint === 'done' && whoCan(text, facts)}`,
  })
}

const whoCan = (text: PeopleWords, { users, orgno }: UsersPageFacts): Html => {
  const admins = users.filter(({ roles }) => roles[orgno]?.includes('org_admin')).map(({ name }) => name)
  return html`<p>${text('users.only-admin', { admins: admins.join(', ') })}</p>`
}

export const savedNotice = (text: PeopleWords): Html =>
  html`<div class="ds-alert" data-color="success" role="status"><p>${text('saved')}</p></div>
`

/** People with their roles; a table that small windows scroll. */
export function userTable(
  text: PeopleWords,
  users: readonly PortalUser[],
  how: {
    readonly ownId: string
    readonly rolesOf: (user: PortalUser) => readonly Role[]
    readonly linkOf: ((user: PortalUser) => string) | undefined
  },
): Html {
  if (users.length === 0) return html`<p>${text('users.none')}</p>`
  return html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('users.title')}"><table class="ds-table"><thead><tr><th scope="col">${text('users.name')}</th><th scope="col">${text('users.email')}</th><th scope="col">${text('users.roles')}</th><th scope="col">${text('users.state')}</th><th scope="col">${text('users.last-login')}</th>${how.linkOf !== undefined && html`<th scope="col">${text('users.actions')}</th>`}</tr></thead><tbody>${users.map(
    (user) =>
      html`<tr><th scope="row">${user.name}${user.id === how.ownId && ` ${text('users.you')}`}</th><td>${user.email}</td><td>${roleNames(text, how.rolesOf(user))}</td><td>${text(`state.${user.state}`)}</td><td>${user.lastLoginSeconds === undefined ? text('users.never') : timeElement(user.lastLoginSeconds, text.language)}</td>${how.linkOf !== undefined && html`<td><a class="ds-link" href="${how.linkOf(user)}">${text('users.change', { name: user.name })}</a></td>`}</tr>`,
  )}</tbody></table></div>`
}

function appointView(text: PeopleWords, { orgno, users, appoint }: UsersPageFacts): Html {
  return html`<section aria-labelledby="appoint"><h2 class="ds-heading" data-size="sm" id="appoint">${text('users.no-admin')}</h2>
${
  appoint === 'wait'
    ? html`<p>${text('users.appoint-wait')}</p>`
    : html`<p>${text('users.appoint-lead')}</p>
<div class="site-actions">${users
        .filter(({ state }) => state === 'ACTIVE')
        .map(({ id, name }) =>
          form(`/o/${orgno}/users/appoint`, [hidden('user', id)], { label: text('users.appoint', { name }) }),
        )}</div>`
}</section>`
}

function inviteForm(text: PeopleWords, facts: UsersPageFacts): Html {
  const { typed, errors, orgno } = facts
  return html`<section aria-labelledby="invite"><h2 class="ds-heading" data-size="sm" id="invite">${text('users.invite')}</h2>
<p>${text('users.invite-lead')}</p>
${form(
  `/o/${orgno}/users`,
  [
    textField({
      name: 'name',
      label: text('users.invite-name'),
      value: typed('name'),
      error: errors.of('name'),
      autocomplete: 'off',
    }),
    textField({
      name: 'email',
      label: text('users.invite-email'),
      help: text('users.invite-email-help'),
      type: 'email',
      value: typed('email'),
      error: errors.of('email'),
      autocomplete: 'off',
    }),
    rolesField(text, text('user.roles'), text('user.roles-help'), facts.givenRoles, facts.chosenRoles, errors),
  ],
  { label: text('users.invite-submit') },
)}</section>`
}

export const rolesField = (
  text: PeopleWords,
  label: string,
  help: string,
  roles: readonly Role[],
  chosen: readonly string[],
  errors: PageErrors,
): Html =>
  choiceField({
    name: 'roles',
    label,
    help,
    error: errors.of('roles'),
    several: true,
    values: chosen,
    choices: roles.map((role) => ({ value: role, label: text(`role.${role}`), help: text(`role-help.${role}`) })),
  })
