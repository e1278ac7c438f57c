import { type ExplanationKey, type RefusalRule, refusalRule, ruleOfRefusal } from '../protocol/refusal-rules.ts'

/** A refusal as the protocol log has it. */
export interface LoggedRefusal {
  readonly code: string
  readonly description?: string
  /** Absent in entries from before rules had codes. */
  readonly rule?: string
  readonly sentRedirectUri?: string
}

/** Which text explains a refusal, and what it is filled in with. */
export interface Explanation {
  readonly key: ExplanationKey
  readonly values: Readonly<Record<string, string>>
  readonly rule: RefusalRule
}

/**
 * Why a request was refused and how it is mended, for the people of the client (ONB-65). `registered` are its redirect URIs:
 * of one that was sent and is not among them, the nearest is named, and the place of the first difference.
 */
export function explainError(refusal: LoggedRefusal, registered: readonly string[]): Explanation {
  const { code, description = '', sentRedirectUri } = refusal
  const rule =
    refusal.rule === undefined ? ruleOfRefusal(code, description) : refusalRule(refusal.rule, code, description)
  const values = { description, code }
  if (rule.explanation !== 'redirect-uri' && rule.explanation !== 'redirect-uri-missing')
    return { key: rule.explanation, values, rule }
  const nearest = sentRedirectUri === undefined ? undefined : nearestUri(sentRedirectUri, registered)
  if (nearest === undefined)
    return { key: 'redirect-uri-missing', values: { ...values, sent: sentRedirectUri ?? '' }, rule }
  return { key: 'redirect-uri', values: { ...values, sent: sentRedirectUri ?? '', ...nearest }, rule }
}

/** The registered address that begins most like the one that was sent; undefined when none is registered. */
function nearestUri(
  sent: string,
  registered: readonly string[],
):
  | { readonly nearest: string; readonly place: string; readonly sentPart: string; readonly nearestPart: string }
  | undefined {
  let best: { uri: string; same: number } | undefined
  for (const uri of registered) {
    const same = sameStart(sent, uri)
    if (best === undefined || same > best.same) best = { uri, same }
  }
  if (best === undefined) return undefined
  const part = (text: string, at: number) => (at >= text.length ? '∅' : text.slice(at, at + 12))
  return {
    nearest: best.uri,
    place: String(best.same + 1),
    sentPart: part(sent, best.same),
    nearestPart: part(best.uri, best.same),
  }
}

function sameStart(one: string, other: string): number {
  let at = 0
  while (at < one.length && at < other.length && one[at] === other[at]) at += 1
  return at
}
