import type { Clock } from '../../system/clock.ts'

const waitMilliseconds = 1500
const keptSeconds = 3

/**
 * Asks each address whether somebody answers there, all at once, for at most 1.5 seconds. An answer is kept for three
 * seconds, so that a busy front page is not a burden on the gateways.
 */
export function openEnvironmentStatus(clock: Clock): (addresses: readonly string[]) => Promise<readonly boolean[]> {
  const kept = new Map<string, { readonly answers: Promise<boolean>; readonly untilSeconds: number }>()
  return (addresses) =>
    Promise.all(
      addresses.map((address) => {
        const known = kept.get(address)
        const nowSeconds = clock.nowSeconds()
        if (known !== undefined && known.untilSeconds > nowSeconds) return known.answers
        const answers = asks(address)
        kept.set(address, { answers, untilSeconds: nowSeconds + keptSeconds })
        return answers
      }),
    )
}

async function asks(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(waitMilliseconds), redirect: 'manual' })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}
