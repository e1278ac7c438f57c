import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { basicHeader } from '../../harness/relying-party.ts'
import { assertionKey, sharedSecret, standardSeed } from '../../harness/standard-seed.ts'
import { type Answer, send } from '../../harness/user-agent.ts'

const { n, e } = assertionKey.publicKey.export({ format: 'jwk' })

export const owner = '310000019'
export const other = '310000027'

const server = (clientId: string, more: Record<string, unknown> = {}) => ({
  client_id: clientId,
  client_name: `API ${clientId}`,
  client_orgno: owner,
  integration_type: 'api_klient',
  client_secret: sharedSecret,
  scopes: ['idporten:token.introspection'],
  grant_types: [],
  ...more,
})

/** The standard seed with APIs that ask about tokens: whom each scope lets ask stands in the scope. */
export function seedWithServers(
  scopes: Readonly<Record<string, Record<string, unknown>>> = {},
  clients: readonly Record<string, unknown>[] = [],
) {
  const seed = standardSeed([
    server('rs-main'),
    server('rs-values'),
    server('rs-other', { client_orgno: other }),
    server('rs-unlisted'),
    server('rs-key', {
      client_secret: undefined,
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [{ kty: 'RSA', use: 'sig', alg: 'RS256', kid: 'key-1', n, e }] },
    }),
    ...clients,
  ])
  const asked: Readonly<Record<string, readonly string[]>> = {
    'eks:opaque.read': ['rs-main'],
    'eks:value.read': ['rs-main', 'rs-values', 'rs-key'],
    'eks:pseudo.read': ['rs-main', 'rs-other'],
    'eks:closed.read': ['rs-main'],
  }
  return {
    ...seed,
    organisations: [...(seed.organisations as object[]), { orgno: other, name: 'En annen etat', kind: 'public' }],
    scopes: (seed.scopes as Record<string, unknown>[]).map((scope) => ({
      ...scope,
      enforced_aud_for_introspection: asked[String(scope.name)] ?? [],
      ...scopes[String(scope.name)],
    })),
  }
}

export const startWithServers = (): Promise<RunningGateway> => startGateway({ seed: seedWithServers() })

/** `POST /introspect` by an API. */
export const introspect = (
  gateway: Pick<RunningGateway, 'issuer'>,
  token: string | undefined,
  as = 'rs-main',
  path = '/introspect',
): Promise<Answer> =>
  send(gateway.issuer + path, { form: { token }, headers: { authorization: basicHeader(as, sharedSecret) } })

export const revoke = (
  gateway: Pick<RunningGateway, 'issuer'>,
  token: string | undefined,
  as: string,
  path = '/revoke',
  more: Record<string, string> = {},
): Promise<Answer> =>
  send(gateway.issuer + path, { form: { token, ...more }, headers: { authorization: basicHeader(as, sharedSecret) } })

export const userinfo = (gateway: Pick<RunningGateway, 'issuer'>, token = ''): Promise<Answer> =>
  send(`${gateway.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } })
