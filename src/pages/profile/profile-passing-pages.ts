import { profileTexts } from '../../texts/profile-text.ts'
import { type Html, html } from '../html.ts'
import { type ProfileFrame, profilePage } from './profile-page.ts'

/** Sends the browser to the gateway's logout as a form, so that the id_token stays out of addresses (LOGOUT-1). */
export function profileLoggingOutPage(
  frame: ProfileFrame,
  logoutForm: { readonly action: string; readonly fields: readonly (readonly [string, string])[] },
  submitScript: string,
): Html {
  const text = profileTexts(frame.page.language)
  return profilePage(
    frame,
    text('title.logging-out'),
    '',
    html`<p>${text('logging-out.text')}</p>
<form method="post" action="${logoutForm.action}" data-submit="now">${logoutForm.fields.map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
    )}<button type="submit" class="ds-button">${text('logging-out.button')}</button></form>
<script src="${submitScript}" defer></script>`,
  )
}

export function profileLoggedOutPage(frame: ProfileFrame): Html {
  const text = profileTexts(frame.page.language)
  return profilePage(
    frame,
    text('title.logged-out'),
    '',
    html`<p>${text('logged-out.text')}</p>
<p><a class="ds-link" href="${frame.base}">${text('back')}</a></p>`,
  )
}

export type ProfileLoginFailure = 'cancelled' | 'expired' | 'refused' | 'unreachable'

export function profileLoginFailedPage(frame: ProfileFrame, failure: ProfileLoginFailure): Html {
  const text = profileTexts(frame.page.language)
  return profilePage(
    frame,
    text('title.failed'),
    '',
    html`<p>${text(`failed.${failure}`)}</p>
<p><a class="ds-button" href="${`${frame.base}/login`}">${text('failed.again')}</a></p>`,
  )
}
