import type { Clock } from '../../system/clock.ts'

/** Things by key that die at their own time; of too many, the one that was put first goes first. */
export interface BoundedMap<Thing> {
  put(key: string, thing: Thing): void
  find(key: string): Thing | undefined
  take(key: string): Thing | undefined
  values(): Iterable<Thing>
}

export function openBoundedMap<Thing extends { readonly expiresAtSeconds: number }>(
  clock: Clock,
  maximum: number,
): BoundedMap<Thing> {
  const things = new Map<string, Thing>()
  const find = (key: string): Thing | undefined => {
    const thing = things.get(key)
    if (thing === undefined || thing.expiresAtSeconds > clock.nowSeconds()) return thing
    things.delete(key)
    return undefined
  }
  return {
    put(key, thing) {
      things.delete(key)
      things.set(key, thing)
      if (things.size <= maximum) return
      const oldest = things.keys().next().value
      if (oldest !== undefined) things.delete(oldest)
    },
    find,
    take(key) {
      const thing = find(key)
      things.delete(key)
      return thing
    },
    values: () => things.values(),
  }
}
