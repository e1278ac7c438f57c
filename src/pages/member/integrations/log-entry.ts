import type { Explanation } from '../../../journey/explain-error.ts'
import type { Language } from '../../../protocol/language.ts'
import { explanationsTexts } from '../../../texts/explanations-text.ts'
import type { LogKey } from '../../../texts/log-nb.ts'
import { logTexts } from '../../../texts/log-text.ts'
import { type Html, html } from '../../html.ts'

/** An event of the protocol log, ready to be shown. */
export interface ExplainedEntry {
  readonly atSeconds: number
  readonly kind: string
  readonly correlationId: string
  readonly details: Readonly<Record<string, string | number>>
  /** Of a refusal: why, and how it is mended. */
  readonly explanation: Explanation | undefined
  /** Of a refusal: what was sent, masked, if that was kept, and what is registered of what the rule concerns. */
  readonly refusal?: {
    readonly sent: Readonly<Record<string, string>> | undefined
    readonly registered: Readonly<Record<string, string | number | boolean | readonly string[]>>
  }
}

/** Why a request was refused and how that is mended (ONB-65). */
export function explanationView(language: Language, { details, explanation }: ExplainedEntry): Html | undefined {
  if (explanation === undefined) return undefined
  const text = explanationsTexts(language)
  const told = logTexts(language)('detail.error', {
    code: String(details.code),
    endpoint: String(details.endpoint),
    description: String(details.description),
  })
  return html`<p><code>${told}</code></p><div lang="${text.language}"><p><strong>${text('explain.label')}</strong> ${text(`${explanation.key}.why`, explanation.values)}</p><p><strong>${text('fix.label')}</strong> ${text(`${explanation.key}.fix`, explanation.values)}</p></div>`
}

/** What an event says besides its name; nothing for those that say all by it. */
export function detailsView(language: Language, entry: ExplainedEntry): Html | string {
  const text = logTexts(language)
  const of = (name: string) => String(entry.details[name] ?? '')
  switch (entry.kind) {
    case 'refused':
      return explanationView(language, entry) ?? ''
    case 'login-completed':
      return text('detail.eid', { eid: of('eid'), acr: of('acr') })
    case 'signed-on':
    case 'automatic-login':
      return text('detail.acr', { acr: of('acr') })
    case 'tokens-issued':
      return text('detail.tokens', { grant: of('grantType'), amr: of('clientAmr') })
    case 'credential-used':
      return text('detail.credential-used', { amr: of('clientAmr') })
    case 'reuse-detected':
      return text(of('what') === 'code' ? 'detail.code-reuse' : 'detail.refresh-token-reuse')
    case 'authorization-revoked':
      return text(`detail.revoked-by-${of('by')}` as LogKey)
    case 'consent-given':
    case 'consent-declined':
      return html`<code>${of('scopes')}</code>`
    case 'logged-out':
      return text('detail.logged-out', { services: of('services') })
    case 'service-logout':
      return text(`detail.service-logout-${of('state')}` as LogKey, { attempts: of('attempts'), fault: of('fault') })
    default:
      return ''
  }
}

/** The name of an event in the reader's language. */
export function kindText(language: Language, kind: string): string {
  return logTexts(language)(`kind.${kind}` as LogKey)
}
