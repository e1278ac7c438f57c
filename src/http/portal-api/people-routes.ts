import { z } from 'zod'
import { notificationPurposes, organisationKinds } from '../../journey/records.ts'
import { ownerRoles } from '../../journey/roles.ts'
import { mailLanguageOf } from '../portal/mail-language-of.ts'
import { organisationAnswer, userAnswer } from './describe.ts'
import { pageOf } from './page-of.ts'
import type { PortalApiUseCases } from './portal-api-use-cases.ts'
import { type PortalRoute, route } from './portal-route.ts'

const languages = ['nb', 'nn', 'en'] as const
const reason = z.string().max(1000)

/** Who I am, organisations and their people. */
export const peopleRoutes = ({
  people,
  organisations,
  places,
  nowSeconds,
}: PortalApiUseCases): readonly PortalRoute[] => {
  const oneOrganisation = async (actor: Parameters<typeof organisations.overview.one>[0], orgno: string) => {
    const { organisation, needs } = await organisations.overview.one(actor, orgno)
    return {
      body: {
        ...organisationAnswer(organisation),
        production_needs: needs.map(({ need, isMet }) => ({ need, met: isMet })),
      },
      revision: await places.ofOrganisation(orgno),
    }
  }
  return [
    {
      method: 'GET',
      path: '/me',
      run: async ({ actor, visit }) => {
        const mine = visit.user === undefined ? [] : await people.overview.mine(visit.user)
        return {
          body: {
            user:
              visit.user === undefined
                ? null
                : { id: visit.user.id, name: visit.user.name, email: visit.user.email, language: visit.user.language },
            organisations: mine.map(({ organisation, next }) => ({
              orgno: organisation.orgno,
              name: organisation.name,
              state: organisation.state,
              roles: actor.roles[organisation.orgno] ?? [],
              test_roles: actor.testRoles?.[organisation.orgno] ?? [],
              next_action: next.key,
            })),
            operator_roles: actor.operatorRoles,
            acr: actor.acr,
            auth_age: nowSeconds() - (actor.authTimeSeconds ?? 0),
            csrf_token: visit.session.csrf,
          },
        }
      },
    },
    {
      method: 'GET',
      path: '/organisations',
      run: async ({ actor, visit, query }) => {
        const found =
          actor.operatorRoles.length > 0
            ? (await organisations.overview.all(actor, query.get('search') ?? '', query.get('state') ?? '')).map(
                ({ organisation }) => organisation,
              )
            : visit.user === undefined
              ? []
              : (await people.overview.mine(visit.user)).map(({ organisation }) => organisation)
        return { body: pageOf(found, query, ({ orgno }) => orgno, organisationAnswer) }
      },
    },
    route({
      method: 'POST',
      path: '/organisations',
      body: z.strictObject({
        orgno: z.string(),
        name: z.string().max(200).optional(),
        kind: z.enum(organisationKinds).optional(),
        email: z.string().max(254).optional(),
        person_name: z.string().max(100).optional(),
      }),
      run: async ({ actor, visit, body, language }) => {
        const joined = await people.join(actor, visit.session.personRef, {
          orgno: body.orgno,
          name: body.name ?? '',
          kind: body.kind ?? '',
          email: body.email ?? actor.email ?? '',
          personName: body.person_name ?? actor.name,
          language: mailLanguageOf(language),
        })
        return {
          status: 201,
          body:
            joined.outcome === 'joined'
              ? { outcome: 'joined', orgno: joined.orgno }
              : { outcome: 'mail-sent', orgno: body.orgno },
        }
      },
    }),
    {
      method: 'GET',
      path: '/organisations/{orgno}',
      run: ({ actor, path }) => oneOrganisation(actor, path.orgno ?? ''),
    },
    route({
      method: 'PATCH',
      path: '/organisations/{orgno}',
      edits: true,
      body: z.strictObject({
        name: z.string().optional(),
        language: z.enum(languages).optional(),
        address: z.string().optional(),
        open_for_colleagues: z.boolean().optional(),
        billing: z
          .strictObject({
            invoice_address: z.string(),
            reference: z.string(),
            purchase_order: z.string().optional(),
          })
          .optional(),
      }),
      run: async ({ actor, path, body, demandRevision }) => {
        const { orgno = '' } = path
        const { organisation } = await organisations.overview.one(actor, orgno)
        let expectedRevision = demandRevision(await places.ofOrganisation(orgno))
        const { billing, ...facts } = body
        if (Object.keys(facts).length > 0) {
          await organisations.saveFacts(actor, orgno, {
            name: facts.name ?? organisation.name,
            language: facts.language ?? organisation.language,
            address: facts.address ?? organisation.address ?? '',
            openForColleagues: facts.open_for_colleagues ?? organisation.openForColleagues,
            expectedRevision,
          })
          expectedRevision = await places.ofOrganisation(orgno)
        }
        if (billing !== undefined)
          await organisations.saveBilling(actor, orgno, {
            invoiceAddress: billing.invoice_address,
            reference: billing.reference,
            purchaseOrder: billing.purchase_order ?? '',
            expectedRevision,
          })
        return oneOrganisation(actor, orgno)
      },
    }),
    route({
      method: 'PUT',
      path: '/organisations/{orgno}/notification-points',
      edits: true,
      body: z.strictObject({
        notification_points: z
          .array(
            z.strictObject({
              purpose: z.enum(notificationPurposes),
              name: z.string().min(1).max(100),
              email: z.email().max(254),
              phone: z
                .string()
                .regex(/^\+?[0-9 ]{5,20}$/)
                .optional(),
            }),
          )
          .max(50),
      }),
      run: async ({ actor, path, body, demandRevision }) => {
        const { orgno = '' } = path
        const { organisation } = await organisations.overview.one(actor, orgno)
        demandRevision(await places.ofOrganisation(orgno))
        const keyOf = (one: { purpose: string; email: string }) => `${one.purpose} ${one.email.toLowerCase()}`
        const wanted = new Set(body.notification_points.map(keyOf))
        for (const point of body.notification_points)
          await organisations.addPoint(actor, orgno, { ...point, phone: point.phone ?? '' })
        for (const point of organisation.notificationPoints)
          if (!wanted.has(keyOf(point))) await organisations.removePoint(actor, orgno, point)
        return oneOrganisation(actor, orgno)
      },
    }),
    route({
      method: 'POST',
      path: '/organisations/{orgno}/domains',
      body: z.strictObject({ domain: z.string().max(253) }),
      run: async ({ actor, path, body }) => {
        await organisations.addDomain(actor, path.orgno ?? '', body.domain)
        return { ...(await oneOrganisation(actor, path.orgno ?? '')), status: 201 }
      },
    }),
    {
      method: 'POST',
      path: '/organisations/{orgno}/domains/{domain}/verify',
      run: async ({ actor, path }) => {
        const { orgno = '', domain = '' } = path
        return { body: { domain, verified: await organisations.checkDomain(actor, orgno, domain) } }
      },
    },
    {
      method: 'GET',
      path: '/organisations/{orgno}/users',
      run: async ({ actor, path, query }) => {
        const { orgno = '' } = path
        const { users } = await people.overview.users(actor, orgno)
        return {
          body: pageOf(
            users,
            query,
            ({ id }) => id,
            (user) => userAnswer(user, orgno),
          ),
        }
      },
    },
    route({
      method: 'POST',
      path: '/organisations/{orgno}/users',
      body: z.strictObject({
        name: z.string(),
        email: z.string(),
        roles: z.array(z.enum(ownerRoles)),
        language: z.enum(languages).optional(),
      }),
      run: async ({ actor, path, body, language }) => {
        const invitation = { ...body, language: body.language ?? mailLanguageOf(language) }
        return { status: 201, body: { id: await people.invite(actor, path.orgno ?? '', invitation) } }
      },
    }),
    route({
      method: 'PATCH',
      path: '/organisations/{orgno}/users/{id}',
      body: z.strictObject({ roles: z.array(z.enum(ownerRoles)) }),
      run: async ({ actor, path, body }) => {
        const { orgno = '', id = '' } = path
        await people.changeRoles(actor, orgno, id, body.roles)
        return { body: userAnswer((await people.overview.user(actor, orgno, id)).user, orgno) }
      },
    }),
    route({
      method: 'DELETE',
      path: '/organisations/{orgno}/users/{id}',
      body: z.strictObject({ reason: reason.optional() }).optional(),
      run: async ({ actor, path, body }) => {
        await people.remove(actor, path.orgno ?? '', path.id ?? '', body?.reason ?? '')
        return { status: 204 }
      },
    }),
  ]
}
