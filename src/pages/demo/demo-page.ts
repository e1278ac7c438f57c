import type { DemoText } from '../../texts/demo-text.ts'
import type { PageFrame } from '../frame.ts'
import { attributes, type Html, html } from '../html.ts'
import { layout } from '../layout.ts'

/** What every page of a demo service needs. */
export interface DemoFrame {
  readonly page: PageFrame
  readonly text: DemoText
  /** `A` or `B`. */
  readonly name: string
  readonly assets: DemoAssets
}

/** Addresses of what the sites add to the common look. */
export interface DemoAssets {
  readonly css: string
  readonly copyScript: string
  readonly submitScript: string
}

/** A whole page: the common frame around `content`, with the sites' own style. */
export const demoPage = (frame: DemoFrame, step: string, content: Html, script?: string): Html =>
  layout(frame.page, {
    step,
    wide: true,
    head: html`<link rel="stylesheet" href="${frame.assets.css}">${
      script !== undefined && html`<script src="${script}" defer></script>`
    }`,
    main: html`<div class="site"${attributes({ lang: frame.text.lang === frame.page.language ? undefined : frame.text.lang })}>${content}</div>`,
  })

/** A moment as it is read in Norway and, by the hour, everywhere: `2026-11-22 19:11:50 UTC`. */
export const momentText = (seconds: number): string =>
  `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`

/** Text that stands exactly as it was sent, in a box that keyboard users can scroll. */
export const codeBox = (label: string, content: string, id: string): Html =>
  html`<pre class="site-code" tabindex="0" role="region" aria-label="${label}" id="${id}">${content}</pre>`

/** A button that copies the element `id`. It is hidden until the script that makes it work has been loaded. */
export const copyButton = (text: DemoText, id: string, what: string): Html =>
  html`<button type="button" class="ds-button" data-variant="secondary" data-size="sm" data-copy="${id}" data-copied="${text('action.copied')}" aria-label="${`${text('action.copy')}: ${what}`}" hidden>${text('action.copy')}</button>`
