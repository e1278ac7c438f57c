import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProtocolEvent } from '../../src/audit/event.ts'
import { compose, type Outside } from '../../src/compose.ts'
import { readSettings } from '../../src/config/read-settings.ts'
import type { Clock } from '../../src/system/clock.ts'
import type { LogFields } from '../../src/system/log.ts'
import { standardSeed } from './standard-seed.ts'

/** A clock that stands still until a test moves it. It begins at a Monday morning in March 2026. */
export interface MovableClock extends Clock {
  forward(seconds: number): void
}

export function movableClock(startSeconds = 1_772_442_900): MovableClock {
  let now = startSeconds
  return {
    nowSeconds: () => now,
    forward(seconds) {
      now += seconds
    },
  }
}

export interface RunningGateway {
  /** Issuer and login base, e.g. `http://localhost:40123`. */
  readonly issuer: string
  readonly clock: MovableClock
  /** Every protocol event so far. */
  readonly events: readonly ProtocolEvent[]
  /** Every log line so far, as text: to prove what is not in it. */
  readonly logLines: readonly string[]
  /** Folder with the database and the secrets. */
  readonly folder: string
  /** Writes another seed and reloads it; resolves with its faults. */
  reseed(seed: unknown): Promise<readonly string[]>
  /** Does what is due with the signing keys, which the program does by itself once a minute. */
  tendKeys(): Promise<void>
  /** Stops the program and starts it again on the same files, as after a restart. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export interface GatewayOptions {
  /** A seed document; the standard one of the harness unless given. */
  readonly seed?: unknown
  /** GATEWAY_… variables on top of the harness's own; undefined takes one of those away. */
  readonly variables?: Readonly<Record<string, string | undefined>>
  readonly clock?: MovableClock
  /** Sources of delegations besides the built-in one. */
  readonly delegations?: NonNullable<Outside['delegations']>
}

/** Starts the gateway of environment `test` alone, on ports and files of its own, through the same door as the program. */
export async function startGateway(options: GatewayOptions = {}): Promise<RunningGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'portvakt-test-'))
  const seedFile = join(folder, 'seed.json')
  writeFileSync(seedFile, JSON.stringify(options.seed ?? standardSeed()))
  const [port, other] = [await freePort(), await freePort()]
  const variables: Record<string, string | undefined> = {
    GATEWAY_DATABASE: join(folder, 'portvakt.sqlite'),
    GATEWAY_SECRETS_FILE: join(folder, 'secrets.json'),
    GATEWAY_SEED_FILE: seedFile,
    GATEWAY_SITES: 'gateway',
    GATEWAY_TEST_PORT: String(port),
    GATEWAY_PROD_SIM_PORT: String(other),
    ...options.variables,
  }
  for (const [name, value] of Object.entries(variables)) if (value === undefined) delete variables[name]
  const clock = options.clock ?? movableClock()
  const events: ProtocolEvent[] = []
  const logLines: string[] = []
  const write = (level: string) => (fields: LogFields, message: string) =>
    void logLines.push(JSON.stringify({ level, ...fields, message }))
  const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  const open = async () => {
    const read = readSettings(variables, (path) => readFileSync(path, 'utf8'))
    if (!read.ok) throw new Error(read.problems.join('\n'))
    const { delegations } = options
    const onEvent = (event: ProtocolEvent) => void events.push(event)
    const house = await compose(read.settings, {
      clock,
      log,
      onEvent,
      ...(delegations === undefined ? {} : { delegations }),
    })
    await house.listen()
    return { house, issuer: read.settings.environments[0]?.issuer ?? '' }
  }
  let { house, issuer } = await open()
  return {
    issuer,
    clock,
    events,
    logLines,
    folder,
    reseed(seed) {
      writeFileSync(seedFile, JSON.stringify(seed))
      return house.reseed()
    },
    tendKeys: () => house.tendKeys(),
    async restart() {
      await house.close()
      house = (await open()).house
    },
    async stop() {
      await house.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Ports that nobody is given by the system, in blocks of a hundred: test files run in processes of their own, side by side. */
const [firstPort, blocks, blockSize] = [10_000, 220, 100]
let nextInBlock = 0

/** A TCP port that nobody listens on, and that is not handed out twice by this process. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < blocks * blockSize; tries += 1) {
    const offset = ((process.pid % blocks) * blockSize + nextInBlock) % (blocks * blockSize)
    nextInBlock += 1
    if (await isFree(firstPort + offset)) return firstPort + offset
  }
  throw new Error('no TCP port is free')
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
