import { textsFor } from '../../texts/text.ts'
import type { PageFrame } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { layout } from '../layout.ts'
import { assertSafeAddress } from '../safe-address.ts'

export interface LogoutCalls {
  /** Front-channel addresses, one hidden frame each (LOGOUT-13). */
  readonly calls: readonly string[]
  readonly continueTo: string
  readonly waitSeconds: number
}

/** LOUT-1: services are being told. The script goes on when all have answered; the link and the refresh need none. */
export function logoutPage(frame: PageFrame, logout: LogoutCalls): Html {
  const text = textsFor(frame.language)
  const seconds = String(logout.waitSeconds)
  // Inside noscript: with script the page goes on as soon as it can, and only once.
  const refresh = `${seconds};url=${assertSafeAddress(logout.continueTo)}`
  return layout(frame, {
    step: text('logout.heading'),
    serviceLabel: text('layout.service'),
    head: html`<script src="${frame.assets.logoutScript}" defer></script>
<noscript><meta http-equiv="refresh" content="${refresh}"></noscript>
`,
    main: html`<h1 class="ds-heading" data-size="md">${text('logout.heading')}</h1>
<p>${text('logout.text', { seconds })}</p>
<p><a class="ds-button" id="continue" href="${logout.continueTo}" data-wait-seconds="${seconds}">${text('layout.continue')}</a></p>
${logout.calls.map((address) => html`<iframe src="${address}" hidden title="${text('logout.heading')}"></iframe>`)}`,
  })
}
