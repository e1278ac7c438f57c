import { portalClient } from '../../src/config/demo-clients.ts'
import { freePort, type MovableClock, type RunningGateway, startGateway } from './gateway.ts'
import { runningClock } from './site-program.ts'
import { citizenA, citizenB } from './standard-seed.ts'

/** The portal with the gateways that it logs people in through, and nothing else. */
export interface RunningPortal {
  readonly gateway: RunningGateway
  readonly portal: string
  readonly issuer: string
  /** Issuer of the environment that plays production. */
  readonly productionIssuer: string
  readonly clock: MovableClock
  stop(): Promise<void>
}

const orgno = '310000019'

/**
 * Starts portal and gateways on ports and files of their own. `seed` is laid over the harness's: its lists are added to
 * those that are there. `variables` are GATEWAY_… settings.
 */
export async function startPortalProgram(
  options: {
    readonly seed?: Readonly<Record<string, unknown>>
    readonly variables?: Readonly<Record<string, string | undefined>>
  } = {},
): Promise<RunningPortal> {
  const [port, test, production] = [await freePort(), await freePort(), await freePort()]
  const portal = `http://localhost:${port}`
  const gateway = await startGateway({
    seed: mergedSeed(portal, options.seed ?? {}),
    clock: runningClock(),
    variables: {
      GATEWAY_SITES: 'portal,gateway',
      GATEWAY_PORTAL_PORT: String(port),
      GATEWAY_TEST_PORT: String(test),
      GATEWAY_PROD_SIM_PORT: String(production),
      ...options.variables,
    },
  })
  return {
    gateway,
    portal,
    issuer: gateway.issuer,
    productionIssuer: `http://localhost:${production}`,
    clock: gateway.clock,
    stop: () => gateway.stop(),
  }
}

function mergedSeed(portal: string, extra: Readonly<Record<string, unknown>>): unknown {
  const base: Record<string, unknown> = {
    version: 1,
    environment: ['test', 'prod-sim'],
    organisations: [{ orgno, name: 'Eksempeletaten', kind: 'public' }],
    clients: [
      {
        client_id: portalClient.clientId,
        client_orgno: orgno,
        client_name: 'Portvakt',
        client_uri: `${portal}/`,
        integration_type: 'idporten',
        client_secret: portalClient.clientSecret,
        redirect_uris: [`${portal}/login/callback`],
        post_logout_redirect_uris: [`${portal}/logged-out`],
        frontchannel_logout_uri: `${portal}/login/frontchannel-logout`,
        frontchannel_logout_session_required: true,
      },
    ],
    test_users: [{ pid: citizenA, name: { given: 'Kari', family: 'Prøvestad' } }, { pid: citizenB }],
  }
  for (const [key, value] of Object.entries(extra)) {
    const former = base[key]
    base[key] = Array.isArray(former) && Array.isArray(value) ? mergedList(key, former, value) : value
  }
  return base
}

/** What the extra list says of an organisation replaces what the harness said. */
const mergedList = (key: string, former: readonly unknown[], more: readonly unknown[]): readonly unknown[] => {
  if (key !== 'organisations') return [...former, ...more]
  const numbers = new Set(more.map((one) => (one as { orgno?: string }).orgno))
  return [...former.filter((one) => !numbers.has((one as { orgno?: string }).orgno)), ...more]
}
