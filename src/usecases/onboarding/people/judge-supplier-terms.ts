import type { Breach } from '../../../journey/refusal.ts'
import type { OwnerRole } from '../../../journey/roles.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { termsStatus } from '../terms/terms-status.ts'
import { membersOf } from './members.ts'

/**
 * Who acts for customers has accepted the terms for suppliers: until then the organisation gives nobody `supplier_admin`
 * (ONB-35). Whoever has the role keeps it. The customers' own terms are asked for where their clients are.
 */
export async function judgeSupplierTerms(
  store: Pick<DurableStore, 'portal'>,
  orgno: string,
  { roles, former }: { readonly roles: readonly OwnerRole[]; readonly former: readonly OwnerRole[] },
  at: { readonly nowSeconds: number; readonly realProduction: boolean },
): Promise<Breach[]> {
  if (!roles.includes('supplier_admin') || former.includes('supplier_admin')) return []
  const { status } = await termsStatus(store, orgno, 'supplier', at)
  if (status === 'ACCEPTED') return []
  const members = (await membersOf(store, orgno)).map(({ thing }) => thing)
  const who = members.filter((one) => one.state === 'ACTIVE' && one.roles[orgno]?.includes('signatory'))
  return [
    {
      code: 'terms_not_accepted',
      field: 'roles',
      message: `${orgno} has not accepted the terms for suppliers: ${status}`,
      values: { chapter: 'supplier', who: who.map(({ name }) => name).join(', ') || 'signatory' },
    },
  ]
}
