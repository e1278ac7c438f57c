import type { ApplicationType } from './client.ts'
import type { FieldReader } from './client-registration-fields.ts'
import { faultsOfUri, lowerCaseUri, splitUri, type UriRules } from './redirect-uri-registration.ts'

export interface RegisteredUris {
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
  readonly frontchannelLogoutUri: string | undefined
  /** What is permitted but hardly meant (RU-20). */
  readonly warnings: readonly string[]
}

const mostUris = 500
const longestUri = 2048

/** Addresses of a type that does not use them: kept as sent, only lengths are judged (REG-15). */
export const readUnusedUris = (reader: FieldReader): RegisteredUris => ({
  redirectUris: reader.list('redirect_uris', mostUris, longestUri) ?? [],
  postLogoutRedirectUris: reader.list('post_logout_redirect_uris', mostUris, longestUri) ?? [],
  frontchannelLogoutUri: reader.text('frontchannel_logout_uri', longestUri),
  warnings: [],
})

/** Addresses of a client that logs people in (RU-1…RU-22). `formerRedirectUris` are those it has now. */
export function readLoginUris(
  reader: FieldReader,
  applicationType: ApplicationType,
  rules: UriRules,
  formerRedirectUris: readonly string[],
): RegisteredUris {
  const redirectUris = readUris(reader, 'redirect_uris', 'redirect', applicationType, rules)
  if (redirectUris.length === 0) reader.fault('redirect_uris', 'a login client needs at least one (RU-18)')
  const postLogoutRedirectUris = readUris(reader, 'post_logout_redirect_uris', 'post-logout', applicationType, rules)
  const frontchannelLogoutUri = reader.text('frontchannel_logout_uri', longestUri)
  // A native client has no page for the logout call to load; its value is kept and unused (RU-21).
  const isUsed = frontchannelLogoutUri !== undefined && applicationType !== 'native'
  const warnings = isUsed ? judgeLogoutUri(reader, frontchannelLogoutUri, redirectUris, formerRedirectUris, rules) : []
  return { redirectUris, postLogoutRedirectUris, frontchannelLogoutUri, warnings }
}

function readUris(
  reader: FieldReader,
  field: string,
  use: 'redirect' | 'post-logout',
  applicationType: ApplicationType,
  rules: UriRules,
): readonly string[] {
  const uris = reader.list(field, mostUris, Number.POSITIVE_INFINITY) ?? []
  const sent = reader.raw(field)
  // Repetitions are gone from `uris`; the place is told as in what was sent.
  for (const uri of uris)
    for (const message of faultsOfUri(uri, use, applicationType, rules))
      reader.fault(`${field}[${Array.isArray(sent) ? sent.indexOf(uri) : 0}]`, message)
  return withoutSpellings(uris)
}

/** Entries that differ only in letter case of scheme or host become one, in lower case; others stay as sent (RU-13, RU-14). */
function withoutSpellings(uris: readonly string[]): readonly string[] {
  const spellings = Map.groupBy(uris, lowerCaseUri)
  return [...spellings].map(([lower, same]) => (same.length === 1 ? (same[0] ?? lower) : lower))
}

function judgeLogoutUri(
  reader: FieldReader,
  uri: string,
  redirectUris: readonly string[],
  formerRedirectUris: readonly string[],
  rules: UriRules,
): readonly string[] {
  const field = 'frontchannel_logout_uri'
  const faults = faultsOfUri(uri, 'front-channel-logout', 'web', rules)
  for (const message of faults) reader.fault(field, message)
  const parts = splitUri(uri)
  if (faults.length > 0 || parts === undefined) return []
  const onSameHost = redirectUris.map(splitUri).filter((other) => other?.host === parts.host)
  if (onSameHost.length === 0) {
    const wasThere = formerRedirectUris.some((former) => splitUri(former)?.host === parts.host)
    const hint = wasThere
      ? 'the redirect URI of this host cannot go before it does (RU-22)'
      : 'its host must be that of a redirect URI (RU-20)'
    reader.fault(field, hint)
    return []
  }
  const isSamePlace = onSameHost.some((other) => other?.scheme === parts.scheme && other.port === parts.port)
  return isSamePlace
    ? []
    : ['frontchannel_logout_uri: port or scheme differs from every redirect URI of the same host (RU-20)']
}
