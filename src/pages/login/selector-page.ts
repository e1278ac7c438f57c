import { textsFor } from '../../texts/text.ts'
import { cancelForm } from '../cancel-form.ts'
import type { PageFrame } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { layout } from '../layout.ts'
import { eidLabel } from './eid-label.ts'

export interface Selection {
  /** In the order they are shown (SEL-2). `name` is the eID's name in settings; one that is down stays listed (SEL-6). */
  readonly eids: readonly { readonly name: string; readonly href: string; readonly available: boolean }[]
  readonly reason: 'first' | 'step-up' | 'forced'
  readonly message?: 'cancelled-upstream' | 'upstream-failed' | 'level-too-low'
  readonly cancelAction: string
}

/** PAGE-1: the ways to log in that are enough for the service. Asks for no identifier (SEL-8). */
export function selectorPage(frame: PageFrame, selection: Selection): Html {
  const text = textsFor(frame.language)
  const { reason, message } = selection
  const heading =
    reason === 'first'
      ? text('selector.heading')
      : text(reason === 'step-up' ? 'selector.step-up-heading' : 'selector.forced-heading')
  return layout(frame, {
    step: heading,
    main: html`<h1 class="ds-heading" data-size="md">${heading}</h1>
${message !== undefined && html`<div class="ds-alert" data-color="warning"><p>${text(`selector.${message}`)}</p></div>`}
${reason !== 'first' && html`<p>${text(`selector.${reason}`)}</p>`}
${selection.eids.length === 0 ? html`<p>${text('selector.none')}</p>` : html`<ul class="pv-eids">${selection.eids.map((eid) => entry(frame, eid))}</ul>`}
<p><a class="ds-link" href="${frame.helpUrl}">${text('selector.help')}</a></p>
${cancelForm(frame, selection.cancelAction)}`,
  })
}

// The address of an entry is fixed (AUTO-2); which login it is chosen in, the referrer tells: to us, and nobody else.
function entry(frame: PageFrame, eid: Selection['eids'][number]): Html {
  const { name, explanation, mark } = eidLabel(eid.name, frame.language)
  const unavailable = !eid.available && html`<em>${textsFor(frame.language)('selector.unavailable')}</em>`
  const label = html`<span class="pv-eid-mark" aria-hidden="true">${mark}</span>
<span class="pv-eid-text"><strong>${name}</strong> ${explanation !== undefined && html`<span>${explanation}</span>`}${unavailable}</span>`
  return eid.available
    ? html`<li><a href="${eid.href}" referrerpolicy="same-origin">${label}</a></li>`
    : html`<li><div class="pv-eid-down">${label}</div></li>`
}
