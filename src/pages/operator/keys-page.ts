import type { SigningKeyFacts } from '../../journey/operation.ts'
import { type ConsoleText, consoleTexts } from '../../texts/console-text.ts'
import { type Html, html } from '../html.ts'
import { environmentBar, type MemberFrame, memberPage } from '../member/member-page.ts'
import { moment } from './console-times.ts'

export interface KeysOfEnvironment {
  readonly environment: Parameters<typeof environmentBar>[1]
  readonly keys: readonly SigningKeyFacts[]
}

const states = ['waiting', 'signing', 'published', 'leaving', 'retired', 'compromised'] as const

/** Which keys sign, and what is known of them; nothing can be done here. */
export function keysPage(frame: MemberFrame, environments: readonly KeysOfEnvironment[]): Html {
  const text = consoleTexts(frame.page.language)
  return memberPage(frame, {
    title: text('keys.title'),
    menu: 'operator',
    language: text.language,
    content: html`<p>${text('keys.lead')}</p>
${environments.map(
  ({
    environment,
    keys,
  }) => html`<section aria-labelledby="${`keys-${environment.name}`}"><h2 class="ds-heading" data-size="sm" id="${`keys-${environment.name}`}">${environment.title}</h2>
${environmentBar(frame.page.language, environment)}
${keys.length === 0 ? html`<p>${text('keys.none')}</p>` : keyList(text, keys)}</section>
`,
)}
<section aria-labelledby="what"><h2 class="ds-heading" data-size="sm" id="what">${text('keys.what')}</h2>
<dl class="site-facts">${states.map((state) => html`<div><dt>${text(`keys.state.${state}`)}</dt><dd>${text(`keys.what.${state}`)}</dd></div>`)}</dl></section>`,
  })
}

const keyList = (text: ConsoleText, keys: readonly SigningKeyFacts[]): Html =>
  html`<div class="site-cards">${keys.map((key) => {
    const facts: readonly (readonly [string, Html | string | undefined])[] = [
      [text('keys.use'), text(`keys.use.${key.use}`)],
      [text('keys.algorithm'), key.alg],
      [text('keys.state'), text(`keys.state.${key.state}`)],
      [text('keys.created'), moment(key.createdAtSeconds)],
      [text('keys.signs-from'), moment(key.signsFromSeconds)],
      [
        text(key.state === 'retired' ? 'keys.retired' : 'keys.leaves'),
        key.retiredAtSeconds === null ? undefined : moment(key.retiredAtSeconds),
      ],
      [text('keys.compromised'), key.compromisedAtSeconds === null ? undefined : moment(key.compromisedAtSeconds)],
      [
        text('keys.certificate'),
        key.certificateEndsAtSeconds === null ? undefined : moment(key.certificateEndsAtSeconds),
      ],
      [text('keys.fingerprint'), key.fingerprint === null ? undefined : html`<code>${key.fingerprint}</code>`],
    ]
    return html`<article class="ds-card site-card"><h3 class="ds-heading" data-size="xs">${text('keys.kid')} <code>${key.kid}</code></h3>
<dl class="site-facts">${facts.filter(([, value]) => value !== undefined).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></article>
`
  })}</div>`
