import { generateKeyPairSync } from 'node:crypto'

/** A key that the client `web-key` signs its assertions with. */
export const assertionKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
const { n, e } = assertionKey.publicKey.export({ format: 'jwk' })

/** Every seeded client's secret: one, since hashing it is slow on purpose. */
export const sharedSecret = 'harness-secret-of-all-clients'

/** Synthetic citizens (login.md 15.3). */
export const citizenA = '14838541241'
export const citizenB = '02917230180'

const orgno = '310000019'
const common = { client_orgno: orgno, integration_type: 'idporten', client_secret: sharedSecret }
const addresses = (name: string) => ({
  redirect_uris: [`https://${name}.example.no/callback`],
  post_logout_redirect_uris: [`https://${name}.example.no/logged-out`],
  client_uri: `https://${name}.example.no/`,
})

/**
 * One client of each kind that the rules tell apart. `extra` clients replace those of the same client_id. A deep copy each
 * time, so a test may change what it gets.
 */
export function standardSeed(
  extra: readonly Record<string, unknown>[] = [],
): { clients: Record<string, unknown>[] } & Record<string, unknown> {
  const clients: Record<string, unknown>[] = [
    {
      ...common,
      ...addresses('web'),
      client_id: 'web',
      client_name: 'Tjeneste web',
      token_endpoint_auth_method: 'client_secret_basic',
      frontchannel_logout_uri: 'https://web.example.no/fc?tenant=7',
      frontchannel_logout_session_required: true,
    },
    {
      ...common,
      ...addresses('web-post'),
      client_id: 'web-post',
      client_name: 'Tjeneste web-post',
      token_endpoint_auth_method: 'client_secret_post',
      frontchannel_logout_uri: 'https://web-post.example.no/fc',
    },
    {
      ...common,
      ...addresses('web-key'),
      client_secret: undefined,
      client_id: 'web-key',
      client_name: 'Tjeneste web-key',
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [{ kty: 'RSA', use: 'sig', alg: 'RS256', kid: 'key-1', n, e }] },
    },
    {
      ...common,
      ...addresses('no-pkce'),
      client_id: 'no-pkce',
      client_name: 'Tjeneste uten PKCE',
      code_challenge_method: 'none',
    },
    { ...common, ...addresses('isolated'), client_id: 'isolated', client_name: 'Isolert tjeneste', sso_disabled: true },
    {
      ...common,
      ...addresses('isolated-2'),
      client_id: 'isolated-2',
      client_name: 'Isolert tjeneste to',
      sso_disabled: true,
    },
    {
      ...common,
      ...addresses('reuse'),
      client_id: 'reuse',
      client_name: 'Tjeneste som gjenbruker',
      refresh_token_usage: 'REUSE',
    },
    {
      ...common,
      ...addresses('no-refresh'),
      client_id: 'no-refresh',
      client_name: 'Tjeneste uten refresh',
      grant_types: ['authorization_code'],
    },
    {
      ...common,
      ...addresses('legacy'),
      client_id: 'legacy',
      client_name: 'Gammel tjeneste',
      token_profile: 'legacy2018',
      frontchannel_logout_uri: 'https://legacy.example.no/fc',
    },
    {
      ...common,
      ...addresses('query'),
      client_id: 'query',
      client_name: 'Tjeneste med query',
      redirect_uris: ['https://query.example.no/cb?tenant=7'],
    },
    {
      ...common,
      ...addresses('api'),
      client_id: 'api',
      client_name: 'API-klient',
      integration_type: 'api_klient',
      scopes: [
        'openid',
        'profile',
        'eks:opaque.read',
        'eks:value.read',
        'eks:pseudo.read',
        'eks:fresh.read',
        'eks:short.read',
        'eks:closed.read',
      ],
      onbehalfof: [{ onbehalfof: 'fjord', orgno, name: 'Fjord kommune', uri: 'https://fjord.example.no/' }],
    },
    {
      ...addresses('spa'),
      client_id: 'spa',
      client_name: 'Nettleserapp',
      client_orgno: orgno,
      integration_type: 'idporten',
      application_type: 'browser',
      token_endpoint_auth_method: 'none',
    },
    {
      client_id: 'app',
      client_name: 'Mobilapp',
      client_orgno: orgno,
      integration_type: 'idporten',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['no.example.app:/cb', 'http://127.0.0.1:0/done', 'http://[::1]:0/done'],
    },
  ]
  const replaced = new Set(extra.map((client) => client.client_id))
  return structuredClone({
    version: 1,
    environment: 'test',
    organisations: [{ orgno, name: 'Eksempeletaten', kind: 'public' }],
    prefixes: [{ prefix: 'eks', orgno }],
    scopes: [
      {
        name: 'eks:opaque.read',
        description: 'Opaque',
        token_type: 'OPAQUE',
        allowed_integration_types: ['api_klient'],
      },
      { name: 'eks:value.read', description: 'By value', allowed_integration_types: ['api_klient'] },
      { name: 'eks:pseudo.read', description: 'Pseudonymous', requires_pseudonymous_tokens: true },
      { name: 'eks:fresh.read', description: 'Fresh login', requires_user_authentication: true },
      { name: 'eks:short.read', description: 'Short', at_max_age: 30, authorization_max_lifetime: 300 },
      { name: 'eks:closed.read', description: 'Closed' },
    ],
    clients: [...clients.filter((client) => !replaced.has(client.client_id)), ...extra].map(withoutUndefined),
    test_users: [{ pid: citizenA }, { pid: citizenB }],
  })
}

const withoutUndefined = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
