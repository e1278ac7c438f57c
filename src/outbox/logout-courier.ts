import type { LogoutNotice, LogoutNoticeShelf } from '../storage/logout-notices.ts'
import type { Clock } from '../system/clock.ts'
import type { Log } from '../system/log.ts'

/** What came of one try. `refused` is for good; `unreachable` may be tried again. Faults hold no secrets and no addresses. */
export type Telling =
  | { readonly outcome: 'confirmed' }
  | { readonly outcome: 'refused' | 'unreachable'; readonly fault: string }

/** A try as the protocol log has it. */
export interface ToldService {
  readonly state: 'confirmed' | 'unconfirmed' | 'given-up'
  readonly attempts: number
  readonly fault?: string
}

interface Needs {
  readonly notices: LogoutNoticeShelf
  /** Tells one service once. */
  readonly tell: (notice: LogoutNotice) => Promise<Telling>
  readonly told: (notice: LogoutNotice, result: ToldService) => void
  readonly clock: Clock
  readonly log: Log
}

/** Takes logouts to services, at least once each. Several processes may work on one shelf: a notice is claimed by one. */
export interface LogoutCourier {
  /** Begins to look, twice a second and whenever it is nudged. */
  start(): void
  /** There is something new: it is sent now, and nobody waits for it. */
  nudge(): void
  /** Begins no more; resolves when what is under way has ended. */
  stop(): Promise<void>
}

const stepMilliseconds = 500
/** Longer than a service is waited for, so that nobody else tells it meanwhile. */
const leaseSeconds = 30
const noticesAtOnce = 64
/** Of one service: one that hangs must not keep the others waiting. */
const ofServiceAtOnce = 8
const pausesSeconds = [5, 15, 60, 300, 900]
const lastPauseSeconds = 1800
/** After this nobody's session is likely to live any more. */
const givenUpAfterSeconds = 7200
const keptSeconds = 86_400
const cleaningSeconds = 60
const cleanedAtOnce = 500

export function openLogoutCourier({ notices, tell, told, clock, log }: Needs): LogoutCourier {
  const underWay = new Set<Promise<void>>()
  const ofService = new Map<string, number>()
  let looking: Promise<void> | undefined
  let lookAgain = false
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  let cleanedAtSeconds = Number.NEGATIVE_INFINITY

  const deliver = async (notice: LogoutNotice): Promise<void> => {
    const telling = await tell(notice)
    const { attempts } = notice
    if (telling.outcome === 'confirmed') {
      await notices.end(notice.id, 'CONFIRMED')
      return told(notice, { state: 'confirmed', attempts })
    }
    const nextAtSeconds = clock.nowSeconds() + (pausesSeconds[attempts - 1] ?? lastPauseSeconds)
    const isOver = telling.outcome === 'refused' || nextAtSeconds > notice.createdAtSeconds + givenUpAfterSeconds
    if (isOver) await notices.end(notice.id, 'GIVEN_UP')
    else await notices.later(notice.id, nextAtSeconds, attempts)
    told(notice, { state: isOver ? 'given-up' : 'unconfirmed', attempts, fault: telling.fault })
  }

  const begin = (notice: LogoutNotice): void => {
    const { clientId } = notice
    const before = ofService.get(clientId) ?? 0
    ofService.set(clientId, before + 1)
    const work =
      before < ofServiceAtOnce ? deliver(notice) : notices.later(notice.id, clock.nowSeconds() + 1, notice.attempts - 1)
    const ended: Promise<void> = work
      // The lease keeps it for now; then it is due again.
      .catch((error: unknown) =>
        log.error({ err: error, clientId }, 'a service was not told of a logout; it is tried again'),
      )
      .finally(() => {
        underWay.delete(ended)
        const left = (ofService.get(clientId) ?? 1) - 1
        if (left === 0) ofService.delete(clientId)
        else ofService.set(clientId, left)
      })
    underWay.add(ended)
  }

  const look = async (): Promise<void> => {
    const nowSeconds = clock.nowSeconds()
    if (nowSeconds - cleanedAtSeconds >= cleaningSeconds) {
      await notices.sweep(nowSeconds - keptSeconds, cleanedAtOnce)
      cleanedAtSeconds = nowSeconds
    }
    const room = noticesAtOnce - underWay.size
    if (room > 0) for (const notice of await notices.claim(nowSeconds, leaseSeconds, room)) begin(notice)
  }

  const step = (): void => {
    if (isStopped) return
    if (looking !== undefined) {
      lookAgain = true
      return
    }
    looking = look()
      .catch((error: unknown) => log.error({ err: error }, 'logouts to be told could not be read; it is tried again'))
      .finally(() => {
        looking = undefined
        if (!lookAgain) return
        lookAgain = false
        step()
      })
  }

  return {
    start() {
      timer = setInterval(step, stepMilliseconds)
      timer.unref()
    },
    nudge: step,
    async stop() {
      isStopped = true
      clearInterval(timer)
      await looking
      await Promise.all(underWay)
    },
  }
}
