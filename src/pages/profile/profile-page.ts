import { profileTexts } from '../../texts/profile-text.ts'
import type { PageFrame } from '../frame.ts'
import { attributes, type Html, html } from '../html.ts'
import { layout } from '../layout.ts'

/** What every page of the citizen's own stands in. */
export interface ProfileFrame {
  readonly page: PageFrame
  readonly css: string
  /** Path of these pages, without a slash at the end. */
  readonly base: string
  readonly isLoggedIn: boolean
}

/** A page with its menu; `current` is the path below the base that it stands at. */
export function profilePage(frame: ProfileFrame, title: string, current: string, content: Html): Html {
  return layout(frame.page, {
    step: title,
    wide: true,
    head: html`<link rel="stylesheet" href="${frame.css}">
`,
    main: html`<div class="site">${frame.isLoggedIn && menu(frame, current)}<div class="site-member"><h1 class="ds-heading" data-size="lg">${title}</h1>
${content}</div></div>`,
  })
}

function menu({ page, base }: ProfileFrame, current: string): Html {
  const text = profileTexts(page.language)
  const entries = [
    ['', text('title')],
    ['/history', text('title.history')],
    ['/access', text('title.access')],
  ] as const
  return html`<nav class="site-menu" aria-label="${text('nav.label')}"><ul>${entries.map(
    ([path, name]) =>
      html`<li><a class="ds-link" href="${base + path}" ${attributes({ 'aria-current': path === current ? 'page' : undefined })}>${name}</a></li>`,
  )}</ul></nav>
`
}

/** Ends the login here and at the services, as a form. */
export function logOutForm({ page, base }: ProfileFrame): Html {
  const text = profileTexts(page.language)
  return html`<section><h2 class="ds-heading" data-size="sm">${text('log-out.title')}</h2>
<p>${text('log-out.text')}</p>
<form method="post" action="${`${base}/logout`}"><button class="ds-button" data-variant="secondary" type="submit">${text('log-out.title')}</button></form></section>`
}
