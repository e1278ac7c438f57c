import type { FastifyInstance } from 'fastify'
import { refuse } from '../../journey/refusal.ts'
import { isAllowed } from '../../journey/roles.ts'
import { claimDraftPage, draftPage } from '../../pages/member/cases/draft-pages.ts'
import type {
  claimDraft,
  endDraft,
  MailDraft,
  orderFromDraft,
  readDraft,
  readDraftLink,
} from '../../usecases/onboarding/inbound/finish-draft.ts'
import { type FormErrors, noErrors, type PortalDoors, type SignedInVisit } from './portal-doors.ts'

export interface DraftUseCases {
  readonly organisationName: (orgno: string) => Promise<string | undefined>
  readonly readLink: ReturnType<typeof readDraftLink>
  readonly claim: ReturnType<typeof claimDraft>
  readonly read: ReturnType<typeof readDraft>
  readonly makeOrder: ReturnType<typeof orderFromDraft>
  readonly end: ReturnType<typeof endDraft>
}

interface OfLink {
  readonly Params: { readonly token: string }
}
interface OfDraft {
  readonly Params: { readonly orgno: string; readonly id: string }
}

/** `/drafts/:token` and `/o/:orgno/drafts/:id`: orders by mail are finished here, by somebody who is logged in (ONB-193). */
export function addDraftDoors(app: FastifyInstance, doors: PortalDoors, useCases: DraftUseCases): void {
  const linkPage = async ({ frame, actor }: SignedInVisit, token: string, errors: FormErrors) => {
    const draft = await useCases.readLink(token)
    const orgnos = new Set([...Object.keys(actor.roles), ...Object.keys(actor.testRoles ?? {})])
    const own = [...orgnos].filter((orgno) =>
      isAllowed([...(actor.roles[orgno] ?? []), ...(actor.testRoles?.[orgno] ?? [])], 'client.write', true),
    )
    const organisations = await Promise.all(
      own.map(async (orgno) => ({ orgno, name: (await useCases.organisationName(orgno)) ?? orgno })),
    )
    return claimDraftPage(frame, { token, draft, organisations, errors })
  }

  app.get<OfLink>('/drafts/:token', async (request, reply) =>
    doors.page(reply, await linkPage(await doors.signedIn(request), request.params.token, noErrors)),
  )

  app.post<OfLink>('/drafts/:token', async (request, reply) => {
    const visit = await doors.signedIn(request)
    const { token } = request.params
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        const draft = await useCases.claim(visit.actor, token, request.form.get('orgno') ?? '')
        return reply.redirect(`/o/${draft.orgno}/drafts/${draft.id}`, 303)
      },
      (errors) => linkPage(visit, token, errors),
    )
  })

  app.get<OfDraft>('/o/:orgno/drafts/:id', async (request, reply) => {
    const { frame, actor, orgno } = await doors.member(request)
    const draft = await useCases.read(actor, orgno, request.params.id)
    return doors.page(reply, draftPage(frame, orgno, draft, formAddress(orgno, draft), noErrors))
  })

  app.post<OfDraft>('/o/:orgno/drafts/:id/order', async (request, reply) => {
    const { frame, actor, orgno, language } = await doors.member(request)
    const { id } = request.params
    return doors.tryForm(
      reply,
      language,
      async () => reply.redirect(`/o/${orgno}/orders/${await useCases.makeOrder(actor, orgno, id)}/edit`, 303),
      async (errors) => {
        const draft = await useCases.read(actor, orgno, id)
        return draftPage(frame, orgno, draft, formAddress(orgno, draft), errors)
      },
    )
  })

  app.post<OfDraft>('/o/:orgno/drafts/:id/discard', async (request, reply) => {
    const { frame, actor, orgno, language } = await doors.member(request)
    const { id } = request.params
    return doors.tryForm(
      reply,
      language,
      async () => {
        if (request.form.get('sure') !== 'yes') refuse('required', 'the box must be ticked', { field: 'sure' })
        await useCases.end(actor, orgno, id)
        return reply.redirect(`/o/${orgno}`, 303)
      },
      async (errors) => {
        const draft = await useCases.read(actor, orgno, id)
        return draftPage(frame, orgno, draft, formAddress(orgno, draft), errors)
      },
    )
  })
}

/** The form of a new integration, filled in with what the mail said; nothing about a person goes into an address. */
function formAddress(orgno: string, { order }: MailDraft): string {
  const values: Record<string, string | undefined> = {
    client_name: order.organisationName,
    description: order.serviceDescription?.slice(0, 255),
    client_id: order.wantedClientId,
    token_endpoint_auth_method: order.tokenEndpointAuthMethod,
    redirect_uris: order.redirectUris.join('\n'),
    post_logout_redirect_uris: order.postLogoutRedirectUris.join('\n'),
    frontchannel_logout_uri: order.frontchannelLogoutUri,
    client_uri: order.clientUri,
  }
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '') as [string, string][]
  return `/o/${orgno}/integrations/new?${new URLSearchParams(given).toString()}`
}
