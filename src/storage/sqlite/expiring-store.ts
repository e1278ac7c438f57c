import { hash } from 'node:crypto'
import { dateLength } from '../../protocol/dated.ts'
import type { Clock } from '../../system/clock.ts'
import { type ExpiringStore, takenRememberedSeconds } from '../expiring-store.ts'
import type { Connection } from './connection.ts'
import type { SqliteDatabase } from './database.ts'

const readText = 'SELECT value, expires_at, taken FROM expiring WHERE key = ?'

const putText = `INSERT INTO expiring (key, environment, expires_at, value) VALUES (?, ?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET expires_at = excluded.expires_at, value = excluded.value, taken = 0`

const putIfAbsentText = `${putText} WHERE expiring.expires_at <= ? OR expiring.taken = 1`

const takeText = 'UPDATE expiring SET taken = 1 WHERE key = ? AND taken = 0 AND expires_at > ? RETURNING value'

const dropText = 'DELETE FROM expiring WHERE key = ?'

const clearText = 'DELETE FROM expiring WHERE environment = ?'

const countText = `INSERT INTO expiring (key, environment, expires_at, value) VALUES (?, ?, ?, '1')
  ON CONFLICT (key) DO UPDATE SET
    value = CASE WHEN expiring.expires_at > ?4 THEN CAST(expiring.value AS INTEGER) + 1 ELSE 1 END,
    expires_at = CASE WHEN expiring.expires_at > ?4 THEN expiring.expires_at ELSE excluded.expires_at END
  RETURNING value`

const gone = `expires_at + taken * ${takenRememberedSeconds} <= ?`

const lookText = `SELECT max(position) AS last, count(*) AS looked, sum(environment = ? AND ${gone}) AS gone
  FROM (SELECT position, environment, expires_at, taken FROM expiring WHERE position > ? ORDER BY position LIMIT ?)`

const sweepText = `DELETE FROM expiring WHERE position > ? AND position <= ? AND environment = ? AND ${gone}`

/** 132 bits: nobody can make an id that meets another's. */
const keyLength = 22

interface Found {
  readonly value: string
  readonly expires_at: number
  readonly taken: number
}

/** A date and a SHA-256 in base64url (tickets.ts). */
const datedIdLength = dateLength + 43

/** The expiring store of one environment in the SQLite file; environments do not see each other's tickets. */
export const openSqliteExpiringStore = (
  database: SqliteDatabase,
  environmentName: string,
  clock: Clock,
): ExpiringStore => {
  /** Where the next sweep begins; everything up to here was looked at on this round. */
  let sweptUpTo = 0
  // The time that an id may begin with stays in front, so that keys of one time share a page of the index. The rest is
  // digested again: a short key is worth more than the digest costs.
  const keyOf = (kind: string, id: string): string =>
    (id.length === datedIdLength ? id.slice(0, dateLength) : '') +
    hash('sha256', `${environmentName}/${kind}/${id}`, 'base64url').slice(0, keyLength)

  const see = (connection: Connection, key: string): Seen => {
    const found = connection.prepare(readText).get(key) as Found | undefined
    const nowSeconds = clock.nowSeconds()
    if (found === undefined) return absent
    if (found.taken === 0) return found.expires_at > nowSeconds ? { outcome: 'live', json: found.value } : absent
    const remembered = found.expires_at + takenRememberedSeconds > nowSeconds
    return remembered ? { outcome: 'taken-before', json: found.value } : absent
  }

  return {
    put(kind, id, value, expiresAtSeconds) {
      const [key, json] = [keyOf(kind, id), JSON.stringify(value)]
      return database.change((connection) => {
        connection.prepare(putText).run(key, environmentName, expiresAtSeconds, json)
      })
    },

    putIfAbsent(kind, id, value, expiresAtSeconds) {
      const [key, json] = [keyOf(kind, id), JSON.stringify(value)]
      return database.change(
        (connection) =>
          connection.prepare(putIfAbsentText).run(key, environmentName, expiresAtSeconds, json, clock.nowSeconds())
            .changes === 1,
      )
    },

    read(kind, id) {
      const key = keyOf(kind, id)
      return database.read((connection) => {
        const seen = see(connection, key)
        return seen.outcome === 'absent' ? seen : { outcome: seen.outcome, value: JSON.parse(seen.json) }
      })
    },

    change(kind, id, decide) {
      const key = keyOf(kind, id)
      return database.change((connection) => {
        const seen = see(connection, key)
        const current = seen.outcome === 'live' ? JSON.parse(seen.json) : undefined
        const decision = decide(current)
        if (decision === 'keep') return current
        if (decision === 'drop') {
          // Only what lives: the memory that a ticket was taken stays.
          if (seen.outcome === 'live') connection.prepare(dropText).run(key)
          return undefined
        }
        connection.prepare(putText).run(key, environmentName, decision.expiresAtSeconds, JSON.stringify(decision.value))
        return decision.expiresAtSeconds > clock.nowSeconds() ? decision.value : undefined
      })
    },

    take(kind, id) {
      const key = keyOf(kind, id)
      return database.change((connection) => {
        // One statement decides: whoever changes the row has taken the ticket (CODE-11).
        const won = connection.prepare(takeText).get(key, clock.nowSeconds()) as { readonly value: string } | undefined
        if (won !== undefined) return { outcome: 'taken', value: JSON.parse(won.value) }
        const seen = see(connection, key)
        return seen.outcome === 'taken-before' ? { outcome: 'taken-before', value: JSON.parse(seen.json) } : absent
      })
    },

    drop(kind, id) {
      const key = keyOf(kind, id)
      return database.change((connection) => {
        connection.prepare(dropText).run(key)
      })
    },

    count(name, expiresAtSeconds) {
      const key = keyOf('counter', name)
      return database.change((connection) => {
        const counted = connection.prepare(countText).get(key, environmentName, expiresAtSeconds, clock.nowSeconds())
        return Number(counted?.value)
      })
    },

    clear() {
      return database.change((connection) => {
        connection.prepare(clearText).run(environmentName)
      })
    },

    async sweep(limit) {
      const nowSeconds = clock.nowSeconds()
      const from = sweptUpTo
      const look = await database.read((connection) =>
        connection.prepare(lookText).get(environmentName, nowSeconds, from, limit),
      )
      const [last, looked] = [Number(look?.last), Number(look?.looked)]
      sweptUpTo = looked < limit ? 0 : last
      // A sweep that finds nothing takes no write lock.
      if (Number(look?.gone) === 0) return 0
      return database.change((connection) =>
        Number(connection.prepare(sweepText).run(from, last, environmentName, nowSeconds).changes),
      )
    },
  }
}

type Seen =
  | { readonly outcome: 'live'; readonly json: string }
  | { readonly outcome: 'taken-before'; readonly json: string }
  | { readonly outcome: 'absent' }

const absent = { outcome: 'absent' } as const
