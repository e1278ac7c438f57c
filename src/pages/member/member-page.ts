import { type Action, isAllowed, type Role } from '../../journey/roles.ts'
import type { Language } from '../../protocol/language.ts'
import type { MemberTextKey } from '../../texts/member-nb.ts'
import { memberTexts } from '../../texts/member-text.ts'
import { attributes, type Html, html } from '../html.ts'
import { type PortalEnvironment, type PortalFrame, portalPage } from '../portal/portal-page.ts'

/** Whom and what a page of the portal is shown to. `organisation` and `operator` choose the menu. */
export interface MemberFrame extends PortalFrame {
  readonly person?: { readonly name: string; readonly operatorRoles: readonly Role[] } | undefined
  readonly organisation?: { readonly orgno: string; readonly name: string; readonly roles: readonly Role[] } | undefined
}

export interface MemberContent {
  /** First part of the title and the one `h1`. */
  readonly title: string
  /** Which menu stands above: of the organisation, of the operator, or only what everybody has. */
  readonly menu?: 'organisation' | 'operator'
  /** The environment that the page is about; production looks different (ONB-6). */
  readonly environment?: Pick<PortalEnvironment, 'name' | 'kind' | 'title' | 'simulatedProduction'> | undefined
  /** Language that the content is in, where it is not the page's. */
  readonly language?: Language
  readonly content: Html
}

interface MenuEntry {
  readonly path: string
  readonly key: MemberTextKey
  readonly needs: Action
}

/** A new page of an organisation is a line here. */
const organisationMenu: readonly MenuEntry[] = [
  { path: '', key: 'nav.organisation', needs: 'organisation.read' },
  { path: '/integrations', key: 'nav.integrations', needs: 'client.read' },
  { path: '/orders', key: 'nav.orders', needs: 'client.read' },
  { path: '/scopes', key: 'nav.scopes', needs: 'scope.read' },
  { path: '/test-users', key: 'nav.test-users', needs: 'test-users.order' },
  { path: '/test-certificates', key: 'nav.test-certificates', needs: 'test-users.order' },
  { path: '/terms', key: 'nav.terms', needs: 'organisation.read' },
  { path: '/users', key: 'nav.users', needs: 'organisation.read' },
  { path: '/settings', key: 'nav.settings', needs: 'organisation.read' },
  { path: '/statistics', key: 'nav.logins', needs: 'client.read' },
  { path: '/periods', key: 'nav.periods', needs: 'organisation.read' },
  { path: '/cases', key: 'nav.cases', needs: 'case.read' },
  { path: '/journal', key: 'nav.journal', needs: 'journal.read' },
]

/** A new page of the operator's console is a line here. */
const operatorMenu: readonly MenuEntry[] = [
  { path: '/operator', key: 'nav.queue', needs: 'queue.read' },
  { path: '/operator/organisations', key: 'nav.organisations', needs: 'queue.read' },
  { path: '/operator/clients', key: 'nav.clients', needs: 'queue.read' },
  { path: '/operator/cases', key: 'nav.operator-cases', needs: 'queue.read' },
  { path: '/operator/deliveries', key: 'nav.deliveries', needs: 'outbox.read' },
  { path: '/operator/outbox', key: 'nav.outbox', needs: 'outbox.read' },
  { path: '/operator/terms', key: 'nav.operator-terms', needs: 'queue.read' },
  { path: '/operator/statistics', key: 'nav.statistics', needs: 'operation.read' },
  { path: '/operator/notices', key: 'nav.notices', needs: 'operation.read' },
  { path: '/operator/periods', key: 'nav.periods', needs: 'operation.read' },
  { path: '/operator/health', key: 'nav.health', needs: 'operation.read' },
  { path: '/operator/keys', key: 'nav.keys', needs: 'operation.read' },
  { path: '/operator/staff', key: 'nav.staff', needs: 'operation.read' },
  { path: '/operator/journal', key: 'nav.journal', needs: 'operation.read' },
]

/** A page of the portal: who is logged in, the menu, the environment's colour bar and the content. */
export function memberPage(frame: MemberFrame, { title, menu, environment, language, content }: MemberContent): Html {
  const text = memberTexts(frame.page.language)
  const isTranslated = language === undefined || language === frame.page.language
  return portalPage(
    frame,
    title,
    html`${personBar(frame)}${menu !== undefined && menuView(frame, menu)}${environment !== undefined && environmentBar(frame.page.language, environment)}
${!isTranslated && html`<p class="site-quiet">${text('language.missing')}</p>`}
<div class="site-member" ${attributes({ lang: isTranslated ? undefined : language })}><h1 class="ds-heading" data-size="lg">${title}</h1>
${content}</div>`,
  )
}

function personBar({ page, person }: MemberFrame): Html {
  const text = memberTexts(page.language)
  if (person === undefined)
    return html`<p class="site-person"><a class="ds-link" href="/login">${text('nav.log-in')}</a></p>
`
  return html`<div class="site-person">${person.name !== '' && html`<span>${text('nav.logged-in-as', { name: person.name })}</span>`} <a class="ds-link" href="/my">${text('nav.mine')}</a>${person.operatorRoles.length > 0 && html` <a class="ds-link" href="/operator">${text('nav.operator')}</a>`}
<form method="post" action="/logout"><button class="ds-button" data-variant="tertiary" data-size="sm" type="submit">${text('nav.log-out')}</button></form></div>
`
}

function menuView(frame: MemberFrame, menu: 'organisation' | 'operator'): Html | undefined {
  const text = memberTexts(frame.page.language)
  const { organisation, person } = frame
  const roles = [...(organisation?.roles ?? []), ...(person?.operatorRoles ?? [])]
  const entries = menu === 'operator' ? operatorMenu : organisationMenu
  const base = menu === 'operator' ? '' : `/o/${organisation?.orgno ?? ''}`
  const label = menu === 'operator' ? text('nav.operator') : (organisation?.name ?? '')
  const shown = entries.filter(({ needs }) => isAllowed(roles, needs, true))
  return html`<nav class="site-menu" aria-label="${label}"><p class="site-menu-name"><strong>${label}</strong>${menu === 'organisation' && html` <span class="site-quiet">${organisation?.orgno ?? ''}</span>`}</p>
<ul>${shown.map(({ path, key }) => {
    const address = base + path
    return html`<li><a class="ds-link" ${attributes({ href: address, 'aria-current': isCurrent(frame, address) ? 'page' : undefined })}>${text(key)}</a></li>`
  })}</ul></nav>
`
}

/** The language form carries the page's own path. */
const isCurrent = (frame: MemberFrame, address: string): boolean =>
  frame.page.languageForm.kind === 'own' &&
  frame.page.languageForm.hidden.some(([name, value]) => name === 'return' && value === address)

/** A bar in a colour and a word: nobody takes test for production (ONB-6). */
export function environmentBar(
  language: Language,
  environment: Pick<PortalEnvironment, 'name' | 'kind' | 'title' | 'simulatedProduction'>,
): Html {
  const text = memberTexts(language)
  const kind = environment.kind === 'prod' ? 'production' : environment.simulatedProduction ? 'simulated' : 'test'
  return html`<p class="site-environment" data-environment="${kind}"><strong>${text(`environment.${kind}`)}</strong> ${text('environment.bar', { title: environment.title, name: environment.name })}</p>
`
}
