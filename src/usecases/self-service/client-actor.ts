import type { Client } from '../../protocol/client.ts'
import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'
import type { JournalEntry } from '../../storage/journal.ts'
import { forbidden } from './standing.ts'

/** Who acts on clients, for which organisation, by what right. */
export interface ClientActor {
  readonly orgno: string
  /** May register for other organisations, its customers (REG-111). */
  readonly mayActForOthers: boolean
  readonly actor: JournalEntry['actor']
  readonly correlationId?: string
}

/** The owner, and the supplier that made it, see a client (REG-112). */
export const maySee = (orgno: string, client: Client): boolean =>
  client.clientOrgno === orgno || client.supplierOrgno === orgno

/** What forbids this actor a write; the customer of a supplier may close the client and nothing else (REG-107, REG-112). */
export function faultsOfRight(acting: ClientActor, client: Client, right: 'edit' | 'close'): RegistrationFault[] {
  if (!maySee(acting.orgno, client)) return [forbidden('the client belongs to another organisation (REG-107)')]
  if (client.clientOrgno !== acting.orgno)
    return acting.mayActForOthers
      ? []
      : [forbidden('a client of a customer needs the scope idporten:dcr.supplier (REG-111)')]
  const isSuppliers = client.supplierOrgno !== undefined && client.supplierOrgno !== acting.orgno
  return isSuppliers && right === 'edit'
    ? [forbidden('the client is managed by its supplier; its owner can only close it (REG-112)')]
    : []
}
