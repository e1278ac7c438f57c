import type { Client } from './client.ts'
import {
  readApplicationType,
  readGrantTypes,
  readIntegrationType,
  readMethod,
  readScopes,
} from './client-registration-combination.ts'
import type { RegistrationContext } from './client-registration-context.ts'
import type { RegistrationFault } from './client-registration-fault.ts'
import { type ClientRequest, FieldReader } from './client-registration-fields.ts'
import { readClientId, readOwner } from './client-registration-identity.ts'
import { readHttpUri, readName } from './client-registration-onbehalfof.ts'
import { keptSecrets, readOperatorFields } from './client-registration-operator.ts'
import { readProtectionFields } from './client-registration-protection.ts'
import { faultsOfScopes, isResourceServer } from './client-registration-scopes.ts'
import { typeRules } from './client-registration-types.ts'
import { readLoginUris, readUnusedUris } from './client-registration-uris.ts'
import { clientWarnings, warningLine } from './client-warnings.ts'
import { delegatedScopeOf } from './delegated-scope.ts'
import { levelsOfAssurance } from './level-of-assurance.ts'
import { withStrictProfile } from './strict-profile.ts'

export type Registration =
  | { readonly ok: true; readonly client: Client; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly faults: readonly RegistrationFault[] }

const longestLifetimeSeconds = 31_536_000
const longestAccessSeconds = 86_400

/**
 * Judges a whole registration and answers the client as it is to be kept, or every breach at once (REG-10…26, 30…32,
 * 50…54, 130…134, RU-1…22). With `existing` it is a replacement: what owners cannot change stays, what is left out
 * returns to its default (REG-102). Unknown fields are passed over (REG-101).
 */
export function readClientRegistration(request: ClientRequest, context: RegistrationContext): Registration {
  const reader = new FieldReader(request)
  const { existing } = context
  const integrationType = readIntegrationType(reader, context)
  const rules = integrationType === undefined ? undefined : typeRules[integrationType]
  if (integrationType === undefined || rules === undefined) {
    readName(reader, nameField(reader))
    return { ok: false, faults: reader.faults }
  }
  const clientId = readClientId(reader, context)
  const owner = readOwner(reader, context)
  const scopes = readScopes(reader, rules)
  const resourceServer = isResourceServer(scopes)
  const applicationType = readApplicationType(reader, integrationType, rules, resourceServer)
  const method = readMethod(reader, rules, applicationType, resourceServer)
  const grantTypes = readGrantTypes(reader, rules, resourceServer)
  const isLogin = rules.kind === 'login' && !resourceServer
  const uris = isLogin
    ? readLoginUris(reader, applicationType, context.uriRules, existing?.redirectUris ?? [])
    : readUnusedUris(reader)
  const asker = {
    integrationType,
    ...owner,
    tokenOrgno: context.tokenOrgno,
    byOperator: context.writer === 'operator',
    registered: existing?.scopes ?? [],
  }
  reader.faults.push(...faultsOfScopes(scopes, asker, context.findScope))
  if (isLogin && !scopes.includes('openid')) reader.fault('scopes', 'a login client needs openid (REG-12)')
  const byOperator = readOperatorFields(reader, context, rules)
  const clientUri = rules.kind === 'login' ? readHttpUri(reader, 'client_uri') : reader.text('client_uri', 2048)
  const isPublic = method === 'none'
  const client = withStrictProfile(reader, {
    clientId,
    active: byOperator.active,
    ...(existing?.halted === undefined || byOperator.active ? {} : { halted: existing.halted }),
    clientName: readName(reader, nameField(reader)),
    clientOrgno: owner.clientOrgno,
    ...(owner.supplierOrgno === undefined ? {} : { supplierOrgno: owner.supplierOrgno }),
    description: reader.text('description', 255) ?? '',
    integrationType,
    applicationType,
    tokenEndpointAuthMethod: method,
    grantTypes,
    scopes,
    redirectUris: uris.redirectUris,
    postLogoutRedirectUris: uris.postLogoutRedirectUris,
    ...(uris.frontchannelLogoutUri === undefined ? {} : { frontchannelLogoutUri: uris.frontchannelLogoutUri }),
    frontchannelLogoutSessionRequired: reader.flag('frontchannel_logout_session_required', false),
    ...(clientUri === undefined ? {} : { clientUri }),
    // Sent by itself, so no registration takes it away (REG-102).
    ...(existing?.logo === undefined ? {} : { logo: existing.logo }),
    accessTokenLifetime: reader.seconds('access_token_lifetime', 120, longestAccessSeconds),
    refreshTokenLifetime: reader.seconds('refresh_token_lifetime', isLogin ? 600 : 0, longestLifetimeSeconds),
    authorizationLifetime: reader.seconds('authorization_lifetime', isLogin ? 7200 : 0, longestLifetimeSeconds),
    refreshTokenUsage: reader.choice('refresh_token_usage', ['ONETIME', 'REUSE']) ?? 'ONETIME',
    codeChallengeMethod: readCodeChallengeMethod(reader),
    ssoDisabled: reader.flag('sso_disabled', rules.ssoDisabled),
    defaultAcrValues: readDefaultAcrValues(reader),
    requirePushedAuthorizationRequests: reader.flag('require_pushed_authorization_requests', false),
    tokenProfile: byOperator.tokenProfile,
    onbehalfof: byOperator.onbehalfof,
    jwks: byOperator.jwks,
    ...(existing?.keysWritten === undefined ? {} : { keysWritten: existing.keysWritten }),
    secrets: keptSecrets(existing, applicationType, method),
    ...readProtectionFields(reader, context, isLogin),
  })
  if (isPublic && client.refreshTokenUsage === 'REUSE')
    reader.fault('refresh_token_usage', 'must be ONETIME for browser and native clients (REG-54)')
  if (isPublic && client.codeChallengeMethod === 'none')
    reader.fault('code_challenge_method', 'must be S256 for browser and native clients (REG-50)')
  judgeDelegation(reader, client, context)
  if (reader.faults.length > 0) return { ok: false, faults: reader.faults }
  const exceptions = clientWarnings(client).map(warningLine)
  return { ok: true, client, warnings: [...uris.warnings, ...lifetimeWarnings(client, isLogin), ...exceptions] }
}

const nameField = (reader: FieldReader): string =>
  reader.raw('client_name') === undefined && reader.raw('display_name') !== undefined ? 'display_name' : 'client_name'

function readCodeChallengeMethod(reader: FieldReader): 'S256' | 'none' {
  return reader.choice('code_challenge_method', ['S256', 'none']) ?? 'S256'
}

function readDefaultAcrValues(reader: FieldReader): Client['defaultAcrValues'] {
  const values = reader.list('default_acr_values', levelsOfAssurance.length, 255) ?? []
  return values.flatMap((value) => {
    const level = levelsOfAssurance.find((one) => one === value.toLowerCase())
    if (level === undefined) reader.fault('default_acr_values', `must be of ${levelsOfAssurance.join(', ')} (CLI-26)`)
    return level ?? []
  })
}

/** Delegation speaks for others by itself; both at once would name two (API-42). */
function judgeDelegation(reader: FieldReader, client: Client, context: RegistrationContext): void {
  if (client.onbehalfof.length === 0) return
  const name = delegatedScopeOf(client.scopes, context.findScope)
  if (name !== undefined) reader.fault('scopes', `${name} is delegated and cannot be combined with onbehalfof (API-42)`)
}

/** Access < refresh ≤ authorization is only advice (REG-24); 0 is not set and says nothing. */
function lifetimeWarnings(client: Client, isLogin: boolean): readonly string[] {
  const { accessTokenLifetime: access, refreshTokenLifetime: refresh, authorizationLifetime: authorization } = client
  if (!isLogin || !client.grantTypes.includes('refresh_token')) return []
  const warnings: string[] = []
  if (access > 0 && refresh > 0 && access >= refresh)
    warnings.push('access_token_lifetime should be shorter than refresh_token_lifetime (REG-24)')
  if (refresh > 0 && authorization > 0 && refresh > authorization)
    warnings.push('refresh_token_lifetime should not exceed authorization_lifetime (REG-24)')
  return warnings
}
