import type { DevelopmentCa } from './certificates/development-ca.ts'
import type { Seed } from './config/seed.ts'
import { seedFilesOnDisk } from './config/seed-files.ts'
import { seedFingerprint } from './config/seed-fingerprint.ts'
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
  /** Issues what a seed asks for; undefined where no environment trusts it. */
  readonly developmentCa: DevelopmentCa | undefined
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Keyed hash of a national id, under which the portal knows people (ONB-29). */
  readonly personRef: (pid: string) => string
  /** Keys the fingerprint of the seed, which holds secrets. */
  readonly fingerprintKey: string
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Called after every write, so that the gateways of this process see it at once. */
  readonly written: () => void
}

/** Everything that is done with seeds, one thing at a time. Faults mean that nothing was changed (REG-160, REG-169). */
export interface SeedUseCases {
  /** As `applyFiles`, unless the registry still stands as these very files left it: then there is nothing to read. */
  applyChangedFiles(): Promise<AppliedSeed>
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
  const groundNow = () => ({ environments: settings.environments, allowProduction, nowSeconds: clock.nowSeconds() })
  const readFiles = async () => {
    const { loadSeed } = await import('./config/load-seed.ts')
    return loadSeed(files, parts.variables, seedFilesOnDisk, groundNow())
  }
  const applyFiles = async (): Promise<AppliedSeed> => {
    if (files.length === 0) return nothing
    const [reading, { applySeed }] = await Promise.all([readFiles(), import('./usecases/operations/apply-seed.ts')])
    if (!reading.ok) return reading
    const what = applied(await applySeed(needs)(reading.seed))
    if (what.ok) await writeCertificates(reading.seed)
    return what
  }
  /** After the registry: a file that cannot be written takes nothing back, and the start goes on without it. */
  const writeCertificates = async (seed: Seed): Promise<void> => {
    const { developmentCa } = parts
    const isAsked = seed.environments.some(({ clients }) =>
      clients.some(({ certificate }) => certificate !== undefined),
    )
    if (!isAsked || developmentCa === undefined) return
    const [{ writeSeedCertificates }, { seedOutFiles }] = await Promise.all([
      import('./usecases/operations/write-seed-certificates.ts'),
      import('./config/seed-out-files.ts'),
    ])
    try {
      const files = seedOutFiles(settings.seed.out)
      for (const name of await writeSeedCertificates({ developmentCa, files, clock })(seed))
        log.info({ file: name, folder: settings.seed.out }, 'seed: a certificate was written')
    } catch (error) {
      log.error({ err: error, folder: settings.seed.out }, 'seed: the certificates cannot be written')
    }
  }
  /** What the files say and where the registry stands; a write by anybody else changes it. */
  const standing = async (): Promise<string | undefined> => {
    const fingerprint = seedFingerprint(files, parts.variables, seedFilesOnDisk, groundNow(), parts.fingerprintKey)
    if (fingerprint === undefined) return undefined
    const shelves = settings.environments.map(({ name }) => parts.durable.environment(name))
    const versions = await Promise.all(shelves.map(({ clients }) => clients.version()))
    return `${fingerprint} ${versions.join(' ')}`
  }
  const applyFilesAndNote = async (): Promise<AppliedSeed> => {
    await forgetStanding()
    const what = await applyFiles()
    const after = what.ok ? await standing() : undefined
    if (after !== undefined) await parts.durable.notes.save(seedNote, after)
    return what
  }
  // Versions do not count organisations and test users, so that what is written past the files is said beforehand.
  const forgetStanding = (): Promise<void> => parts.durable.notes.save(seedNote, '')
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
    applyChangedFiles: () =>
      inTurn(async () => {
        const before = await standing()
        if (before !== undefined && (await parts.durable.notes.find(seedNote)) === before) return nothing
        return applyFilesAndNote()
      }),
    applyFiles: () => inTurn(applyFilesAndNote),
    applyText: (text) =>
      inTurn(async () => {
        const { applySeedText } = await import('./usecases/operations/apply-seed-text.ts')
        await forgetStanding()
        return applied(await applySeedText(needs, { allowProduction })('body', text))
      }),
    reset: () =>
      inTurn(async () => {
        const [reading, { resetToSeed }, { forgetLogins }] = await Promise.all([
          readFiles(),
          import('./usecases/operations/reset-to-seed.ts'),
          import('./usecases/operations/forget-logins.ts'),
        ])
        await forgetStanding()
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

/** The name of the note that tells with which seed the registry was left. */
const seedNote = 'seed'

const nothing: AppliedSeed = {
  ok: true,
  counts: { created: 0, updated: 0, unchanged: 0, deactivated: 0 },
  warnings: [],
}
