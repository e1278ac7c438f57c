import type { ApplicationType, Client, ClientAuthenticationMethod, IntegrationType } from './client.ts'
import { applicationTypes, clientAuthenticationMethods, integrationTypes } from './client.ts'
import { readClientKeys } from './client-key.ts'
import type { RegistrationFault } from './client-registration-fault.ts'
import { type ClientRequest, FieldReader } from './client-registration-fields.ts'
import { readHttpUri, readName, readOnBehalfOf } from './client-registration-onbehalfof.ts'
import { faultsOfScopes, isResourceServer } from './client-registration-scopes.ts'
import {
  defaultEnabledTypes,
  jwtBearerGrant,
  operatorOnlyTypes,
  type TypeRules,
  typeRules,
} from './client-registration-types.ts'
import { readLoginUris, readUnusedUris } from './client-registration-uris.ts'
import { levelsOfAssurance } from './level-of-assurance.ts'
import { isOrganisationNumber } from './organisation-number.ts'
import type { UriRules } from './redirect-uri-registration.ts'
import type { Scope } from './scope.ts'

/** What the rules must know besides the request itself. */
export interface RegistrationContext {
  readonly uriRules: UriRules
  /** Integration types of this installation; login and machine types by default (REG-11). */
  readonly enabledTypes?: readonly IntegrationType[]
  /** `operator` (the seed file too) may also set keys, on-behalf-of, token profile and `active`, which owners cannot here. */
  readonly writer: 'owner' | 'operator'
  /** The organisation that asks (REG-22). */
  readonly tokenOrgno: string
  /** A supplier with the right to register for its customers (REG-111). */
  readonly mayActForOthers: boolean
  readonly existing: Client | undefined
  /** The id of a new client that brings none (REG-20). */
  readonly newClientId: string
  readonly findScope: (name: string) => Scope | undefined
  readonly nowSeconds: number
}

export type Registration =
  | { readonly ok: true; readonly client: Client; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly faults: readonly RegistrationFault[] }

const longestLifetimeSeconds = 31_536_000
const longestAccessSeconds = 86_400
const reservedIds = new Set(['authorizations', 'clients', 'admin', 'portal', 'demo', 'profile'])

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
  const client: Client = {
    clientId,
    active: byOperator.active,
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
    secrets: keptSecrets(existing, applicationType, method),
  }
  if (isPublic && client.refreshTokenUsage === 'REUSE')
    reader.fault('refresh_token_usage', 'must be ONETIME for browser and native clients (REG-54)')
  if (isPublic && client.codeChallengeMethod === 'none')
    reader.fault('code_challenge_method', 'must be S256 for browser and native clients (REG-50)')
  if (client.requirePushedAuthorizationRequests)
    reader.fault('require_pushed_authorization_requests', 'is not supported yet; remove it or say false')
  judgeDelegation(reader, client, context)
  if (reader.faults.length > 0) return { ok: false, faults: reader.faults }
  return { ok: true, client, warnings: [...uris.warnings, ...lifetimeWarnings(client, isLogin)] }
}

const nameField = (reader: FieldReader): string =>
  reader.raw('client_name') === undefined && reader.raw('display_name') !== undefined ? 'display_name' : 'client_name'

function readIntegrationType(reader: FieldReader, context: RegistrationContext): IntegrationType | undefined {
  const type = reader.choice('integration_type', integrationTypes)
  const { existing } = context
  if (existing !== undefined) {
    if (type !== undefined && type !== existing.integrationType)
      reader.fault('integration_type', `cannot change; it is ${existing.integrationType} (REG-10)`)
    return existing.integrationType
  }
  if (type === undefined) {
    if (reader.raw('integration_type') === undefined)
      reader.fault('integration_type', `is required: one of ${defaultEnabledTypes.join(', ')} (REG-10)`)
    return undefined
  }
  if (operatorOnlyTypes.includes(type) && context.writer !== 'operator') {
    reader.forbid('integration_type', `${type} is registered by the operator only (REG-11)`)
    return undefined
  }
  const enabled = context.enabledTypes ?? defaultEnabledTypes
  if (enabled.includes(type) && typeRules[type] !== undefined) return type
  reader.fault('integration_type', `${type} is not switched on here; permitted: ${enabled.join(', ')} (REG-11)`)
  return undefined
}

function readClientId(reader: FieldReader, context: RegistrationContext): string {
  const asked = reader.text('client_id', 255)
  const { existing } = context
  if (existing !== undefined) {
    if (asked !== undefined && asked !== existing.clientId) reader.fault('client_id', 'cannot change (REG-102)')
    return existing.clientId
  }
  if (asked === undefined) return context.newClientId
  if (!/^[A-Za-z0-9][A-Za-z0-9._:-]{2,254}$/.test(asked) || asked.includes('::'))
    reader.fault(
      'client_id',
      'must be 3 to 255 characters of A-Z a-z 0-9 . _ : -, beginning with a letter or digit, without :: (REG-20)',
    )
  if (reservedIds.has(asked.toLowerCase())) reader.fault('client_id', `${asked} is a reserved word (REG-20)`)
  return asked
}

function readOwner(
  reader: FieldReader,
  context: RegistrationContext,
): { readonly clientOrgno: string; readonly supplierOrgno: string | undefined } {
  const asked = reader.text('client_orgno', 255)
  const { existing, tokenOrgno } = context
  if (existing !== undefined) {
    if (asked !== undefined && asked !== existing.clientOrgno) reader.fault('client_orgno', 'cannot change (REG-102)')
    return { clientOrgno: existing.clientOrgno, supplierOrgno: existing.supplierOrgno }
  }
  const clientOrgno = asked ?? tokenOrgno
  if (!isOrganisationNumber(clientOrgno))
    reader.fault('client_orgno', 'must be nine digits with a right check digit (REG-22)')
  else if (clientOrgno !== tokenOrgno && !context.mayActForOthers)
    reader.forbid('client_orgno', 'is another organisation than the one that asks (REG-22)')
  const supplierOrgno = clientOrgno === tokenOrgno ? undefined : tokenOrgno
  if (supplierOrgno !== undefined && !isOrganisationNumber(supplierOrgno))
    reader.fault('supplier_orgno', 'must be nine digits with a right check digit (REG-110)')
  return { clientOrgno, supplierOrgno }
}

function readScopes(reader: FieldReader, rules: TypeRules): readonly string[] {
  const scopes = reader.list('scopes', 200, 255) ?? rules.defaultScopes
  if (scopes === undefined) reader.fault('scopes', 'is required for this integration_type (section 3)')
  else if (scopes.length === 0) reader.fault('scopes', 'must have at least one entry (section 3)')
  return scopes ?? []
}

function readApplicationType(
  reader: FieldReader,
  integrationType: IntegrationType,
  rules: TypeRules,
  resourceServer: boolean,
): ApplicationType {
  const type = reader.choice('application_type', applicationTypes) ?? 'web'
  const permitted: readonly ApplicationType[] = resourceServer ? ['web'] : rules.applicationTypes
  if (!permitted.includes(type))
    reader.fault(
      'application_type',
      `must be ${permitted.join(' or ')} for ${integrationType} with these scopes (REG-12)`,
    )
  return type
}

const confidentialMethods = clientAuthenticationMethods.filter((method) => method !== 'none')

function readMethod(
  reader: FieldReader,
  rules: TypeRules,
  applicationType: ApplicationType,
  resourceServer: boolean,
): ClientAuthenticationMethod {
  const permitted = resourceServer ? confidentialMethods : (rules.methods[applicationType] ?? [])
  const method =
    reader.choice('token_endpoint_auth_method', clientAuthenticationMethods) ?? rules.defaultMethod[applicationType]
  if (method !== undefined && permitted.includes(method)) return method
  if (permitted.length > 0)
    reader.fault(
      'token_endpoint_auth_method',
      `must be ${permitted.join(' or ')} for application_type ${applicationType} (REG-12)`,
    )
  return method ?? 'none'
}

function readGrantTypes(reader: FieldReader, rules: TypeRules, resourceServer: boolean): readonly string[] {
  const asked = reader.list('grant_types', 20, 255)
  if (asked === undefined) return resourceServer ? [] : rules.defaultGrantTypes
  const grants = [
    ...new Set(
      asked.map((grant) => (grant.toLowerCase() === 'jwt_bearer_token' ? jwtBearerGrant : grant.toLowerCase())),
    ),
  ]
  const permitted = rules.grantTypes
  for (const grant of grants)
    if (!permitted.includes(grant))
      // The value is not repeated when it is not a grant type at all (REG-13).
      reader.fault(
        'grant_types',
        `holds a grant type that is not permitted here; permitted: ${permitted.join(', ')} (REG-13)`,
      )
  if (resourceServer) return grants
  if (grants.length === 0)
    reader.fault('grant_types', `must have at least one entry; permitted: ${permitted.join(', ')} (REG-12)`)
  else if (grants.includes('refresh_token') && rules.kind === 'login' && !grants.includes('authorization_code'))
    reader.fault('grant_types', 'refresh_token needs authorization_code beside it (REG-16)')
  else if (!grants.includes(rules.requiredGrantType))
    reader.fault('grant_types', `must hold ${rules.requiredGrantType} (REG-12)`)
  return grants
}

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

type OperatorFields = Pick<Client, 'active' | 'tokenProfile' | 'onbehalfof' | 'jwks'>

/** Fields that a request of an owner cannot change here: they stay as they are (REG-102). */
function readOperatorFields(reader: FieldReader, context: RegistrationContext, rules: TypeRules): OperatorFields {
  const { existing } = context
  if (context.writer === 'owner') {
    const reopened = reader.raw('active') === true
    if (existing !== undefined && !existing.active && !reopened)
      reader.faults.push({
        field: 'active',
        message: 'the client is closed; send "active": true to reopen it (REG-103)',
        kind: 'conflict',
      })
    const { tokenProfile = 'current', onbehalfof = [], jwks = [] } = existing ?? {}
    return { active: true, tokenProfile, onbehalfof, jwks }
  }
  const tokenProfile = reader.choice('token_profile', ['current', 'legacy2018']) ?? 'current'
  const entries = reader.raw('onbehalfof')
  const onbehalfof = entries === undefined ? [] : readOnBehalfOf(entries, reader.faults)
  if (onbehalfof.length > 0 && rules.kind !== 'login') reader.fault('onbehalfof', 'is for login clients only (REG-115)')
  const jwks = reader.raw('jwks')
  if (jwks === undefined)
    return { active: reader.flag('active', true), tokenProfile, onbehalfof, jwks: existing?.jwks ?? [] }
  const keys = readClientKeys(jwks, { nowSeconds: context.nowSeconds, former: existing?.jwks ?? [] })
  if (!keys.ok) reader.faults.push(...keys.faults)
  return { active: reader.flag('active', true), tokenProfile, onbehalfof, jwks: keys.ok ? keys.keys : [] }
}

/** Secrets die when nothing can use them any more; between Basic and POST they stay (REG-17, REG-18). */
function keptSecrets(
  existing: Client | undefined,
  applicationType: ApplicationType,
  method: ClientAuthenticationMethod,
): Client['secrets'] {
  const usesSecret = applicationType === 'web' && (method === 'client_secret_basic' || method === 'client_secret_post')
  return usesSecret ? (existing?.secrets ?? []) : []
}

/** Delegation speaks for others by itself; both at once would name two (API-42). */
function judgeDelegation(reader: FieldReader, client: Client, context: RegistrationContext): void {
  if (client.onbehalfof.length === 0) return
  for (const name of client.scopes)
    if (context.findScope(name)?.delegationSource !== undefined)
      reader.fault('scopes', `${name} is delegated and cannot be combined with onbehalfof (API-42)`)
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
