import type { Log } from '../../system/log.ts'

const timeoutMilliseconds = 5000

/** Posts to whoever is on watch (ONB-154). What fails is logged: the case is on top of the queue all the same. */
export const openPager =
  (url: string | undefined, log: Log) =>
  async (call: object): Promise<void> => {
    if (url === undefined) return
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(call),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      })
      if (!answer.ok) log.error({ status: answer.status }, 'the pager did not take the call')
    } catch (error) {
      log.error({ fault: error instanceof Error ? error.name : 'unknown' }, 'the pager could not be reached')
    }
  }
