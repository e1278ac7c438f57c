import type { Organisation, PortalUser } from '../../../journey/records.ts'
import type { Role } from '../../../journey/roles.ts'
import { organisationsTexts } from '../../../texts/organisations-text.ts'
import { type PeopleWords, peopleTexts } from '../../../texts/people-text.ts'
import { type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'

/** What somebody would do next for an organisation, and where. */
export interface NextStep {
  readonly key: 'suspended' | 'closed' | 'first-integration' | 'admin' | 'points' | 'continue'
  readonly path: string
}

export interface MyPageFacts {
  readonly user: PortalUser | undefined
  readonly organisations: readonly {
    readonly organisation: Organisation
    readonly next: NextStep
  }[]
}

/** My organisations, my roles in each and what comes next. */
export function myPage(frame: MemberFrame, { user, organisations }: MyPageFacts): Html {
  const text = peopleTexts(frame.page.language)
  const staff = user?.operatorRoles ?? []
  return memberPage(frame, {
    title: text('my.title'),
    language: text.language,
    content: html`${user?.state === 'LOCKED' && html`<div class="ds-alert" data-color="warning" role="alert"><p>${text('my.locked')}</p></div>`}
${staff.length > 0 && html`<p>${text('my.staff', { roles: roleNames(text, staff) })} <a class="ds-link" href="/operator">${text('my.staff-link')}</a></p>`}
${
  organisations.length === 0
    ? staff.length === 0 && user?.state !== 'LOCKED' && html`<p class="site-lead">${text('my.none')}</p>`
    : html`<p>${text('my.lead')}</p>
<div class="site-cards">${organisations.map((one) => card(text, frame, user, one))}</div>`
}
<p><a class="ds-button" data-variant="${organisations.length === 0 && staff.length === 0 ? 'primary' : 'secondary'}" href="/join">${text('my.join')}</a></p>`,
  })
}

function card(
  text: PeopleWords,
  frame: MemberFrame,
  user: PortalUser | undefined,
  { organisation, next }: MyPageFacts['organisations'][number],
): Html {
  const { orgno, name, state } = organisation
  const stateText = organisationsTexts(frame.page.language)
  const forTest = (user?.testRoles?.[orgno] ?? []).filter((role) => !user?.roles[orgno]?.includes(role))
  return html`<article class="ds-card site-card" aria-labelledby="${`o-${orgno}`}"><h2 class="ds-heading" data-size="2xs" id="${`o-${orgno}`}"><a class="ds-link" href="${`/o/${orgno}`}">${name}</a></h2>
<p class="site-quiet">${orgno}</p>
<dl class="site-facts"><div><dt>${text('my.state')}</dt><dd>${stateText(`state.${state}`)}</dd></div>
<div><dt>${text('my.roles')}</dt><dd>${roleNames(text, user?.roles[orgno] ?? [])}${forTest.length > 0 && html` (${text('my.test-only', { roles: roleNames(text, forTest) })})`}</dd></div>
<div><dt>${text('my.next')}</dt><dd><a class="ds-link" href="${next.path}">${text(`next.${next.key}`)}</a></dd></div></dl></article>`
}

export const roleNames = (text: PeopleWords, roles: readonly Role[]): string =>
  roles.map((role) => text(`role.${role}`)).join(', ')
