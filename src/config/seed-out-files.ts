import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Files that a seed has written for its clients. */
export interface SeedOutFiles {
  /** The content, or undefined while there is no such file. */
  read(name: string): Buffer | undefined
  write(name: string, content: Buffer): void
}

/** They hold private keys: readable by their owner only. */
export const seedOutFiles = (folder: string): SeedOutFiles => ({
  read(name) {
    try {
      return readFileSync(join(folder, name))
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    }
  },
  write(name, content) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, name), content, { mode: 0o600 })
  },
})
