import type { LogoShelf } from '../logos.ts'
import { bind } from './bind.ts'
import { compiled } from './compiled-statements.ts'
import type { SqlDatabase } from './sql-database.ts'

export const openLogoShelf = (database: SqlDatabase, environment: string): LogoShelf => ({
  async find(hash) {
    const [row] = await database.query(bind(compiled.findLogo, { environment, hash }))
    return row === undefined ? undefined : Buffer.from(String(row.png), 'base64')
  },

  async save(hash, png) {
    await database.write([bind(compiled.saveLogo, { environment, hash, png: png.toString('base64') })])
  },

  async remove(hash) {
    await database.write([bind(compiled.removeLogo, { environment, hash })])
  },
})
