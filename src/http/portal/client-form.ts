import type { Client } from '../../protocol/client.ts'
import { describeClient } from '../../protocol/client-registration-answer.ts'
import type { ClientRequest } from '../../protocol/client-registration-fields.ts'

/** What stands in the fields of a client's forms, by their names. */
export type ClientFormValues = Readonly<Record<string, string>>

const texts = [
  'client_name',
  'description',
  'integration_type',
  'application_type',
  'token_endpoint_auth_method',
] as const
const choices = [
  'refresh_token_usage',
  'code_challenge_method',
  'security_profile',
  'id_token_signed_response_alg',
] as const
const addresses = ['frontchannel_logout_uri', 'backchannel_logout_uri', 'client_uri', 'client_id'] as const
const lists = ['redirect_uris', 'post_logout_redirect_uris', 'scopes', 'default_acr_values', 'grant_types'] as const
/** Boxes, each with a field that stands beside it: an unticked box is not sent, so only a form with that field says "no". */
const flags = {
  frontchannel_logout_session_required: 'frontchannel_logout_uri',
  backchannel_logout_session_required: 'backchannel_logout_uri',
  sso_disabled: 'grant_types',
  dpop_bound_access_tokens: 'security_profile',
  require_pushed_authorization_requests: 'security_profile',
  require_signed_request_object: 'security_profile',
  require_nonce: 'security_profile',
  lean_id_token: 'code_challenge_method',
} as const
const numbers = ['access_token_lifetime', 'refresh_token_lifetime', 'authorization_lifetime'] as const

/** A form that nobody has filled in yet. */
export const emptyClientForm: ClientFormValues = {
  integration_type: 'idporten',
  application_type: 'web',
  token_endpoint_auth_method: 'client_secret_basic',
  scopes: 'openid\nprofile',
}

/** What a link fills in beforehand: fields of this form only. */
export function askedClientForm(query: unknown): ClientFormValues {
  const asked = Object(query) as Readonly<Record<string, unknown>>
  const known: readonly string[] = [...texts, ...addresses, ...lists]
  const given = Object.entries(asked).filter(([name, value]) => known.includes(name) && typeof value === 'string')
  return Object.fromEntries(given) as ClientFormValues
}

/** What was typed, to be shown again. A box that is not ticked is absent. */
export const typedClientForm = (form: URLSearchParams): ClientFormValues => Object.fromEntries(form)

/**
 * The form as a request of the API, judged by nobody yet. A field that the form does not have keeps what `former` says; an
 * empty one is absent.
 */
export function readClientForm(form: URLSearchParams, former: ClientRequest = {}): ClientRequest {
  const request: Record<string, unknown> = { ...former }
  const typed = (name: string) => (form.get(name) ?? '').trim()
  for (const name of [...texts, ...choices, ...addresses])
    if (form.has(name)) request[name] = typed(name) === '' ? undefined : typed(name)
  // Lines or white space: neither can stand in an address or a scope.
  for (const name of lists)
    if (form.has(name))
      request[name] = typed(name)
        .split(/\s+/)
        .filter((one) => one !== '')
  for (const [name, beside] of Object.entries(flags)) if (form.has(beside)) request[name] = form.get(name) === 'yes'
  for (const name of numbers)
    if (form.has(name)) request[name] = /^\d{1,9}$/.test(typed(name)) ? Number(typed(name)) : typed(name) || undefined
  // The defaults of the registry suit a type better than the form's own when it was not chosen by hand.
  const isMachine = request.integration_type === 'maskinporten' || request.integration_type === 'krr'
  if (former.integration_type === undefined && isMachine) adaptToMachine(request)
  if (former.security_profile !== 'fapi2' && request.security_profile === 'fapi2') adaptToStrictProfile(request)
  return request
}

/** Who chooses the strict profile takes what comes with it; the form still holds what was usual without it. */
function adaptToStrictProfile(request: Record<string, unknown>): void {
  if (request.refresh_token_usage === 'ONETIME') request.refresh_token_usage = undefined
  if (request.id_token_signed_response_alg === 'RS256') request.id_token_signed_response_alg = undefined
}

/** What the form holds for logins has no meaning for machines. */
function adaptToMachine(request: Record<string, unknown>): void {
  const scopes = Array.isArray(request.scopes)
    ? request.scopes.filter((one) => one !== 'openid' && one !== 'profile')
    : []
  request.scopes = scopes.length === 0 ? undefined : scopes
  request.token_endpoint_auth_method = 'private_key_jwt'
}

/** A client as the form of its owner shows it. */
export function clientFormValues(client: Client): ClientFormValues {
  const described = describeClient(client)
  const values: Record<string, string> = {}
  for (const name of [...texts, ...choices, ...addresses, ...numbers]) values[name] = String(described[name] ?? '')
  for (const name of lists) values[name] = (described[name] as readonly string[]).join('\n')
  for (const name of Object.keys(flags)) if (described[name] === true) values[name] = 'yes'
  return values
}

/** The person that a form of a new client names. */
export const readContact = (form: URLSearchParams): { name: string; email: string; phone?: string } => {
  const phone = (form.get('contact_phone') ?? '').trim()
  return {
    name: (form.get('contact_name') ?? '').trim().slice(0, 200),
    email: (form.get('contact_email') ?? '').trim(),
    ...(phone === '' ? {} : { phone: phone.slice(0, 40) }),
  }
}
