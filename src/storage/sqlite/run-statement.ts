import type { BoundStatement, Row } from '../sql/sql-database.ts'
import type { Connection } from './connection.ts'

/** The rows of a statement that changes nothing. */
export const readRows = (connection: Connection, statement: BoundStatement): readonly Row[] =>
  // Every column of ours is a string, a whole number or null, so nothing else can come back.
  connection.prepare(statement.text).all(...statement.values) as Row[]

/** Runs the statements in order; how many rows each changed. */
export const changeRows = (connection: Connection, statements: readonly BoundStatement[]): readonly number[] =>
  statements.map((statement) => Number(connection.prepare(statement.text).run(...statement.values).changes))
