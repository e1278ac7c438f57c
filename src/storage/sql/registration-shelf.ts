import type { FormerRevision, Registered } from '../durable-store.ts'
import type { Origin } from '../records.ts'
import { bind } from './bind.ts'
import { compiled } from './compiled-statements.ts'
import type { BoundStatement, Row, SqlDatabase } from './sql-database.ts'

type Kind = 'organisation' | 'client' | 'scope' | 'prefix' | 'test-user'

/** What the shelves of registered objects have in common: a JSON document under a name, with its revisions (REG-5). */
export interface RegistrationShelf<Thing> {
  find(name: string): Promise<Registered<Thing> | undefined>
  list(): Promise<Registered<Thing>[]>
  /** Oldest first, without the present one. */
  former(name: string): Promise<FormerRevision<Thing>[]>
  save(thing: Thing, origin: Origin, nowSeconds: number): Promise<void>
  /** Removes the object with all its revisions. */
  remove(name: string): Promise<void>
}

/** `alsoWrite` is written together with every save. */
export const openRegistrationShelf = <Thing>(
  database: SqlDatabase,
  environment: string,
  kind: Kind,
  nameOf: (thing: Thing) => string,
  alsoWrite: readonly BoundStatement[] = [],
): RegistrationShelf<Thing> => ({
  async find(name) {
    const [row] = await database.query(bind(compiled.findRegistration, { environment, kind, name }))
    return row === undefined ? undefined : readRegistration(row)
  },

  async list() {
    const rows = await database.query(bind(compiled.listRegistrations, { environment, kind }))
    return rows.map((row) => readRegistration<Thing>(row))
  },

  async former(name) {
    const rows = await database.query(bind(compiled.listFormerRegistrations, { environment, kind, name }))
    return rows.map((row) => ({
      thing: JSON.parse(String(row.document)) as Thing,
      revision: Number(row.revision),
      writtenAtSeconds: Number(row.written_at),
    }))
  },

  async save(thing, origin, nowSeconds) {
    const key = { environment, kind, name: nameOf(thing) }
    const document = JSON.stringify(thing)
    await database.write([
      bind(compiled.keepRevision, key),
      bind(compiled.saveRegistration, { ...key, origin, now: nowSeconds, document }),
      ...alsoWrite,
    ])
  },

  async remove(name) {
    const key = { environment, kind, name }
    await database.write([bind(compiled.removeRegistration, key), bind(compiled.removeRevisions, key)])
  },
})

const readRegistration = <Thing>(row: Row): Registered<Thing> => ({
  thing: JSON.parse(String(row.document)),
  origin: row.origin as Origin,
  revision: Number(row.revision),
  createdAtSeconds: Number(row.created_at),
  updatedAtSeconds: Number(row.updated_at),
})
