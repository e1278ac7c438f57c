import type { NoteShelf } from '../durable-store.ts'
import { bind } from './bind.ts'
import { compiled } from './compiled-statements.ts'
import type { SqlDatabase } from './sql-database.ts'

export const openNoteShelf = (database: SqlDatabase): NoteShelf => ({
  async find(name) {
    const [row] = await database.query(bind(compiled.findNote, { name }))
    return row === undefined ? undefined : String(row.value)
  },

  async save(name, value) {
    await database.write([bind(compiled.saveNote, { name, value })])
  },
})
