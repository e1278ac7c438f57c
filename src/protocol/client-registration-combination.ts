import type { ApplicationType, ClientAuthenticationMethod, IntegrationType } from './client.ts'
import { applicationTypes, clientAuthenticationMethods, integrationTypes } from './client.ts'
import type { RegistrationContext } from './client-registration-context.ts'
import type { FieldReader } from './client-registration-fields.ts'
import {
  defaultEnabledTypes,
  jwtBearerGrant,
  operatorOnlyTypes,
  type TypeRules,
  typeRules,
} from './client-registration-types.ts'

/** The type, if it is switched on and for this writer (REG-10, REG-11). */
export function readIntegrationType(reader: FieldReader, context: RegistrationContext): IntegrationType | undefined {
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

/** The scopes, without what the registry says of them (section 3). */
export function readScopes(reader: FieldReader, rules: TypeRules): readonly string[] {
  const scopes = reader.list('scopes', 200, 255) ?? rules.defaultScopes
  if (scopes === undefined) reader.fault('scopes', 'is required for this integration_type (section 3)')
  else if (scopes.length === 0) reader.fault('scopes', 'must have at least one entry (section 3)')
  return scopes ?? []
}

/** Row application_type of section 2.1; a resource server is always `web` (REG-19). */
export function readApplicationType(
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

/** Row token_endpoint_auth_method of section 2.1 (REG-12, REG-17). */
export function readMethod(
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

/** Row grant_types of section 2.1 (REG-13…16). */
export function readGrantTypes(reader: FieldReader, rules: TypeRules, resourceServer: boolean): readonly string[] {
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
