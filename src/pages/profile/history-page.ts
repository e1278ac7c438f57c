import type { BrowserName } from '../../protocol/browser-name.ts'
import { type ProfileText, profileTexts } from '../../texts/profile-text.ts'
import { type Html, html } from '../html.ts'
import { eidLabel } from '../login/eid-label.ts'
import { timeElement } from '../member/time-element.ts'
import { type ProfileFrame, profilePage } from './profile-page.ts'

export interface ShownLogin extends BrowserName {
  readonly atSeconds: number
  readonly clientName: string
  readonly ownerName: string
  readonly onbehalfof?: { readonly name: string }
  /** Absent: single sign-on. */
  readonly eid?: string
  readonly acr: string
  readonly result: 'completed' | 'cancelled' | 'failed'
}

export interface HistoryView {
  readonly logins: readonly ShownLogin[]
  /** From 1, the newest. */
  readonly page: number
  readonly hasMore: boolean
}

/** The citizen's logins, newest first, with what was cancelled or failed marked as such (PROF-2). */
export function historyPage(frame: ProfileFrame, { logins, page, hasMore }: HistoryView): Html {
  const text = profileTexts(frame.page.language)
  const pageAt = (number: number) => `${frame.base}/history?page=${number}`
  return profilePage(
    frame,
    text('title.history'),
    '/history',
    html`<p>${text('history.lead')}</p>
${logins.length === 0 ? html`<p>${text('history.none')}</p>` : html`<ul class="pv-told site-logins">${logins.map((login) => entry(frame, text, login))}</ul>`}
${(page > 1 || hasMore) && html`<p>${page > 1 && html`<a class="ds-link" href="${pageAt(page - 1)}">${text('history.newer')}</a> `}${hasMore && html`<a class="ds-link" href="${pageAt(page + 1)}">${text('history.older')}</a>`}</p>`}
<p class="site-quiet">${text('history.kept')}</p>`,
  )
}

function entry({ page }: ProfileFrame, text: ProfileText, login: ShownLogin): Html {
  const { eid, ownerName, onbehalfof } = login
  const owner =
    onbehalfof === undefined
      ? text('history.owner', { name: ownerName })
      : text('history.on-behalf-of', { name: ownerName, customer: onbehalfof.name })
  return html`<li><strong>${login.clientName}</strong>
<p class="site-quiet">${owner}</p>
<span class="ds-tag" data-color="${colours[login.result]}">${text(`history.${login.result}`)}</span>
<dl class="site-facts site-facts-wide">${[
    [text('history.time'), timeElement(login.atSeconds, page.language)] as const,
    [
      text('history.how'),
      html`${eid === undefined ? text('history.sso') : eidLabel(eid, page.language).name}`,
    ] as const,
    [text('history.level'), html`${levelName(text, login.acr)}`] as const,
    [text('history.client'), html`${browserWords(text, login)}`] as const,
  ].map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></li>
`
}

const colours = { completed: 'success', cancelled: 'warning', failed: 'danger' } as const

function levelName(text: ProfileText, acr: string): string {
  for (const level of ['low', 'substantial', 'high'] as const)
    if (acr.endsWith(`-${level}`)) return text(`level.${level}`)
  return acr
}

/** "Firefox on Windows", as far as it is known. */
export function browserWords(text: ProfileText, { browser, system }: BrowserName): string {
  if (browser !== undefined && system !== undefined) return text('client.both', { browser, system })
  return browser ?? system ?? text('client.unknown')
}
