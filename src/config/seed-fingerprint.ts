import { createHmac } from 'node:crypto'
import type { SeedFiles } from './seed-files.ts'
import type { SeedGround } from './seed-ground.ts'

/** Raised when the same seed would come to mean something else, so that every installation applies it anew. */
const meaning = 1
const weekSeconds = 7 * 86_400

/**
 * Everything that decides what a seed leads to, as one keyed digest: files, the variables they name, environments, and the
 * week, since some dates count from the day a seed is applied. undefined: it cannot be told without reading the seed, as
 * when it points to other files or has some written. Keyed, because seeds hold secrets that somebody chose.
 */
export function seedFingerprint(
  paths: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
  files: SeedFiles,
  ground: SeedGround,
  key: string,
): string | undefined {
  const digest = createHmac('sha256', key)
  const add = (part: unknown): void => void digest.update(`${JSON.stringify(part)}\n`)
  add([meaning, Math.floor(ground.nowSeconds / weekSeconds), ground.allowProduction, ground.environments])
  try {
    for (const name of paths.flatMap((path) => files.list(path) ?? [path])) {
      const text = files.read(name)
      if (/(?:^|[\s{,"'])(?:file|development_ca)["']?\s*:/.test(text)) return undefined
      add([name, text])
      for (const [, variable = ''] of text.matchAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)/g))
        add([variable, variables[variable] ?? null])
    }
  } catch {
    // A file that cannot be read is a fault, and telling faults is the reader's work.
    return undefined
  }
  return digest.digest('base64url')
}
