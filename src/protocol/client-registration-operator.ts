import type { ApplicationType, Client, ClientAuthenticationMethod, OnBehalfOf } from './client.ts'
import { readClientKeys } from './client-key.ts'
import type { RegistrationContext } from './client-registration-context.ts'
import type { FieldReader } from './client-registration-fields.ts'
import { readOnBehalfOf } from './client-registration-onbehalfof.ts'
import type { TypeRules } from './client-registration-types.ts'

export type OperatorFields = Pick<Client, 'active' | 'tokenProfile' | 'onbehalfof' | 'jwks'>

/** Fields that a request of an owner cannot change here: they stay as they are (REG-102). */
export function readOperatorFields(
  reader: FieldReader,
  context: RegistrationContext,
  rules: TypeRules,
): OperatorFields {
  const { existing } = context
  if (context.writer === 'owner') {
    const reopened = reader.raw('active') === true
    if (existing !== undefined && !existing.active && !reopened)
      reader.faults.push({
        field: 'active',
        message: 'the client is closed; send "active": true to reopen it (REG-103)',
        kind: 'conflict',
      })
    // Who stopped it opens it (J-17).
    if (existing?.active === false && existing.halted?.side === 'operator')
      reader.forbid('active', 'the operator has stopped the client and opens it again (ONB-145)')
    const { tokenProfile = 'current', onbehalfof = [], jwks = [] } = existing ?? {}
    return { active: true, tokenProfile, onbehalfof, jwks }
  }
  const tokenProfile = reader.choice('token_profile', ['current', 'legacy2018']) ?? 'current'
  const entries = reader.raw('onbehalfof')
  const onbehalfof = entries === undefined ? [] : withLogos(readOnBehalfOf(entries, reader.faults), existing)
  if (onbehalfof.length > 0 && rules.kind !== 'login') reader.fault('onbehalfof', 'is for login clients only (REG-115)')
  const jwks = reader.raw('jwks')
  if (jwks === undefined)
    return { active: reader.flag('active', true), tokenProfile, onbehalfof, jwks: existing?.jwks ?? [] }
  const keys = readClientKeys(jwks, { nowSeconds: context.nowSeconds, former: existing?.jwks ?? [] })
  if (!keys.ok) reader.faults.push(...keys.faults)
  return { active: reader.flag('active', true), tokenProfile, onbehalfof, jwks: keys.ok ? keys.keys : [] }
}

/** Logos are sent by themselves: an entry that is written anew for the same body keeps its own (REG-102). */
const withLogos = (entries: readonly OnBehalfOf[], existing: Client | undefined): readonly OnBehalfOf[] =>
  entries.map((entry) => {
    const former = existing?.onbehalfof.find(({ onbehalfof }) => onbehalfof === entry.onbehalfof)
    return former?.logo === undefined || former.orgno !== entry.orgno ? entry : { ...entry, logo: former.logo }
  })

/** Secrets die when nothing can use them any more; between Basic and POST they stay (REG-17, REG-18). */
export function keptSecrets(
  existing: Client | undefined,
  applicationType: ApplicationType,
  method: ClientAuthenticationMethod,
): Client['secrets'] {
  const usesSecret = applicationType === 'web' && (method === 'client_secret_basic' || method === 'client_secret_post')
  return usesSecret ? (existing?.secrets ?? []) : []
}
