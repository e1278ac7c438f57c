import { demoClients, portalClient, profileClient } from '../../src/config/demo-clients.ts'
import { freePort, type MovableClock, type RunningGateway, startGateway } from './gateway.ts'
import { citizenA, citizenB } from './standard-seed.ts'

/** The whole program on one machine, as `./start` gives it: portal, gateway and both demo services. */
export interface RunningProgram {
  readonly gateway: RunningGateway
  readonly portal: string
  readonly issuer: string
  readonly demoA: string
  readonly demoB: string
  stop(): Promise<void>
}

/** A clock that goes on with the machine's, which the libraries of relying parties read, and can be put forward or back. */
export function runningClock(): MovableClock {
  let ahead = 0
  return {
    nowSeconds: () => Math.floor(Date.now() / 1000) + ahead,
    forward(seconds) {
      ahead += seconds
    },
  }
}

/** Starts every site but the second environment on ports and files of its own. `clients` are registered besides the demo services. */
export async function startProgram(clients: readonly Record<string, unknown>[] = []): Promise<RunningProgram> {
  const ports = { portal: await freePort(), a: await freePort(), b: await freePort() }
  const [portal, demoA, demoB] = [ports.portal, ports.a, ports.b].map((port) => `http://localhost:${port}`) as [
    string,
    string,
    string,
  ]
  const gateway = await startGateway({
    seed: programSeed(portal, demoA, demoB, clients),
    clock: runningClock(),
    variables: {
      GATEWAY_SITES: 'portal,gateway,demo',
      GATEWAY_PORTAL_PORT: String(ports.portal),
      GATEWAY_DEMO_A_PORT: String(ports.a),
      GATEWAY_DEMO_B_PORT: String(ports.b),
    },
  })
  return { gateway, portal, issuer: gateway.issuer, demoA, demoB, stop: () => gateway.stop() }
}

const orgno = '310000019'

function programSeed(
  portal: string,
  demoA: string,
  demoB: string,
  clients: readonly Record<string, unknown>[],
): unknown {
  return {
    version: 1,
    environment: ['test', 'prod-sim'],
    organisations: [{ orgno, name: 'Eksempeletaten', kind: 'public' }],
    prefixes: [{ prefix: 'eksempel', orgno }],
    scopes: [
      {
        name: demoClients.B.apiScope,
        description: 'Lese vedtakene dine',
        'description#en': 'Read your decisions',
        long_description: 'Tjenesten får lese **alle vedtak**. Les mer [hos etaten](https://etat.example.test/vedtak).',
        requires_user_consent: true,
      },
    ],
    clients: [
      portalRegistration(portal),
      profileRegistration(portal),
      demoClient('A', demoA),
      demoClient('B', demoB),
      ...clients.map(withOwner),
    ],
    test_users: [{ pid: citizenA, name: { given: 'Kari', family: 'Prøvestad' } }, { pid: citizenB }],
  }
}

const portalRegistration = (baseUrl: string): Record<string, unknown> =>
  withOwner({
    client_id: portalClient.clientId,
    client_name: 'Portvakt',
    client_uri: `${baseUrl}/`,
    client_secret: portalClient.clientSecret,
    redirect_uris: [`${baseUrl}/login/callback`],
    post_logout_redirect_uris: [`${baseUrl}/logged-out`],
    frontchannel_logout_uri: `${baseUrl}/login/frontchannel-logout`,
    frontchannel_logout_session_required: true,
  })

const profileRegistration = (baseUrl: string): Record<string, unknown> =>
  withOwner({
    client_id: profileClient.clientId,
    client_name: 'Min profil',
    client_uri: `${baseUrl}/profile`,
    client_secret: profileClient.clientSecret,
    redirect_uris: [`${baseUrl}/profile/test/login/callback`],
    post_logout_redirect_uris: [`${baseUrl}/profile/test/logged-out`],
    frontchannel_logout_uri: `${baseUrl}/profile/frontchannel-logout`,
    frontchannel_logout_session_required: true,
  })

function demoClient(name: 'A' | 'B', baseUrl: string): Record<string, unknown> {
  const { clientId, clientSecret, authMethod } = demoClients[name]
  return withOwner({
    client_id: clientId,
    client_name: `Demotjeneste ${name}`,
    client_uri: `${baseUrl}/`,
    ...(name === 'A' ? {} : { integration_type: 'api_klient', scopes: ['openid', 'profile', demoClients.B.apiScope] }),
    token_endpoint_auth_method: authMethod,
    client_secret: clientSecret,
    redirect_uris: [`${baseUrl}/callback`],
    post_logout_redirect_uris: [`${baseUrl}/logged-out`],
    ...(name === 'A'
      ? { frontchannel_logout_uri: `${baseUrl}/frontchannel-logout`, frontchannel_logout_session_required: true }
      : { backchannel_logout_uri: `${baseUrl}/backchannel-logout`, backchannel_logout_session_required: true }),
  })
}

const withOwner = (client: Record<string, unknown>): Record<string, unknown> => ({
  client_orgno: orgno,
  integration_type: 'idporten',
  ...client,
})
