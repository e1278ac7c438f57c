import type { Kept, RecordFilter, RecordShelf } from '../portal-shelves.ts'
import { bind } from './bind.ts'
import { compiled } from './compiled-statements.ts'
import type { Row, SqlDatabase } from './sql-database.ts'

/** How a kind of record is found: the names a document does not carry under these words itself. */
export interface RecordNames<Thing> {
  readonly kind: string
  readonly orgno?: (thing: Thing) => string
  readonly state?: (thing: Thing) => string
  readonly lookup?: (thing: Thing) => string
}

/** Records of one kind as JSON documents, with their revisions. */
export const openRecordShelf = <Thing extends { readonly id: string }>(
  database: SqlDatabase,
  names: RecordNames<Thing>,
): RecordShelf<Thing> => {
  const { kind } = names
  const named = (thing: Thing) => ({
    kind,
    id: thing.id,
    orgno: names.orgno?.(thing) ?? '',
    state: names.state?.(thing) ?? '',
    lookup: names.lookup?.(thing) ?? '',
    document: JSON.stringify(thing),
  })
  return {
    async find(id) {
      const [row] = await database.query(bind(compiled.findPortalRecord, { kind, id }))
      return row === undefined ? undefined : readKept(row)
    },

    async list(filter = {}) {
      const rows = await database.query(narrowest(kind, filter))
      return rows.map((row) => readKept<Thing>(row)).filter(({ thing }) => fits(named(thing), filter))
    },

    async add(thing, nowSeconds) {
      const [added] = await database.write([bind(compiled.addPortalRecord, { ...named(thing), now: nowSeconds })])
      return added === 1
    },

    async change(thing, expectedRevision, nowSeconds) {
      const [, changed] = await database.write([
        bind(compiled.keepPortalRevision, { kind, id: thing.id, expected: expectedRevision }),
        bind(compiled.changePortalRecord, { ...named(thing), now: nowSeconds, expected: expectedRevision }),
      ])
      return changed === 1
    },

    async former(id) {
      const rows = await database.query(bind(compiled.listPortalRevisions, { kind, id }))
      return rows.map((row) => ({
        thing: JSON.parse(String(row.document)),
        revision: Number(row.revision),
        writtenAtSeconds: Number(row.written_at),
      }))
    },

    async remove(id) {
      await database.write([
        bind(compiled.removePortalRecord, { kind, id }),
        bind(compiled.removePortalRevisions, { kind, id }),
      ])
    },
  }
}

/** The statement that reads the fewest rows; what it lets through is looked at again. */
function narrowest(kind: string, { orgno, lookup, states }: RecordFilter) {
  if (lookup !== undefined) return bind(compiled.listPortalRecordsByLookup, { kind, lookup })
  if (orgno !== undefined) return bind(compiled.listPortalRecordsOfOrganisation, { kind, orgno })
  const [only, ...others] = states ?? []
  if (only !== undefined && others.length === 0) return bind(compiled.listPortalRecordsInState, { kind, state: only })
  return bind(compiled.listPortalRecords, { kind })
}

const fits = (record: { orgno: string; state: string; lookup: string }, filter: RecordFilter): boolean =>
  (filter.orgno === undefined || record.orgno === filter.orgno) &&
  (filter.lookup === undefined || record.lookup === filter.lookup) &&
  (filter.states === undefined || filter.states.includes(record.state))

const readKept = <Thing>(row: Row): Kept<Thing> => ({
  thing: JSON.parse(String(row.document)),
  revision: Number(row.revision),
  createdAtSeconds: Number(row.created_at),
  updatedAtSeconds: Number(row.updated_at),
})
