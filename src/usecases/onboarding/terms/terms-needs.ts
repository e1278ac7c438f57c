import type { Organisation, PortalUser } from '../../../journey/records.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Clock } from '../../../system/clock.ts'
import type { Random } from '../../../system/random.ts'
import type { LetterReceiver, WriteLetter } from '../letter.ts'
import { membersOf } from '../people/members.ts'

export type TermsMailKey =
  | `M-04.${'subject' | 'text'}`
  | `M-05.${'published' | 'ending' | 'ended' | 'withdrawn'}-${'subject' | 'text'}`
  | `chapter.${'general' | 'login' | 'machine' | 'contact_register' | 'employee_login' | 'message_exchange' | 'supplier'}`

/** What the use cases of the terms need. */
export interface TermsNeeds {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly random: Random
  readonly letter: WriteLetter<TermsMailKey>
  readonly portalUrl: string
  /** `acr` that signing asks for (ONB-17). */
  readonly productionAcr: string
  /** Does this installation have an environment of kind `prod`? Then nobody signs in play (ONB-33). */
  readonly hasRealProduction: boolean
  /** Do people log in through real production? Else whoever signs may be an invented person, and the signature counts for play only. */
  readonly loginIsReal: boolean
}

/** Signatories and administrators of an organisation, as they are told about the terms; with `technical` its points too. */
export async function termsReceivers(
  store: DurableStore,
  organisation: Organisation,
  { technical, also }: { readonly technical: boolean; readonly also?: PortalUser },
): Promise<readonly LetterReceiver[]> {
  const members = (await membersOf(store, organisation.orgno)).map(({ thing }) => thing)
  const told = members.filter(({ state, roles }) => {
    const own = roles[organisation.orgno] ?? []
    return state === 'ACTIVE' && (own.includes('signatory') || own.includes('org_admin'))
  })
  const points = technical ? organisation.notificationPoints.filter(({ purpose }) => purpose === 'technical') : []
  const receivers = new Map<string, LetterReceiver>()
  for (const { email, name, language } of also === undefined ? told : [also, ...told])
    receivers.set(email, { email, name, language })
  for (const { email, name } of points)
    if (!receivers.has(email)) receivers.set(email, { email, name, language: organisation.language })
  return [...receivers.values()]
}
