import type { DurableStore } from '../../storage/durable-store.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import { ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import { openQueueItem } from '../onboarding/queue.ts'

/** Different persons that the machines of one organisation may ask about in an hour (API-57). */
export const mostPersonsAnHour = 1000
const hourSeconds = 3600

interface Needs {
  readonly environmentName: string
  readonly durable: DurableStore
  readonly expiring: ExpiringStore
  readonly clock: Clock
  readonly random: Random
}

/**
 * Counts whom an organisation asks about; answers the seconds to wait when it is one too many, and then puts it before the
 * operator. Somebody who was asked about in this hour already may be asked about again.
 */
export const countLookups =
  (needs: Needs) =>
  async (orgno: string, personRef: string): Promise<number | undefined> => {
    const { expiring } = needs
    const nowSeconds = needs.clock.nowSeconds()
    const endsAt = (Math.floor(nowSeconds / hourSeconds) + 1) * hourSeconds
    const seen = ticketId(`person looked up ${endsAt} ${orgno} ${personRef}`)
    if (!(await expiring.putIfAbsent('replay-guard', seen, { seen: true }, endsAt))) return undefined
    const persons = await expiring.count(`persons-looked-up ${endsAt} ${orgno}`, endsAt)
    if (persons <= mostPersonsAnHour) return undefined
    await expiring.drop('replay-guard', seen)
    if (persons === mostPersonsAnHour + 1) await tellOperator(needs, orgno, nowSeconds)
    return endsAt - nowSeconds
  }

const tellOperator = ({ durable, environmentName, random }: Needs, orgno: string, nowSeconds: number): Promise<void> =>
  durable.transaction((store) =>
    openQueueItem(
      store,
      random,
      {
        kind: 'person_lookups',
        orgno,
        environment: environmentName,
        objectId: orgno,
        title: `> ${mostPersonsAnHour} / h`,
      },
      nowSeconds,
    ),
  )
