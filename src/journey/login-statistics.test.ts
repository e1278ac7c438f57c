import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  lastDays,
  loginsPerDay,
  loginsPerMonth,
  settlementYear,
  settlementYearOf,
  totalsBy,
} from './login-statistics.ts'

const counts = [
  { day: '2026-09-30', clientId: 'b', eid: 'testid', logins: 2 },
  { day: '2026-10-01', clientId: 'a', eid: 'testid', logins: 3 },
  { day: '2026-10-01', clientId: 'b', eid: 'sso', logins: 4 },
  { day: '2026-10-03', clientId: 'b', eid: 'sso', logins: 1 },
]

test('ONB-133 a settlement year is from 1 October to 30 September', () => {
  assert.equal(settlementYearOf('2026-09-30'), 2025)
  assert.equal(settlementYearOf('2026-10-01'), 2026)
  assert.deepEqual(settlementYear(2025), { fromDay: '2025-10-01', untilDay: '2026-09-30' })
})

test('CON-5 sums are complete: every day of the range, every name once, the largest first', () => {
  assert.deepEqual(
    loginsPerDay(counts, { fromDay: '2026-09-30', untilDay: '2026-10-03' }).map(({ logins }) => logins),
    [2, 7, 0, 1],
  )
  assert.deepEqual(
    totalsBy(counts, ({ clientId }) => clientId),
    [
      { name: 'b', logins: 7 },
      { name: 'a', logins: 3 },
    ],
  )
  assert.deepEqual(
    loginsPerMonth(counts).map(({ clientId, month, logins }) => `${clientId} ${month} ${logins}`),
    ['a 2026-10 3', 'b 2026-09 2', 'b 2026-10 5'],
  )
  assert.deepEqual(lastDays(2, Date.parse('2026-03-01T12:00:00Z') / 1000), {
    fromDay: '2026-02-28',
    untilDay: '2026-03-01',
  })
})
