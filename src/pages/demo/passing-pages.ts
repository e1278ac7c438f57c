import { type Html, html } from '../html.ts'
import { type DemoFrame, demoPage } from './demo-page.ts'
import { type DemoNotice, noticeView } from './notice.ts'
import type { TraceEntry } from './trace-entry.ts'
import { traceView } from './trace-view.ts'

/** Sends the browser to the gateway's logout as a form, so that the id_token stays out of addresses (LOGOUT-1). */
export const loggingOutPage = (
  frame: DemoFrame,
  form: { readonly action: string; readonly fields: readonly (readonly [string, string])[] },
): Html =>
  demoPage(
    frame,
    frame.text('title.logging-out'),
    html`<h1 class="ds-heading" data-size="lg">${frame.text('title.logging-out')}</h1>
<p>${frame.text('logging-out.explained')}</p>
<form method="post" action="${form.action}" data-submit="now">${form.fields.map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
    )}<button type="submit" class="ds-button">${frame.text('action.continue')}</button></form>`,
    frame.assets.submitScript,
  )

/** The answer stands after the # of the address, where only a script can read it (response_mode fragment). */
export const fragmentPage = (frame: DemoFrame): Html =>
  demoPage(
    frame,
    frame.text('title.fragment'),
    html`<h1 class="ds-heading" data-size="lg">${frame.text('title.fragment')}</h1>
<p>${frame.text('fragment.explained')}</p>
<noscript><div class="ds-alert" data-color="warning"><p>${frame.text('fragment.no-script')}</p></div></noscript>
<form method="post" action="/callback" data-submit="fragment"><input type="hidden" name="fragment" value=""></form>
<p><a class="ds-link" href="/">${frame.text('action.back')}</a></p>`,
    frame.assets.submitScript,
  )

/** Something went wrong that belongs to no login of this browser. */
export const problemPage = (frame: DemoFrame, notice: DemoNotice, trace: readonly TraceEntry[]): Html =>
  demoPage(
    frame,
    frame.text('title.problem'),
    html`<h1 class="ds-heading" data-size="lg">${frame.text('title.problem')}</h1>
${noticeView(frame.text, notice)}
<p><a class="ds-link" href="/">${frame.text('action.back')}</a></p>
${trace.length > 0 && traceView(frame.text, trace)}`,
    trace.length > 0 ? frame.assets.copyScript : undefined,
  )
