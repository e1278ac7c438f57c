import { lowestNonZero } from './scope.ts'

/** A client's or scope's own value, where 0 means "not set" (LIFE-18), else the default. Seconds. */
export const lifetimeOf = (own: number, byDefault: number): number => (own === 0 ? byDefault : own)

/** LIFE-5: the client's or the default, never above what the granted scopes allow. */
export const authorizationLifetime = (own: number, byDefault: number, scopeLimit: number): number =>
  lowestNonZero(lifetimeOf(own, byDefault), scopeLimit)

/** LIFE-4: as LIFE-5, and never past the end of the authorization. */
export const accessTokenLifetime = (
  own: number,
  byDefault: number,
  scopeLimit: number,
  remainingSeconds: number,
): number => Math.min(lowestNonZero(lifetimeOf(own, byDefault), scopeLimit), remainingSeconds)
