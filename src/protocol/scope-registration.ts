import { integrationTypes } from './client.ts'
import type { RegistrationFault } from './client-registration-fault.ts'
import { type ClientRequest, FieldReader } from './client-registration-fields.ts'
import { type Language, languages } from './language.ts'
import { isOrganisationNumber } from './organisation-number.ts'
import type { Scope, ScopeTexts } from './scope.ts'
import { reservedPrefixes } from './scope-registration-built-in.ts'

const longestLifetimeSeconds = 31_536_000
/** Letters and marks of RFC 6749 section 3.3, without the colon that ends a prefix (SCOPE-1). */
const scopeName = /^([a-z0-9][a-z0-9._-]{0,62}):([\x21\x23-\x5b\x5d-\x7e]{1,191})$/

/** The part before the first colon. */
export const prefixOf = (name: string): string => name.split(':', 1)[0] ?? ''

/**
 * Judges a scope as it is asked for (SCOPE-1, SCOPE-4…17). `ownerOf` gives the organisation that holds a prefix;
 * undefined if nobody does. Answers the scope, or every breach at once.
 */
export function readScopeRegistration(
  request: ClientRequest,
  ownerOf: (prefix: string) => string | undefined,
):
  | { readonly ok: true; readonly scope: Scope }
  | { readonly ok: false; readonly faults: readonly RegistrationFault[] } {
  const reader = new FieldReader(request)
  const name = reader.text('name', 255) ?? ''
  const prefix = prefixOf(name)
  if (!scopeName.test(name))
    reader.fault('name', 'must be prefix:subscope, without blanks, quotes and back-slashes (SCOPE-1)')
  else if (reservedPrefixes.includes(prefix))
    reader.fault('name', `the prefix ${prefix} is reserved for the gateway (API-15)`)
  const ownerOrgno = ownerOf(prefix)
  if (scopeName.test(name) && !reservedPrefixes.includes(prefix) && ownerOrgno === undefined)
    reader.fault('name', `the prefix ${prefix} belongs to nobody; give it an owner under prefixes (SCOPE-1)`)
  const description = (reader.text('description', 255) ?? '').trim()
  if (description === '') reader.fault('description', 'is required: 1 to 255 characters (SCOPE-8)')
  const delegationSource = reader.text('delegation_source', 2048)
  const scope: Scope = {
    name,
    active: reader.flag('active', true),
    ownerOrgno: ownerOrgno ?? '',
    accessibleForAll: reader.flag('accessible_for_all', false),
    access: readAccess(reader),
    allowedIntegrationTypes: readTypes(reader),
    description,
    ...readTexts(reader),
    requiresUserConsent: reader.flag('requires_user_consent', false),
    requiresUserAuthentication: reader.flag('requires_user_authentication', false),
    requiresPseudonymousTokens: reader.flag('requires_pseudonymous_tokens', false),
    tokenType: readTokenType(reader),
    atMaxAge: reader.seconds('at_max_age', 0, longestLifetimeSeconds),
    authorizationMaxLifetime: reader.seconds(
      either(reader, 'authorization_max_lifetime', 'authorization_max_age'),
      0,
      longestLifetimeSeconds,
    ),
    enforcedAudForIntrospection: reader.list('enforced_aud_for_introspection', 500, 255) ?? [],
    enforcedAudForAccessToken: reader.list('enforced_aud_for_access_token', 500, 512) ?? [],
    visibility: reader.choice('visibility', ['PUBLIC', 'PRIVATE', 'INTERNAL']) ?? 'PUBLIC',
    ...(delegationSource === undefined ? {} : { delegationSource }),
  }
  const types = scope.allowedIntegrationTypes
  if (delegationSource !== undefined && types.length > 0 && !types.includes('maskinporten'))
    reader.fault('delegation_source', 'needs maskinporten among allowed_integration_types (section 2.2)')
  return reader.faults.length > 0 ? { ok: false, faults: reader.faults } : { ok: true, scope }
}

/** What the dialogue can show: letters, marks, paragraphs, bold, italic and links to https (SCOPE-8). */
function faultOfLongText(text: string): string | undefined {
  if (/[<>`\p{Cc}]/u.test(text.replace(/[\n\r\t]/g, '')))
    return 'must be text without < > ` and control characters (SCOPE-8)'
  const links = [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, address = '']) => address)
  return links.every((address) => /^https:\/\/[^\s"'\\]+$/.test(address))
    ? undefined
    : 'may link to https addresses only (SCOPE-8)'
}

function readLongText(reader: FieldReader, field: string): string | undefined {
  const text = reader.text(field, 4000)
  const fault = text === undefined ? undefined : faultOfLongText(text)
  if (fault !== undefined) reader.fault(field, fault)
  return text
}

const either = (reader: FieldReader, field: string, alias: string): string =>
  reader.raw(field) === undefined && reader.raw(alias) !== undefined ? alias : field

/** The long text, and both texts in other languages (`description#nn`, …). */
function readTexts(reader: FieldReader): Pick<Scope, 'longDescription' | 'translations'> {
  const longDescription = readLongText(reader, 'long_description')
  const translations: Partial<Record<Exclude<Language, 'nb'>, ScopeTexts>> = {}
  for (const language of languages) {
    if (language === 'nb') continue
    const short = reader.text(`description#${language}`, 255)
    const long = readLongText(reader, `long_description#${language}`)
    if (short === undefined && long === undefined) continue
    translations[language] = {
      ...(short === undefined ? {} : { description: short }),
      ...(long === undefined ? {} : { longDescription: long }),
    }
  }
  return {
    ...(longDescription === undefined ? {} : { longDescription }),
    ...(Object.keys(translations).length === 0 ? {} : { translations }),
  }
}

function readAccess(reader: FieldReader): readonly string[] {
  const access = reader.list('access', 100_000, 255) ?? []
  access.forEach((orgno, index) => {
    if (!isOrganisationNumber(orgno)) reader.fault(`access[${index}]`, 'must be a valid organisation number (REG-22)')
  })
  return access
}

function readTypes(reader: FieldReader): Scope['allowedIntegrationTypes'] {
  const field = either(reader, 'allowed_integration_types', 'allowable_integration_types')
  return (reader.list(field, integrationTypes.length, 255) ?? []).flatMap((text, index) => {
    const type = integrationTypes.find((one) => one === text.toLowerCase())
    if (type === undefined) reader.fault(`${field}[${index}]`, `must be one of ${integrationTypes.join(', ')} (REG-6)`)
    return type ?? []
  })
}

function readTokenType(reader: FieldReader): Scope['tokenType'] {
  const type = reader.choice('token_type', ['SELF_CONTAINED', 'SELF-CONTAINED', 'OPAQUE'])
  return type === 'OPAQUE' ? 'OPAQUE' : 'SELF_CONTAINED'
}
