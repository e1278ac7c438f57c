import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { systemClock } from './clock.ts'

test('HTTP-19 the clock tells whole seconds, rounded down', () => {
  mock.timers.enable({ apis: ['Date'], now: 1_772_442_900_999 })
  assert.equal(systemClock.nowSeconds(), 1_772_442_900)
  mock.timers.reset()
})
