import type { Actor } from '../../journey/actor.ts'
import { refuse } from '../../journey/refusal.ts'
import { type Action, isAllowed, rolesFor } from '../../journey/roles.ts'

/**
 * Refuses what the actor has no right to. Somebody with no role at all in the organisation is told that there is no such
 * thing, so that existence is not shown (ONB-18); a member is told which role is missing (§23). `inTestOnly`: nothing
 * but a test environment is touched. `orgno` undefined: a thing of the operator's alone.
 */
export function requireRight(
  actor: Actor,
  action: Action,
  orgno: string | undefined,
  { inTestOnly = false }: { inTestOnly?: boolean } = {},
): void {
  if (actor.kind === 'system') return
  const own = orgno === undefined ? [] : (actor.roles[orgno] ?? [])
  const forTest = inTestOnly && orgno !== undefined ? (actor.testRoles?.[orgno] ?? []) : []
  if (isAllowed([...own, ...forTest, ...actor.operatorRoles], action, inTestOnly)) return
  if (own.length === 0 && actor.operatorRoles.length === 0)
    refuse('not_found', 'there is no such thing for this person')
  const roles = rolesFor(action).join(', ')
  refuse('role_missing', `one of these roles is needed: ${roles}`, { values: { roles } })
}

/** Staff do not decide where they have a role of the organisation's own (ONB-21). */
export function requireNoInterest(actor: Actor, orgno: string): void {
  if ((actor.roles[orgno] ?? []).length > 0)
    refuse('conflict_of_interest', 'the person has a role in the organisation whose item it is')
}

const freshSeconds = 15 * 60

/** What touches production asks for a login at a high level that is not older than 15 minutes (ONB-17). */
export function requireFreshLogin(actor: Actor, productionAcr: string, nowSeconds: number): void {
  if (actor.kind === 'system' || actor.kind === 'machine') return
  const isHigh = actor.acr === productionAcr || actor.acr === 'idporten-loa-high'
  if (isHigh && actor.authTimeSeconds !== undefined && nowSeconds - actor.authTimeSeconds <= freshSeconds) return
  refuse('reauthentication_required', `log in again with acr ${productionAcr} and max_age ${freshSeconds}`, {
    values: { acr: productionAcr, maxAge: String(freshSeconds) },
  })
}
