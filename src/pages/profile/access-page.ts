import type { BrowserName } from '../../protocol/browser-name.ts'
import { type ProfileText, profileTexts } from '../../texts/profile-text.ts'
import { type Html, html } from '../html.ts'
import { timeElement } from '../member/time-element.ts'
import { browserWords } from './history-page.ts'
import { type ProfileFrame, profilePage } from './profile-page.ts'

export interface ShownAccess {
  /** By what it is withdrawn. */
  readonly publicId: string
  readonly clientName: string
  readonly ownerName: string
  readonly customerName?: string
  readonly scopes: readonly { readonly name: string; readonly description: string }[]
  readonly authorizedAtSeconds: number
  readonly expiresAtSeconds: number
  readonly client: BrowserName
}

/** What the citizen has given and what still holds (PROF-3). `told` is what became of the withdrawal that led here. */
export function accessPage(
  frame: ProfileFrame,
  accesses: readonly ShownAccess[],
  told: 'withdrawn' | 'gone' | undefined,
): Html {
  const text = profileTexts(frame.page.language)
  return profilePage(
    frame,
    text('title.access'),
    '/access',
    html`${
      told !== undefined &&
      html`<div class="ds-alert" data-color="${told === 'withdrawn' ? 'success' : 'info'}" role="status"><p>${text(`access.${told}`)}</p></div>
`
    }<p>${text('access.lead')}</p>
${accesses.length === 0 ? html`<p>${text('access.none')}</p>` : html`<div class="pv-asked">${accesses.map((access) => entry(frame, text, access))}</div>`}`,
  )
}

function entry(frame: ProfileFrame, text: ProfileText, access: ShownAccess): Html {
  return html`<section><h2 class="ds-heading" data-size="sm">${access.clientName}</h2>
${ownerLine(text, access)}
${facts(frame, text, access)}
<p><a class="ds-button" data-variant="secondary" href="${`${frame.base}/access/${access.publicId}`}" aria-label="${text('access.withdraw-named', { name: access.clientName })}">${text('access.withdraw')}</a></p></section>
`
}

const ownerLine = (text: ProfileText, { ownerName, customerName }: ShownAccess): Html =>
  html`<p class="site-quiet">${
    customerName === undefined
      ? text('history.owner', { name: ownerName })
      : text('history.on-behalf-of', { name: ownerName, customer: customerName })
  }</p>`

const facts = ({ page }: ProfileFrame, text: ProfileText, access: ShownAccess): Html =>
  html`<p>${text('access.may')}</p>
<ul>${access.scopes.map(({ name, description }) => html`<li>${description} <code>${name}</code></li>`)}</ul>
<dl class="site-facts site-facts-wide"><div><dt>${text('access.given')}</dt><dd>${timeElement(access.authorizedAtSeconds, page.language)}</dd></div><div><dt>${text('access.ends')}</dt><dd>${timeElement(access.expiresAtSeconds, page.language)}</dd></div><div><dt>${text('history.client')}</dt><dd>${browserWords(text, access.client)}</dd></div></dl>`

/** Before an access is withdrawn: which, and what follows. */
export function withdrawPage(frame: ProfileFrame, access: ShownAccess): Html {
  const text = profileTexts(frame.page.language)
  return profilePage(
    frame,
    text('title.withdraw'),
    '/access',
    html`<p>${text('withdraw.text', { name: access.clientName })}</p>
<div class="pv-asked"><section><h2 class="ds-heading" data-size="sm">${access.clientName}</h2>
${ownerLine(text, access)}
${facts(frame, text, access)}</section></div>
<form class="pv-actions" method="post" action="${`${frame.base}/access/${access.publicId}`}"><button class="ds-button" data-color="danger" type="submit">${text('access.withdraw')}</button> <a class="ds-button" data-variant="secondary" href="${`${frame.base}/access`}">${text('withdraw.back')}</a></form>`,
  )
}
