import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../journey/actor.ts'
import {
  type ClientPageView,
  clientPage,
  clientPath,
  closeClientPage,
} from '../../pages/member/integrations/client-page.ts'
import { editClientPage } from '../../pages/member/integrations/edit-page.ts'
import { secretPage } from '../../pages/member/integrations/secret-page.ts'
import { dayOf } from '../../pages/member/integrations/times.ts'
import type { Client } from '../../protocol/client.ts'
import { describeClient } from '../../protocol/client-registration-answer.ts'
import type { ClientRequest } from '../../protocol/client-registration-fields.ts'
import type { Secret } from '../../protocol/secret.ts'
import type { Closing } from '../../usecases/onboarding/integrations/halt-client.ts'
import type { ClientPlace } from '../../usecases/onboarding/integrations/own-client.ts'
import type { ClientView } from '../../usecases/onboarding/integrations/read-client.ts'
import { clientFormValues, readClientForm, typedClientForm } from './client-form.ts'
import { type FormErrors, noErrors, type PortalDoors } from './portal-doors.ts'
import { shownEnvironment } from './shown-environment.ts'

export interface ClientUseCases {
  readonly read: (actor: Actor, place: ClientPlace) => Promise<ClientView>
  readonly edit: (
    actor: Actor,
    place: ClientPlace,
    request: ClientRequest,
    revision: number,
  ) => Promise<{ readonly client: Client; readonly warnings: readonly string[] }>
  readonly issueSecret: (
    actor: Actor,
    place: ClientPlace,
    overlapHours: number,
  ) => Promise<{ readonly client: Client; readonly secret: Secret; readonly expiresAtSeconds: number }>
  readonly revokeSecret: (actor: Actor, place: ClientPlace, secretId: string) => Promise<void>
  readonly addKey: (actor: Actor, place: ClientPlace, text: string, kid: string | undefined) => Promise<void>
  readonly removeKey: (actor: Actor, place: ClientPlace, kid: string) => Promise<void>
  readonly suspend: (actor: Actor, place: ClientPlace, reason: string) => Promise<void>
  readonly reopen: (actor: Actor, place: ClientPlace, reason: string) => Promise<void>
  readonly close: (actor: Actor, place: ClientPlace, closing: Closing) => Promise<void>
}

interface OfClient {
  readonly Params: { readonly orgno: string; readonly environment: string; readonly clientId: string }
}

const route = '/o/:orgno/clients/:environment/:clientId'

/** One client of an organisation: its page and everything that is done there. */
export function addClientDoors(app: FastifyInstance, doors: PortalDoors, useCases: ClientUseCases): void {
  const placeOf = (request: FastifyRequest): ClientPlace => {
    const { orgno, environment, clientId } = request.params as OfClient['Params']
    return { orgno, environmentName: environment, clientId }
  }
  const pathOf = ({ orgno, environmentName, clientId }: ClientPlace) => clientPath(orgno, environmentName, clientId)

  /** Does what a form of the client's page asks, and comes back to the page, or shows it with what is wrong. */
  const onPage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    work: (actor: Actor, place: ClientPlace) => Promise<unknown>,
  ): Promise<FastifyReply> => {
    const { frame, actor, language } = await doors.member(request)
    const place = placeOf(request)
    return doors.tryForm(
      reply,
      language,
      async () => {
        await work(actor, place)
        return reply.redirect(pathOf(place), 303)
      },
      async (errors) => {
        const typed = typedClientForm(request.form)
        // What may be a private key is not sent back into a page.
        const { key: _key, ...values } = typed
        return clientPage(frame, pageView(place.orgno, await useCases.read(actor, place), values, errors))
      },
    )
  }
  const typed = (request: FastifyRequest, name: string): string => (request.form.get(name) ?? '').trim()

  app.get<OfClient>(route, async (request, reply) => {
    const { frame, actor, orgno } = await doors.member(request)
    const view = await useCases.read(actor, placeOf(request))
    return doors.page(reply, clientPage(frame, pageView(orgno, view, {}, noErrors)))
  })

  app.get<OfClient>(`${route}/edit`, async (request, reply) => {
    const { frame, actor, orgno } = await doors.member(request)
    const { environment, isProduction, registered } = await useCases.read(actor, placeOf(request))
    const client = registered.thing
    const view = { orgno, environment: shownEnvironment(environment), isProduction, client, errors: noErrors }
    const values = clientFormValues(client)
    return doors.page(reply, editClientPage(frame, { ...view, values, revision: String(registered.revision) }))
  })

  app.post<OfClient>(`${route}/edit`, async (request, reply) => {
    const { frame, actor, orgno, language } = await doors.member(request)
    const place = placeOf(request)
    const { environment, isProduction, registered } = await useCases.read(actor, place)
    const client = registered.thing
    const revision = typed(request, 'revision')
    return doors.tryForm(
      reply,
      language,
      async () => {
        const { jwks: _jwks, onbehalfof: _onbehalfof, active: _active, ...former } = describeClient(client)
        await useCases.edit(actor, place, readClientForm(request.form, former), Number(revision))
        return reply.redirect(pathOf(place), 303)
      },
      (errors) => {
        const view = { orgno, environment: shownEnvironment(environment), isProduction, client, errors, revision }
        return editClientPage(frame, { ...view, values: typedClientForm(request.form) })
      },
    )
  })

  app.post<OfClient>(`${route}/secrets`, async (request, reply) => {
    const { frame, actor, language } = await doors.member(request)
    const place = placeOf(request)
    return doors.tryForm(
      reply,
      language,
      async () => {
        const view = await useCases.read(actor, place)
        const issued = await useCases.issueSecret(actor, place, Number(typed(request, 'overlap_hours') || '168'))
        const page = secretPage(frame, shownEnvironment(view.environment), {
          clientId: place.clientId,
          clientName: issued.client.clientName,
          secret: issued.secret.reveal(),
          expires: dayOf(issued.expiresAtSeconds),
          next: pathOf(place),
          isNewClient: false,
        })
        return doors.page(reply, page, 201)
      },
      async (errors) =>
        clientPage(
          frame,
          pageView(place.orgno, await useCases.read(actor, place), typedClientForm(request.form), errors),
        ),
    )
  })

  app.post<OfClient>(`${route}/secrets/revoke`, (request, reply) =>
    onPage(request, reply, (actor, place) => useCases.revokeSecret(actor, place, typed(request, 'secret_id'))),
  )
  app.post<OfClient>(`${route}/keys`, (request, reply) =>
    onPage(request, reply, (actor, place) =>
      useCases.addKey(actor, place, request.form.get('key') ?? '', typed(request, 'kid') || undefined),
    ),
  )
  app.post<OfClient>(`${route}/keys/remove`, (request, reply) =>
    onPage(request, reply, (actor, place) => useCases.removeKey(actor, place, typed(request, 'kid'))),
  )
  app.post<OfClient>(`${route}/suspend`, (request, reply) =>
    onPage(request, reply, async (actor, place) => useCases.suspend(actor, place, typed(request, 'reason'))),
  )
  app.post<OfClient>(`${route}/reopen`, (request, reply) =>
    onPage(request, reply, async (actor, place) => useCases.reopen(actor, place, typed(request, 'reason'))),
  )

  app.get<OfClient>(`${route}/close`, async (request, reply) => {
    const { frame, actor, orgno } = await doors.member(request)
    const view = await useCases.read(actor, placeOf(request))
    return doors.page(reply, closeClientPage(frame, pageView(orgno, view, {}, noErrors)))
  })
  app.post<OfClient>(`${route}/close`, async (request, reply) => {
    const { frame, actor, language } = await doors.member(request)
    const place = placeOf(request)
    return doors.tryForm(
      reply,
      language,
      async () => {
        await useCases.close(actor, place, {
          typedName: typed(request, 'typed_name'),
          inUseConfirmed: typed(request, 'in_use') === 'yes',
          reason: '',
        })
        return reply.redirect(pathOf(place), 303)
      },
      async (errors) => closeClientPage(frame, pageView(place.orgno, await useCases.read(actor, place), {}, errors)),
    )
  })
}

function pageView(
  orgno: string,
  view: ClientView,
  values: Readonly<Record<string, string>>,
  errors: FormErrors,
): ClientPageView {
  const { registered, former, credentials } = view
  const present = { client: registered.thing, revision: registered.revision, atSeconds: registered.updatedAtSeconds }
  return {
    orgno,
    environment: shownEnvironment(view.environment),
    isProduction: view.isProduction,
    client: registered.thing,
    createdAtSeconds: registered.createdAtSeconds,
    secrets: credentials.secrets,
    keys: credentials.keys,
    revisions: [
      ...former.map(({ thing, revision, writtenAtSeconds }) => ({
        client: thing,
        revision,
        atSeconds: writtenAtSeconds,
      })),
      present,
    ],
    integrationId: view.integration?.id,
    loginsLastMonth: view.loginsLastMonth,
    loginsLastWeek: view.loginsLastWeek,
    may: view.may,
    values,
    errors,
  }
}
