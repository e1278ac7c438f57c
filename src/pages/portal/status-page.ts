import type { Notice } from '../../journey/notices.ts'
import { type NoticesText, noticesTexts } from '../../texts/notices-text.ts'
import { type Html, html } from '../html.ts'
import { environmentBar, type MemberFrame, memberPage } from '../member/member-page.ts'
import { osloMinute } from '../oslo-time.ts'
import type { PortalEnvironment } from './portal-page.ts'

/** What happens and what is planned, environment by environment, for everybody (ONB-11). */
export function statusPage(
  frame: MemberFrame,
  environments: readonly PortalEnvironment[],
  notices: readonly Notice[],
): Html {
  const { language } = frame.page
  const text = noticesTexts(language)
  return memberPage(frame, {
    title: text('status.title'),
    language: text.language,
    content: html`<p>${text('status.intro')}</p>
${environments.map((environment) => {
  const own = notices.filter((notice) => notice.environment === environment.name)
  return html`<h2 class="ds-heading" data-size="md">${environment.title}</h2>
${environmentBar(language, environment)}${own.length === 0 ? html`<p>${text('status.none')}</p>` : own.map((notice) => noticeView(text, notice))}
`
})}`,
  })
}

/** `environment` where the page does not say it above. */
export const noticeView = (text: NoticesText, notice: Notice, environment?: string): Html => {
  const { id, kind, title, fromSeconds, untilSeconds, endedAtSeconds, action, writtenAtSeconds } = notice
  return html`<article aria-labelledby="${id}"><h3 class="ds-heading" data-size="xs" id="${id}">${text(`kind.${kind}`)}: ${title}</h3>
${endedAtSeconds !== undefined && html`<p><strong>${text('status.ended', { time: osloMinute(endedAtSeconds) })}</strong></p>`}
${notice.text.split(/\n{2,}/).map((paragraph) => html`<p>${paragraph}</p>`)}
<dl class="site-facts">${environment !== undefined && html`<div><dt>${text('notices.environment')}</dt><dd>${environment}</dd></div>`}<div><dt>${text('status.from')}</dt><dd>${osloMinute(fromSeconds)}</dd></div><div><dt>${text('status.until')}</dt><dd>${untilSeconds === undefined ? text('status.until-unknown') : osloMinute(untilSeconds)}</dd></div>${action !== '' && html`<div><dt>${text('status.action')}</dt><dd>${action}</dd></div>`}<div><dt>${text('status.written')}</dt><dd>${osloMinute(writtenAtSeconds)}</dd></div></dl></article>
`
}
