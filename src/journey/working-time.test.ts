import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterWorkingTime, isWorkingDay, workingDaySeconds } from './working-time.ts'

const at = (text: string): number => Date.parse(text) / 1000
const read = (seconds: number): string => new Date(seconds * 1000).toISOString()

test('ONB-125 weekends and Norwegian public holidays are no working days', () => {
  const holidays = [
    '2026-01-01',
    '2026-04-02',
    '2026-04-03',
    '2026-04-06',
    '2026-05-01',
    '2026-05-14',
    '2026-05-25',
    '2026-12-25',
    '2027-03-26',
    '2027-05-17',
    '2026-11-22',
  ]
  for (const date of holidays) assert.equal(isWorkingDay(date), false, date)
  for (const date of ['2026-04-01', '2026-04-07', '2026-05-18', '2026-12-24', '2027-03-24'])
    assert.equal(isWorkingDay(date), true, date)
})

test('ONB-125 a target counts working hours in Oslo, over nights, weekends and the change of clocks', () => {
  const target = (from: string, days: number) => read(afterWorkingTime(at(from), days * workingDaySeconds))
  // Tuesday 10:00 in Oslo (summer: UTC+2) plus two days is Thursday 10:00.
  assert.equal(target('2026-06-02T08:00:00Z', 2), '2026-06-04T08:00:00.000Z')
  // Friday evening begins on Monday at 08:00 (winter: UTC+1).
  assert.equal(target('2026-11-20T20:00:00Z', 1), '2026-11-23T15:00:00.000Z')
  // Wednesday before Easter 15:00: one hour that day, seven on the Tuesday after.
  assert.equal(target('2026-04-01T13:00:00Z', 1), '2026-04-07T13:00:00.000Z')
  // Over the change to summer time on 29 March 2026.
  assert.equal(target('2026-03-27T14:00:00Z', 1), '2026-03-30T13:00:00.000Z')
})
