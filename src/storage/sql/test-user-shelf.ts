import type { TestUserShelf } from '../durable-store.ts'
import type { TestUser } from '../records.ts'
import { openRegistrationShelf } from './registration-shelf.ts'
import type { SqlDatabase } from './sql-database.ts'

export const openTestUserShelf = (database: SqlDatabase, environment: string): TestUserShelf =>
  openRegistrationShelf(database, environment, 'test-user', (user: TestUser) => user.pid)
