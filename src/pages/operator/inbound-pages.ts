import type { QueueItem } from '../../journey/records.ts'
import type { InboundMail } from '../../journey/support-records.ts'
import { inboundTexts } from '../../texts/inbound-text.ts'
import { form } from '../form.ts'
import { type Html, html } from '../html.ts'
import { draftFacts, type ShownDraft } from '../member/cases/draft-pages.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import { timeElement, writtenTime } from '../member/time-element.ts'
import type { PortalEnvironment } from '../portal/portal-page.ts'

/** Mails that came in during the last 30 days. */
export function inboundMailsPage(frame: MemberFrame, mails: readonly InboundMail[]): Html {
  const text = inboundTexts(frame.page.language)
  return memberPage(frame, {
    title: text('inbound.title'),
    menu: 'operator',
    language: text.language,
    content:
      mails.length === 0
        ? html`<p>${text('inbound.empty')}</p>`
        : html`<p>${text('inbound.intro')}</p><div class="site-scroll" tabindex="0" role="group" aria-label="${text('inbound.title')}"><table class="ds-table site-table"><thead><tr><th scope="col">${text('inbound.subject')}</th><th scope="col">${text('inbound.from')}</th><th scope="col">${text('inbound.became')}</th><th scope="col">${text('inbound.received')}</th></tr></thead><tbody>${mails.map(
            (mail) =>
              html`<tr><th scope="row"><a class="ds-link" href="${`/operator/inbound/${mail.id}`}">${mail.subject === '' ? '–' : mail.subject}</a></th><td>${mail.from}</td><td>${text(`outcome.${mail.outcome}`)}</td><td>${timeElement(mail.receivedAtSeconds, frame.page.language)}</td></tr>
`,
          )}</tbody></table></div>`,
  })
}

/** One mail, what became of it, and the button that takes it off the queue. */
export function inboundMailPage(
  frame: MemberFrame,
  data: { readonly mail: InboundMail; readonly draft: ShownDraft | undefined; readonly mayWork: boolean },
): Html {
  const text = inboundTexts(frame.page.language)
  const { mail, draft } = data
  const isCase = mail.outcome === 'case' || mail.outcome === 'case-message'
  const address = isCase
    ? `/operator/cases/${mail.objectId}`
    : mail.objectId.startsWith('ORD-')
      ? `/operator/orders/${mail.objectId}`
      : undefined
  return memberPage(frame, {
    title: mail.subject === '' ? text('inbound.title') : mail.subject,
    menu: 'operator',
    language: text.language,
    content: html`${mail.outcome === 'draft' && mail.flags.includes('unverified_sender') && html`<p class="ds-alert" data-color="warning">${text('inbound.unverified')}</p>`}
<dl class="site-facts"><div><dt>${text('inbound.from')}</dt><dd>${mail.from}</dd></div><div><dt>${text('inbound.received')}</dt><dd>${timeElement(mail.receivedAtSeconds, frame.page.language)}</dd></div><div><dt>${text('inbound.became')}</dt><dd>${text(`outcome.${mail.outcome}`)}${address !== undefined && html` <a class="ds-link" href="${address}">${mail.objectId}</a>`}</dd></div></dl>
<h2 class="ds-heading" data-size="sm">${text('inbound.text')}</h2>
<p class="site-lines">${mail.text}</p>
${draft !== undefined && html`<h2 class="ds-heading" data-size="sm">${text('inbound.read')}</h2>${draftFacts(frame, draft.order)}`}
${data.mayWork && !isCase && html`<p>${text('inbound.settle-help')}</p>${form(`/operator/inbound/${mail.id}/settled`, [], { label: text('inbound.settle') })}`}
<p><a class="ds-link" href="/operator/inbound">${text('inbound.title')}</a></p>`,
  })
}

/** A secret that was found in a text (ONB-153): where, whose, and what happens by itself. */
export function exposedPage(
  frame: MemberFrame,
  data: {
    readonly item: QueueItem
    readonly organisationName: string
    readonly environment: PortalEnvironment | undefined
  },
): Html {
  const text = inboundTexts(frame.page.language)
  const { item } = data
  const { clientId = '', secretId = '', seenIn = '', revokeAtSeconds } = item.details ?? {}
  return memberPage(frame, {
    title: text('exposed.title'),
    menu: 'operator',
    environment: data.environment,
    language: text.language,
    content: html`<p>${text('exposed.intro')}</p>
<div class="ds-alert" data-color="warning"><p><strong>${text(`exposed.state-${item.state}`)}.</strong> ${
      revokeAtSeconds === undefined
        ? text('exposed.test')
        : text('exposed.production', { at: writtenTime(Number(revokeAtSeconds), frame.page.language) })
    }</p></div>
<dl class="site-facts"><div><dt>${text('exposed.organisation')}</dt><dd>${data.organisationName} (${item.orgno})</dd></div><div><dt>${text('exposed.client')}</dt><dd><a class="ds-link" href="${`/o/${item.orgno}/clients/${item.environment}/${encodeURIComponent(clientId)}`}">${item.title}</a> <code>${clientId}</code></dd></div><div><dt>${text('exposed.secret')}</dt><dd><code>${secretId}</code></dd></div><div><dt>${text('exposed.seen-in')}</dt><dd>${seenIn.startsWith('CS-') ? html`<a class="ds-link" href="${`/operator/cases/${seenIn}`}">${seenIn}</a>` : seenIn}</dd></div></dl>`,
  })
}
