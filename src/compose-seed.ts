import { seedFilesOnDisk } from './config/seed-files.ts'
import type { Settings } from './config/settings.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { Clock } from './system/clock.ts'
import type { Log } from './system/log.ts'
import type { Random } from './system/random.ts'

export interface SeedParts {
  readonly settings: Settings
  readonly durable: DurableStore
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly variables: Readonly<Record<string, string | undefined>>
}

/** Brings the registry to what the seed files say; resolves with every fault, and then nothing was changed (REG-160, REG-169). */
export const composeSeed = (parts: SeedParts) => {
  const { settings, clock, log } = parts
  return async (): Promise<readonly string[]> => {
    if (settings.seed.files.length === 0) return []
    // Loaded only when there is a seed to read: its parser and schemas are a third of a start.
    const [{ loadSeed }, { applySeed }] = await Promise.all([
      import('./config/load-seed.ts'),
      import('./usecases/operations/apply-seed.ts'),
    ])
    const ground = {
      environments: settings.environments,
      allowProduction: settings.seed.allowProduction,
      nowSeconds: clock.nowSeconds(),
    }
    const reading = loadSeed(settings.seed.files, parts.variables, seedFilesOnDisk, ground)
    if (!reading.ok) return reading.faults
    const applied = await applySeed({ ...parts, environments: settings.environments })(reading.seed)
    if (!applied.ok) return applied.faults
    for (const warning of applied.warnings) log.warn({}, `seed: ${warning}`)
    log.info({ ...applied.counts }, 'seed applied')
    return []
  }
}
