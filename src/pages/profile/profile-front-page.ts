import { profileTexts } from '../../texts/profile-text.ts'
import { type Html, html } from '../html.ts'
import { logOutForm, type ProfileFrame, profilePage } from './profile-page.ts'

/** What there is to see, or the way to log in. */
export function profileFrontPage(frame: ProfileFrame): Html {
  const text = profileTexts(frame.page.language)
  const { base } = frame
  if (!frame.isLoggedIn)
    return profilePage(
      frame,
      text('title'),
      '',
      html`<p class="site-lead">${text('front.lead')}</p>
<p>${text('front.log-in-first')}</p>
<p><a class="ds-button" href="${`${base}/login`}">${text('front.log-in')}</a></p>`,
    )
  return profilePage(
    frame,
    text('title'),
    '',
    html`<p class="site-lead">${text('front.lead')}</p>
<section><h2 class="ds-heading" data-size="sm"><a class="ds-link" href="${`${base}/history`}">${text('title.history')}</a></h2>
<p>${text('front.history')}</p></section>
<section><h2 class="ds-heading" data-size="sm"><a class="ds-link" href="${`${base}/access`}">${text('title.access')}</a></h2>
<p>${text('front.access')}</p></section>
${logOutForm(frame)}`,
  )
}
