import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import type { Actor } from '../../journey/actor.ts'
import type { Integration } from '../../journey/records.ts'
import { JourneyRefusal, refuse } from '../../journey/refusal.ts'
import type { ClientSheet } from '../../pages/configuration/client-sheet.ts'
import type { Proof } from '../../pages/configuration/proof.ts'
import { clientPath } from '../../pages/member/integrations/client-page.ts'
import { configurationPage } from '../../pages/member/integrations/configuration-page.ts'
import { logPage, referencePage } from '../../pages/member/integrations/log-page.ts'
import type { Client } from '../../protocol/client.ts'
import type { ClientPlace } from '../../usecases/onboarding/integrations/own-client.ts'
import type { ClientLog } from '../../usecases/onboarding/integrations/read-protocol-log.ts'
import { explained } from './explained-entry.ts'
import type { PortalDoors } from './portal-doors.ts'
import { shownEnvironment } from './shown-environment.ts'

type LogEntry = ClientLog['entries'][number]

export interface ProtocolLogUseCases {
  readonly environments: readonly Environment[]
  readonly findIntegration: (actor: Actor, orgno: string, integrationId: string) => Promise<Integration>
  readonly findClient: (actor: Actor, place: ClientPlace) => Promise<Client>
  readonly readLog: (
    actor: Actor,
    place: ClientPlace,
    asked: { readonly kind?: LogEntry['kind']; readonly beforeId?: number },
  ) => Promise<ClientLog>
  readonly findReference: (
    actor: Actor,
    orgno: string,
    reference: string,
  ) => Promise<readonly { readonly entry: LogEntry; readonly client: Client }[]>
  readonly sheetOf: (environment: Environment, client: Client, integrationId: string | undefined) => ClientSheet
  readonly proofs: () => Promise<Readonly<Record<string, Proof>>>
}

const shownKinds: readonly LogEntry['kind'][] = ['refused', 'login-completed', 'tokens-issued']

interface OfIntegration {
  readonly Params: { readonly orgno: string; readonly id: string }
}
interface OfClient {
  readonly Params: { readonly orgno: string; readonly environment: string; readonly clientId: string }
}

/** Where a page about a client stands: below its integration, or below the client itself. */
interface Standing {
  readonly place: ClientPlace
  readonly path: string
  readonly back: string
  readonly integration: Integration | undefined
}

/** The protocol log, references, and the client sheet with ready configurations. */
export function addProtocolLogDoors(app: FastifyInstance, doors: PortalDoors, useCases: ProtocolLogUseCases): void {
  const environmentOf = (name: string): Environment =>
    useCases.environments.find((one) => one.name === name) ?? refuse('not_found', `there is no environment ${name}`)

  const ofIntegration = async (request: FastifyRequest, actor: Actor, page: string): Promise<Standing> => {
    const { orgno, id } = request.params as OfIntegration['Params']
    const integration = await useCases.findIntegration(actor, orgno, id)
    const back = `/o/${orgno}/integrations/${id}`
    const asked = queryOf(request, 'environment')
    const isProduction = asked !== '' && asked === integration.productionEnvironment
    const environmentName = isProduction ? asked : integration.testEnvironment
    const clientId = isProduction ? integration.productionClientId : integration.testClientId
    if (clientId === undefined) refuse('not_found', 'the integration has no client there')
    return { place: { orgno, environmentName, clientId }, path: `${back}/${page}`, back, integration }
  }
  const ofClient = (request: FastifyRequest, page: string): Standing => {
    const { orgno, environment, clientId } = request.params as OfClient['Params']
    const back = clientPath(orgno, environment, clientId)
    const place = { orgno, environmentName: environment, clientId }
    return { place, path: `${back}/${page}`, back, integration: undefined }
  }

  const showLog = async (
    request: FastifyRequest,
    reply: FastifyReply,
    standing: (actor: Actor) => Promise<Standing>,
  ) => {
    const { frame, actor, orgno } = await doors.member(request)
    const { place, path, back } = await standing(actor)
    const kind = shownKinds.find((one) => one === queryOf(request, 'kind'))
    const before = Number(queryOf(request, 'before'))
    const log = await useCases.readLog(actor, place, {
      ...(kind === undefined ? {} : { kind }),
      ...(Number.isInteger(before) && before > 0 ? { beforeId: before } : {}),
    })
    const view = {
      orgno,
      path,
      back,
      clientName: log.client.clientName,
      environment: shownEnvironment(environmentOf(place.environmentName)),
      entries: log.entries.map((entry) => explained(entry, log.client)),
      shown: kind ?? '',
      olderThan: log.olderThan,
    }
    return doors.page(reply, logPage(frame, view))
  }

  const showConfiguration = async (
    request: FastifyRequest,
    reply: FastifyReply,
    standing: (actor: Actor) => Promise<Standing>,
  ) => {
    const { frame, actor } = await doors.member(request)
    const { place, path, back, integration } = await standing(actor)
    const environment = environmentOf(place.environmentName)
    const client = await useCases.findClient(actor, place)
    const names = [integration?.testEnvironment, integration?.productionClientId && integration.productionEnvironment]
    const view = {
      path,
      back,
      environment: shownEnvironment(environment),
      environments: useCases.environments.filter(({ name }) => names.includes(name)).map(shownEnvironment),
      sheet: useCases.sheetOf(environment, client, integration?.id),
      proofs: await useCases.proofs(),
      tryLogin: tryLoginOf(client),
    }
    return doors.page(reply, configurationPage(frame, view))
  }

  app.get<OfIntegration>('/o/:orgno/integrations/:id/log', (request, reply) =>
    showLog(request, reply, (actor) => ofIntegration(request, actor, 'log')),
  )
  app.get<OfClient>('/o/:orgno/clients/:environment/:clientId/log', (request, reply) =>
    showLog(request, reply, async () => ofClient(request, 'log')),
  )
  app.get<OfIntegration>('/o/:orgno/integrations/:id/configuration', (request, reply) =>
    showConfiguration(request, reply, (actor) => ofIntegration(request, actor, 'configuration')),
  )
  app.get<OfClient>('/o/:orgno/clients/:environment/:clientId/configuration', (request, reply) =>
    showConfiguration(request, reply, async () => ofClient(request, 'configuration')),
  )

  // Where error pages lead: to the organisation of this person that the reference belongs to, else to one that says it does not.
  app.get('/errors', async (request, reply) => {
    const { actor } = await doors.signedIn(request)
    const reference = queryOf(request, 'reference').trim().slice(0, 100)
    const own = [...new Set([...Object.keys(actor.roles), ...Object.keys(actor.testRoles ?? {})])]
    let at = own[0]
    for (const orgno of own.slice(0, mostOrganisations)) {
      const found = await useCases.findReference(actor, orgno, reference).catch(passOverRefusal)
      if (found.length > 0) at = orgno
    }
    const query = new URLSearchParams({ reference })
    return reply.redirect(at === undefined ? '/my' : `/o/${at}/errors?${query.toString()}`, 303)
  })

  app.get('/o/:orgno/errors', async (request, reply) => {
    const { frame, actor, orgno } = await doors.member(request)
    const reference = queryOf(request, 'reference').trim().slice(0, 100)
    const found = await useCases.findReference(actor, orgno, reference)
    const told = found.map(({ entry, client }) => ({ entry: explained(entry, client), client, of: entry.environment }))
    const sheets = told
      .filter(({ entry }) => entry.kind === 'refused')
      .map(({ entry, client, of }) => ({
        entry,
        client,
        environmentTitle: environmentOf(of).title,
        clientPath: clientPath(orgno, of, client.clientId),
      }))
    const others = told.filter(({ entry }) => entry.kind !== 'refused').map(({ entry }) => entry)
    return doors.page(reply, referencePage(frame, orgno, reference, others, sheets))
  })
}

/** So many organisations of one person are asked for a reference. */
const mostOrganisations = 20

/** Not for this person to read there: then it is not found there. */
function passOverRefusal(refusal: unknown): readonly never[] {
  if (refusal instanceof JourneyRefusal) return []
  throw refusal
}

const queryOf = (request: FastifyRequest, name: string): string => {
  const value = (request.query as Readonly<Record<string, unknown>>)[name]
  return typeof value === 'string' ? value : ''
}

/** The service itself: its back address, else where its first web address is (ONB-62). */
function tryLoginOf(client: Client): string | undefined {
  if (client.clientUri !== undefined) return client.clientUri
  const web = client.redirectUris.find((uri) => /^https?:\/\//.test(uri))
  return web === undefined ? undefined : URL.parse(web)?.origin
}
