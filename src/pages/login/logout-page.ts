import { textsFor } from '../../texts/text.ts'
import type { PageFrame } from '../frame.ts'
import { attributes, type Html, html } from '../html.ts'
import { layout } from '../layout.ts'
import { assertSafeAddress } from '../safe-address.ts'
import { logoutProgress, type ShownService } from './logout-progress.ts'

export interface LogoutCalls {
  /** The services of the session, with how it stands with each now. */
  readonly services: readonly ShownService[]
  /** Front-channel addresses, one hidden frame each (LOGOUT-13), each with its service's place in `services`. */
  readonly calls: readonly { readonly address: string; readonly service: number }[]
  /** Where the page asks how it goes; undefined: nobody is told from server to server. */
  readonly stateAddress: string | undefined
  readonly continueTo: string
  /** The way onward leads to a page of ours, which is told what was called. */
  readonly staysHere: boolean
  readonly waitSeconds: number
}

/** LOUT-1: services are being told. The script goes on when all have answered; the link and the refresh need none. */
export function logoutPage(frame: PageFrame, logout: LogoutCalls): Html {
  const text = textsFor(frame.language)
  const seconds = String(logout.waitSeconds)
  // Inside noscript: with script the page goes on as soon as it can, and only once.
  const refresh = `${seconds};url=${assertSafeAddress(logout.continueTo)}`
  const forScript = attributes({ 'data-state-address': logout.stateAddress, 'data-stays-here': logout.staysHere })
  return layout(frame, {
    step: text('logout.heading'),
    serviceLabel: text('layout.service'),
    head: html`<script src="${frame.assets.logoutScript}" defer></script>
<noscript><meta http-equiv="refresh" content="${refresh}"></noscript>
`,
    main: html`<h1 class="ds-heading" data-size="md">${text('logout.heading')}</h1>
<p>${text('logout.text', { seconds })}</p>
${logoutProgress(frame.language, logout.services)}<p><a class="ds-button" id="continue" href="${logout.continueTo}" data-wait-seconds="${seconds}"${forScript}>${text('layout.continue')}</a></p>
${logout.calls.map(({ address, service }) => html`<iframe src="${address}" hidden title="${text('logout.heading')}" data-service="${service}"></iframe>`)}`,
  })
}
