import { type DemoText, explain } from '../../texts/demo-text.ts'
import { type Html, html } from '../html.ts'

/** Something the person has to be told first. */
export interface DemoNotice {
  readonly kind:
    | 'refused-by-gateway'
    | 'answer-not-accepted'
    | 'gateway-unreachable'
    | 'level-too-low'
    | 'logged-out-elsewhere'
    | 'logged-out'
    | 'logged-out-state-differs'
    | 'nothing-to-refresh'
    | 'unknown-answer'
    | 'not-found'
    | 'other-site'
    | 'unexpected'
  readonly error?: string | undefined
  readonly description?: string | undefined
}

const calm: ReadonlySet<DemoNotice['kind']> = new Set(['logged-out', 'logged-out-elsewhere'])

export const noticeView = (text: DemoText, notice: DemoNotice): Html =>
  html`<div class="ds-alert" data-color="${calm.has(notice.kind) ? 'info' : 'warning'}" data-notice="${notice.kind}" role="status">
<p><strong>${text(`problem.${notice.kind}`)}</strong></p>
${
  notice.error !== undefined &&
  html`<p>${explain(text, 'error', notice.error)}</p><dl class="site-facts"><div><dt>${text('problem.code')}</dt><dd><code>${notice.error}</code></dd></div>${
    notice.description !== undefined &&
    html`<div><dt>${text('problem.description')}</dt><dd lang="en">${notice.description}</dd></div>`
  }</dl>`
}</div>`
