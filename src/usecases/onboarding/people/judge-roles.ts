import type { Actor } from '../../../journey/actor.ts'
import type { Breach } from '../../../journey/refusal.ts'
import { type OwnerRole, ownerRoles } from '../../../journey/roles.ts'

/** Roles that may be given by hand; a signatory is made by the register, the operator or a simulation (ONB-33). */
export const givenRoles: readonly OwnerRole[] = ownerRoles.filter((role) => role !== 'signatory')

/** The roles asked for, with those that the actor cannot touch as they were; and what is wrong with them. */
export function judgeRoles(
  actor: Actor,
  asked: readonly string[],
  former: readonly OwnerRole[],
): { readonly roles: readonly OwnerRole[]; readonly breaches: readonly Breach[] } {
  const isStaff = actor.operatorRoles.includes('op_admin')
  const mayGive = isStaff ? ownerRoles : givenRoles
  const kept = former.filter((role) => !mayGive.includes(role))
  const given = mayGive.filter((role) => asked.includes(role))
  const roles = ownerRoles.filter((role) => kept.includes(role) || given.includes(role))
  const breaches: Breach[] = []
  const unknown = asked.find((role) => !(mayGive as readonly string[]).includes(role))
  if (unknown !== undefined) breaches.push(wrongRole(`the role ${unknown.slice(0, 40)} cannot be given here`))
  if (roles.includes('supplier_admin') && !roles.includes('integration_admin'))
    breaches.push(wrongRole('supplier_admin needs integration_admin too'))
  if (roles.length === 0) breaches.push({ code: 'required', field: 'roles', message: 'a member has at least one role' })
  return { roles, breaches }
}

const wrongRole = (why: string): Breach => ({ code: 'invalid_value', field: 'roles', message: why, values: { why } })
