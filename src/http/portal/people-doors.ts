import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { PortalUser } from '../../journey/records.ts'
import { type OwnerRole, operatorRoles, ownerRoles } from '../../journey/roles.ts'
import { joinPage, joinSentPage } from '../../pages/member/people/join-page.ts'
import { type MyPageFacts, myPage } from '../../pages/member/people/my-page.ts'
import { userPage } from '../../pages/member/people/user-page.ts'
import { usersPage } from '../../pages/member/people/users-page.ts'
import { staffMemberPage, staffPage } from '../../pages/operator/staff-page.ts'
import type { askToJoin } from '../../usecases/onboarding/organisations/ask-to-join.ts'
import type { appointAdmin, changeRoles } from '../../usecases/onboarding/people/change-roles.ts'
import type { invitePerson } from '../../usecases/onboarding/people/invite-person.ts'
import { givenRoles } from '../../usecases/onboarding/people/judge-roles.ts'
import type { lockPerson, unlockPerson } from '../../usecases/onboarding/people/lock-person.ts'
import type { PeopleOverview } from '../../usecases/onboarding/people/people-overview.ts'
import type { removePerson } from '../../usecases/onboarding/people/remove-person.ts'
import type { inviteStaff, setOperatorRoles } from '../../usecases/onboarding/people/set-operator-roles.ts'
import { mailLanguageOf } from './mail-language-of.ts'
import { noErrors, type PortalDoors, type SignedInVisit } from './portal-doors.ts'
import { requireTyped, typedIn } from './typed-in.ts'

export interface PeopleUseCases {
  readonly overview: PeopleOverview
  readonly join: ReturnType<typeof askToJoin>
  readonly invite: ReturnType<typeof invitePerson>
  readonly changeRoles: ReturnType<typeof changeRoles>
  readonly appoint: ReturnType<typeof appointAdmin>
  readonly remove: ReturnType<typeof removePerson>
  readonly lock: ReturnType<typeof lockPerson>
  readonly unlock: ReturnType<typeof unlockPerson>
  readonly inviteStaff: ReturnType<typeof inviteStaff>
  readonly setOperatorRoles: ReturnType<typeof setOperatorRoles>
  /** Address of the local mailbox, where there is one. */
  readonly mailbox: string | undefined
}

interface OfUser {
  readonly Params: { readonly orgno: string; readonly id: string }
}

/** People: my organisations, joining, the users of an organisation, the operator's staff. */
export function addPeopleDoors(app: FastifyInstance, doors: PortalDoors, useCases: PeopleUseCases): void {
  addOwnDoors(app, doors, useCases)
  addUserDoors(app, doors, useCases)
  addStaffDoors(app, doors, useCases)
}

function addOwnDoors(app: FastifyInstance, doors: PortalDoors, { overview, join, mailbox }: PeopleUseCases): void {
  app.get('/my', async (request, reply) => {
    const { frame, user } = await doors.signedIn(request)
    const facts: MyPageFacts = { user, organisations: user === undefined ? [] : await overview.mine(user) }
    return doors.page(reply, myPage(frame, facts))
  })

  const accountOf = (user: PortalUser | undefined) =>
    user === undefined ? undefined : { name: user.name, email: user.email }

  app.get('/join', async (request, reply) => {
    const { frame, user, session } = await doors.signedIn(request)
    const typed = (name: string): string => (name === 'personName' ? (session.name ?? '') : '')
    return doors.page(reply, joinPage(frame, { typed, errors: noErrors, account: accountOf(user) }))
  })

  app.post('/join', async (request, reply) => {
    const { frame, user, actor, session, language } = await doors.signedIn(request)
    const typed = typedIn(request)
    return doors.tryForm(
      reply,
      language,
      async () => {
        const joined = await join(actor, session.personRef, {
          orgno: typed('orgno'),
          name: typed('name'),
          kind: typed('kind'),
          email: typed('email'),
          personName: typed('personName'),
          language: mailLanguageOf(language),
        })
        if (joined.outcome === 'joined') return reply.redirect(`/o/${joined.orgno}`, 303)
        return reply.redirect(`/join/sent?to=${encodeURIComponent(domainPart(joined.email))}`, 303)
      },
      (errors) => joinPage(frame, { typed, errors, account: accountOf(user) }),
    )
  })

  app.get('/join/sent', async (request, reply) => {
    const { frame } = await doors.signedIn(request)
    const { to } = request.query as Readonly<Record<string, unknown>>
    return doors.page(reply, joinSentPage(frame, { email: typeof to === 'string' ? to.slice(0, 260) : '', mailbox }))
  })
}

/** Addresses keep the domain only: the whole one is in the person's head, and would stay in logs. */
const domainPart = (email: string): string => `…${email.slice(email.lastIndexOf('@'))}`

function addUserDoors(app: FastifyInstance, doors: PortalDoors, useCases: PeopleUseCases): void {
  const usersOf = async (visit: SignedInVisit & { readonly orgno: string }) => ({
    orgno: visit.orgno,
    ownId: visit.actor.id,
    givenRoles,
    ...(await useCases.overview.users(visit.actor, visit.orgno)),
  })

  app.get('/o/:orgno/users', async (request, reply) => {
    const visit = await doors.member(request)
    const fresh = { typed: () => '', chosenRoles: ['integration_admin'], errors: noErrors, isSaved: isSaved(request) }
    return doors.page(reply, usersPage(visit.frame, { ...(await usersOf(visit)), ...fresh }))
  })

  app.post('/o/:orgno/users', async (request, reply) => {
    const visit = await doors.member(request)
    const typed = typedIn(request)
    const roles = request.form.getAll('roles')
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        const language = mailLanguageOf(visit.language)
        await useCases.invite(visit.actor, visit.orgno, { name: typed('name'), email: typed('email'), roles, language })
        return reply.redirect(`/o/${visit.orgno}/users?saved=1`, 303)
      },
      async (errors) =>
        usersPage(visit.frame, { ...(await usersOf(visit)), typed, chosenRoles: roles, errors, isSaved: false }),
    )
  })

  app.post('/o/:orgno/users/appoint', async (request, reply) => {
    const { actor, orgno } = await doors.member(request)
    await useCases.appoint(actor, orgno, typedIn(request)('user'))
    return reply.redirect(`/o/${orgno}/users?saved=1`, 303)
  })

  const again = async (request: FastifyRequest, visit: SignedInVisit & { readonly orgno: string }) => {
    const { id } = request.params as OfUser['Params']
    const { user, receives } = await useCases.overview.user(visit.actor, visit.orgno, id)
    const isStaff = (visit.actor.roles[visit.orgno] ?? []).length === 0
    const roles: readonly OwnerRole[] = isStaff ? ownerRoles : givenRoles
    const chosenRoles: readonly string[] = user.roles[visit.orgno] ?? []
    return { orgno: visit.orgno, user, receives, isStaff, givenRoles: roles, chosenRoles }
  }

  app.get<OfUser>('/o/:orgno/users/:id', async (request, reply) => {
    const visit = await doors.member(request)
    const facts = { ...(await again(request, visit)), typed: () => '', errors: noErrors }
    return doors.page(reply, userPage(visit.frame, facts))
  })

  app.post<OfUser>('/o/:orgno/users/:id/roles', async (request, reply) => {
    const visit = await doors.member(request)
    const roles = request.form.getAll('roles')
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        await useCases.changeRoles(visit.actor, visit.orgno, request.params.id, roles)
        return reply.redirect(`/o/${visit.orgno}/users?saved=1`, 303)
      },
      async (errors) =>
        userPage(visit.frame, { ...(await again(request, visit)), chosenRoles: roles, typed: () => '', errors }),
    )
  })

  app.post<OfUser>('/o/:orgno/users/:id/unlock', async (request, reply) => {
    const { actor, orgno } = await doors.member(request)
    await useCases.unlock(actor, orgno, request.params.id)
    return reply.redirect(`/o/${orgno}/users?saved=1`, 303)
  })

  app.post<OfUser>('/o/:orgno/users/:id/remove', async (request, reply) => {
    const visit = await doors.member(request)
    const typed = typedIn(request)
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        const { user } = await again(request, visit)
        requireTyped(typed('confirmation'), user.email)
        await useCases.remove(visit.actor, visit.orgno, request.params.id, typed('reason'))
        const isSelf = request.params.id === visit.actor.id
        return reply.redirect(isSelf ? '/my' : `/o/${visit.orgno}/users?saved=1`, 303)
      },
      async (errors) => userPage(visit.frame, { ...(await again(request, visit)), typed, errors }),
    )
  })
}

interface OfStaff {
  readonly Params: { readonly id: string }
}

function addStaffDoors(app: FastifyInstance, doors: PortalDoors, useCases: PeopleUseCases): void {
  const factsOf = async ({ actor }: SignedInVisit) => ({
    ownId: actor.id,
    ...(await useCases.overview.staff(actor)),
  })

  app.get('/operator/staff', async (request, reply) => {
    const visit = await doors.signedIn(request)
    const fresh = { typed: () => '', chosenRoles: ['op_support'], errors: noErrors, isSaved: isSaved(request) }
    return doors.page(reply, staffPage(visit.frame, { ...(await factsOf(visit)), ...fresh }))
  })

  app.post('/operator/staff', async (request, reply) => {
    const visit = await doors.signedIn(request)
    const typed = typedIn(request)
    const roles = request.form.getAll('roles')
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        const language = mailLanguageOf(visit.language)
        await useCases.inviteStaff(visit.actor, { name: typed('name'), email: typed('email'), roles, language })
        return reply.redirect('/operator/staff?saved=1', 303)
      },
      async (errors) =>
        staffPage(visit.frame, { ...(await factsOf(visit)), typed, chosenRoles: roles, errors, isSaved: false }),
    )
  })

  app.get<OfStaff>('/operator/staff/:id', async (request, reply) => {
    const visit = await doors.signedIn(request)
    const user = await useCases.overview.staffMember(visit.actor, request.params.id)
    const facts = { user, chosenRoles: user.operatorRoles, typed: () => '', errors: noErrors }
    return doors.page(reply, staffMemberPage(visit.frame, facts))
  })

  for (const act of ['roles', 'lock', 'unlock'] as const)
    app.post<OfStaff>(`/operator/staff/:id/${act}`, async (request, reply) => {
      const visit = await doors.signedIn(request)
      const typed = typedIn(request)
      const roles = request.form.getAll('roles')
      const { id } = request.params
      return doors.tryForm(
        reply,
        visit.language,
        async () => {
          if (act === 'roles') await useCases.setOperatorRoles(visit.actor, id, roles)
          else if (act === 'lock') await useCases.lock(visit.actor, id, typed('reason'))
          else await useCases.unlock(visit.actor, undefined, id)
          return reply.redirect('/operator/staff?saved=1', 303)
        },
        async (errors) => {
          const user = await useCases.overview.staffMember(visit.actor, id)
          const chosenRoles =
            act === 'roles' ? operatorRoles.filter((role) => roles.includes(role)) : user.operatorRoles
          return staffMemberPage(visit.frame, { user, chosenRoles, typed, errors })
        },
      )
    })
}

const isSaved = (request: FastifyRequest): boolean => (request.query as Readonly<Record<string, unknown>>).saved === '1'
