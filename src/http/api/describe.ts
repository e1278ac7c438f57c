import { type Client, type ClientKey, type OnBehalfOf, publicMembersOf } from '../../protocol/client.ts'
import { describeClient, describeOnBehalfOf } from '../../protocol/client-registration-answer.ts'
import { logoPath } from '../../protocol/logo.ts'
import type { ClientCredentials } from '../../usecases/self-service/client-credentials.ts'
import { shownKeys } from '../../usecases/self-service/client-keys.ts'

/** A registered client with its times, as use cases answer it. */
export interface DatedClient {
  readonly thing: Client
  readonly revision: number
  readonly createdAtSeconds: number
  readonly updatedAtSeconds: number
}

/** RFC 3339 with `Z` and milliseconds (REG-105). */
export const rfc3339 = (seconds: number): string => new Date(seconds * 1000).toISOString()

/** What an answer must know besides the client: the time, and where its environment shows logos. */
export interface AnswerGround {
  readonly nowSeconds: () => number
  readonly environment: { readonly loginBase: string }
}

export function clientAnswer(found: DatedClient, ground: AnswerGround): Record<string, unknown> {
  const keys = shownKeys(found.thing, ground.nowSeconds())
  const { jwks: _all, ...members } = describeClient(found.thing)
  return {
    ...members,
    ...logoUri(found.thing, ground),
    onbehalfof: found.thing.onbehalfof.map((entry) => ({ ...describeOnBehalfOf(entry), ...logoUri(entry, ground) })),
    ...(keys.length === 0 ? {} : { jwks: { keys: keys.map(keyAnswer) } }),
    created: rfc3339(found.createdAtSeconds),
    last_updated: rfc3339(found.updatedAtSeconds),
  }
}

/** Read only: logos are sent in the portal (REG-121). */
const logoUri = ({ logo }: Pick<Client, 'logo'>, { environment }: AnswerGround): { readonly logo_uri?: string } =>
  logo === undefined ? {} : { logo_uri: environment.loginBase + logoPath(logo) }

export const keyAnswer = (key: ClientKey): Record<string, unknown> => {
  const { kty, ...members } = publicMembersOf(key)
  const { use, alg, kid, exp, x5c } = key
  return { kty, use, alg, kid, ...members, exp, ...(x5c === undefined ? {} : { x5c }) }
}

/** Before any key was written both times are those of the client (section 7). */
export const jwksAnswer = (found: DatedClient, nowSeconds: number): Record<string, unknown> => ({
  keys: shownKeys(found.thing, nowSeconds).map(keyAnswer),
  created: rfc3339(found.thing.keysWritten?.firstAtSeconds ?? found.createdAtSeconds),
  last_updated: rfc3339(found.thing.keysWritten?.lastAtSeconds ?? found.createdAtSeconds),
})

export const onBehalfOfAnswer = (
  entry: OnBehalfOf,
  found: DatedClient,
  organizationName: string | undefined,
  ground: AnswerGround,
): Record<string, unknown> => ({
  ...describeOnBehalfOf(entry),
  ...logoUri(entry, ground),
  ...(organizationName === undefined ? {} : { organization_name: organizationName }),
  created: rfc3339(entry.createdAtSeconds ?? found.createdAtSeconds),
  last_updated: rfc3339(entry.updatedAtSeconds ?? entry.createdAtSeconds ?? found.createdAtSeconds),
})

export const credentialsAnswer = ({ secrets, keys, certificates }: ClientCredentials): Record<string, unknown> => ({
  secrets: secrets.map((secret) => ({
    secret_id: secret.secretId,
    created: rfc3339(secret.createdAtSeconds),
    expires_at: secret.expiresAtSeconds === null ? null : rfc3339(secret.expiresAtSeconds),
    status: secret.status,
    ...usedAnswer(secret),
    ...(secret.issuedBy === undefined ? {} : { issued_by: secret.issuedBy }),
    ...(secret.deliveryRef === undefined ? {} : { delivery_ref: secret.deliveryRef }),
  })),
  keys: keys.map((key) => ({
    kid: key.kid,
    expires_at: rfc3339(key.expiresAtSeconds),
    certificate: key.hasCertificate,
    ...usedAnswer(key),
  })),
  certificates: certificates.map(({ credentialId, lastUsedDay }) => ({
    thumbprint: credentialId.slice(credentialId.indexOf(':') + 1),
    last_used: lastUsedDay,
  })),
})

const usedAnswer = (use: { readonly firstUsedAtSeconds?: number; readonly lastUsedDay?: string }) => ({
  ...(use.firstUsedAtSeconds === undefined ? {} : { first_used: rfc3339(use.firstUsedAtSeconds) }),
  ...(use.lastUsedDay === undefined ? {} : { last_used: use.lastUsedDay }),
})
