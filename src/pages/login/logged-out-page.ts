import { textsFor } from '../../texts/text.ts'
import type { PageFrame } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { layout } from '../layout.ts'
import { serviceLink } from '../service-link.ts'
import { logoutProgress, type ShownService } from './logout-progress.ts'

/** LOUT-2, LOUT-3, LOUT-5: the end of a logout. Claims no more than is known of the services; `services` may be unknown by now. */
export function loggedOutPage(frame: PageFrame, { services = [] }: { services?: readonly ShownService[] } = {}): Html {
  const text = textsFor(frame.language)
  const said = services.some(({ state }) => state === 'not-told') ? 'logged-out.some-not-told' : 'logged-out.text'
  return layout(frame, {
    step: text('logged-out.heading'),
    serviceLabel: text('layout.service'),
    main: html`<h1 class="ds-heading" data-size="md">${text('logged-out.heading')}</h1>
<p>${text(said, { product: frame.productName })} ${text('logged-out.unreachable')}</p>
${logoutProgress(frame.language, services)}<p>${text('logged-out.close-browser')}</p>
${serviceLink(frame)}`,
  })
}
