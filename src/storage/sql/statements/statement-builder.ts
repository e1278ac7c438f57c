import { type Compilable, DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { Tables } from '../tables.ts'

/** Builds statements and runs none. Loaded by tools/compile-statements.ts and the tests, never by the program. */
export const builder = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

/** The place of a value that is given when the statement runs. */
class Given {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** Stands in a statement for the value called `name`. It is `never` so that it fits wherever a value of a column does. */
export const given = (name: string): never => new Given(name) as never

export interface CompiledStatement {
  readonly text: string
  /** Names of the values, in the order of their places in the text. */
  readonly values: readonly string[]
}

/** Throws when a value was written into the statement instead of `given` or `literal`. */
export const compile = (statement: Compilable): CompiledStatement => {
  const { sql, parameters } = statement.compile()
  const values = parameters.map((parameter) => {
    if (parameter instanceof Given) return parameter.name
    throw new Error(`a value stands in the statement «${sql}»: use given(name), or eb.lit for a constant`)
  })
  return { text: sql, values }
}
