import { type Checklist, checklistItems, rejectionReasons } from '../../journey/order-checklist.ts'
import type { Order } from '../../journey/order-records.ts'
import type { ReviewTextKey } from '../../texts/operator-orders-nb.ts'
import { ordersTexts, reviewTexts } from '../../texts/orders-text.ts'
import { errorSummary } from '../error-summary.ts'
import { choiceField, form, hidden, selectField, textArea, textField } from '../form.ts'
import { attributes, type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import { errorOf, type PageErrors } from '../member/orders/order-form-page.ts'
import { conversation, dateText, describedFields, orderFacts } from '../member/orders/order-pages.ts'
import type { PortalEnvironment } from '../portal/portal-page.ts'

export interface ReviewData {
  readonly order: Order
  readonly environment: PortalEnvironment
  readonly organisationName: string
  /** The registration in test, by the names of the API. */
  readonly test: Readonly<Record<string, unknown>>
  readonly machine: Readonly<Record<string, string | undefined>>
  /** What was answered by the first of two, or typed just now. */
  readonly answers: Checklist
  readonly needsTwo: boolean
  readonly mayReview: boolean
  readonly isClaimer: boolean
  readonly isFirstApprover: boolean
  readonly values: Readonly<Record<string, string>>
  readonly errors: PageErrors
}

/** An order before its reviewer: what differs from test, what the machine has found, and the ways to decide (§11). */
export function reviewPage(frame: MemberFrame, data: ReviewData): Html {
  const text = reviewTexts(frame.page.language)
  const orders = ordersTexts(frame.page.language)
  const { order, errors, values } = data
  const address = `/operator/orders/${order.id}`
  const isOpen = order.state === 'IN_REVIEW'
  const maySecond = isOpen && data.mayReview && order.approvals.length > 0 && !data.isFirstApprover
  const mayDecide = isOpen && data.mayReview && data.isClaimer
  const first = order.approvals[0]
  return memberPage(frame, {
    title: text('review.title', { order: order.id }),
    menu: 'operator',
    environment: data.environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}
<p>${orders(`kind.${order.kind}`)}: <strong>${order.fields.clientName ?? ''}</strong>, ${data.organisationName} (${order.orgno})</p>
<p><strong>${orders(`state.${order.state}`)}</strong>${order.claimer !== undefined && html` – ${text('review.claimed-by', { name: order.claimer.name })}`}</p>
<p>${order.flags.map((flag) => html`<span class="ds-tag" data-color="warning">${text(`flag.${flag}`)}</span> `)}</p>
${order.provisionFault !== undefined && isOpen && html`<p class="ds-alert" data-color="danger">${text('review.fault', { fault: order.provisionFault })}</p>`}
${data.mayReview && order.state === 'SUBMITTED' && html`<p>${text('review.claim-help')}</p>${form(`${address}/claim`, [], { label: text('review.claim') })}`}
<h2 class="ds-heading" data-size="sm">${text('review.difference')}</h2>
${differenceTable(data, text)}
${revisionList(order, text)}
<h2 class="ds-heading" data-size="sm">${text('review.verification')}</h2>
<p>${order.verificationRunId ?? text('review.not-verified')}${order.reportHash !== undefined && html`<br>${text('review.hash')}: <code>${order.reportHash}</code>`}</p>
<h2 class="ds-heading" data-size="sm">${text('review.checklist')}</h2>
${data.needsTwo && html`<p class="ds-alert" data-color="info">${text('review.two')}</p>`}
${first !== undefined && html`<p>${text('review.first-by', { name: first.byName })}</p>`}
${checklistForm(data, mayDecide || maySecond, text)}
${(mayDecide || isOpen) && mayDecide && decisionForms(address, data, text)}
<h2 class="ds-heading" data-size="sm">${orders('order.conversation')}</h2>
${conversation(order, orders)}
<h2 class="ds-heading" data-size="sm">${text('review.facts')}</h2>
${orderFacts(order, orders)}
<h2 class="ds-heading" data-size="sm">${text('review.notes')}</h2>
<ul>${order.internalNotes.map((note) => html`<li>${note.byName}, ${dateText(note.atSeconds)}: <span class="site-lines">${note.text}</span></li>`)}</ul>
${data.mayReview && form(`${address}/note`, [textArea({ name: 'note', label: text('review.notes'), help: text('review.notes-help'), rows: 2, value: values.note, error: errorOf(errors, 'note') })], { label: text('review.add-note'), variant: 'secondary' })}`,
  })
}

type Text = ReturnType<typeof reviewTexts>

const compared = (value: unknown): string =>
  value === undefined ? '–' : Array.isArray(value) ? value.map(String).join('\n') : String(value)

/** Field by field, only what is not equal. */
function differenceTable({ order, test }: ReviewData, text: Text): Html {
  const wanted: Readonly<Record<string, unknown>> = {
    client_id: order.clientId ?? order.fields.wantedClientId,
    client_name: order.fields.clientName,
    ...order.fields.client,
  }
  const names = Object.keys({ ...wanted, ...pick(test, Object.keys(wanted)) }).filter(
    (name) => compared(wanted[name]) !== compared(test[name]),
  )
  if (names.length === 0) return html`<p>${text('review.all-same')}</p>`
  return html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('review.difference')}"><table class="ds-table site-table"><thead><tr><th scope="col">${text('review.field')}</th><th scope="col">${text('review.in-test')}</th><th scope="col">${text('review.wanted')}</th></tr></thead><tbody>${names.map(
    (name) =>
      html`<tr><th scope="row">${name}</th><td class="site-lines">${compared(test[name])}</td><td class="site-lines"><strong>${compared(wanted[name])}</strong></td></tr>
`,
  )}</tbody></table></div><p class="site-quiet">${text('review.same')}</p>`
}

const pick = (of: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, of[name]]))

/** What the customer changed after the order was sent (ONB-91). */
function revisionList(order: Order, text: Text): Html | undefined {
  const former = order.formerFields.at(-1)
  if (former === undefined) return undefined
  const before = new Map(describedFields(former))
  const after = new Map(describedFields(order.fields))
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name))
  return html`<h2 class="ds-heading" data-size="sm">${text('review.revision')}</h2><dl class="site-facts">${names.map(
    (name) =>
      html`<div><dt>${name}</dt><dd class="site-lines"><del>${before.get(name) ?? '–'}</del> → <ins>${after.get(name) ?? '–'}</ins></dd></div>`,
  )}</dl>`
}

function checklistForm(data: ReviewData, mayApprove: boolean, text: Text): Html {
  const { order, machine, answers, errors } = data
  const label = !data.needsTwo
    ? 'review.approve'
    : order.approvals.length === 0
      ? 'review.approve-first'
      : 'review.approve-second'
  const isOpen = (item: (typeof checklistItems)[number]): boolean => machine[item] === undefined && mayApprove
  const told = checklistItems
    .filter((item) => !isOpen(item))
    .map((item) => {
      const locked = machine[item]
      const answer = locked ?? answers[item]?.answer
      const note = answers[item]?.note ?? ''
      return html`<div><dt>${text(`item.${item}`)}</dt><dd>${answer === undefined ? '–' : text(`review.${answer}` as ReviewTextKey)}${locked !== undefined && html` <span class="site-quiet">(${text('review.locked')})</span>`}${note !== '' && html` – ${note}`}${locked === 'no' && html` <strong class="ds-tag" data-color="danger">!</strong>`}</dd></div>
`
    })
  const asked = checklistItems.filter(isOpen).map((item) => {
    const title = text(`item.${item}`)
    return html`${choiceField({
      name: `check.${item}`,
      label: title,
      values: [answers[item]?.answer ?? ''],
      error: errorOf(errors, `check.${item}`),
      choices: (['yes', 'no', 'not_relevant'] as const).map((value) => ({ value, label: text(`review.${value}`) })),
    })}${textField({ name: `note.${item}`, label: `${text('review.note')}: ${title}`, value: answers[item]?.note })}`
  })
  const list = html`<dl class="site-facts site-facts-wide">${told}</dl>`
  if (!mayApprove) return list
  const address = `/operator/orders/${order.id}/${order.approvals.length === 0 ? 'approve' : 'second-approval'}`
  return html`<p class="site-help">${text('review.checklist-help')}</p>${form(address, [hidden('revision', String(order.fieldsRevision)), list, ...asked], { label: text(label) })}`
}

function decisionForms(address: string, { values, errors }: ReviewData, text: Text): Html {
  return html`<details ${attributes({ open: errorOf(errors, 'question') !== undefined })}><summary>${text('review.question')}</summary>${form(
    `${address}/needs-info`,
    [
      textArea({
        name: 'question',
        label: text('review.question'),
        help: text('review.question-help'),
        value: values.question,
        error: errorOf(errors, 'question'),
      }),
    ],
    { label: text('review.ask'), variant: 'secondary' },
  )}</details>
<details ${attributes({ open: errorOf(errors, 'text') !== undefined })}><summary>${text('review.reject')}</summary>${form(
    `${address}/reject`,
    [
      selectField({
        name: 'reason',
        label: text('review.reason'),
        value: values.reason ?? '',
        error: errorOf(errors, 'reason'),
        choices: rejectionReasons.map((value) => ({ value, label: text(`reason.${value}`) })),
      }),
      textArea({
        name: 'text',
        label: text('review.reject-text'),
        help: text('review.reject-help'),
        value: values.text,
        error: errorOf(errors, 'text'),
      }),
    ],
    { label: text('review.reject'), danger: true },
  )}</details>
${form(`${address}/release`, [], { label: text('review.release'), variant: 'tertiary' })}`
}
