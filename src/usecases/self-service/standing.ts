import type { TermsChapter } from '../../journey/records.ts'
import { chapterOf } from '../../journey/terms.ts'
import type { IntegrationType } from '../../protocol/client.ts'
import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'

/** What an organisation may do, as the rules for registrations ask it. */
export interface Standing {
  /** What it may do by itself in production: nothing, machine clients, or all (ONB-26). */
  productionSelfService(orgno: string): Promise<'none' | 'machine' | 'all'>
  /** Is the version of the terms that is in force accepted with this chapter (ONB-42)? Supplier terms are `supplier`. */
  hasAccepted(orgno: string, chapter: TermsChapter): Promise<boolean>
  organisation(
    orgno: string,
  ): Promise<{ readonly name: string; readonly isSynthetic: boolean; readonly state: string } | undefined>
}

/** May the organisation write production clients of this type by itself (ONB-26)? */
export async function hasSelfService(standing: Standing, orgno: string, type: IntegrationType): Promise<boolean> {
  const level = await standing.productionSelfService(orgno)
  return level === 'all' || (level === 'machine' && (type === 'maskinporten' || type === 'krr'))
}

/** A refusal that no field of the request can mend. */
export const forbidden = (message: string): RegistrationFault => ({ field: '', message, kind: 'forbidden' })

/**
 * What stands in the way of an active production client of `owner`, asked for by `asking` (ONB-42, REG-111, REG-150).
 * Every sentence says where to go on.
 */
export async function faultsOfProduction(
  standing: Standing,
  asked: { readonly asking: string; readonly owner: string; readonly type: IntegrationType },
  portalUrl: string,
): Promise<RegistrationFault[]> {
  const faults: RegistrationFault[] = []
  if (!(await hasSelfService(standing, asked.asking, asked.type)))
    faults.push(
      forbidden(`self-service in production is not open to ${asked.asking}; place an order at ${portalUrl} (REG-150)`),
    )
  const chapter = chapterOf(asked.type)
  if (!(await standing.hasAccepted(asked.owner, chapter)))
    faults.push(
      forbidden(
        `${asked.owner} has not accepted the terms (${chapter}) that are in force; see ${portalUrl}/terms (REG-150)`,
      ),
    )
  if (asked.asking !== asked.owner && !(await standing.hasAccepted(asked.asking, 'supplier')))
    faults.push(forbidden(`${asked.asking} has not accepted the terms for suppliers; see ${portalUrl}/terms (REG-111)`))
  return faults
}
