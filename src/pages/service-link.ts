import { textsFor } from '../texts/text.ts'
import type { PageFrame } from './frame.ts'
import { type Html, html } from './html.ts'

/** A link to the service, when the service and its address are known with certainty (ERR-25, LOUT-2). */
export function serviceLink(frame: PageFrame): Html | undefined {
  if (frame.service?.uri === undefined) return undefined
  const label = textsFor(frame.language)('layout.go-to-service', { service: frame.service.name })
  return html`<p><a class="ds-button" href="${frame.service.uri}">${label}</a></p>`
}
