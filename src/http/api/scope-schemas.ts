import { z } from 'zod'
import { orgno, seconds, texts, time } from './schema-parts.ts'

const flag = z.boolean().nullish()
const scopeTexts = (kind: 'description' | 'long_description') =>
  Object.fromEntries(['nn', 'en', 'se'].map((language) => [`${kind}#${language}`, z.string().nullish()]))

/** What the owner of a scope writes. Unknown and read-only fields are passed over (API-3). */
export const scopeRequest = z.looseObject({
  prefix: z
    .string()
    .nullish()
    .meta({ description: 'Required for a new scope; cannot change. A colon at its end is passed over.' }),
  subscope: z.string().nullish().meta({ description: 'Required for a new scope; cannot change.' }),
  description: z.string().nullish().meta({ description: 'Required: 1 to 255 characters, shown to citizens.' }),
  long_description: z.string().nullish(),
  ...scopeTexts('description'),
  ...scopeTexts('long_description'),
  visibility: z.string().nullish().meta({ description: 'PUBLIC, PRIVATE or INTERNAL.' }),
  token_type: z.string().nullish().meta({ description: 'SELF_CONTAINED or OPAQUE.' }),
  at_max_age: seconds.nullish(),
  authorization_max_lifetime: seconds.nullish(),
  authorization_max_age: seconds.nullish().meta({ description: 'The same as authorization_max_lifetime.' }),
  requires_user_consent: flag,
  requires_user_authentication: flag,
  requires_pseudonymous_tokens: flag,
  accessible_for_all: flag,
  delegation_source: z.string().nullish(),
  allowed_integration_types: texts.nullish(),
  allowable_integration_types: texts.nullish().meta({ description: 'The same as allowed_integration_types.' }),
  enforced_aud_for_introspection: texts.nullish(),
  enforced_aud_for_access_token: texts.nullish(),
  active: flag.meta({ description: 'true in a PUT opens a closed scope.' }),
})
export const scope = z.strictObject({
  name: z.string(),
  prefix: z.string(),
  subscope: z.string(),
  description: z.string(),
  long_description: z.string().optional(),
  'description#nn': z.string().optional(),
  'description#en': z.string().optional(),
  'description#se': z.string().optional(),
  'long_description#nn': z.string().optional(),
  'long_description#en': z.string().optional(),
  'long_description#se': z.string().optional(),
  visibility: z.enum(['PUBLIC', 'PRIVATE', 'INTERNAL']),
  token_type: z.enum(['SELF_CONTAINED', 'OPAQUE']),
  at_max_age: seconds,
  authorization_max_lifetime: seconds,
  requires_user_consent: z.boolean(),
  requires_user_authentication: z.boolean(),
  requires_pseudonymous_tokens: z.boolean(),
  accessible_for_all: z.boolean(),
  delegation_source: z.string().optional(),
  allowed_integration_types: texts,
  enforced_aud_for_introspection: texts,
  enforced_aud_for_access_token: texts,
  owner_orgno: z.string(),
  active: z.boolean(),
  created: time,
  last_updated: time,
})
export const scopeAccess = z.strictObject({
  scope: z.string(),
  owner_orgno: orgno,
  owner_organization_name: z.string(),
  consumer_orgno: orgno,
  consumer_organization_name: z.string(),
  state: z.enum(['REQUESTED', 'APPROVED', 'DENIED']),
  created: time,
  last_updated: time,
})
export const prefix = z.strictObject({ prefix: z.string(), owner_orgno: orgno, created: time, last_updated: time })
