import { textsFor } from '../../texts/text.ts'
import type { PageFrame } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { layout } from '../layout.ts'

export interface FormPost {
  readonly action: string
  readonly parameters: readonly (readonly [name: string, value: string])[]
}

/** Carries the answer to the service as a form that sends itself; the button does the same without script (AUTHZ-48). */
export function formPostPage(frame: PageFrame, post: FormPost): Html {
  const text = textsFor(frame.language)
  const fields = post.parameters.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  return layout(frame, {
    step: text('layout.continue'),
    head: html`<script src="${frame.assets.formPostScript}" defer></script>
`,
    main: html`<h1 class="ds-heading" data-size="md">${text('layout.continue')}</h1>
<p>${text('form-post.text')}</p>
<form id="form-post" method="post" action="${post.action}">
${fields}<button class="ds-button" type="submit">${text('layout.continue')}</button>
</form>`,
  })
}
