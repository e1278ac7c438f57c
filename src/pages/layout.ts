import { textsFor } from '../texts/text.ts'
import type { PageFrame } from './frame.ts'
import { type Html, html } from './html.ts'
import { languageSwitch } from './language-switch.ts'

export interface PageContent {
  /** What this page is for; the first part of the title (PAGE-26). */
  readonly step: string
  /** Everything of the page itself, with its one `h1`. */
  readonly main: Html
  readonly head?: Html
  /** Words over the name of the service; "on the way to" unless given. */
  readonly serviceLabel?: string
  /** For lists and tables: the column is as wide as the window allows. */
  readonly wide?: boolean
}

/** A whole page: banner, header with language switch, the service, the content, and help in the same place (UD-11). */
export function layout(frame: PageFrame, content: PageContent): Html {
  const text = textsFor(frame.language)
  return html`<!doctype html>
<html lang="${frame.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titleOf(frame, content.step)}</title>
<link rel="preload" href="${frame.assets.font}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${frame.assets.css}">
<link rel="icon" href="data:,">
${content.head}</head>
<body class="${content.wide ? 'pv-page pv-wide' : 'pv-page'}">
<a class="ds-skip-link" href="#main">${text('layout.skip-to-content')}</a>
<header class="pv-header">
${frame.testBanner && testBanner(frame)}<div class="pv-bar">
<p class="pv-brand">${gate}<span>${frame.productName}</span></p>
${languageSwitch(frame)}
</div>
</header>
<main id="main" class="pv-main" tabindex="-1">
${service(frame, content.serviceLabel)}<div class="pv-content">
${content.main}
</div>
</main>
<footer class="pv-footer">
<a class="ds-link" href="${frame.helpUrl}">${text('layout.help')}</a>
<p>${frame.productName} – ${frame.environmentTitle}</p>
</footer>
</body>
</html>
`
}

const titleOf = (frame: PageFrame, step: string): string =>
  [step, frame.service?.name, frame.productName].filter((part) => part !== undefined).join(' – ')

function testBanner(frame: PageFrame): Html {
  const text = textsFor(frame.language)
  return html`<div class="pv-test"><p><strong>${text('layout.test-environment')}</strong> ${text('layout.test-environment-meaning')}</p>
${frame.realFormatWarning && html`<p>${text('layout.real-format-warning')}</p>`}</div>
`
}

// The logo's alternative text is the name (LOGO-4), so that a screen reader hears it once.
function service(frame: PageFrame, label: string | undefined): Html | undefined {
  if (frame.service === undefined) return undefined
  const { name, logo } = frame.service
  return html`<p class="pv-service">
${logo !== undefined && html`<img src="${logo.address}" alt="${name}" width="${logo.width}" height="${logo.height}">`}<span>${label ?? textsFor(frame.language)('layout.on-the-way-to')}
${logo === undefined ? html`<strong>${name}</strong>` : html`<strong aria-hidden="true">${name}</strong>`}</span>
</p>
`
}

/** Our mark: a gate with a lamp in it. */
const gate = html`<svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><path fill="currentColor" d="M3 30V15a13 13 0 0 1 26 0v15h-7V15.5a6 6 0 0 0-12 0V30z"/><circle cx="16" cy="19" r="3" fill="#e3a42b"/></svg>`
