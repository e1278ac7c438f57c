import { z } from 'zod'
import type { Actor } from '../../journey/actor.ts'
import type { Integration } from '../../journey/records.ts'
import { refuse } from '../../journey/refusal.ts'
import { clientSheetMarkdown } from '../../pages/configuration/client-sheet-markdown.ts'
import { describeClient } from '../../protocol/client-registration-answer.ts'
import { mailLanguageOf } from '../portal/mail-language-of.ts'
import { refusalAnswer } from '../refusal-answer.ts'
import { at, integrationAnswer } from './describe.ts'
import { pageOf } from './page-of.ts'
import type { PortalApiUseCases } from './portal-api-use-cases.ts'
import { type PortalRoute, route } from './portal-route.ts'

const contact = z.strictObject({
  name: z.string().max(200),
  email: z.string().max(254),
  phone: z.string().max(30).optional(),
})
/** The rules of the registry judge what is in it and name each fault. */
const registration = z.record(z.string(), z.unknown())

/** Integrations, their clients in test, how they are configured and what became of their requests. */
export function integrationRoutes(useCases: PortalApiUseCases): readonly PortalRoute[] {
  const { integrations, clients, protocolLog, reveal, places } = useCases
  const find = async (actor: Actor, id: string): Promise<Integration> =>
    integrations.find(actor, await places.ofIntegration(id), id)

  /** Of the environment asked for, in test unless said otherwise. */
  const placeOf = (integration: Integration, environmentName: string | null) => {
    const { orgno, testEnvironment, testClientId, productionEnvironment, productionClientId } = integration
    const isProduction = environmentName !== null && environmentName === productionEnvironment
    if (!isProduction && environmentName !== null && environmentName !== testEnvironment)
      refuse('not_found', 'the integration has no client there')
    const clientId = isProduction ? productionClientId : testClientId
    if (clientId === undefined) refuse('not_found', 'the integration has no client there')
    return { orgno, environmentName: isProduction ? environmentName : testEnvironment, clientId }
  }

  return [
    {
      method: 'GET',
      path: '/integrations',
      run: async ({ actor, query }) => {
        const asked = query.get('orgno')
        const found: Integration[] = []
        for (const orgno of asked === null ? Object.keys(actor.roles) : [asked])
          found.push(...(await integrations.list(actor, orgno)).integrations)
        return { body: pageOf(found, query, ({ id }) => id, integrationAnswer) }
      },
    },
    route({
      method: 'POST',
      path: '/integrations',
      secret: true,
      body: z.strictObject({
        orgno: z.string(),
        environment: z.string().optional(),
        technical_contact: contact,
        test_client: registration,
      }),
      run: async ({ actor, body }) => {
        const { orgno, environment, technical_contact: person, test_client: request } = body
        const testing = integrations.environments.find((one) => one.kind === 'test' && !one.simulatedProduction)
        const { phone, ...technicalContact } = person
        const created = await integrations.create(actor, {
          orgno,
          environmentName: environment ?? testing?.name ?? '',
          request,
          technicalContact: { ...technicalContact, ...(phone === undefined ? {} : { phone }) },
        })
        return {
          status: 201,
          body: {
            ...integrationAnswer(created.integration),
            test_client: describeClient(created.client),
            client_secret: created.secret?.reveal(),
            client_secret_expires_at: at(created.secretExpiresAtSeconds),
            warnings: created.warnings,
            refused_client_id: created.refusedWish?.message,
          },
        }
      },
    }),
    {
      method: 'GET',
      path: '/integrations/{id}',
      run: async ({ actor, path }) => ({ body: integrationAnswer(await find(actor, path.id ?? '')) }),
    },
    {
      method: 'GET',
      path: '/integrations/{id}/test-client',
      run: async ({ actor, path }) => {
        const place = placeOf(await find(actor, path.id ?? ''), null)
        const { registered } = await clients.read(actor, place)
        return { body: describeClient(registered.thing), revision: registered.revision }
      },
    },
    route({
      method: 'PUT',
      path: '/integrations/{id}/test-client',
      edits: true,
      body: registration,
      run: async ({ actor, path, body, demandRevision }) => {
        const place = placeOf(await find(actor, path.id ?? ''), null)
        const revision = demandRevision((await clients.read(actor, place)).registered.revision)
        const { warnings } = await clients.edit(actor, place, body, revision)
        const { registered } = await clients.read(actor, place)
        return { body: { ...describeClient(registered.thing), warnings }, revision: registered.revision }
      },
    }),
    {
      method: 'POST',
      path: '/reveals/{token}',
      secret: true,
      run: async ({ actor, path }) => {
        const { client, secret, expiresAtSeconds } = await reveal(actor, path.token ?? '')
        return {
          body: {
            client_id: client.clientId,
            client_secret: secret.reveal(),
            client_secret_expires_at: at(expiresAtSeconds),
          },
        }
      },
    },
    {
      method: 'GET',
      path: '/integrations/{id}/client-sheet',
      run: async ({ actor, path, query, accept, language }) => {
        const integration = await find(actor, path.id ?? '')
        const place = placeOf(integration, query.get('environment'))
        const environment = protocolLog.environments.find(({ name }) => name === place.environmentName)
        if (environment === undefined) refuse('not_found', 'there is no such environment')
        const sheet = protocolLog.sheetOf(environment, await protocolLog.findClient(actor, place), integration.id)
        if (!accept.includes('text/markdown')) return { body: sheet }
        const content = clientSheetMarkdown(sheet, mailLanguageOf(language))
        return { text: { type: 'text/markdown; charset=utf-8', content } }
      },
    },
    {
      method: 'GET',
      path: '/organisations/{orgno}/errors/{reference}',
      run: async ({ actor, path, language }) => {
        const found = await protocolLog.findReference(actor, path.orgno ?? '', path.reference ?? '')
        const refused = found.findLast(({ entry }) => entry.kind === 'refused')
        if (refused === undefined)
          refuse('not_found', 'there is no such reference among the clients of the organisation')
        return { body: refusalAnswer(refused.entry, refused.client, language) }
      },
    },
    {
      method: 'GET',
      path: '/integrations/{id}/protocol-log',
      run: async ({ actor, path, query }) => {
        const place = placeOf(await find(actor, path.id ?? ''), query.get('environment'))
        const before = Number(query.get('cursor') ?? '')
        const { entries, olderThan } = await protocolLog.readLog(actor, place, {
          ...(before > 0 ? { beforeId: before } : {}),
        })
        const since = Date.parse(query.get('since') ?? '') / 1000
        return {
          body: {
            items: entries
              .filter(({ atSeconds }) => Number.isNaN(since) || atSeconds >= since)
              .map(({ id, atSeconds, kind, correlationId, details }) => ({
                id,
                at: at(atSeconds),
                kind,
                correlation_id: correlationId,
                details,
              })),
            next_cursor: olderThan === undefined ? undefined : String(olderThan),
          },
        }
      },
    },
  ]
}
