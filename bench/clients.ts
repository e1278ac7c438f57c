/** A client of both providers in the same words; the two differ in the form of their access tokens. */
export interface BenchClient {
  readonly clientId: string
  readonly secret: string
  readonly redirectUri: string
  readonly scope: string
  /** JWT access tokens; otherwise handles that mean something only to their issuer. */
  readonly selfContained: boolean
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

export const benchClients = [byReference, selfContained] as const

/** A synthetic citizen. */
export const citizen = '14838541241'

const orgno = '310000019'

/** What the gateway's seed file says of the two. */
export const seed = {
  version: 1,
  environment: 'test',
  organisations: [{ orgno, name: 'Benketesten', kind: 'public' }],
  prefixes: [{ prefix: 'bench', orgno }],
  scopes: [
    { name: 'bench:read', description: 'Lese', token_type: 'OPAQUE', allowed_integration_types: ['api_klient'] },
  ],
  clients: benchClients.map((client) => ({
    client_id: client.clientId,
    client_name: client.clientId,
    client_orgno: orgno,
    client_secret: client.secret,
    client_uri: 'https://client.example.no/',
    integration_type: client.selfContained ? 'idporten' : 'api_klient',
    token_endpoint_auth_method: 'client_secret_basic',
    redirect_uris: [client.redirectUri],
    post_logout_redirect_uris: ['https://client.example.no/'],
    frontchannel_logout_uri: 'https://client.example.no/logout',
    frontchannel_logout_session_required: true,
    scopes: client.scope.split(' '),
  })),
  test_users: [{ pid: citizen }],
}
