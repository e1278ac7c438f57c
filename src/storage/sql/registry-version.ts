import { bind } from './bind.ts'
import { compiled } from './compiled-statements.ts'
import type { BoundStatement, SqlDatabase } from './sql-database.ts'

/** Belongs to every write of a client or scope, so that the caches of all processes see it (ENV-5). */
export const growRegistryVersion = (environment: string): BoundStatement =>
  bind(compiled.growRegistryVersion, { environment })

/** 0 before the first write. */
export const readRegistryVersion = async (database: SqlDatabase, environment: string): Promise<number> => {
  const [row] = await database.query(bind(compiled.findRegistryVersion, { environment }))
  return Number(row?.version ?? 0)
}
