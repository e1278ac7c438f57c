import type { PortalText } from '../../texts/portal-text.ts'
import type { PageFrame } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { layout } from '../layout.ts'

/** What every page of the portal needs. */
export interface PortalFrame {
  readonly page: PageFrame
  readonly text: PortalText
  readonly assets: { readonly css: string; readonly copyScript: string }
}

/** An environment as a visitor of the portal needs it. */
export interface PortalEnvironment {
  readonly name: string
  readonly kind: 'test' | 'prod'
  readonly title: string
  readonly issuer: string
  readonly loginBase: string
  readonly simulatedProduction: boolean
  readonly wellKnown: string
}

export const portalPage = (frame: PortalFrame, step: string, content: Html): Html =>
  layout(frame.page, {
    step,
    wide: true,
    head: html`<link rel="stylesheet" href="${frame.assets.css}">
<script src="${frame.assets.copyScript}" defer></script>
`,
    main: html`<div class="site">${content}</div>`,
  })

/** A button that copies the element `id`; it appears when the script that makes it work has been loaded. */
export const copyButton = (text: PortalText, id: string, what: string): Html =>
  html`<button type="button" class="ds-button site-copy" data-variant="secondary" data-size="sm" data-copy="${id}" data-copied="${text('action.copied')}" aria-label="${`${text('action.copy')}: ${what}`}" hidden>${text('action.copy')}</button>`

/** Lines to copy, in a box that keyboard users can scroll. */
export const codeBox = (text: PortalText, id: string, what: string, content: string): Html =>
  html`<div class="site-copyable">${copyButton(text, id, what)}<pre class="site-code" tabindex="0" role="region" aria-label="${what}" id="${id}">${content}</pre></div>`
