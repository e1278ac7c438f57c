import { createHash } from 'node:crypto'
import { canonicalJson } from '../../protocol/canonical-json.ts'
import type { JournalFilter, JournalRecord, JournalRow, JournalShelf } from '../journal.ts'
import { bind } from './bind.ts'
import { compiled } from './compiled-statements.ts'
import type { Row, SqlDatabase } from './sql-database.ts'

const firstPrevHash = '0'.repeat(64)

export const openJournalShelf = (database: SqlDatabase): JournalShelf => {
  const head = async (from: SqlDatabase): Promise<{ id: number; hash: string }> => {
    const [row] = await from.query(bind(compiled.findJournalHead, {}))
    return row === undefined ? { id: 0, hash: firstPrevHash } : { id: Number(row.id), hash: String(row.hash) }
  }
  return {
    // In a transaction of its own, or a part of the caller's: nobody comes between reading the head and writing the next.
    append: (entry) =>
      database.transaction(async (inside) => {
        const { id: lastId, hash: prevHash } = await head(inside)
        const id = lastId + 1
        const document = canonicalJson({ ...entry, id })
        const hash = journalHash(prevHash, document)
        await inside.write([
          bind(compiled.appendJournal, {
            id,
            at: entry.atSeconds,
            orgno: entry.orgno,
            actorId: entry.actor.id,
            action: entry.action,
            objectKind: entry.object.kind,
            objectId: entry.object.id,
            document,
            prevHash,
            hash,
          }),
        ])
        return { ...entry, id, prevHash, hash }
      }),

    async list(filter, limit) {
      const rows = await database.query(bind(compiled.listJournal, { ...wanted(filter), limit }))
      return rows
        .map(readRow)
        .map((row): JournalRecord => ({ ...JSON.parse(row.document), ...row, document: undefined }))
    },

    async walk(afterId, limit) {
      return (await database.query(bind(compiled.walkJournal, { afterId, limit }))).map(readRow)
    },

    head: () => head(database),
  }
}

/** Hexadecimal SHA-256 of the former hash's bytes followed by the document (ONB-171). */
export const journalHash = (prevHash: string, document: string): string =>
  createHash('sha256').update(Buffer.from(prevHash, 'hex')).update(document).digest('hex')

const wanted = (filter: JournalFilter) => ({
  beforeId: filter.beforeId ?? Number.MAX_SAFE_INTEGER,
  from: filter.fromSeconds ?? 0,
  until: filter.untilSeconds ?? Number.MAX_SAFE_INTEGER,
  orgno: filter.orgno ?? '',
  anyOrgno: Number(filter.orgno === undefined),
  objectKind: filter.objectKind ?? '',
  anyObjectKind: Number(filter.objectKind === undefined),
  objectId: filter.objectId ?? '',
  anyObjectId: Number(filter.objectId === undefined),
  actorId: filter.actorId ?? '',
  anyActorId: Number(filter.actorId === undefined),
  action: actionPattern(filter.action ?? ''),
})

/** Actions are lower-case words with dots and underscores; LIKE reads an underscore as any character, itself too. */
const actionPattern = (action: string): string => {
  const words = action.replace(/[^a-z0-9._-]/g, '')
  return words === '' || words.endsWith('.') ? `${words}%` : words
}

const readRow = (row: Row): JournalRow => ({
  id: Number(row.id),
  prevHash: String(row.prev_hash),
  hash: String(row.hash),
  document: String(row.document),
})
