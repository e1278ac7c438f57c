import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { freePort, type GatewayOptions, type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { signToken } from '../../harness/relying-party.ts'
import { assertionKey } from '../../harness/standard-seed.ts'

export const owner = '310000019'
export const supplier = '310000027'
export const stranger = '310000035'

/** The key of the administration clients, and others to register. */
export const publicJwk = (kid: string, more: Record<string, unknown> = {}) => {
  const { n, e } = assertionKey.publicKey.export({ format: 'jwk' })
  return { kty: 'RSA', use: 'sig', alg: 'RS256', kid, n, e, ...more }
}
const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const otherJwk = (kid: string, more: Record<string, unknown> = {}) => {
  const { n, e } = otherKey.publicKey.export({ format: 'jwk' })
  return { kty: 'RSA', use: 'sig', alg: 'RS256', kid, n, e, ...more }
}

const everything = ['idporten:dcr.read', 'idporten:dcr.write', 'idporten:scopes.write']
const admin = (clientId: string, orgno: string, scopes: readonly string[]) => ({
  client_id: clientId,
  client_orgno: orgno,
  client_name: `Administrasjon ${clientId}`,
  integration_type: 'maskinporten',
  scopes,
  jwks: { keys: [publicJwk('admin-key')] },
})

/** Administration clients of three organisations, the second a supplier, and one login client. */
export const apiSeed = (environment: string) => ({
  version: 1,
  environment,
  organisations: [
    { orgno: owner, name: 'Eksempeletaten', kind: 'public' },
    { orgno: supplier, name: 'Leverandørhuset', kind: 'supplier' },
    { orgno: stranger, name: 'En annen etat', kind: 'public' },
  ],
  prefixes: [{ prefix: 'eks', orgno: owner }],
  scopes: [
    { name: 'eks:les', description: 'Lese', allowed_integration_types: ['maskinporten', 'api_klient'], at_max_age: 30 },
    { name: 'eks:lukket', description: 'Lukket', active: false },
  ],
  clients: [
    admin('etat-admin', owner, everything),
    { ...admin('admin-certificate', owner, everything), jwks: undefined },
    admin('admin-observed', owner, everything),
    admin('admin-supplier', supplier, [...everything, 'idporten:dcr.supplier']),
    admin('admin-stranger', stranger, everything),
    admin('admin-obo', owner, ['idporten:dcr/onbehalfof.write', 'idporten:dcr.read', 'idporten:dcr.modify']),
    { ...admin('maskin', owner, ['eks:les']), access_token_lifetime: 100 },
  ],
})

export interface ApiAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: an answer is looked into freely
  readonly body: any
}

export interface ApiProgram {
  readonly gateway: RunningGateway
  readonly machineIssuer: string
  readonly apiBase: string
  readonly portal: string
  token(clientId: string, scope?: string): Promise<string>
  /** A call with a token of its own, as automation makes it (REG-97). */
  call(method: string, path: string, body?: unknown, more?: CallOptions): Promise<ApiAnswer>
  stop(): Promise<void>
}

export interface CallOptions {
  /** The administration client that calls; '' for none. */
  readonly as?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent instead of a fresh token. */
  readonly token?: string
}

/** The portal and the gateways on ports of their own; `environment` is the one that is called. */
export async function startApi(
  environment: 'test' | 'prod-sim' = 'test',
  variables: Record<string, string> = {},
  seed: Readonly<Record<string, unknown>> = apiSeed(environment),
  more: Pick<GatewayOptions, 'delegations'> = {},
): Promise<ApiProgram> {
  const [portalPort, prodPort] = [await freePort(), await freePort()]
  const portal = `http://localhost:${portalPort}`
  const gateway = await startGateway({
    ...more,
    seed,
    variables: {
      GATEWAY_SITES: 'portal,gateway',
      GATEWAY_PORTAL_PORT: String(portalPort),
      GATEWAY_PROD_SIM_PORT: String(prodPort),
      GATEWAY_TEST_API_ADMIN_KEYS_ALLOWED: 'true',
      GATEWAY_PROD_SIM_API_ADMIN_KEYS_ALLOWED: 'true',
      GATEWAY_TEST_API_OBSERVED_CLIENTS: 'admin-observed',
      ...variables,
    },
  })
  const issuer = environment === 'test' ? gateway.issuer : `http://localhost:${prodPort}`
  const machineIssuer = `${issuer}/machine/`
  const apiBase = `${portal}/api/${environment}`
  const token = async (clientId: string, scope = defaultScope(clientId)): Promise<string> => {
    const answer = await requestToken(
      machineIssuer,
      makeAssertion(machineIssuer, clientId, gateway.clock.nowSeconds(), { scope }),
    )
    const { access_token: accessToken } = answer.body
    if (typeof accessToken !== 'string') throw new Error(answer.text)
    return accessToken
  }
  return {
    gateway,
    machineIssuer,
    apiBase,
    portal,
    token,
    async call(method, path, body, { as = 'etat-admin', headers = {}, token: given } = {}) {
      const bearer = given ?? (as === '' ? undefined : await token(as))
      return answerOf(
        await fetch(apiBase + path, {
          method,
          headers: {
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        }),
      )
    },
    stop: () => gateway.stop(),
  }
}

const defaultScope = (clientId: string): string =>
  clientId === 'admin-supplier'
    ? `${everything.join(' ')} idporten:dcr.supplier`
    : clientId === 'admin-obo'
      ? 'idporten:dcr/onbehalfof.write'
      : clientId === 'maskin'
        ? 'eks:les'
        : everything.join(' ')

/** The assertion that automation signs: `aud` as an array of one, no `sub` (K-2). */
export function makeAssertion(
  machineIssuer: string,
  clientId: string,
  nowSeconds: number,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = { kid: 'admin-key' },
  key = assertionKey.privateKey,
): string {
  return signToken(
    { alg: 'RS256', ...header },
    { iss: clientId, aud: [machineIssuer], iat: nowSeconds, exp: nowSeconds + 60, jti: randomUUID(), ...claims },
    key,
  )
}

export const requestToken = async (machineIssuer: string, assertion: string): Promise<ApiAnswer> =>
  answerOf(
    await fetch(`${machineIssuer}token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }),
    }),
  )

export async function answerOf(response: Response): Promise<ApiAnswer> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
}

/** As real automation sends it (section 13.3). */
export const clientRequest = {
  access_token_lifetime: 120,
  application_type: 'web',
  authorization_lifetime: 7200,
  client_name: 'Etaten – Søknad',
  client_uri: 'https://soknad.etaten.no',
  description: 'prod:team-a:soknad',
  frontchannel_logout_session_required: true,
  frontchannel_logout_uri: 'https://soknad.etaten.no/oauth2/logout/frontchannel',
  grant_types: ['authorization_code', 'refresh_token'],
  integration_type: 'idporten',
  post_logout_redirect_uris: ['https://www.etaten.no'],
  redirect_uris: ['https://soknad.etaten.no/oauth2/callback'],
  refresh_token_lifetime: 600,
  refresh_token_usage: 'ONETIME',
  scopes: ['openid', 'profile'],
  sso_disabled: false,
  token_endpoint_auth_method: 'private_key_jwt',
}
