import { seedFilesOnDisk } from './config/seed-files.ts'
import type { Settings } from './config/settings.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { ExpiringStore } from './storage/expiring-store.ts'
import type { Clock } from './system/clock.ts'
import type { Log } from './system/log.ts'
import type { Random } from './system/random.ts'
import type { AppliedSeed } from './usecases/operations/apply-seed.ts'

export interface SeedParts {
  readonly settings: Settings
  readonly durable: DurableStore
  readonly expiringOf: (environmentName: string) => ExpiringStore
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Called after every write, so that the gateways of this process see it at once. */
  readonly written: () => void
}

/** Everything that is done with seeds, one thing at a time. Faults mean that nothing was changed (REG-160, REG-169). */
export interface SeedUseCases {
  /** Brings the registry to what the seed files say. */
  applyFiles(): Promise<AppliedSeed>
  /** Applies the text of a seed that came over the network (REG-168). */
  applyText(text: string): Promise<AppliedSeed>
  /** Back to what the seed files say, whoever made the rest, and nobody is logged in. */
  reset(): Promise<AppliedSeed>
  /** The present state as seed documents, without secrets. */
  exportDocuments(): Promise<readonly Record<string, unknown>[]>
}

// All of it is loaded when it is called for: the parser and schemas of seeds are a third of a start.
export function composeSeed(parts: SeedParts): SeedUseCases {
  const { settings, clock, log } = parts
  const needs = { ...parts, environments: settings.environments }
  const { allowProduction, files } = settings.seed
  const readFiles = async () => {
    const { loadSeed } = await import('./config/load-seed.ts')
    const ground = { environments: settings.environments, allowProduction, nowSeconds: clock.nowSeconds() }
    return loadSeed(files, parts.variables, seedFilesOnDisk, ground)
  }
  const applied = (what: AppliedSeed): AppliedSeed => {
    if (!what.ok) return what
    parts.written()
    for (const warning of what.warnings) log.warn({}, `seed: ${warning}`)
    log.info({ ...what.counts }, 'seed applied')
    return what
  }
  // In turn: two at once could leave the older of two files standing.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }
  return {
    applyFiles: () =>
      inTurn(async () => {
        if (files.length === 0) return nothing
        const [reading, { applySeed }] = await Promise.all([readFiles(), import('./usecases/operations/apply-seed.ts')])
        return reading.ok ? applied(await applySeed(needs)(reading.seed)) : reading
      }),
    applyText: (text) =>
      inTurn(async () => {
        const { applySeedText } = await import('./usecases/operations/apply-seed-text.ts')
        return applied(await applySeedText(needs, { allowProduction })('body', text))
      }),
    reset: () =>
      inTurn(async () => {
        const [reading, { resetToSeed }, { forgetLogins }] = await Promise.all([
          readFiles(),
          import('./usecases/operations/reset-to-seed.ts'),
          import('./usecases/operations/forget-logins.ts'),
        ])
        return reading.ok
          ? applied(await resetToSeed({ ...needs, forgetLogins: forgetLogins(needs) })(reading.seed))
          : reading
      }),
    async exportDocuments() {
      const { exportSeed } = await import('./usecases/operations/export-seed.ts')
      return exportSeed(needs)()
    },
  }
}

const nothing: AppliedSeed = {
  ok: true,
  counts: { created: 0, updated: 0, unchanged: 0, deactivated: 0 },
  warnings: [],
}
