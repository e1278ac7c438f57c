import { freePort, type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { citizenA, citizenB, sharedSecret } from '../../harness/standard-seed.ts'
import { openUserAgent } from '../../harness/user-agent.ts'
import { type ApiAnswer, answerOf, makeAssertion, publicJwk, requestToken } from '../self-service-api/api-program.ts'

export const etat = '310000019'
export const supplier = '310000027'
export const other = '310000035'
export { citizenA, citizenB }

const all = 'idporten:authorizations'
const login = (
  clientId: string,
  clientOrgno: string,
  scopes: readonly string[],
  more: Record<string, unknown> = {},
) => ({
  client_id: clientId,
  client_orgno: clientOrgno,
  client_name: `Tjenesten ${clientId}`,
  description: `Innsyn i ${clientId}`,
  integration_type: 'api_klient',
  client_secret: sharedSecret,
  redirect_uris: [`https://${clientId}.example.no/callback`],
  client_uri: `https://${clientId}.example.no/`,
  scopes: ['openid', 'profile', ...scopes],
  ...more,
})
const machine = (clientId: string, clientOrgno: string, scopes: readonly string[]) => ({
  client_id: clientId,
  client_orgno: clientOrgno,
  client_name: `Maskinen ${clientId}`,
  integration_type: 'maskinporten',
  scopes,
  jwks: { keys: [publicJwk('admin-key')] },
})
const asked = { enforced_aud_for_introspection: ['etat-rs'] }

/** A public body with scopes, a client and machines; another body that uses one of its scopes and owns one itself. */
export const authorizationsSeed = () => ({
  version: 1,
  environment: 'test',
  organisations: [
    { orgno: etat, name: 'Eksempeletaten', kind: 'public' },
    { orgno: supplier, name: 'Leverandørhuset', kind: 'supplier' },
    { orgno: other, name: 'En annen etat', kind: 'public' },
  ],
  prefixes: [
    { prefix: 'etat', orgno: etat },
    { prefix: 'andre', orgno: other },
  ],
  scopes: [
    {
      name: 'etat:soknad.read',
      description: 'Lese søknader',
      'description#en': 'Read applications',
      long_description: 'Alle søknader *du* har sendt.',
      requires_user_consent: true,
      access: [other],
      ...asked,
    },
    { name: 'etat:intern.read', description: 'Interne saker', visibility: 'PRIVATE', ...asked },
    { name: 'etat:opak.read', description: 'Opake saker', token_type: 'OPAQUE', visibility: 'INTERNAL', ...asked },
    { name: 'andre:data.read', description: 'Data', requires_user_consent: true, accessible_for_all: true },
  ],
  clients: [
    login('etat-spa', etat, ['etat:soknad.read', 'etat:intern.read', 'etat:opak.read', 'andre:data.read', all]),
    login('etat-les', etat, ['etat:intern.read', `${all}.read`]),
    login('lev-app', etat, ['andre:data.read', all], { supplier_orgno: supplier }),
    login('andre-app', other, ['etat:soknad.read', all, `${all}.revoke`]),
    machine('etat-maskin', etat, [all, 'idporten:dcr.read', 'idporten:dcr.write']),
    machine('etat-leser', etat, [`${all}.read`]),
    machine('etat-trekker', etat, [`${all}.revoke`]),
    machine('andre-maskin', other, [all]),
    machine('lev-maskin', supplier, [all]),
    login('etat-rs', etat, [], { scopes: ['idporten:token.introspection'], grant_types: [], redirect_uris: [] }),
  ],
  test_users: [{ pid: citizenA }, { pid: citizenB }],
})

export interface AuthorizationsProgram {
  readonly gateway: RunningGateway
  readonly apiBase: string
  /** Tokens of a login without a page, in which every consent is given. */
  give(clientId: string, scope: string, pid?: string): Promise<Record<string, string>>
  machineToken(clientId: string, scope?: string): Promise<string>
  call(method: string, path: string, token: string | undefined, more?: CallParts): Promise<ApiAnswer>
  stop(): Promise<void>
}

export interface CallParts {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export async function startAuthorizations(): Promise<AuthorizationsProgram> {
  const [portalPort, prodPort] = [await freePort(), await freePort()]
  const gateway = await startGateway({
    seed: authorizationsSeed(),
    variables: {
      GATEWAY_SITES: 'portal,gateway',
      GATEWAY_PORTAL_PORT: String(portalPort),
      GATEWAY_PROD_SIM_PORT: String(prodPort),
      GATEWAY_TEST_API_ADMIN_KEYS_ALLOWED: 'true',
    },
  })
  const apiBase = `http://localhost:${portalPort}/api/test`
  const machineIssuer = `${gateway.issuer}/machine/`
  return {
    gateway,
    apiBase,
    give: (clientId, scope, pid = citizenA) =>
      openRelyingParty(gateway.issuer, clientId).tokens(openUserAgent(), {
        scope,
        login_hint: `testid:${pid}_idporten-loa-high`,
      }),
    async machineToken(clientId, scope = all) {
      const assertion = makeAssertion(machineIssuer, clientId, gateway.clock.nowSeconds(), { scope })
      const answer = await requestToken(machineIssuer, assertion)
      if (answer.status !== 200) throw new Error(answer.text)
      return String(answer.body.access_token)
    },
    async call(method, path, token, { body, headers = {} } = {}) {
      return answerOf(
        await fetch(apiBase + path, {
          method,
          headers: {
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      )
    },
    stop: () => gateway.stop(),
  }
}
