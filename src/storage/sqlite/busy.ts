import { setTimeout as pause } from 'node:timers/promises'

const sqliteBusy = 5
const patienceMilliseconds = 10_000
const pauseMilliseconds = 5

/** True if another process holds a lock on the file, so that the same call may succeed a little later. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  'errcode' in error &&
  typeof error.errcode === 'number' &&
  (error.errcode & 0xff) === sqliteBusy

/** Calls `attempt` at once and again while the file is busy, without holding up the event loop; gives up after 10 s. */
export const whileBusy = <Result>(attempt: () => Result): Promise<Result> => {
  try {
    return Promise.resolve(attempt())
  } catch (error) {
    return isBusy(error) ? attemptPatiently(attempt) : Promise.reject(error)
  }
}

const attemptPatiently = async <Result>(attempt: () => Result): Promise<Result> => {
  const startedAt = performance.now()
  for (;;) {
    // Spread, so that processes which wait for the same lock do not keep step.
    await pause(pauseMilliseconds * (0.5 + Math.random()))
    try {
      return attempt()
    } catch (error) {
      if (!isBusy(error) || performance.now() - startedAt > patienceMilliseconds) throw error
    }
  }
}

/** The same for opening, when nothing else runs yet: sleeps the thread. */
export const whileBusySync = <Result>(attempt: () => Result): Result => {
  const startedAt = performance.now()
  const sleeper = new Int32Array(new SharedArrayBuffer(4))
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (!isBusy(error) || performance.now() - startedAt > patienceMilliseconds) throw error
      Atomics.wait(sleeper, 0, 0, pauseMilliseconds * (0.5 + Math.random()))
    }
  }
}
