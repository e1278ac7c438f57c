import type { Environment } from '../../config/environments.ts'
import type { Actor } from '../../journey/actor.ts'
import { type Breach, refuse, refuseAll } from '../../journey/refusal.ts'
import { bare, faultsOfPrefixForm } from '../../protocol/scope-request.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import { openQueueItem } from '../onboarding/queue.ts'
import { record } from '../onboarding/record.ts'
import { requireRight } from '../onboarding/require-right.ts'

interface Needs {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly random: Random
}

const mostReason = 1000

/** By what an order is known to the queue and in addresses: one open order for each prefix and organisation. */
export const prefixOrderId = (environment: string, prefix: string, orgno: string): string =>
  `PF-${environment}-${orgno}-${prefix}`

/** Asks the operator for a prefix (API-28). Refuses a form that is wrong and a prefix that is taken or reserved. */
export const orderPrefix =
  ({ durable, clock, random }: Needs) =>
  (
    actor: Actor,
    environment: Environment,
    orgno: string,
    asked: { readonly prefix: string; readonly reason: string },
  ): Promise<void> =>
    durable.transaction(async (store) => {
      requireRight(actor, 'scope.write', orgno)
      const prefix = bare(asked.prefix.trim())
      const reason = asked.reason.trim()
      const breaches: Breach[] = faultsOfPrefixForm(prefix).map(({ message }) => ({
        code: 'invalid_value',
        field: 'prefix',
        message,
        values: { why: 'a-z 0-9 . _ -' },
      }))
      if (reason === '') breaches.push({ code: 'required', field: 'reason', message: 'what the prefix is for' })
      if (reason.length > mostReason)
        breaches.push({ code: 'too_long', field: 'reason', message: 'shorter', values: { most: String(mostReason) } })
      refuseAll(breaches)
      const taken = await store.environment(environment.name).prefixes.find(prefix)
      if (taken !== undefined)
        refuse('prefix_taken', `${prefix} belongs to an organisation already`, { field: 'prefix' })
      const nowSeconds = clock.nowSeconds()
      const objectId = prefixOrderId(environment.name, prefix, orgno)
      const organisation = (await store.organisations.find(orgno))?.thing
      await openQueueItem(
        store,
        random,
        {
          kind: 'prefix_request',
          orgno,
          environment: environment.name,
          objectId,
          title: `${prefix}: ${organisation?.name ?? orgno}`,
          details: { prefix, reason, byId: actor.id, by: actor.name },
        },
        nowSeconds,
      )
      await record(
        store,
        actor,
        {
          action: 'prefix.ordered',
          object: { kind: 'prefix', id: prefix },
          orgno,
          environment: environment.name,
          after: { prefix, reason },
        },
        nowSeconds,
      )
    })
