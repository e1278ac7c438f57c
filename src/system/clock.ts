/** Tells the time. Injected everywhere, so that a test can move it. */
export interface Clock {
  /** Whole seconds since 1970-01-01 UTC, rounded down. */
  nowSeconds(): number
}

export const systemClock: Clock = { nowSeconds: () => Math.floor(Date.now() / 1000) }
