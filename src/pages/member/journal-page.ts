import { type JournalWords, journalTexts } from '../../texts/journal-text.ts'
import { form, textField } from '../form.ts'
import { type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from './member-page.ts'
import { timeElement } from './time-element.ts'

/** A journal record as the page shows it. */
export interface ShownRecord {
  readonly id: number
  readonly atSeconds: number
  readonly action: string
  readonly actor: {
    readonly kind: 'user' | 'operator' | 'machine' | 'system'
    readonly id: string
    readonly name?: string
  }
  readonly object: { readonly kind: string; readonly id: string }
  readonly orgno: string
  readonly before?: Readonly<Record<string, unknown>>
  readonly after?: Readonly<Record<string, unknown>>
  readonly reason?: string
}

export interface JournalPageFacts {
  /** `/o/<orgno>/journal` or `/operator/journal`. */
  readonly path: string
  readonly side: 'organisation' | 'operator'
  readonly records: readonly ShownRecord[]
  /** What was asked for, by the name of the field. */
  readonly asked: (name: string) => string
  /** Query of the next page; undefined: this is the last. */
  readonly next: string | undefined
  /** Query of what is shown, for the export. */
  readonly query: string
  /** The chain may be verified here, and what came of it. */
  readonly verification:
    | undefined
    | 'offered'
    | { readonly ok: true; readonly count: number; readonly head: string }
    | {
        readonly ok: false
        readonly id: number
        readonly count: number
        readonly fault: 'changed' | 'missing' | 'cut-off'
      }
}

/** What was changed, by whom and when (ONB-173). */
export function journalPage(frame: MemberFrame, facts: JournalPageFacts): Html {
  const text = journalTexts(frame.page.language)
  const { path, side, records, asked, next, query, verification } = facts
  return memberPage(frame, {
    title: text('title'),
    menu: side,
    language: text.language,
    content: html`<p>${text('lead')}</p>
${verification !== undefined && verificationView(text, path, verification)}
<details class="ds-details"><summary>${text('filter')}</summary><div><form method="get" action="${path}" class="site-form">
${textField({ name: 'object', label: text('filter.object'), value: asked('object') })}
${textField({ name: 'actor', label: text('filter.actor'), value: asked('actor') })}
${textField({ name: 'action', label: text('filter.action'), help: text('filter.action-help'), value: asked('action') })}
${side === 'operator' && textField({ name: 'orgno', label: text('filter.orgno'), value: asked('orgno'), inputmode: 'numeric' })}
${textField({ name: 'from', label: text('filter.from'), type: 'date', value: asked('from') })}
${textField({ name: 'until', label: text('filter.until'), type: 'date', value: asked('until') })}
<button class="ds-button" data-variant="secondary" type="submit">${text('filter.submit')}</button></form></div></details>
${
  records.length === 0
    ? html`<p>${text('none')}</p>`
    : html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('title')}"><table class="ds-table"><thead><tr><th scope="col">${text('time')}</th><th scope="col">${text('action')}</th><th scope="col">${text('object')}</th><th scope="col">${text('actor')}</th><th scope="col">${text('change')}</th></tr></thead><tbody>${records.map((one) => row(text, side, one))}</tbody></table></div>
${next !== undefined && html`<p><a class="ds-link" href="${`${path}?${next}`}">${text('next')}</a></p>`}
<p class="site-actions"><span>${text('export')}:</span> <a class="ds-link" href="${`${path}.csv?${query}`}">${text('export.csv')}</a> <a class="ds-link" href="${`${path}.json?${query}`}">${text('export.json')}</a></p>`
}`,
  })
}

const row = (text: JournalWords, side: JournalPageFacts['side'], one: ShownRecord): Html =>
  html`<tr><td>${timeElement(one.atSeconds, text.language)}</td><th scope="row"><code>${one.action}</code></th><td>${one.object.kind} <code>${one.object.id}</code>${side === 'operator' && one.orgno !== '' && html`<br><span class="site-quiet">${one.orgno}</span>`}</td><td>${actorName(text, one.actor)}</td><td>${change(one)}${one.reason !== undefined && html`<p>${text('reason', { reason: one.reason })}</p>`}</td></tr>`

const actorName = (text: JournalWords, { kind, name, id }: ShownRecord['actor']): Html =>
  kind === 'user'
    ? html`${name ?? id}`
    : html`${kind === 'system' ? id : (name ?? id)} <span class="site-quiet">(${text(`kind.${kind}`)})</span>`

/** `state: INVITED → ACTIVE`, a line for each member. */
function change({ before = {}, after = {} }: ShownRecord): Html[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.map((name) => {
    const [was, is] = [written(before[name]), written(after[name])]
    return html`<div><span class="site-quiet">${name}:</span> ${was === '' ? is : `${was} → ${is === '' ? '–' : is}`}</div>`
  })
}

function written(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(written).join('; ')
  if (typeof value === 'object') return Object.values(value).map(written).join(', ')
  return String(value)
}

function verificationView(
  text: JournalWords,
  path: string,
  verification: NonNullable<JournalPageFacts['verification']>,
): Html {
  const result =
    verification === 'offered'
      ? undefined
      : verification.ok
        ? html`<div class="ds-alert" data-color="success" role="status"><p>${text('verify-ok', { count: String(verification.count), head: verification.head })}</p></div>`
        : html`<div class="ds-alert" data-color="danger" role="alert"><p>${text('verify-bad', {
            id: String(verification.id),
            count: String(verification.count),
            fault: text(`fault.${verification.fault}`),
          })}</p></div>`
  return html`${result}<section aria-labelledby="verify"><h2 class="ds-heading" data-size="sm" id="verify">${text('verify')}</h2>
<p>${text('verify-lead')}</p>
${form(`${path}/verify`, [], { label: text('verify'), variant: 'secondary' })}</section>`
}
