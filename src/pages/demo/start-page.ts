import type { DemoTextKey } from '../../texts/demo-nb.ts'
import type { DemoText } from '../../texts/demo-text.ts'
import { attributes, type Html, html } from '../html.ts'
import { type DemoFrame, demoPage } from './demo-page.ts'
import { type DemoNotice, noticeView } from './notice.ts'
import type { TraceEntry } from './trace-entry.ts'
import { traceView } from './trace-view.ts'

export interface StartPageFacts {
  readonly clientId: string
  readonly notice: DemoNotice | undefined
  /** The gateway takes pushed requests. */
  readonly pushedRequests: boolean
  /** The scope of an API that the service may ask for. */
  readonly apiScope: string | undefined
  readonly otherService: OtherService
  readonly portalUrl: string
  readonly trace: readonly TraceEntry[]
}

export interface OtherService {
  readonly name: string
  readonly url: string
}

/** The front page for one who is not logged in: what this is, one big button, and the choices of the request. */
export function startPage(frame: DemoFrame, facts: StartPageFacts): Html {
  const { text } = frame
  return demoPage(
    frame,
    text('title.start'),
    html`<h1 class="ds-heading" data-size="lg">${text('heading', { name: frame.name })}</h1>
${facts.notice !== undefined && noticeView(text, facts.notice)}
<p class="site-lead">${text('about.what')}</p>
<form method="post" action="/login" class="site-form">
<button type="submit" class="ds-button site-main-action" data-size="lg">${text('action.log-in')}</button>
<details class="ds-details"><summary>${text('form.more')}</summary><div>
<p>${text('form.more.explained')}</p>
<div class="site-fields">${requestFields(text, facts)}</div></div></details></form>
<p>${text('about.how', { client: facts.clientId })}</p>
${otherServiceView(text, facts)}
${facts.trace.length > 0 && traceView(text, facts.trace)}`,
    frame.assets.copyScript,
  )
}

/** The way to the other service, to see single sign-on, and to the portal. */
export function otherServiceView(
  text: DemoText,
  facts: { readonly otherService: OtherService; readonly portalUrl: string },
): Html {
  const name = text('heading', { name: facts.otherService.name })
  return html`<section aria-labelledby="other"><h2 class="ds-heading" data-size="sm" id="other">${text('other.heading')}</h2>
<p>${text('other.explained', { name })}</p>
<p><a class="ds-link" href="${facts.otherService.url}">${text('other.link', { name })}</a></p>
<p><a class="ds-link" href="${facts.portalUrl}">${text('portal.link')}</a></p></section>`
}

const languageNames = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English', se: 'Davvisámegiella' }

function requestFields(text: DemoText, { pushedRequests, apiScope }: StartPageFacts): Html {
  return html`${choice(text, 'acr_values', 'form.level', [
    ['idporten-loa-low', text('form.level.low')],
    ['idporten-loa-substantial', text('form.level.substantial')],
    ['idporten-loa-high', text('form.level.high')],
  ])}${choice(text, 'prompt', 'form.prompt', [
    ['login', 'login'],
    ['none', 'none'],
    ['consent', 'consent'],
  ])}${written(text, 'max_age', 'form.max-age', { inputmode: 'numeric', pattern: '[0-9]*', maxlength: 9 })}${choice(
    text,
    'ui_locales',
    'form.ui-locales',
    Object.entries(languageNames),
  )}${choice(text, 'response_mode', 'form.response-mode', [
    ['query', 'query'],
    ['form_post', 'form_post'],
    ['fragment', 'fragment'],
  ])}${written(text, 'login_hint', 'form.login-hint', { maxlength: 200, spellcheck: 'false' })}${written(
    text,
    'onbehalfof',
    'form.onbehalfof',
    { maxlength: 200, spellcheck: 'false' },
  )}${
    apiScope !== undefined &&
    html`<div class="site-field"><label class="site-check"><input type="checkbox" name="api" value="yes"> <span>${text('form.api')} <code>${apiScope}</code></span></label></div>`
  }${
    pushedRequests &&
    html`<div class="site-field"><label class="site-check"><input type="checkbox" name="par" value="yes"> <span>${text('form.par')} <code>par</code></span></label></div>`
  }`
}

type Explained = DemoTextKey &
  `form.${'level' | 'prompt' | 'max-age' | 'ui-locales' | 'response-mode' | 'login-hint' | 'onbehalfof'}`

const choice = (
  text: DemoText,
  name: string,
  key: Explained,
  choices: readonly (readonly [value: string, label: string])[],
): Html =>
  html`<div class="site-field"><label class="ds-label" for="${name}">${text(key)} <code>${name}</code></label>
<p class="site-quiet" id="${`${name}-explained`}">${text(`${key}.explained`)}</p>
<select class="ds-input" id="${name}" name="${name}" aria-describedby="${`${name}-explained`}"><option value="">${text('form.not-given')}</option>${choices.map(
    ([value, label]) => html`<option value="${value}">${label}${label !== value && ` (${value})`}</option>`,
  )}</select></div>`

const written = (
  text: DemoText,
  name: string,
  key: Explained,
  extra: Readonly<Record<string, string | number>>,
): Html =>
  html`<div class="site-field"><label class="ds-label" for="${name}">${text(key)} <code>${name}</code></label>
<p class="site-quiet" id="${`${name}-explained`}">${text(`${key}.explained`)}</p>
<input class="ds-input" type="text" id="${name}" name="${name}" autocomplete="off" aria-describedby="${`${name}-explained`}"${attributes(extra)}></div>`
