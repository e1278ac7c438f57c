import { z } from 'zod'
import { notificationPurposes, organisationKinds, termsChapters } from '../journey/records.ts'
import { operatorRoles, ownerRoles } from '../journey/roles.ts'
import {
  applicationTypes,
  clientAuthenticationMethods,
  idTokenAlgorithms,
  integrationTypes,
} from '../protocol/client.ts'

const otherwise = (message: string) => (issue: { input?: unknown }) =>
  issue.input === undefined ? 'is required' : message

/** Numbers and flags may come as text too, since `${VARIABLE}` always gives text (REG-163). */
const wholeMessage = 'must be a whole number'
const whole = z.union([z.int(), z.string().regex(/^[0-9]{1,10}$/, wholeMessage)], { error: otherwise(wholeMessage) })
const flag = z.union([z.boolean(), z.enum(['true', 'false'])], { error: otherwise('must be true or false') })
const text = z.string({ error: otherwise('must be text; put it in quotes') })
const texts = z.array(text, { error: otherwise('must be a list') })
/** Letter case does not matter in these (REG-6); the registry's rules refuse other words. */
const word = (values: readonly string[]) => text.meta({ enum: [...values] })

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: otherwise(`must be ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`) })

const notificationPoint = z.strictObject({
  purpose: oneOf(notificationPurposes),
  name: text,
  email: text,
  phone: text.nullish(),
})

const organisation = z.strictObject({
  orgno: text,
  name: text,
  kind: oneOf(organisationKinds).optional(),
  email_domains: texts.nullish().describe('Domains of its e-mail addresses, taken as verified'),
  language: oneOf(['nb', 'nn', 'en']).nullish(),
  notification_points: z.array(notificationPoint).nullish(),
  production_self_service: oneOf(['none', 'machine', 'all']).nullish(),
})

/** A person who uses the portal. */
const user = z.strictObject({
  email: text,
  name: text.nullish(),
  pid: text.describe('A synthetic number: the one to log in with'),
  language: oneOf(['nb', 'nn', 'en']).nullish(),
  roles: z
    .record(z.string(), z.array(oneOf(ownerRoles)), { error: 'must be roles by organisation number' })
    .nullish()
    .describe('Roles by organisation number'),
  operator_roles: z.array(oneOf(operatorRoles)).nullish(),
})

/** One text in each language that there is. */
const translated = z.strictObject({ nb: text.nullish(), nn: text.nullish(), en: text.nullish() })
const chapter = oneOf(termsChapters)

const terms = z.strictObject({
  publish: z
    .array(
      z.strictObject({
        version: text.describe('Such as "1.8"'),
        effective_from: text
          .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, 'must be a date such as "2026-01-31"')
          .nullish()
          .describe('In force when it is first read, if absent'),
        summary: translated.nullish(),
        parts: z.partialRecord(chapter, translated, { error: 'must be texts by chapter and language' }),
      }),
    )
    .nullish(),
  accept: z
    .array(
      z.strictObject({
        orgno: text,
        version: text,
        chapters: z.array(chapter),
        simulated: z.literal(true, { error: 'must be true: a file binds nobody' }).nullish(),
      }),
    )
    .nullish(),
})

const prefix = z.strictObject({ prefix: text, orgno: text })

const scope = z.strictObject({
  name: text.describe('prefix:subscope'),
  description: text,
  active: flag.nullish(),
  visibility: word(['PUBLIC', 'PRIVATE', 'INTERNAL']).nullish(),
  token_type: word(['SELF_CONTAINED', 'SELF-CONTAINED', 'OPAQUE']).nullish(),
  at_max_age: whole.nullish(),
  authorization_max_lifetime: whole.nullish(),
  authorization_max_age: whole.nullish(),
  requires_user_consent: flag.nullish(),
  requires_user_authentication: flag.nullish(),
  requires_pseudonymous_tokens: flag.nullish(),
  accessible_for_all: flag.nullish(),
  delegation_source: text.nullish(),
  allowed_integration_types: texts.nullish(),
  allowable_integration_types: texts.nullish(),
  enforced_aud_for_introspection: texts.nullish(),
  enforced_aud_for_access_token: texts.nullish(),
  long_description: text.nullish(),
  'description#nn': text.nullish(),
  'description#en': text.nullish(),
  'description#se': text.nullish(),
  'long_description#nn': text.nullish(),
  'long_description#en': text.nullish(),
  'long_description#se': text.nullish(),
  access: texts.nullish().describe('Organisation numbers that may use the scope'),
})

const delegation = z.strictObject({
  scope: text,
  consumer: text.describe('Organisation that delegates'),
  supplier: text.describe('Organisation that may use the scope on its behalf'),
})

const onBehalfOf = z.strictObject({
  onbehalfof: text,
  name: text.nullish(),
  display_name: text.nullish(),
  orgno: text,
  description: text.nullish(),
  uri: text.nullish(),
  url: text.nullish(),
  client_uri: text.nullish(),
  active: flag.nullish(),
})

const certificate = z.strictObject({
  development_ca: z.literal(true, { error: otherwise('must be true') }),
  write_to: text
    .regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}\.p12$/, 'must be the name of a file that ends in .p12, without a folder')
    .describe('File in GATEWAY_SEED_OUT for key and certificate as PKCS#12'),
  password: text.min(1, 'must not be empty').max(255, 'must be at most 255 characters').nullish(),
})

const client = z.strictObject({
  client_id: text,
  client_orgno: text.describe('Organisation that owns the client'),
  supplier_orgno: text.nullish().describe('Supplier that runs the client for its owner'),
  client_name: text.nullish(),
  display_name: text.nullish(),
  description: text.nullish(),
  active: flag.nullish(),
  integration_type: word(integrationTypes),
  application_type: word(applicationTypes).nullish(),
  token_endpoint_auth_method: word(clientAuthenticationMethods).nullish(),
  client_secret: z
    .string({ error: 'must be text; put it in quotes' })
    .min(1, 'must not be empty (REG-165)')
    .max(255, 'must be at most 255 characters (REG-165)')
    .nullish(),
  grant_types: texts.nullish(),
  scopes: texts.nullish(),
  redirect_uris: texts.nullish(),
  post_logout_redirect_uris: texts.nullish(),
  frontchannel_logout_uri: text.nullish(),
  frontchannel_logout_session_required: flag.nullish(),
  client_uri: text.nullish(),
  access_token_lifetime: whole.nullish(),
  refresh_token_lifetime: whole.nullish(),
  authorization_lifetime: whole.nullish(),
  refresh_token_usage: word(['ONETIME', 'REUSE']).nullish(),
  code_challenge_method: word(['S256', 'none']).nullish(),
  sso_disabled: flag.nullish(),
  default_acr_values: texts.nullish(),
  require_pushed_authorization_requests: flag.nullish(),
  id_token_signed_response_alg: word(idTokenAlgorithms).nullish(),
  security_profile: word(['standard', 'fapi2']).nullish(),
  dpop_bound_access_tokens: flag.nullish(),
  require_signed_request_object: flag.nullish(),
  require_nonce: flag.nullish(),
  lean_id_token: flag.nullish(),
  backchannel_logout_uri: text.nullish(),
  backchannel_logout_session_required: flag.nullish(),
  jwks_uri: text.nullish().describe('Where the keys are fetched, instead of jwks'),
  token_profile: word(['current', 'legacy2018']).nullish(),
  onbehalfof: z.array(onBehalfOf).nullish(),
  jwks: z.record(z.string(), z.unknown(), { error: 'must be a key set, {"keys": […]}' }).nullish(),
  certificate: certificate.nullish().describe('A certificate of the development CA for the owner, instead of keys'),
})

const testUserCommon = {
  pool: text.nullish().describe('Organisation that the user is kept for; otherwise everybody'),
  eids: texts.nullish(),
  level_max: z.enum(['low', 'substantial', 'high'], { error: 'must be low, substantial or high' }).nullish(),
}

const date = text.regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, 'must be a date such as "1980-12-31"')

const testUser = z.strictObject({
  pid: text.optional(),
  name: z.strictObject({ given: text, family: text }).nullish(),
  generate: z
    .strictObject({ count: whole, seed: whole, born_from: date.optional(), born_to: date.optional() })
    .optional(),
  ...testUserCommon,
})

/** One document of a seed file (section 16). */
export const seedDocumentSchema = z.strictObject({
  version: z.literal(1, { error: otherwise('must be 1') }),
  environment: z
    .union([text, z.array(text).min(1)], { error: 'must be the name of an environment, or a list of names' })
    .optional()
    .describe('The environment it fills, the first of the settings if absent; of a list, those that there are'),
  mode: z.enum(['merge', 'replace'], { error: 'must be merge or replace' }).optional(),
  organisations: z.array(organisation).nullish(),
  users: z.array(user).nullish(),
  terms: terms.nullish().describe('Terms of use; acceptances are simulated'),
  prefixes: z.array(prefix).nullish(),
  scopes: z.array(scope).nullish(),
  delegations: z.array(delegation).nullish().describe('What the source dev-delegations of a test environment knows'),
  clients: z.array(client).nullish(),
  test_users: z.array(testUser).nullish(),
})

export type SeedDocument = z.infer<typeof seedDocumentSchema>

/** Known keys by the section they stand in, for telling what was probably meant. */
export const seedKeys: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(seedDocumentSchema.shape),
  organisations: Object.keys(organisation.shape),
  users: Object.keys(user.shape),
  prefixes: Object.keys(prefix.shape),
  scopes: Object.keys(scope.shape),
  delegations: Object.keys(delegation.shape),
  clients: Object.keys(client.shape),
  test_users: Object.keys(testUser.shape),
}

/** Keys that the specification of the file has and this version cannot carry out yet. */
export const unsupportedSeedKeys: Readonly<Record<string, readonly string[]>> = {
  clients: ['logo_uri'],
  test_users: ['email', 'mobile', 'language', 'reserved', 'minid', 'label', 'traits'],
}

/** The same as a JSON Schema, for editors (REG-167). */
export const seedJsonSchema = (): Record<string, unknown> => ({
  title: 'Portvakt seed file',
  ...z.toJSONSchema(seedDocumentSchema, { io: 'input' }),
})
