import type { PortalTextKey } from '../../texts/portal-nb.ts'
import { type Html, html } from '../html.ts'
import { type PortalFrame, portalPage } from './portal-page.ts'

/** A page that says one thing and leads back to the front. */
export const messagePage = (frame: PortalFrame, kind: 'not-found' | 'failed'): Html => {
  const title: PortalTextKey = `${kind}.title`
  return portalPage(
    frame,
    frame.text(title),
    html`<h1 class="ds-heading" data-size="lg">${frame.text(title)}</h1>
<p>${frame.text(`${kind}.text`)}</p>
<p><a class="ds-link" href="/">${frame.text('nav.front')}</a></p>`,
  )
}
