import { whileBusy, whileBusySync } from './busy.ts'
import type { Connection } from './connection.ts'

/** Writes that were asked for in one turn of the event loop, committed together. */
export interface GroupCommit {
  /**
   * Runs `work` in the next group. Resolves with its answer after the commit; rejects if `work` throws or the commit
   * fails. `work` holds one changing statement, or several and says so with `atomic`, or else a failure half way would
   * leave the first of them standing.
   */
  write<Result>(work: (connection: Connection) => Result, several?: 'atomic'): Promise<Result>
  /** Waits for the group under way, then keeps all writes waiting until `work` is done. One holder at a time. */
  hold<Result>(work: () => Promise<Result>): Promise<Result>
  /** Commits what waits and refuses everything from then on. */
  close(): void
}

interface Waiting {
  readonly work: (connection: Connection) => unknown
  readonly atomic: boolean
  readonly resolve: (result: never) => void
  readonly reject: (error: unknown) => void
  outcome: { readonly result: unknown } | { readonly error: unknown } | undefined
}

/** Bounds how long one group keeps the event loop: about 5 ms. */
const groupLimit = 500

export const closedMessage = 'the database is closed; the program is stopping'

/**
 * A group runs as one uninterrupted piece between BEGIN IMMEDIATE and COMMIT, so nobody ever reads what is not
 * committed, and the write lock is never kept while other code runs.
 */
export const openGroupCommit = (connection: Connection): GroupCommit => {
  const begin = connection.prepare('BEGIN IMMEDIATE')
  const commit = connection.prepare('COMMIT')
  let waiting: Waiting[] = []
  const holders: (() => Promise<void>)[] = []
  let scheduled = false
  let occupied = false
  let closed = false

  const schedule = (): void => {
    if (scheduled || occupied) return
    scheduled = true
    setImmediate(turn)
  }

  const turn = (): void => {
    scheduled = false
    if (occupied || closed) return
    occupied = true
    if (waiting.length > 0) {
      try {
        begin.run()
      } catch {
        void beginPatiently()
        return
      }
      runGroup()
    }
    const holder = holders.shift()
    if (holder === undefined) free()
    else void holder().then(free)
  }

  const free = (): void => {
    occupied = false
    if (waiting.length > 0 || holders.length > 0) schedule()
  }

  /** Another process is writing: the group waits for it and the event loop goes on. */
  const beginPatiently = async (): Promise<void> => {
    try {
      await whileBusy(() => !closed && begin.run())
      if (!closed) runGroup()
    } catch (error) {
      for (const write of waiting.splice(0)) write.reject(error)
    }
    free()
  }

  const runGroup = (): void => {
    const group = waiting.length > groupLimit ? waiting.splice(0, groupLimit) : waiting
    if (group === waiting) waiting = []
    let lost: { readonly error: unknown } | undefined
    for (const write of group) {
      if (lost !== undefined) break
      try {
        write.outcome = { result: write.atomic ? atomically(connection, write.work) : write.work(connection) }
      } catch (error) {
        write.outcome = { error }
        // A full disk and its like undo the whole transaction, not the statement alone.
        if (!connection.database.isTransaction) lost = { error }
      }
    }
    try {
      if (lost === undefined) commit.run()
    } catch (error) {
      lost = { error }
      if (connection.database.isTransaction) connection.database.exec('ROLLBACK')
    }
    for (const write of group) {
      if (lost !== undefined) write.reject(lost.error)
      else if (write.outcome !== undefined && 'result' in write.outcome) write.resolve(write.outcome.result as never)
      else write.reject(write.outcome?.error)
    }
  }

  return {
    write(work, several) {
      if (closed) return Promise.reject(new Error(closedMessage))
      return new Promise((resolve, reject) => {
        waiting.push({ work, atomic: several === 'atomic', resolve, reject, outcome: undefined })
        schedule()
      })
    },

    hold(work) {
      if (closed) return Promise.reject(new Error(closedMessage))
      return new Promise((resolve, reject) => {
        holders.push(() => work().then(resolve, reject))
        schedule()
      })
    },

    close() {
      if (closed) return
      try {
        while (waiting.length > 0 && !occupied) {
          whileBusySync(() => begin.run())
          runGroup()
        }
      } catch (error) {
        for (const write of waiting.splice(0)) write.reject(error)
      }
      closed = true
      for (const write of waiting.splice(0)) write.reject(new Error(closedMessage))
      // A holder that never began would wait for ever: begun now, it meets the closed database and fails.
      for (const holder of holders.splice(0)) void holder()
    },
  }
}

/** Runs `work` so that a failure undoes all of it and nothing else of the open transaction. */
export const atomically = <Result>(connection: Connection, work: (connection: Connection) => Result): Result => {
  connection.prepare('SAVEPOINT unit').run()
  try {
    const result = work(connection)
    connection.prepare('RELEASE unit').run()
    return result
  } catch (error) {
    if (connection.database.isTransaction) {
      connection.prepare('ROLLBACK TO unit').run()
      connection.prepare('RELEASE unit').run()
    }
    throw error
  }
}
