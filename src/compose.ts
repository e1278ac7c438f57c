import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import type { EmitEvent } from './audit/event.ts'
import { composeApi, composeCredentialUse } from './compose-api.ts'
import { composeDevelopmentCa, composeTrust, faultsOfTrust } from './compose-certificates.ts'
import { composeDelegations } from './compose-delegations.ts'
import { composeGateway } from './compose-gateway.ts'
import { encryptExposedKeys, openKeyKeeper, openKeyRound, type TendedKeys } from './compose-keys.ts'
import { composeProtocolLog } from './compose-protocol-log.ts'
import { composeSeed } from './compose-seed.ts'
import { readSecretsFile } from './config/secrets-file.ts'
import type { Settings } from './config/settings.ts'
import { readAssets } from './http/assets.ts'
import { KeyFault } from './signing/key-keeper.ts'
import type { ExpiringStore } from './storage/expiring-store.ts'
import { openSqlDurableStore } from './storage/sql/durable-store.ts'
import { openSqliteDatabase } from './storage/sqlite/database.ts'
import { openSqliteExpiringStore } from './storage/sqlite/expiring-store.ts'
import { type Clock, systemClock } from './system/clock.ts'
import type { Log } from './system/log.ts'
import { openSystemRandom, type Random } from './system/random.ts'
import type { DelegationAdapters } from './usecases/delegations/delegation-adapter.ts'
import type { CredentialUsed } from './usecases/onboarding/observe-protocol.ts'
import { personRefOf } from './usecases/onboarding/people.ts'
import { keepEnvironmentKinds } from './usecases/operations/keep-environment-kinds.ts'
import { sweep, sweepStep } from './usecases/operations/sweep.ts'

/** Faults that stop the start, each told with what to do; the process ends with code 78 (REG-160). */
export class ConfigurationFaults extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.name = 'ConfigurationFaults'
    this.faults = faults
  }
}

/** What touches the world, for a test to replace. */
export interface Outside {
  readonly clock?: Clock
  readonly random?: Random
  readonly log: Log
  /** Gets every protocol event besides the log. */
  readonly onEvent?: EmitEvent
  /** Values for `${…}` in seed files. */
  readonly variables?: Readonly<Record<string, string | undefined>>
  /** Sources of delegations besides the built-in one, and how long they may take to answer, if not as long as usual. */
  readonly delegations?: { readonly sources: DelegationAdapters; readonly timeLimitMilliseconds?: number }
}

/** The whole program, put together and not yet listening. */
export interface House {
  /** Sites in the order they are shown, with the addresses people use. */
  readonly sites: readonly {
    readonly title: string
    readonly address: string
    readonly app: FastifyInstance
    readonly port: number
    /** Called when all sites listen. */
    readonly start?: () => void
    readonly close: () => Promise<void>
  }[]
  /** Opens all ports; rejects with the port's name when one is taken. */
  listen(): Promise<void>
  /** Reads the seed files again; a faulty one changes nothing and its faults are resolved with (REG-169). */
  reseed(): Promise<readonly string[]>
  /** Does now what is due with the signing keys, as it does once a minute by itself. */
  tendKeys(): Promise<void>
  close(): Promise<void>
}

const publicFolder = fileURLToPath(new URL('../public', import.meta.url))

/** Puts the house together: the only file, with those beside it, that names implementations. Throws `ConfigurationFaults`. */
export async function compose(settings: Settings, outside: Outside): Promise<House> {
  const { log, clock = systemClock, random = openSystemRandom() } = outside
  const reading = readSecretsFile(settings.secretsFile, settings.environments)
  const problems = [...(reading.ok ? [] : reading.problems), ...faultsOfTrust(settings.environments)]
  if (!reading.ok || problems.length > 0) throw new ConfigurationFaults(problems)
  for (const warning of reading.warnings) log.warn({}, warning)

  const keeper = await openKeyKeeper(settings.keysSigner, reading.secrets)
  if (typeof keeper === 'string') throw new ConfigurationFaults([keeper])
  const database = openSqliteDatabase(settings.database)
  const durable = openSqlDurableStore(database)
  const changedKinds = await keepEnvironmentKinds(durable, settings.environments)
  if (changedKinds.length > 0) {
    database.close()
    throw new ConfigurationFaults(changedKinds)
  }
  await encryptExposedKeys({ durable, keeper, clock }, settings.environments, log)
  const noteCredentialUse = composeCredentialUse({ environments: settings.environments, durable, clock, log })
  const credentialUsed: CredentialUsed[] = []
  const protocolLog = composeProtocolLog({ settings, durable, hooks: credentialUsed, clock, log })
  const emit: EmitEvent = (event) => {
    outside.onEvent?.(event)
    noteCredentialUse(event)
    protocolLog.emit(event)
    log.info(event, event.kind)
  }
  const expiringOf = (name: string): ExpiringStore => openSqliteExpiringStore(database, name, clock)
  const refreshes: (() => void)[] = []
  const written = (): void => {
    for (const refresh of refreshes) refresh()
  }
  const developmentCa = composeDevelopmentCa(settings)
  const trusts = new Map(
    settings.environments.map((environment) => [
      environment.name,
      composeTrust({ environment, developmentCa, clock, log }),
    ]),
  )
  const seed = composeSeed({
    settings,
    durable,
    expiringOf,
    developmentCa,
    clock,
    random,
    log,
    variables: outside.variables ?? {},
    personRef: personRefOf(reading.secrets.get(settings.portal.environment)),
    fingerprintKey: [...reading.secrets.values()][0]?.peppers[0]?.value.reveal() ?? '',
    written,
  })
  const seeded = await seed.applyChangedFiles()
  if (!seeded.ok) {
    database.close()
    throw new ConfigurationFaults(seeded.faults)
  }

  const delegationSources = composeDelegations(settings, durable, outside.delegations?.sources)
  const assets = readAssets(publicFolder)
  const sites: House['sites'][number][] = []
  const sweeps: (() => Promise<number>)[] = []
  const tended: TendedKeys[] = []
  if (settings.sites.includes('gateway'))
    for (const environment of settings.environments) {
      const secrets = reading.secrets.get(environment.name)
      const trust = trusts.get(environment.name)
      if (secrets === undefined || trust === undefined) throw new Error(`no secrets were read for ${environment.name}`)
      const expiring = expiringOf(environment.name)
      sweeps.push(sweep({ expiring, shelves: durable.environment(environment.name), clock }))
      const { app, keys, refreshClients, start, close } = await composeGateway({
        settings,
        environment,
        secrets,
        keeper,
        durable,
        expiring,
        trust,
        developmentCa,
        delegations: { ...outside.delegations, sources: delegationSources },
        assets,
        emit,
        historyOf: protocolLog.historyOf,
        clock,
        random,
        log,
      }).catch((error: unknown) => {
        database.close()
        throw error instanceof KeyFault ? new ConfigurationFaults([error.message]) : error
      })
      refreshes.push(refreshClients)
      tended.push(...keys)
      const { issuer: address, port } = environment
      sites.push({ title: `Gateway ${environment.title}`, address, app, port, start, close })
    }
  if (settings.sites.includes('portal') || settings.sites.includes('demo')) {
    const { composeSites } = await import('./compose-sites.ts')
    // The portal first: it leads to all the others.
    const { secrets } = reading
    const mounts = composeApi({
      settings,
      secrets,
      trusts,
      durable,
      expiringOf,
      written,
      delegationSources,
      emit,
      flushProtocolLog: protocolLog.flush,
      clock,
      random,
      log,
    })
    const registry = {
      trusts,
      developmentCa,
      delegationSources,
      written,
      credentialUsed,
      flushProtocolLog: protocolLog.flush,
      emit,
    }
    const parts = { settings, durable, keeper, seed, expiringOf, secrets, publicFolder, mounts, ...registry }
    sites.unshift(...(await composeSites({ ...parts, clock, random, log })))
  }

  sweeps.push(protocolLog.sweep)
  const keyRound = openKeyRound(tended, log)
  let sweeper: NodeJS.Timeout | undefined
  let logWriter: NodeJS.Timeout | undefined
  return {
    sites,
    async listen() {
      await Promise.all(sites.map(({ app, port }) => app.listen({ host: settings.host, port })))
      for (const { start } of sites) start?.()
      sweeper = setInterval(() => void sweepAll(sweeps, log), 1000)
      sweeper.unref()
      logWriter = setInterval(() => void protocolLog.flush(), 1000)
      logWriter.unref()
      keyRound.start()
    },
    tendKeys: keyRound.tend,
    async reseed() {
      const reseeded = await seed.applyFiles()
      return reseeded.ok ? [] : reseeded.faults
    },
    async close() {
      clearInterval(sweeper)
      clearInterval(logWriter)
      await keyRound.stop()
      await Promise.all(sites.map(({ close }) => close()))
      await protocolLog.flush()
      database.close()
    },
  }
}

/** Small steps with room for requests between them, until a step finds less than it may. */
async function sweepAll(sweeps: readonly (() => Promise<number>)[], log: Log): Promise<void> {
  for (const step of sweeps)
    try {
      while ((await step()) >= sweepStep) await new Promise(setImmediate)
    } catch (error) {
      log.error({ err: error }, 'sweeping failed; it is tried again in a second')
    }
}
