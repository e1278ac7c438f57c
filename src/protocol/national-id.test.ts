import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { NationalId, type NationalIdFault, type NationalIdRule, readNationalId } from './national-id.ts'
import { defaultBornBetween, randomSyntheticId, repeatableDraw, syntheticId } from './national-id-synthetic.ts'

const nowSeconds = Date.UTC(2026, 10, 22) / 1000
const synthetic: NationalIdRule = { accepted: 'synthetic', nowSeconds }
const real: NationalIdRule = { accepted: 'real', nowSeconds }
const outcome = (text: string | undefined, rule: NationalIdRule): NationalIdFault | 'accepted' => {
  const read = readNationalId(text, rule)
  return typeof read === 'string' ? read : 'accepted'
}

const vectors: [id: string, number: string, inTest: NationalIdFault | 'accepted'][] = [
  ['PIDV-1', '14838541241', 'accepted'],
  ['PIDV-2', '02917230180', 'accepted'],
  ['PIDV-3', '25860370045', 'accepted'],
  ['PIDV-4', '49819037778', 'accepted'],
  ['PIDV-5', '23456129188', 'accepted'],
  ['PIDV-6', '63456128892', 'accepted'],
  ['PIDV-7', '30747915500', 'accepted'],
  ['PIDV-8', '17083993049', 'malformed'],
  ['PIDV-9', '57083993032', 'malformed'],
  ['PIDV-10', '14838541242', 'malformed'],
  ['PIDV-11', '14838541268', 'malformed'],
  ['PIDV-14', '30828512052', 'malformed'],
  ['PIDV-15', '14838580085', 'malformed'],
  ['PIDV-16', '14938512095', 'malformed'],
  ['PIDV-17', '00000000000', 'malformed'],
  ['PIDV-18', '1483854124', 'malformed'],
  ['PIDV-18', '148385412411', 'malformed'],
  ['PIDV-18', '1483854124a', 'malformed'],
  ['VER-82', '20914695016', 'accepted'],
  ['VER-82', '01819010001', 'accepted'],
  ['VER-82', '52838515029', 'accepted'],
  ['VER-82', '20914695017', 'malformed'],
  ['VER-82', '20114695016', 'malformed'],
]
for (const [id, number, inTest] of vectors)
  test(`${id} ${number} is ${inTest} in test and never accepted as a real number`, () => {
    assert.equal(outcome(number, synthetic), inTest)
    assert.equal(outcome(number, real), inTest === 'accepted' ? 'wrong-environment' : inTest)
  })

test('PIDV-12 PIDV-13 PID-8 no digits complete a number whose check digit would be 10', () => {
  for (let end = 0; end < 100; end++)
    assert.equal(outcome(`148385102${String(end).padStart(2, '0')}`, synthetic), 'malformed')
  for (let end = 0; end < 10; end++) assert.equal(outcome(`1483851046${end}`, synthetic), 'malformed')
})

test('PID-5 PID-9 PIDV-8 a number of the real kind counts from its date of birth on', () => {
  const later = { nowSeconds: Date.UTC(2039, 7, 17) / 1000 }
  assert.equal(outcome('17083993049', { accepted: 'real', ...later }), 'accepted')
  assert.equal(outcome('17083993049', { accepted: 'synthetic', ...later }), 'wrong-environment')
  assert.equal(outcome('57083993032', { accepted: 'real', ...later }), 'accepted')
  assert.equal(outcome('17083993049', { accepted: 'real', nowSeconds: later.nowSeconds - 1 }), 'malformed')
})

test('PID-9 a test environment may be told to take numbers of the real kind, production never synthetic ones', () => {
  const later = Date.UTC(2040, 0, 1) / 1000
  assert.equal(outcome('17083993049', { accepted: 'synthetic', allowRealFormat: true, nowSeconds: later }), 'accepted')
  assert.equal(
    outcome('14838541241', { accepted: 'real', allowRealFormat: true, nowSeconds: later }),
    'wrong-environment',
  )
})

test('PID-10 a help number of the health sector is no identity number', () => {
  assert.equal(outcome('84838541241', synthetic), 'malformed')
})

test('PID-11 spaces are taken away, other marks are not, and nothing is missing', () => {
  assert.equal(outcome(' 148385 41241 ', synthetic), 'accepted')
  assert.equal(outcome('148385-41241', synthetic), 'malformed')
  assert.equal(outcome('١٤٨٣٨٥٤١٢٤١', synthetic), 'malformed')
  assert.equal(outcome('  ', synthetic), 'missing')
  assert.equal(outcome(undefined, synthetic), 'missing')
})

test('PID-13 the switch for numbers from 2032 on widens the first check digit only', () => {
  const from2032 = { ...synthetic, numbersFrom2032: true }
  assert.equal(outcome('14838541241', from2032), 'accepted')
  assert.equal(outcome('14838541242', from2032), 'malformed')
  const wider = Array.from({ length: 100 }, (_, end) => `148385412${String(end).padStart(2, '0')}`)
  assert.equal(wider.filter((number) => outcome(number, synthetic) === 'accepted').length, 1)
  assert.ok(wider.filter((number) => outcome(number, from2032) === 'accepted').length > 1)
})

test('HTTP-18 a national id cannot print itself, only reveal its digits', () => {
  const id = NationalId.trusted('14838541241')
  const printed = [
    `${id}`,
    JSON.stringify({ id }),
    inspect({ id }, { showHidden: true, depth: 5 }),
    JSON.stringify({ ...id }),
  ]
  for (const text of printed) assert.doesNotMatch(text, /14838541241/)
  assert.equal(`${id}`, '[national id]')
  assert.equal(id.reveal(), '14838541241')
})

test('TID-4 VER-80 every made number is accepted in test, refused in production, and has 80 added to the month', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0 }), (seed) => {
      const number = syntheticId(repeatableDraw(seed), defaultBornBetween).reveal()
      assert.equal(outcome(number, synthetic), 'accepted')
      assert.equal(outcome(number, real), 'wrong-environment')
      assert.match(number, /^\d\d(8[1-9]|9[0-2])/)
    }),
  )
})

test('TID-4 VER-97 a random number differs from the next, a repeatable one is the same', () => {
  let drawn = 0
  const random = { token: (bytes: number) => Buffer.alloc(bytes, ++drawn * 37).toString('base64url') }
  assert.notEqual(randomSyntheticId(random).reveal(), randomSyntheticId(random).reveal())
  const again = (seed: number) => syntheticId(repeatableDraw(seed), { from: '1980-05-01', to: '1980-05-31' }).reveal()
  assert.equal(again(7), again(7))
  assert.match(again(7), /^\d\d8580/)
})

test('PID-6 PID-7 any one wrong digit is noticed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0 }), fc.nat(10), fc.integer({ min: 1, max: 9 }), (seed, place, step) => {
      const digits = [...syntheticId(repeatableDraw(seed), defaultBornBetween).reveal()]
      digits[place] = String((Number(digits[place]) + step) % 10)
      assert.equal(outcome(digits.join(''), synthetic), 'malformed')
    }),
  )
})
