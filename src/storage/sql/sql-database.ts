export type SqlValue = string | number | null
export type Row = Readonly<Record<string, SqlValue>>

/** A statement text with its values, ready to run. */
export interface BoundStatement {
  readonly text: string
  readonly values: readonly SqlValue[]
}

/** What the shelves need of a database that speaks SQL. A promise of a write resolves when the write survives the process. */
export interface SqlDatabase {
  /** Runs a statement that changes nothing; resolves with its rows. */
  query(statement: BoundStatement): Promise<readonly Row[]>
  /** Runs all of the statements or none of them; resolves with how many rows each of them changed. */
  write(statements: readonly BoundStatement[]): Promise<readonly number[]>
  /** All of `work` or nothing; other writers wait for it. Nothing but `inside` may be awaited in it. */
  transaction<Result>(work: (inside: SqlDatabase) => Promise<Result>): Promise<Result>
  close(): void
}
