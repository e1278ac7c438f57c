import { personReference } from '../../protocol/subject.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { Clock } from '../../system/clock.ts'

export interface ConsentLookupNeeds {
  readonly shelves: Pick<EnvironmentShelves, 'authorizations'>
  readonly subjectSecret: Uint8Array
  readonly clock: Clock
}

/** Who would have to be asked about what. */
export interface ConsentQuestion {
  readonly pid: string
  readonly clientId: string
  /** The body that the dialogue would name: a yes to one is no yes to another. */
  readonly onbehalfof: string | undefined
  readonly scopes: readonly string[]
}

/** Has the citizen let this client have all these scopes, in one authorization that lives (CONS-1)? */
export const isConsentCovered =
  (needs: ConsentLookupNeeds) =>
  async ({ pid, clientId, onbehalfof, scopes }: ConsentQuestion): Promise<boolean> => {
    const person = personReference(needs.subjectSecret, pid)
    const live = await needs.shelves.authorizations.listOfPerson(person, needs.clock.nowSeconds())
    return live.some(
      (given) =>
        given.clientId === clientId &&
        given.onbehalfof === (onbehalfof ?? null) &&
        scopes.every((name) => given.scopes.includes(name)),
    )
  }
