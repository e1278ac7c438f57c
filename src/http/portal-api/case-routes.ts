import { z } from 'zod'
import { caseCategories, type SupportCase } from '../../journey/support-records.ts'
import { mailLanguageOf } from '../portal/mail-language-of.ts'
import { at } from './describe.ts'
import { pageOf } from './page-of.ts'
import type { PortalApiUseCases } from './portal-api-use-cases.ts'
import { type PortalCall, type PortalRoute, route } from './portal-route.ts'

const withText = z.strictObject({ text: z.string().max(10_000) })

/** Support cases of an organisation. Files are sent with the form of the page. */
export function caseRoutes({ cases, places }: PortalApiUseCases): readonly PortalRoute[] {
  const read = async ({ actor, path }: Pick<PortalCall<unknown>, 'actor' | 'path'>) => {
    const { no = '' } = path
    return { body: caseAnswer(await cases.read(actor, await places.ofCase(no), no)) }
  }
  const answering = (verb: 'messages' | 'reopen'): PortalRoute =>
    route({
      method: 'POST',
      path: `/cases/{no}/${verb}`,
      body: withText,
      run: async ({ actor, path, body }) => {
        await cases.answer(actor, path.no ?? '', body.text, [])
        return { ...(await read({ actor, path })), status: 201 }
      },
    })
  return [
    {
      method: 'GET',
      path: '/cases',
      run: async ({ actor, query }) => {
        const asked = query.get('orgno')
        const found: SupportCase[] = []
        for (const orgno of asked === null ? Object.keys(actor.roles) : [asked])
          found.push(...(await cases.list(actor, orgno)))
        return { body: pageOf(found, query, ({ id }) => id, caseAnswer) }
      },
    },
    route({
      method: 'POST',
      path: '/cases',
      body: z.strictObject({
        orgno: z.string(),
        category: z.enum(caseCategories),
        severity: z.enum(['question', 'degraded', 'down']),
        subject: z.string().max(500),
        description: z.string().max(20_000),
        client_id: z.string().max(200).optional(),
        environment: z.string().max(50).optional(),
        occurred_at: z.string().max(100).optional(),
        correlation_ids: z.array(z.string().max(100)).max(20).optional(),
      }),
      run: async ({ actor, visit, body, language }) => {
        const person = {
          contact: { name: actor.name, email: visit.user?.email ?? '' },
          language: visit.user?.language ?? mailLanguageOf(language),
        }
        const form = {
          clientId: body.client_id ?? '',
          environment: body.environment ?? '',
          category: body.category,
          severity: body.severity,
          subject: body.subject,
          description: body.description,
          occurredAt: body.occurred_at ?? '',
          reference: (body.correlation_ids ?? []).join(' '),
        }
        const number = await cases.open(actor, body.orgno, person, form, [])
        return { ...(await read({ actor, path: { no: number } })), status: 201 }
      },
    }),
    { method: 'GET', path: '/cases/{no}', run: read },
    answering('messages'),
    answering('reopen'),
    {
      method: 'POST',
      path: '/cases/{no}/resolve',
      run: async ({ actor, path }) => {
        await cases.close(actor, path.no ?? '')
        return read({ actor, path })
      },
    },
  ]
}

const caseAnswer = (about: SupportCase) => ({
  case_no: about.id,
  orgno: about.orgno,
  state: about.state,
  category: about.category,
  severity: about.severity,
  subject: about.subject,
  description: about.description,
  client_id: about.clientId,
  environment: about.environment,
  occurred_at: about.occurredAt,
  correlation_ids: about.correlationIds,
  opened: at(about.openedAtSeconds),
  last_activity: at(about.lastActivitySeconds),
  messages: about.messages.map(({ atSeconds, byName, side, text }) => ({ at: at(atSeconds), by: byName, side, text })),
})
