import type { Actor } from '../../../journey/actor.ts'
import type { MailLanguage, OneTimeLink, OrganisationKind, PortalUser } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { OwnerRole } from '../../../journey/roles.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'
import { useOneTimeLink } from '../one-time-links.ts'
import { admit, type JoinNeeds, rolesOfColleague, testRolesOfColleague } from '../organisations/admit.ts'
import { record } from '../record.ts'
import { changeUser, userState } from './members.ts'

type Rights = Pick<PortalUser, 'roles' | 'operatorRoles'> & Partial<Pick<PortalUser, 'testRoles'>>

/**
 * Uses the link of M-02 or M-03 for the person who is logged in: the address is bound to them, and they get what was
 * offered (U-3, ONB-27). Who has an account keeps it and gets the rest into it. Resolves with the organisation.
 */
export const acceptLink =
  (needs: JoinNeeds) =>
  (actor: Actor, personRef: string, token: string): Promise<string | undefined> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const link = await useOneTimeLink(store, token, nowSeconds)
      if (link.purpose !== 'invitation' && link.purpose !== 'confirm-email')
        refuse('not_found', 'the link is for something else')
      const invited = await store.portal.users.find(link.userId ?? '')
      if (invited === undefined) refuse('not_found', 'there is no such invitation')
      const state = userState(invited.thing, 'activated')
      const account = (await store.portal.users.list({ lookup: personRef, states: ['ACTIVE', 'LOCKED'] }))[0]
      if (account?.thing.state === 'LOCKED')
        refuse('illegal_transition', 'the account is locked', { values: { state: 'LOCKED', event: 'activated' } })
      const offered = link.purpose === 'invitation' ? invited.thing : await admitted(needs, store, actor, link)
      const user = await bind(store, invited, account, { state, personRef, nowSeconds }, offered)
      const orgno = link.orgno ?? ''
      await record(
        store,
        { ...actor, id: user.id, name: user.name },
        {
          action: 'user.activated',
          object: { kind: 'user', id: user.id },
          orgno,
          before: { state: 'INVITED' },
          after: { state: 'ACTIVE', roles: user.roles[orgno] ?? user.operatorRoles },
        },
        nowSeconds,
      )
      return link.orgno
    })

async function bind(
  store: DurableStore,
  invited: Kept<PortalUser>,
  account: Kept<PortalUser> | undefined,
  at: { readonly state: PortalUser['state']; readonly personRef: string; readonly nowSeconds: number },
  { roles, testRoles, operatorRoles }: Rights,
): Promise<PortalUser> {
  const { nowSeconds, personRef, state } = at
  if (account === undefined)
    return changeUser(
      store,
      invited,
      {
        state,
        personRef,
        emailVerified: true,
        roles,
        operatorRoles,
        lastLoginSeconds: nowSeconds,
        ...(testRoles === undefined ? {} : { testRoles }),
      },
      nowSeconds,
    )
  await changeUser(store, invited, { state: 'REMOVED' }, nowSeconds)
  return changeUser(
    store,
    account,
    {
      roles: merged(account.thing.roles, roles),
      testRoles: merged(account.thing.testRoles ?? {}, testRoles ?? {}),
      operatorRoles: [...new Set([...account.thing.operatorRoles, ...operatorRoles])],
    },
    nowSeconds,
  )
}

type RolesByOrganisation = Readonly<Record<string, readonly OwnerRole[]>>

const merged = (one: RolesByOrganisation, other: RolesByOrganisation): RolesByOrganisation =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((orgno) => [
      orgno,
      [...new Set([...(one[orgno] ?? []), ...(other[orgno] ?? [])])],
    ]),
  )

/** The form that waited for its address to be proven. */
async function admitted(needs: JoinNeeds, store: DurableStore, actor: Actor, link: OneTimeLink): Promise<Rights> {
  const kept = await store.portal.pendingForms.find(link.objectId ?? '')
  if (kept === undefined) refuse('link_expired', 'the form has been removed')
  const { orgno, email, fields } = kept.thing
  const asked = fields as { name: string; kind: OrganisationKind; personName: string; language: MailLanguage }
  await admit(needs, store, { ...actor, name: asked.personName }, { ...asked, orgno, email })
  await store.portal.pendingForms.remove(kept.thing.id)
  return { roles: { [orgno]: rolesOfColleague }, testRoles: { [orgno]: testRolesOfColleague }, operatorRoles: [] }
}
