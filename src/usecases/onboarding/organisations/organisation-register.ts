import { isSyntheticOrgno } from '../../../journey/organisation.ts'
import { isOrganisationNumber } from '../../../protocol/organisation-number.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'

/** What a register of organisations says of one. */
export interface RegisterEntry {
  /** undefined: whoever asks must say it. */
  readonly name?: string
  readonly isDissolved: boolean
}

/** Looks organisations up; another register is another implementation (ONB-23). Asked inside the transaction. */
export interface OrganisationRegister {
  /** undefined: there is no such organisation. */
  find(store: Pick<DurableStore, 'organisations'>, orgno: string): Promise<RegisterEntry | undefined>
}

/**
 * The portal's own table: what the operator, a seed or an order has written down. Synthetic numbers exist by themselves
 * where nothing is real (ONB-23).
 */
export const openLocalRegister = ({
  acceptsSynthetic,
}: {
  readonly acceptsSynthetic: boolean
}): OrganisationRegister => ({
  async find({ organisations }, orgno) {
    if (!isOrganisationNumber(orgno)) return undefined
    const known = (await organisations.find(orgno))?.thing
    if (known !== undefined) return { name: known.name, isDissolved: known.state === 'CLOSED' }
    return acceptsSynthetic && isSyntheticOrgno(orgno) ? { isDissolved: false } : undefined
  },
})
