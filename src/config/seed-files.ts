import { readdirSync, readFileSync, statSync } from 'node:fs'

/** How seed files are reached; a test or an API door gives its own. */
export interface SeedFiles {
  /** The text of a file, or an error that is thrown. */
  read(path: string): string
  /** Paths of the files in a directory, sorted; undefined if it is no directory. */
  list(path: string): readonly string[] | undefined
}

const seedExtensions = /\.(ya?ml|json)$/

/** The files of this machine. Of a directory only YAML and JSON count; hidden entries of a mounted volume do not. */
export const seedFilesOnDisk: SeedFiles = {
  read: (path) => readFileSync(path, 'utf8'),
  list(path) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined
    return readdirSync(path)
      .filter((name) => seedExtensions.test(name) && !name.startsWith('.') && !name.endsWith('.jwks.json'))
      .sort()
      .map((name) => `${path.replace(/\/+$/, '')}/${name}`)
  },
}
