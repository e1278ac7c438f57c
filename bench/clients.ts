import { generateKeyPairSync, type KeyObject } from 'node:crypto'

/** A client of both providers in the same words; the two differ in the form of their access tokens. */
export interface BenchClient {
  readonly clientId: string
  readonly secret: string
  readonly redirectUri: string
  readonly scope: string
  /** JWT access tokens; otherwise handles that mean something only to their issuer. */
  readonly selfContained: boolean
  /** Authenticates by assertions of this key instead of its secret. */
  readonly key?: { readonly privateKey: KeyObject; readonly publicJwk: Readonly<Record<string, unknown>> }
}

const common = { secret: 'only-for-the-benchmark', redirectUri: 'https://client.example.no/callback' }

export const byReference: BenchClient = {
  ...common,
  clientId: 'bench-by-reference',
  scope: 'openid profile bench:read',
  selfContained: false,
}

export const selfContained: BenchClient = {
  ...common,
  clientId: 'bench-self-contained',
  scope: 'openid profile',
  selfContained: true,
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** Its assertions are made beforehand: what is measured is their verification. */
export const byKey: BenchClient = {
  ...byReference,
  clientId: 'bench-by-key',
  key: {
    privateKey,
    publicJwk: { ...publicKey.export({ format: 'jwk' }), kid: 'bench-1', use: 'sig', alg: 'RS256' },
  },
}

/** The two that log in in every way. */
export const loginClients = [byReference, selfContained] as const
export const benchClients: readonly BenchClient[] = [...loginClients, byKey]

/** Asks about the tokens of the others. */
export const resourceServer = { clientId: 'bench-api', secret: common.secret } as const

/** A synthetic citizen. */
export const citizen = '14838541241'

const orgno = '310000019'

const registration = (client: BenchClient) => ({
  client_id: client.clientId,
  client_name: client.clientId,
  client_orgno: orgno,
  ...(client.key === undefined ? { client_secret: client.secret } : { jwks: { keys: [client.key.publicJwk] } }),
  client_uri: 'https://client.example.no/',
  integration_type: client.selfContained ? 'idporten' : 'api_klient',
  token_endpoint_auth_method: client.key === undefined ? 'client_secret_basic' : 'private_key_jwt',
  redirect_uris: [client.redirectUri],
  post_logout_redirect_uris: ['https://client.example.no/'],
  frontchannel_logout_uri: 'https://client.example.no/logout',
  frontchannel_logout_session_required: true,
  scopes: client.scope.split(' '),
})

const introspector = {
  client_id: resourceServer.clientId,
  client_name: resourceServer.clientId,
  client_orgno: orgno,
  client_secret: resourceServer.secret,
  integration_type: 'api_klient',
  token_endpoint_auth_method: 'client_secret_basic',
  scopes: ['idporten:token.introspection'],
}

/** What the gateway's seed file says of them. */
export const seed = {
  version: 1,
  environment: 'test',
  organisations: [{ orgno, name: 'Benketesten', kind: 'public' }],
  prefixes: [{ prefix: 'bench', orgno }],
  scopes: [
    {
      name: 'bench:read',
      description: 'Lese',
      token_type: 'OPAQUE',
      allowed_integration_types: ['api_klient'],
      enforced_aud_for_introspection: [resourceServer.clientId],
    },
  ],
  clients: [...benchClients.map(registration), introspector],
  test_users: [{ pid: citizen }],
}
