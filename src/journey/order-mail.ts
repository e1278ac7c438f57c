import { isOrganisationNumber } from '../protocol/organisation-number.ts'
import { isEmailAddress } from './email-address.ts'

/** What an order by mail says (§21), as the forms name it; everything may be missing. Nothing here is checked against the registry. */
export interface OrderMail {
  readonly orgno?: string
  readonly organisationName?: string
  readonly supplierOrgno?: string
  readonly technicalContact?: { readonly name: string; readonly email: string; readonly phone?: string }
  readonly wantedClientId?: string
  readonly tokenEndpointAuthMethod?: 'client_secret_basic' | 'private_key_jwt' | 'none'
  readonly serviceDescription?: string
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
  readonly frontchannelLogoutUri?: string
  readonly clientUri?: string
  /** As it was written: a name, or a word such as `produksjon`. */
  readonly environment?: string
  readonly testClientId?: string
  /** As it was written, and unverified (ONB-195). */
  readonly mobile?: string
  /** Lines that are none of the template's. */
  readonly comment: string
}

/** Numbers and labels of the template, in Norwegian and English. The longest label that fits counts. */
const lines = {
  1: [
    'tjenesteeier',
    'tenesteeigar',
    'organisasjonsnummer',
    'service owner',
    'organisation number',
    'organization number',
  ],
  2: ['leverandør', 'supplier'],
  3: ['teknisk kontakt', 'kontaktperson', 'technical contact'],
  4: ['client_id', 'client id', 'klient-id'],
  5: ['klientautentisering', 'autentiseringsmetode', 'client authentication'],
  6: ['bruksområde', 'area of use'],
  7: [
    'redirect-uri',
    'redirect uri',
    'redirect-uri-er',
    'redirect uri-er',
    'redirect uris',
    'redirect uri(s)',
    'redirect_uri',
    'redirect_uris',
  ],
  8: [
    'post-logout-uri',
    'post logout uri',
    'post logout redirect uri',
    'post logout redirect uris',
    'post-logout-uri-er',
  ],
  9: ['frontchannel logout uri', 'front-channel logout uri'],
  10: ['tilbake-url', 'back-url', 'client_uri'],
  11: ['miljø', 'environment'],
  12: ['client_id i test', 'client id i test', 'test-klient', 'testklient', 'client_id in test', 'client id in test'],
  13: ['mobil', 'mobilnummer', 'mobile', 'mobile number'],
} as const
type LineNumber = keyof typeof lines

const labels = (Object.entries(lines) as unknown as [string, readonly string[]][])
  .flatMap(([number, words]) => words.map((word) => ({ number: Number(number) as LineNumber, word })))
  .toSorted((one, other) => other.word.length - one.word.length)

/** Nobody writes longer lines by hand. */
const mostLineCharacters = 4000
/** Lines that take several addresses, which may go on below. */
const manyUris: readonly LineNumber[] = [7, 8]
const uriLine = /^[-*•]?\s*[a-z][a-z0-9+.-]*:\/\/\S+/i

/** Reads a mail that follows the template; undefined when it does not: fewer than two lines of it, or none that says whose or what. */
export function readOrderMail(text: string): OrderMail | undefined {
  const values = new Map<LineNumber, string>()
  const comment: string[] = []
  let current: LineNumber | undefined
  for (const raw of text.split(/\r\n|\n|\r/)) {
    const line = raw.trim().slice(0, mostLineCharacters)
    // What is quoted from another mail was said by somebody else.
    if (line.startsWith('>')) continue
    const read = readLine(line)
    if (read !== undefined && !values.has(read.number)) {
      values.set(read.number, read.value)
      current = read.number
    } else if (current !== undefined && manyUris.includes(current) && uriLine.test(line)) {
      values.set(current, `${values.get(current) ?? ''} ${line.replace(/^[-*•]\s*/, '')}`)
    } else if (line !== '') {
      comment.push(line)
      current = undefined
    }
  }
  const isOrder = values.size >= 2 && ([1, 7, 12] as const).some((number) => values.has(number))
  return isOrder ? orderOf(values, comment.join('\n')) : undefined
}

/** `7: …`, `7. redirect-uri: …`, `Redirect-uri – …`. A number must not be the beginning of a time or a date. */
function readLine(line: string): { number: LineNumber; value: string } | undefined {
  const numbered = /^(\d{1,2})\s*[.)]?\s*(.*)$/.exec(line)
  const named = readLabel(numbered?.[2] ?? line) ?? readLabel(line)
  if (named !== undefined) return named
  const bare = /^(\d{1,2})\s*[.)]?\s*[:–-](?!\d)\s*(.*)$/.exec(line) ?? /^(\d{1,2})\s*[.)]?\s*[:–-]\s+(.*)$/.exec(line)
  const number = Number(bare?.[1])
  return bare !== null && number in lines ? { number: number as LineNumber, value: bare[2] ?? '' } : undefined
}

function readLabel(line: string): { number: LineNumber; value: string } | undefined {
  const lower = line.toLowerCase()
  for (const { number, word } of labels) {
    if (!lower.startsWith(word)) continue
    const rest = /^\s*(?:\([^)]*\)\s*)?[:–-]\s*(.*)$/.exec(line.slice(word.length))
    if (rest !== null) return { number, value: rest[1] ?? '' }
  }
  return undefined
}

function orderOf(values: ReadonlyMap<LineNumber, string>, comment: string): OrderMail {
  const value = (number: LineNumber): string | undefined => values.get(number)?.trim() || undefined
  const owner = numberAndName(value(1))
  const supplierOrgno = numberAndName(value(2)).orgno
  const technicalContact = contactOf(value(3))
  const method = methodOf(value(5))
  return {
    ...given('orgno', owner.orgno),
    ...given('organisationName', owner.name),
    ...given('supplierOrgno', supplierOrgno),
    ...given('technicalContact', technicalContact),
    ...given('wantedClientId', value(4)),
    ...given('tokenEndpointAuthMethod', method),
    ...given('serviceDescription', value(6)),
    redirectUris: urisOf(value(7)),
    postLogoutRedirectUris: urisOf(value(8)),
    ...given('frontchannelLogoutUri', urisOf(value(9))[0]),
    ...given('clientUri', urisOf(value(10))[0]),
    ...given('environment', value(11)),
    ...given('testClientId', value(12)),
    ...given('mobile', value(13)),
    comment,
  }
}

const given = <Key extends string, Value>(key: Key, value: Value | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value }

function numberAndName(text: string | undefined): { orgno?: string; name?: string } {
  const digits = /(?<!\d)\d{3}[ .]?\d{3}[ .]?\d{3}(?!\d)/.exec(text ?? '')?.[0]
  const orgno = digits?.replace(/\D/g, '')
  const name = (digits === undefined ? text : text?.replace(digits, ''))?.replace(/^[\s,;()/–-]+|[\s,;()/–-]+$/g, '')
  return {
    ...(orgno !== undefined && isOrganisationNumber(orgno) ? { orgno } : {}),
    ...(name === undefined || name === '' ? {} : { name }),
  }
}

function contactOf(text: string | undefined): OrderMail['technicalContact'] {
  const address = /[^\s<>,;()]+@[^\s<>,;()]+/.exec(text ?? '')?.[0]
  if (text === undefined || address === undefined || !isEmailAddress(address)) return undefined
  const rest = text.replace(address, ' ')
  const phone = /\+?\d[\d ]{6,}\d/.exec(rest)?.[0]
  const name = (phone === undefined ? rest : rest.replace(phone, ' '))
    .replace(/[<>,;()]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return { name: name === '' ? address : name, email: address, ...(phone === undefined ? {} : { phone }) }
}

function methodOf(text: string | undefined): OrderMail['tokenEndpointAuthMethod'] {
  const word = text?.toLowerCase() ?? ''
  if (/secret|hemmelighet|hemmelegheit|løyndom/.test(word)) return 'client_secret_basic'
  if (/jwt|virksomhetssertifikat|verksemdssertifikat|nøkkel|certificate|key/.test(word)) return 'private_key_jwt'
  if (/ingen|public|none/.test(word)) return 'none'
  return undefined
}

/** Split by comma, semicolon and white space; `<…>` around an address goes. */
const urisOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/[\s,;]+/)
    .map((one) => one.replace(/^<|>$/g, ''))
    .filter((one) => one !== '')
