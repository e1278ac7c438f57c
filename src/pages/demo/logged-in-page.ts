import { type DemoText, explain } from '../../texts/demo-text.ts'
import { type Html, html } from '../html.ts'
import { codeBox, copyButton, type DemoFrame, demoPage, momentText } from './demo-page.ts'
import { type DemoNotice, noticeView } from './notice.ts'
import { type OtherService, otherServiceView } from './start-page.ts'
import type { TraceEntry } from './trace-entry.ts'
import { traceView } from './trace-view.ts'

type JsonRecord = Readonly<Record<string, unknown>>

export interface LoggedInFacts {
  readonly notice: DemoNotice | undefined
  readonly claims: JsonRecord
  readonly idToken: { readonly raw: string; readonly header: JsonRecord }
  readonly accessToken: {
    readonly raw: string
    /** Undefined when the token is opaque. */
    readonly content: { readonly header: JsonRecord; readonly payload: JsonRecord } | undefined
    readonly endsAtSeconds: number | undefined
  }
  readonly canRefresh: boolean
  readonly userinfo: JsonRecord | undefined
  readonly otherService: OtherService
  readonly portalUrl: string
  readonly trace: readonly TraceEntry[]
}

/** What the service knows after a login, laid open. */
export function loggedInPage(frame: DemoFrame, facts: LoggedInFacts): Html {
  const { text } = frame
  return demoPage(
    frame,
    text('title.logged-in'),
    html`<h1 class="ds-heading" data-size="lg">${text('heading', { name: frame.name })}</h1>
${facts.notice !== undefined && noticeView(text, facts.notice)}
${whoView(text, facts.claims)}
<form method="post" action="/logout" class="site-form"><button type="submit" class="ds-button site-main-action" data-size="lg">${text('action.log-out')}</button>
<p class="site-quiet">${text('logout.explained')}</p></form>
${otherServiceView(text, facts)}
${claimsView(text, facts.claims)}
${userinfoView(text, facts.userinfo)}
${tokensView(text, facts)}
${traceView(text, facts.trace)}`,
    frame.assets.copyScript,
  )
}

function whoView(text: DemoText, claims: JsonRecord): Html {
  const row = (label: string, value: unknown): Html | undefined =>
    value === undefined ? undefined : html`<div><dt>${label}</dt><dd>${shownValue('', value)}</dd></div>`
  const since = claims.auth_time
  return html`<section aria-labelledby="who"><h2 class="ds-heading" data-size="sm" id="who">${text('who.heading')}</h2>
<dl class="site-facts">${row(text('who.person'), claims.pid ?? claims.sub)}${row(text('who.level'), claims.acr)}${row(
    text('who.method'),
    Array.isArray(claims.amr) ? claims.amr.join(', ') : claims.amr,
  )}${row(text('who.since'), typeof since === 'number' ? momentText(since) : undefined)}</dl></section>`
}

const claimsView = (text: DemoText, claims: JsonRecord): Html =>
  html`<section aria-labelledby="claims"><h2 class="ds-heading" data-size="sm" id="claims">${text('claims.heading')}</h2>
<p>${text('claims.explained')}</p>
<table class="ds-table site-table site-claims"><thead><tr><th scope="col">${text('claims.name')}</th><th scope="col">${text('claims.value')}</th><th scope="col">${text('claims.meaning')}</th></tr></thead>
<tbody>${Object.entries(claims).map(
    ([name, value]) =>
      html`<tr><th scope="row"><code>${name}</code></th><td data-claim="${name}">${shownValue(name, value)}</td><td>${explain(text, 'claim', name)}</td></tr>`,
  )}</tbody></table></section>`

const moments: ReadonlySet<string> = new Set(['exp', 'iat', 'nbf', 'auth_time'])

function shownValue(name: string, value: unknown): Html | string {
  if (typeof value === 'number' && moments.has(name))
    return html`${value} <span class="site-quiet">${momentText(value)}</span>`
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const userinfoView = (text: DemoText, userinfo: JsonRecord | undefined): Html =>
  html`<section aria-labelledby="userinfo"><h2 class="ds-heading" data-size="sm" id="userinfo">${text('userinfo.heading')}</h2>
${userinfo === undefined ? html`<p>${text('userinfo.none')}</p>` : codeBox(`${text('userinfo.heading')} (JSON)`, json(userinfo), 'userinfo-json')}
<form method="post" action="/userinfo"><button type="submit" class="ds-button" data-variant="secondary">${text('action.userinfo')}</button></form></section>`

function tokensView(text: DemoText, facts: LoggedInFacts): Html {
  const { accessToken, idToken } = facts
  const ends = accessToken.endsAtSeconds
  return html`<section aria-labelledby="tokens"><h2 class="ds-heading" data-size="sm" id="tokens">${text('tokens.heading')}</h2>
<p>${text('tokens.explained')}</p>
<details class="ds-details"><summary><code>${text('tokens.id-token')}</code></summary><div>
${part(text, text('tokens.header'), json(idToken.header), 'id-token-header')}
${part(text, text('tokens.payload'), json(facts.claims), 'id-token-payload')}
${part(text, text('tokens.id-token.raw'), idToken.raw, 'id-token-raw')}</div></details>
<details class="ds-details"><summary><code>${text('tokens.access-token')}</code></summary><div>
${
  accessToken.content === undefined
    ? html`<p>${text('tokens.access-token.opaque')}</p>`
    : html`<p>${text('tokens.access-token.jwt')}</p>${part(text, text('tokens.header'), json(accessToken.content.header), 'access-token-header')}${part(
        text,
        text('tokens.payload'),
        json(accessToken.content.payload),
        'access-token-payload',
      )}`
}
${ends !== undefined && html`<p>${text('tokens.access-token.ends', { time: momentText(ends) })}</p>`}
${part(text, text('tokens.id-token.raw'), accessToken.raw, 'access-token-raw')}</div></details>
${
  facts.canRefresh &&
  html`<form method="post" action="/refresh"><button type="submit" class="ds-button" data-variant="secondary">${text('action.refresh')}</button>
<p class="site-quiet">${text('tokens.refresh.explained')}</p></form>`
}</section>`
}

const part = (text: DemoText, label: string, content: string, id: string): Html =>
  html`<h3 class="ds-heading" data-size="2xs">${label}</h3>${copyButton(text, id, `${label} ${id.slice(0, id.lastIndexOf('-'))}`)}${codeBox(`${label} (${id})`, content, id)}`

const json = (value: unknown): string => JSON.stringify(value, null, 2)
