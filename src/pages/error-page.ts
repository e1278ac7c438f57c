import { textsFor } from '../texts/text.ts'
import type { PageFrame } from './frame.ts'
import { type Html, html } from './html.ts'
import { layout } from './layout.ts'
import { serviceLink } from './service-link.ts'

export const errorPageKinds = [
  'unknown-service-link',
  'login-link-used',
  'login-already-finished',
  'login-took-too-long',
  'cookies-blocked',
  'eid-unavailable',
  'eid-invalid-answer',
  'identifier-not-accepted',
  'overloaded',
  'unexpected',
  'not-found',
  'method-not-allowed',
  'too-large',
  'cannot-log-out',
  'bad-request',
  'forbidden',
] as const
export type ErrorPageKind = (typeof errorPageKinds)[number]

export interface ErrorFacts {
  readonly kind: ErrorPageKind
  /** The correlation id (HTTP-16). */
  readonly reference: string
  /** Already written for a reader. */
  readonly time: string
  /** In test: where a support case about this very error begins (ONB-157). */
  readonly reportAddress?: string
  /** Where the owner of the service reads what is behind the reference. */
  readonly lookUpAddress?: string
}

/** PAGE-9: what happened, what to do now, and what to tell support (ERRP-2). Shows nothing that was sent to us. */
export function errorPage(frame: PageFrame, error: ErrorFacts): Html {
  const text = textsFor(frame.language)
  const heading = text(`error.${error.kind}.heading`)
  return layout(frame, {
    step: error.kind === 'login-already-finished' ? heading : text('layout.error-title', { step: heading }),
    serviceLabel: text('layout.service'),
    main: html`<h1 class="ds-heading" data-size="md">${heading}</h1>
<p>${text(`error.${error.kind}.text`)}</p>
${serviceLink(frame)}
<dl class="pv-facts">
<div><dt>${text('error.reference')}</dt><dd><code>${error.reference}</code></dd></div>
<div><dt>${text('error.time')}</dt><dd>${error.time}</dd></div>
</dl>
<p class="pv-small">${text('error.reference-text')}</p>${
      error.reportAddress !== undefined &&
      html`
<p><a class="ds-link" href="${error.reportAddress}">${text('error.report')}</a></p>`
    }${
      error.lookUpAddress !== undefined &&
      html`
<p class="pv-small"><a class="ds-link" href="${error.lookUpAddress}">${text('error.developers')}</a></p>`
    }`,
  })
}
