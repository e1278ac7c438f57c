import type { BoundStatement, SqlValue } from './sql-database.ts'

interface Compiled {
  readonly text: string
  readonly values: readonly string[]
}

/** Puts the named values in the places of a compiled statement; the compiler sees that none is missing. */
export const bind = <Statement extends Compiled>(
  statement: Statement,
  values: Readonly<Record<Statement['values'][number], SqlValue>>,
): BoundStatement => ({
  text: statement.text,
  values: statement.values.map((name) => values[name as Statement['values'][number]]),
})
