import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ChildServer, freePort, startServer } from './child-server.ts'
import { benchClients, resourceServer, seed } from './clients.ts'

const readyPath = '/.well-known/openid-configuration'

/** How a gateway is started in one folder, again and again on the same files. */
export interface GatewayInstallation {
  start(options?: { readonly nodeOptions?: readonly string[] }): Promise<ChildServer>
}

/** An installation in `folder`, as a user has it: SQLite file, secrets, seed, compile cache, standard settings. */
export async function installGateway(folder: string, sites: 'gateway' | 'all'): Promise<GatewayInstallation> {
  mkdirSync(folder, { recursive: true })
  const seedFile = join(folder, 'seed.json')
  if (!existsSync(seedFile)) writeFileSync(seedFile, JSON.stringify(seed))
  const port = await freePort()
  const environment = {
    GATEWAY_DATABASE: join(folder, 'portvakt.sqlite'),
    GATEWAY_SECRETS_FILE: join(folder, 'secrets.json'),
    // All sites together are what a fresh ./start gives, so with the seed that it has.
    GATEWAY_SEED_FILE: sites === 'all' ? './seed/demo.yaml' : seedFile,
    GATEWAY_TEST_PORT: String(port),
    GATEWAY_PROD_SIM_PORT: String(await freePort()),
    GATEWAY_PORTAL_PORT: String(await freePort()),
    GATEWAY_DEMO_A_PORT: String(await freePort()),
    GATEWAY_DEMO_B_PORT: String(await freePort()),
    // As ./start does it.
    NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
  }
  return {
    start: ({ nodeOptions = [] } = {}) =>
      startServer({
        words: [...nodeOptions, 'src/main.ts', 'serve', ...(sites === 'all' ? [] : ['--sites', 'gateway'])],
        environment,
        port,
        logFile: join(folder, 'gateway.log'),
        readyPath,
      }),
  }
}

/** The least that any provider costs on this machine (peers/floor.mjs). */
export async function startFloor(folder: string): Promise<ChildServer> {
  mkdirSync(folder, { recursive: true })
  const port = await freePort()
  const words = ['bench/peers/floor.mjs', String(port)]
  return startServer({ words, environment: {}, port, logFile: join(folder, 'floor.log'), readyPath })
}

/** The peer; it keeps everything in memory and logs nothing. */
export async function startPeer(folder: string): Promise<ChildServer> {
  mkdirSync(folder, { recursive: true })
  const port = await freePort()
  return startServer({
    words: [
      'bench/peers/oidc-provider.mjs',
      String(port),
      // Private keys stay here.
      JSON.stringify(benchClients.map(({ key, ...client }) => ({ ...client, publicJwk: key?.publicJwk }))),
      JSON.stringify(resourceServer),
    ],
    environment: { NODE_ENV: 'production', NODE_COMPILE_CACHE: join(folder, 'compile-cache') },
    port,
    logFile: join(folder, 'peer.log'),
    readyPath,
  })
}
