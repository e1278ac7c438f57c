import type { RegistrationContext } from './client-registration-context.ts'
import type { FieldReader } from './client-registration-fields.ts'
import { isOrganisationNumber } from './organisation-number.ts'

const reservedIds = new Set(['authorizations', 'clients', 'admin', 'portal', 'demo', 'profile'])

/** The id of the client: its own, the one asked for, or the one made for it (REG-20, REG-102). */
export function readClientId(reader: FieldReader, context: RegistrationContext): string {
  const asked = reader.text('client_id', 255)
  const { existing } = context
  if (existing !== undefined) {
    if (asked !== undefined && asked !== existing.clientId) reader.fault('client_id', 'cannot change (REG-102)')
    return existing.clientId
  }
  if (asked === undefined) return context.newClientId
  if (!/^[A-Za-z0-9][A-Za-z0-9._:-]{2,254}$/.test(asked) || asked.includes('::'))
    reader.fault(
      'client_id',
      'must be 3 to 255 characters of A-Z a-z 0-9 . _ : -, beginning with a letter or digit, without :: (REG-20)',
    )
  if (reservedIds.has(asked.toLowerCase())) reader.fault('client_id', `${asked} is a reserved word (REG-20)`)
  return asked
}

/** Whose client it is, and who runs it if that is another (REG-22, REG-110). */
export function readOwner(
  reader: FieldReader,
  context: RegistrationContext,
): { readonly clientOrgno: string; readonly supplierOrgno: string | undefined } {
  const asked = reader.text('client_orgno', 255)
  const { existing, tokenOrgno } = context
  if (existing !== undefined) {
    if (asked !== undefined && asked !== existing.clientOrgno) reader.fault('client_orgno', 'cannot change (REG-102)')
    return { clientOrgno: existing.clientOrgno, supplierOrgno: existing.supplierOrgno }
  }
  const clientOrgno = asked ?? tokenOrgno
  if (!isOrganisationNumber(clientOrgno))
    reader.fault('client_orgno', 'must be nine digits with a right check digit (REG-22)')
  else if (clientOrgno !== tokenOrgno && !context.mayActForOthers)
    reader.forbid('client_orgno', 'is another organisation than the one that asks (REG-22)')
  const supplierOrgno = clientOrgno === tokenOrgno ? undefined : tokenOrgno
  if (supplierOrgno !== undefined && !isOrganisationNumber(supplierOrgno))
    reader.fault('supplier_orgno', 'must be nine digits with a right check digit (REG-110)')
  return { clientOrgno, supplierOrgno }
}
