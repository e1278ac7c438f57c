import type { Actor } from '../../../journey/actor.ts'
import type { Notice } from '../../../journey/notices.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Clock } from '../../../system/clock.ts'
import { requireRight } from '../require-right.ts'

/** So long what has ended still stands on the status page. */
const shownAfterSeconds = 7 * 86_400

/** What stands on the public status page, the newest first (ONB-11). */
export const readStatus =
  ({ durable, clock }: { readonly durable: DurableStore; readonly clock: Clock }) =>
  async (): Promise<readonly Notice[]> => {
    const shownSince = clock.nowSeconds() - shownAfterSeconds
    const notices = (await durable.portal.notices.list()).map(({ thing }) => thing)
    return notices.filter((notice) => (endOf(notice) ?? Number.POSITIVE_INFINITY) > shownSince).reverse()
  }

/** All that were ever written, for the staff, the newest first. */
export const listNotices =
  ({ durable }: { readonly durable: DurableStore }) =>
  async (actor: Actor): Promise<readonly Notice[]> => {
    requireRight(actor, 'operation.read', undefined)
    return (await durable.portal.notices.list()).map(({ thing }) => thing).reverse()
  }

const endOf = ({ endedAtSeconds, untilSeconds }: Notice): number | undefined => endedAtSeconds ?? untilSeconds
