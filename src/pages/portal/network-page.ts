import { networkTexts } from '../../texts/network-text.ts'
import { type Html, html } from '../html.ts'
import { environmentBar, type MemberFrame, memberPage } from '../member/member-page.ts'
import type { PortalEnvironment } from './portal-page.ts'

export interface NetworkView {
  readonly environment: PortalEnvironment
  /** IP addresses; none: they follow the names. */
  readonly addresses: readonly string[]
  readonly plannedChange: string | undefined
  readonly hosts: readonly {
    readonly host: string
    readonly port: string
    readonly uses: readonly ('issuer' | 'login' | 'machine' | 'api')[]
  }[]
}

/** Host names and ports that a service owner's firewall must let through (ONB-12). */
export function networkPage(frame: MemberFrame, environments: readonly NetworkView[]): Html {
  const { language } = frame.page
  const text = networkTexts(language)
  return memberPage(frame, {
    title: text('network.title'),
    language: text.language,
    content: html`<p>${text('network.intro')}</p>
${environments.map(
  ({
    environment,
    hosts,
    addresses,
    plannedChange,
  }) => html`<h2 class="ds-heading" data-size="md">${environment.title}</h2>
${environmentBar(language, environment)}<div class="site-scroll" tabindex="0" role="group" aria-label="${environment.title}"><table class="ds-table site-table">
<thead><tr><th scope="col">${text('network.host')}</th><th scope="col">${text('network.port')}</th><th scope="col">${text('network.addresses')}</th><th scope="col">${text('network.use')}</th></tr></thead>
<tbody>${hosts.map(({ host, port, uses }) => html`<tr><th scope="row"><code>${host}</code></th><td>${port}</td><td>${addresses.length === 0 ? text('network.by-name') : addresses.join(', ')}</td><td>${uses.map((use) => text(`network.${use}`)).join('; ')}</td></tr>`)}</tbody></table></div>
<p>${plannedChange === undefined ? text('network.no-change') : text('network.change', { change: plannedChange })}</p>
`,
)}
<p>${text('network.outgoing')}</p>`,
  })
}
