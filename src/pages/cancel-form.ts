import { textsFor } from '../texts/text.ts'
import type { PageFrame } from './frame.ts'
import { type Html, html } from './html.ts'

/** "Cancel and go back to the service" (CANC-1), a form of its own so that nothing typed is sent with it. */
export function cancelForm(frame: PageFrame, action: string): Html {
  const text = textsFor(frame.language)
  const name = frame.service?.name
  return html`<form class="pv-cancel" method="post" action="${action}">
<button class="ds-button" data-variant="tertiary" data-testid="cancel">${name === undefined ? text('layout.cancel') : text('layout.cancel-to-service', { service: name })}</button>
</form>`
}
