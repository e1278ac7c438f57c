import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NationalId, readNationalId } from '../../../src/protocol/national-id.ts'

const nowSeconds = Date.UTC(2026, 10, 22) / 1000

/** The number for a written day, written month, year and individual number, by an own reading of PID-6 and PID-7. */
function complete(day: number, month: number, year: number, individual: number): string | undefined {
  const two = (value: number) => String(value).padStart(2, '0')
  const nine = two(day) + two(month) + two(year) + String(individual).padStart(3, '0')
  const check = (digits: string, weights: readonly number[]) =>
    (11 - (weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11)) % 11
  const k1 = check(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2])
  const k2 = check(nine + k1, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
  return k1 === 10 || k2 === 10 ? undefined : `${nine}${k1}${k2}`
}

/** What is said of a number with these written parts; the individual number is the first from here on that exists. */
function judge(day: number, month: number, year: number, from = 300, accepted: 'real' | 'synthetic' = 'synthetic') {
  for (let individual = from; ; individual += 1) {
    const number = complete(day, month, year, individual)
    if (number === undefined) continue
    const read = readNationalId(number, { accepted, nowSeconds })
    return typeof read === 'string' ? read : 'accepted'
  }
}

test('PID-1 a number is eleven digits, and a leading zero is one of them', () => {
  const read = readNationalId('02917230180', { accepted: 'synthetic', nowSeconds })
  assert.ok(read instanceof NationalId)
  assert.equal(read.reveal(), '02917230180')
  assert.equal(readNationalId('2917230180', { accepted: 'synthetic', nowSeconds }), 'malformed')
})

test('PID-2 days are 01 to 31, and 41 to 71 for a D-number', () => {
  const accepted = Array.from({ length: 100 }, (_, day) => day).filter((day) => judge(day, 81, 85) === 'accepted')
  const range = (first: number) => Array.from({ length: 31 }, (_, index) => first + index)
  assert.deepEqual(accepted, [...range(1), ...range(41)])
})

test('PID-3 the month tells the kind: as it is, or with 40, 65 or 80 added', () => {
  const kinds = Array.from({ length: 100 }, (_, month) => judge(1, month, 85))
  kinds.forEach((kind, month) => {
    const isReal = month >= 1 && month <= 12
    const isSynthetic = [41, 66, 81].some((first) => month >= first && month < first + 12)
    assert.equal(kind, isSynthetic ? 'accepted' : isReal ? 'wrong-environment' : 'malformed', `month ${month}`)
    assert.equal(judge(41, month, 85), kind, `D-number, month ${month}`)
  })
  assert.equal(judge(1, 1, 85, 300, 'real'), 'accepted')
  for (const month of [41, 66, 81]) assert.equal(judge(1, month, 85, 300, 'real'), 'wrong-environment')
})

const centuries: readonly (readonly [name: string, individual: number, year: number, exists: boolean])[] = [
  ['PID-4 individual number 000 and year 00: 1900', 0, 0, true],
  ['PID-4 individual number 490 and year 99: 1999', 490, 99, true],
  ['PID-4 individual number 500 and year 54: 1854', 500, 54, true],
  ['PID-4 individual number 740 and year 99: 1899', 740, 99, true],
  ['PID-4 individual number 500 and year 53: no century', 500, 53, false],
  ['PID-4 individual number 750 and year 54: no century', 750, 54, false],
  ['PID-4 individual number 500 and year 00: 2000', 500, 0, true],
  ['PID-4 individual number 990 and year 25: 2025', 990, 25, true],
  ['PID-4 individual number 500 and year 40: no century', 500, 40, false],
  ['PID-4 individual number 890 and year 40: no century', 890, 40, false],
  ['PID-4 individual number 900 and year 40: 1940', 900, 40, true],
  ['PID-4 individual number 990 and year 99: 1999', 990, 99, true],
]
for (const [name, individual, year, exists] of centuries)
  test(`${name}`, () => assert.equal(judge(2, 83, year, individual), exists ? 'accepted' : 'malformed'))

test('PID-4 PID-5 the century decides whether there was a 29 February', () => {
  assert.equal(judge(29, 82, 0, 500), 'accepted', '2000 was a leap year')
  assert.equal(judge(29, 82, 0, 0), 'malformed', '1900 was none')
})
