import { decodeFormComponent } from './parameters.ts'

/** What arrived, as it came: form-encoded text, and the headers that say who is asking. */
export interface SentRequest {
  readonly query: string
  readonly body: string
  readonly authorization?: string | undefined
  readonly dpop?: string | undefined
}

const mostParameters = 40
const longestText = 12_000
const longestValue = 300

/** Parameters whose values are no secret and no person: what a developer compares with the registration. */
const shown: ReadonlySet<string> = new Set([
  'client_id',
  'response_type',
  'response_mode',
  'scope',
  'prompt',
  'max_age',
  'acr_values',
  'ui_locales',
  'display',
  'onbehalfof',
  'code_challenge_method',
  'grant_type',
  'client_assertion_type',
  'token_type_hint',
  'dpop_jkt',
])
const addresses: ReadonlySet<string> = new Set(['redirect_uri', 'post_logout_redirect_uri', 'resource'])
const tokens: ReadonlySet<string> = new Set(['client_assertion', 'assertion', 'request', 'id_token_hint'])
/** Of these not even the length is told. */
const onlyNamed: ReadonlySet<string> = new Set(['client_secret', 'password', 'username', 'login_hint'])

/**
 * What a refused request said, for the people of its client: values only where they are neither secret nor personal, of the rest
 * the length, of signed objects what they claim. Anything that looks like a national id or a token is left out wherever it
 * stands. Made when a request is refused, never before.
 */
export function sentRecord(sent: SentRequest): Readonly<Record<string, string>> {
  const record: Record<string, string> = {}
  if (sent.authorization !== undefined) record['header Authorization'] = schemeOf(sent.authorization)
  if (sent.dpop !== undefined) record['header DPoP'] = signedObject(sent.dpop)
  for (const [name, value] of [...pairsOf(sent.query), ...pairsOf(sent.body)]) {
    const before = Object.hasOwn(record, name) ? `${record[name]} | ` : ''
    if (before === '' && Object.keys(record).length >= mostParameters) break
    record[name] = (before + masked(name, value)).slice(0, 2 * longestValue)
  }
  return record
}

/** As people may see an address: of what a program put in its query only the names, and nothing like a national id. */
export const shownUri = (uri: string): string =>
  withoutPersons(uri.slice(0, 500).replace(/[?#].*$/s, (query) => query.replace(/=[^&]*/g, '=…')))

function masked(name: string, value: string): string {
  if (value === '') return '(empty)'
  if (onlyNamed.has(name)) return '(not shown)'
  if (shown.has(name)) return printable(value)
  if (addresses.has(name)) return printable(shownUri(value))
  if (tokens.has(name)) return signedObject(value)
  return `(${value.length} characters)`
}

/** Names and values in the order they came; what cannot be decoded is told so. */
function* pairsOf(encoded: string): Iterable<readonly [string, string]> {
  for (const pair of encoded.slice(0, longestText).split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decodeFormComponent(equals === -1 ? pair : pair.slice(0, equals)) ?? '(undecodable)'
    const value = equals === -1 ? '' : (decodeFormComponent(pair.slice(equals + 1)) ?? '(undecodable)')
    yield [/^[A-Za-z][\w.-]{0,59}$/.test(name) ? withoutPersons(name) : '(odd name)', value]
  }
}

const schemeOf = (header: string): string => {
  const scheme = /^[A-Za-z]{1,20}(?= )/.exec(header)?.[0]
  return scheme === undefined ? `(${header.length} characters)` : `${scheme} (not shown)`
}

const claimsShown = ['iss', 'sub', 'aud', 'htm', 'htu', 'iat', 'nbf', 'exp'] as const

/** What a signed object says of itself, without its signature: header, who, for whom, when, and whether it has a `jti`. */
function signedObject(text: string): string {
  const [header, claims] = text.split('.', 2).map(membersOf)
  if (header === undefined || claims === undefined) return `(not a JWT, ${text.length} characters)`
  const told = (members: Readonly<Record<string, unknown>>, names: readonly string[]) =>
    names.filter((name) => Object.hasOwn(members, name)).map((name) => `${name} ${inside(name, members[name])}`)
  const parts = [
    ...told(header, ['alg', 'typ', 'kid']),
    ...told(claims, claimsShown),
    `jti ${Object.hasOwn(claims, 'jti') ? 'present' : 'absent'}`,
  ]
  return printable(parts.join(', '))
}

const inside = (name: string, value: unknown): string => {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
  return name === 'htu' ? shownUri(text) : text.slice(0, 120)
}

function membersOf(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const members: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof members === 'object' && members !== null && !Array.isArray(members)
      ? (members as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** Printable ASCII, cut short, without what looks like a token or a national id. */
const printable = (value: string): string =>
  withoutPersons(
    value
      .slice(0, longestValue)
      .replaceAll(/eyJ[\w-]+(?:\.[\w-]*)*/g, '(token)')
      .replaceAll(/[^\x20-\x7E…]/g, '?'),
  )

/** Eleven digits, also with a blank or sign after the date of birth. */
const withoutPersons = (text: string): string => text.replaceAll(/\d{6}[ .+%_-]?\d{5,}/g, '…')
