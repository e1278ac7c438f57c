import { freePort, movableClock, type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { citizenA, citizenB, sharedSecret } from '../../harness/standard-seed.ts'
import { openUserAgent } from '../../harness/user-agent.ts'
import { type ApiAnswer, answerOf, makeAssertion, publicJwk, requestToken } from '../self-service-api/api-program.ts'

export const etat = '310000019'
export const supplier = '310000027'
export const other = '310000035'
export { citizenA, citizenB }
export const historyPath = '/innlogginger/logg/idporten'
export const historyScope = 'idporten:user.log.read'

const client = (clientId: string, clientOrgno: string, more: Record<string, unknown> = {}) => ({
  client_id: clientId,
  client_orgno: clientOrgno,
  client_name: `Tjenesten ${clientId}`,
  integration_type: 'idporten',
  client_secret: sharedSecret,
  redirect_uris: [`https://${clientId}.example.no/callback`],
  client_uri: `https://${clientId}.example.no/`,
  ...more,
})
const reader = (clientId: string, clientOrgno: string, more: Record<string, unknown> = {}) =>
  client(clientId, clientOrgno, { integration_type: 'api_klient', scopes: ['openid', historyScope], ...more })

/** A public body with two services, another one, and a supplier that acts on behalf of the first. */
export const historySeed = () => ({
  version: 1,
  environment: 'test',
  organisations: [
    { orgno: etat, name: 'Eksempeletaten', kind: 'public' },
    { orgno: supplier, name: 'Leverandørhuset', kind: 'supplier' },
    { orgno: other, name: 'En annen etat', kind: 'public' },
  ],
  clients: [
    client('etat-soknad', etat),
    reader('etat-historie', etat),
    client('andre-app', other),
    reader('andre-historie', other),
    reader('etat-drift', etat, { supplier_orgno: supplier }),
    client('lev-tjeneste', supplier, {
      onbehalfof: [{ onbehalfof: 'etaten', orgno: etat, name: 'Eksempeletaten' }],
    }),
    reader('lev-historie', supplier),
    {
      client_id: 'etat-maskin',
      client_orgno: etat,
      client_name: 'Maskinen',
      integration_type: 'maskinporten',
      scopes: ['idporten:authorizations'],
      jwks: { keys: [publicJwk('admin-key')] },
    },
  ],
  test_users: [{ pid: citizenA }, { pid: citizenB }],
})

export interface HistoryProgram {
  readonly gateway: RunningGateway
  readonly portal: string
  /** A token that the citizen gives to a service for reading the history; the login for it is one itself. */
  readerToken(clientId?: string, pid?: string): Promise<string>
  machineToken(): Promise<string>
  ask(token: string | undefined, query?: string, headers?: Readonly<Record<string, string>>): Promise<ApiAnswer>
  stop(): Promise<void>
}

export async function startHistory(startSeconds?: number): Promise<HistoryProgram> {
  const [portalPort, prodPort] = [await freePort(), await freePort()]
  const gateway = await startGateway({
    seed: historySeed(),
    ...(startSeconds === undefined ? {} : { clock: movableClock(startSeconds) }),
    variables: {
      GATEWAY_SITES: 'portal,gateway',
      GATEWAY_PORTAL_PORT: String(portalPort),
      GATEWAY_PROD_SIM_PORT: String(prodPort),
      GATEWAY_TEST_API_ADMIN_KEYS_ALLOWED: 'true',
    },
  })
  const portal = `http://localhost:${portalPort}`
  const machineIssuer = `${gateway.issuer}/machine/`
  return {
    gateway,
    portal,
    async readerToken(clientId = 'etat-historie', pid = citizenA) {
      const tokens = await openRelyingParty(gateway.issuer, clientId).tokens(openUserAgent(), {
        scope: `openid ${historyScope}`,
        login_hint: `testid:${pid}_idporten-loa-high`,
      })
      return String(tokens.access_token)
    },
    async machineToken() {
      const scope = 'idporten:authorizations'
      const assertion = makeAssertion(machineIssuer, 'etat-maskin', gateway.clock.nowSeconds(), { scope })
      return String((await requestToken(machineIssuer, assertion)).body.access_token)
    },
    async ask(token, query = '', headers = {}) {
      const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
      return answerOf(
        await fetch(`${portal}/api/test${historyPath}${query}`, { headers: { ...authorization, ...headers } }),
      )
    },
    stop: () => gateway.stop(),
  }
}
