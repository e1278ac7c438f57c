import type { Clock } from '../../src/system/clock.ts'

/** A clock that stands still until the test moves it. */
export interface MovableClock extends Clock {
  advance(seconds: number): void
}

export const openMovableClock = (startSeconds = 1_790_000_000): MovableClock => {
  let nowSeconds = startSeconds
  return {
    nowSeconds: () => nowSeconds,
    advance(seconds) {
      nowSeconds += seconds
    },
  }
}
