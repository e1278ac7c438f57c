import type { OneTimeLink } from '../../../journey/records.ts'
import { peopleTexts } from '../../../texts/people-text.ts'
import { form } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { writtenTime } from '../time-element.ts'

/** What a link from a mail is for, with the button that uses it. */
export function linkPage(
  frame: MemberFrame,
  { link, token, needsLogin }: { readonly link: OneTimeLink; readonly token: string; readonly needsLogin: boolean },
): Html {
  const text = peopleTexts(frame.page.language)
  const { purpose, email, expiresAtSeconds } = link
  const path = `/links/${token}`
  return memberPage(frame, {
    title: text(`link.${purpose}.title`),
    language: text.language,
    content: html`<p>${text(`link.${purpose}.text`, { email })}</p>
${
  needsLogin
    ? html`<p>${text('link.log-in')}</p>
<p><a class="ds-button" href="${`/login?return=${encodeURIComponent(path)}`}">${text('link.log-in-button')}</a></p>`
    : form(path, [], { label: text(`link.${purpose}.button`) })
}
<p class="site-quiet">${text('link.expires', { time: writtenTime(expiresAtSeconds, text.language) })}</p>`,
  })
}

/** The postmaster has confirmed the domain, and needs nothing more. */
export function domainConfirmedPage(frame: MemberFrame): Html {
  const text = peopleTexts(frame.page.language)
  return memberPage(frame, {
    title: text('link.confirm-domain.done-title'),
    language: text.language,
    content: html`<p>${text('link.confirm-domain.done')}</p>`,
  })
}
