import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'

/** Path of a database file in a folder of its own, which is removed after the tests of the file. */
export const temporaryDatabasePath = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'portvakt-store-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'made', 'portvakt.db')
}
