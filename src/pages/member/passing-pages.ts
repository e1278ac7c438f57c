import type { Breach } from '../../journey/refusal.ts'
import { memberTexts } from '../../texts/member-text.ts'
import { refusalText } from '../../texts/refusal-text.ts'
import { type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from './member-page.ts'

/** The journey said no to something that was not a form: what, and the way back. */
export function refusedPage(frame: MemberFrame, breaches: readonly Breach[], reference: string): Html {
  const text = memberTexts(frame.page.language)
  return memberPage(frame, {
    title: text('error.title'),
    content: html`<div class="ds-alert" data-color="danger" role="alert"><ul>${breaches.map((breach) => html`<li>${refusalText(frame.page.language, breach)}</li>`)}</ul></div>
<p class="site-quiet">${text('error.reference', { reference })}</p>
<p><a class="ds-link" href="/my">${text('nav.mine')}</a></p>`,
  })
}

/** What touches production asks for a fresh login at a high level (ONB-17). `returnTo` is a path of the portal. */
export function freshLoginPage(frame: MemberFrame, returnTo: string): Html {
  const text = memberTexts(frame.page.language)
  return memberPage(frame, {
    title: text('fresh.title'),
    content: html`<p>${text('fresh.text')}</p>
<p><a class="ds-button" href="${`/login?fresh=1&return=${encodeURIComponent(returnTo)}`}">${text('fresh.button')}</a></p>`,
  })
}

/** Sends the browser to the gateway's logout as a form, so that the id_token stays out of addresses (LOGOUT-1). */
export function signingOutPage(
  frame: MemberFrame,
  logoutForm: { readonly action: string; readonly fields: readonly (readonly [string, string])[] },
  submitScript: string,
): Html {
  const text = memberTexts(frame.page.language)
  return memberPage(frame, {
    title: text('logging-out.title'),
    content: html`<p>${text('logging-out.text')}</p>
<form method="post" action="${logoutForm.action}" data-submit="now">${logoutForm.fields.map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
    )}<button type="submit" class="ds-button">${text('nav.log-out')}</button></form>
<script src="${submitScript}" defer></script>`,
  })
}

export function signedOutPage(frame: MemberFrame): Html {
  const text = memberTexts(frame.page.language)
  return memberPage(frame, {
    title: text('logged-out.title'),
    content: html`<p>${text('logged-out.text')}</p>
<p><a class="ds-link" href="/">${frame.text('nav.front')}</a></p>`,
  })
}

export type SignInFailure = 'cancelled' | 'expired' | 'unreachable' | 'refused'

export function signInFailedPage(frame: MemberFrame, failure: SignInFailure, why: string): Html {
  const text = memberTexts(frame.page.language)
  return memberPage(frame, {
    title: text('sign-in-failed.title'),
    content: html`<p>${text(`sign-in-failed.${failure}`, { why })}</p>
<p><a class="ds-button" href="/login">${text('sign-in-failed.again')}</a></p>`,
  })
}
