import { firstCheckDigit, secondCheckDigit } from '../protocol/national-id.ts'

export type FoundKind = 'client_secret' | 'token' | 'private_key' | 'code' | 'national_id'

/** Something that does not belong in a text. Its value is for the caller's memory only: never stored, logged or shown. */
export interface Found {
  readonly kind: FoundKind
  readonly value: string
}

export interface ScannedText {
  /** The text with `[removed: kind]` where something was found. */
  readonly text: string
  readonly found: readonly Found[]
}

type Note = (kind: FoundKind, value: string) => string

/**
 * Takes what nobody should send out of a text (ONB-153): client secrets of ours, also inside a Basic header, JWTs, private
 * keys as PEM or JWK, codes and opaque tokens of ours, national ids with right check digits.
 */
export function scanText(text: string): ScannedText {
  const found: Found[] = []
  const note: Note = (kind, value) => {
    found.push({ kind, value })
    return `[removed: ${kind}]`
  }
  let clean = withoutPemKeys(text, note)
  for (const remove of removals) clean = remove(clean, note)
  return { text: clean, found }
}

const secretPattern = /cs_[tp]_[\w-]{43}/
/** Prefix and 43 characters (REG-70); what hangs on to them goes too. */
const secretsPattern = /cs_[tp]_[\w-]{43,}/g
const secretLength = 48
const basicPattern = /\b(Basic\s+)([A-Za-z0-9+/]{20,}={0,2})/gi
// Only where a word begins: a long word full of beginnings would be read over and over.
const jwtPattern = /(?<![\w-])eyJ[\w-]{5,}(?:\.[\w-]*){2,4}/g
// Quotes may be escaped where JSON stands inside JSON, as in an HTTP archive.
const jwkPattern = /("(?:d|p|q|dp|dq|qi|k)\\{0,8}"\s*:\s*\\{0,8}")([\w-]{16,}={0,2})/g
const codePattern = /(?<![\w-])[0-9a-z]{7}[\w-]{43}(?![\w-])/g
const idPattern = /(?<!\d)(\d{6})([ .-]?)(\d{5})(?!\d)/g

const removals: readonly ((text: string, note: Note) => string)[] = [
  (text, note) => text.replace(secretsPattern, (whole) => note('client_secret', whole.slice(0, secretLength))),
  (text, note) =>
    text.replace(basicPattern, (whole, scheme: string, coded: string) => {
      const inside = secretPattern.exec(decodeURIComponentSafely(Buffer.from(coded, 'base64').toString('utf8')))?.[0]
      return inside === undefined ? whole : scheme + note('client_secret', inside)
    }),
  (text, note) => text.replace(jwtPattern, (whole) => note('token', whole)),
  (text, note) =>
    text.replace(jwkPattern, (_whole, before: string, value: string) => before + note('private_key', value)),
  (text, note) => text.replace(codePattern, (whole) => (isDated(whole) ? note('code', whole) : whole)),
  (text, note) =>
    text.replace(idPattern, (whole, day: string, _between: string, rest: string) =>
      isNationalId(day + rest) ? note('national_id', day + rest) : whole,
    ),
]

const pemBegin = /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY-----/g
const pemEnd = /-----END [A-Z0-9 ]{0,30}PRIVATE KEY-----/g
const pemInside = /[A-Za-z0-9+/=\s\\:,-]*/y

/** A key that was cut off is a key all the same: then its lines go. Walked by hand, so that hostile text costs no more than its length. */
function withoutPemKeys(text: string, note: Note): string {
  let clean = ''
  let at = 0
  /** Where the next end stands; looked for again only when it has been passed. */
  let end: RegExpExecArray | null | undefined
  for (;;) {
    pemBegin.lastIndex = at
    const begin = pemBegin.exec(text)
    if (begin === null) return clean + text.slice(at)
    const inside = begin.index + begin[0].length
    if (end === undefined || (end !== null && end.index < inside)) {
      pemEnd.lastIndex = inside
      end = pemEnd.exec(text)
    }
    pemBegin.lastIndex = inside
    const next = pemBegin.exec(text)
    let after: number
    if (end !== null && (next === null || end.index < next.index)) after = end.index + end[0].length
    else {
      pemInside.lastIndex = inside
      const rest = pemInside.exec(text.slice(0, next?.index ?? text.length))
      after = inside + (rest?.[0].length ?? 0)
    }
    clean += text.slice(at, begin.index) + note('private_key', text.slice(begin.index, after))
    at = after
    // No end anywhere: everything that looks like a beginning goes, without searching for an end again.
    if (end === null) return clean + text.slice(at).replace(pemBegin, () => note('private_key', ''))
  }
}

/** Codes and tokens of ours begin with the time they were made at, in base 36 (protocol/dated.ts). */
function isDated(text: string): boolean {
  const seconds = Number.parseInt(text.slice(0, 7), 36)
  return seconds > 1_577_836_800 && seconds < 4_102_444_800
}

const isNationalId = (digits: string): boolean =>
  firstCheckDigit(digits) === Number(digits[9]) && secondCheckDigit(digits) === Number(digits[10])

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Scans several texts at once; answers them in the same order and everything that was found. */
export function scanTexts<Key extends string>(
  texts: Readonly<Record<Key, string>>,
): { readonly texts: Readonly<Record<Key, string>>; readonly found: readonly Found[] } {
  const found: Found[] = []
  const clean = {} as Record<Key, string>
  for (const key of Object.keys(texts) as Key[]) {
    const scanned = scanText(texts[key])
    clean[key] = scanned.text
    found.push(...scanned.found)
  }
  return { texts: clean, found }
}
