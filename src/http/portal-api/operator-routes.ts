import { z } from 'zod'
import { checklistItems } from '../../journey/order-checklist.ts'
import { refuse } from '../../journey/refusal.ts'
import { at, orderAnswer, organisationAnswer } from './describe.ts'
import { pageOf } from './page-of.ts'
import type { PortalApiUseCases } from './portal-api-use-cases.ts'
import { type PortalRoute, route } from './portal-route.ts'

const withReason = z.strictObject({ reason: z.string().max(1000) })
const approval = z.strictObject({
  revision: z.int(),
  checklist: z.partialRecord(
    z.enum(checklistItems),
    z.strictObject({ answer: z.enum(['yes', 'no', 'not_relevant']), note: z.string().max(2000).optional() }),
  ),
})

/** What the operator's staff do: queue, review, organisations. */
export function operatorRoutes(useCases: PortalApiUseCases): readonly PortalRoute[] {
  const { operatorOrders, organisations, decide, setSelfService, claimCase, waive, places } = useCases
  const approving = (verb: 'approve' | 'second-approval'): PortalRoute =>
    route({
      method: 'POST',
      path: `/operator/orders/{no}/${verb}`,
      body: approval,
      run: async ({ actor, path, body }) => {
        const checklist = Object.fromEntries(
          Object.entries(body.checklist).map(([item, { answer, note }]) => [
            item,
            { answer, ...(note === undefined ? {} : { note }) },
          ]),
        )
        const order = await operatorOrders.approve(actor, path.no ?? '', { revision: body.revision, checklist })
        return { body: orderAnswer(order) }
      },
    })
  return [
    {
      method: 'GET',
      path: '/operator/queue',
      run: async ({ actor, query }) => ({
        body: pageOf(
          await operatorOrders.queue(actor),
          query,
          ({ id }) => id,
          (item) => ({
            id: item.id,
            kind: item.kind,
            orgno: item.orgno,
            organisation: item.organisationName,
            environment: item.environment,
            object: item.objectId,
            title: item.title,
            flags: item.flags,
            opened: at(item.openedAtSeconds),
            target: at(item.targetSeconds),
            claimed_by: item.claimer?.name,
          }),
        ),
      }),
    },
    ...(['claim', 'release'] as const).map(
      (verb): PortalRoute => ({
        method: 'POST',
        path: `/operator/queue/{id}/${verb}`,
        run: async ({ actor, path }) => {
          await operatorOrders.queue(actor)
          const { kind, objectId } = await places.ofQueueItem(path.id ?? '')
          if (kind === 'support_case' && verb === 'claim') {
            await claimCase(actor, objectId)
            return { body: { object: objectId, claimed_by: actor.name } }
          }
          if (kind !== 'production_order' && kind !== 'change_order')
            refuse('illegal_transition', `an item of kind ${kind} is taken on its page`, {
              values: { state: kind, event: verb },
            })
          return { body: orderAnswer(await operatorOrders[verb](actor, objectId)) }
        },
      }),
    ),
    {
      method: 'GET',
      path: '/operator/orders/{no}',
      run: async ({ actor, path }) => {
        const { order, organisationName, test, machine, needsTwo, mayReview } = await operatorOrders.read(
          actor,
          path.no ?? '',
        )
        return {
          body: {
            ...orderAnswer(order),
            organisation: organisationName,
            internal_notes: order.internalNotes.map(({ atSeconds, byName, text }) => ({
              at: at(atSeconds),
              by: byName,
              text,
            })),
            approvals: order.approvals.map(({ byName, atSeconds, revision, checklist }) => ({
              by: byName,
              at: at(atSeconds),
              revision,
              checklist,
            })),
            test_client: test,
            machine_answers: machine,
            needs_two: needsTwo,
            may_review: mayReview,
          },
          revision: (await places.ofOrder(path.no ?? '')).revision,
        }
      },
    },
    route({
      method: 'POST',
      path: '/operator/orders/{no}/needs-info',
      body: z.strictObject({ text: z.string().max(10_000) }),
      run: async ({ actor, path, body }) => ({
        body: orderAnswer(await operatorOrders.ask(actor, path.no ?? '', body.text)),
      }),
    }),
    approving('approve'),
    approving('second-approval'),
    route({
      method: 'POST',
      path: '/operator/orders/{no}/reject',
      body: z.strictObject({ reason: z.string().max(100), text: z.string().max(10_000) }),
      run: async ({ actor, path, body }) => ({
        body: orderAnswer(await operatorOrders.reject(actor, path.no ?? '', body.reason, body.text)),
      }),
    }),
    route({
      method: 'POST',
      path: '/operator/verification-waivers',
      body: z.strictObject({ run: z.string(), test: z.string(), reason: z.string().max(1000) }),
      run: async ({ actor, body }) => {
        const run = await waive(actor, body.run, body.test, body.reason)
        return { status: 201, body: run.tests.find(({ id }) => id === body.test) }
      },
    }),
    ...(
      [
        ['suspend', 'suspended'],
        ['reinstate', 'reinstated'],
      ] as const
    ).map(([verb, decision]) =>
      route({
        method: 'POST',
        path: `/operator/organisations/{orgno}/${verb}`,
        body: withReason,
        run: async ({ actor, path, body }) => {
          await decide(actor, path.orgno ?? '', decision, body.reason)
          const { organisation } = await organisations.overview.forOperator(actor, path.orgno ?? '')
          return { body: organisationAnswer(organisation), revision: await places.ofOrganisation(path.orgno ?? '') }
        },
      }),
    ),
    route({
      method: 'PATCH',
      path: '/operator/organisations/{orgno}',
      edits: true,
      body: z.strictObject({
        production_self_service: z.enum(['none', 'machine', 'all']),
        reason: z.string().max(1000),
      }),
      run: async ({ actor, path, body, demandRevision }) => {
        const { orgno = '' } = path
        await organisations.overview.forOperator(actor, orgno)
        demandRevision(await places.ofOrganisation(orgno))
        await setSelfService(actor, orgno, body.production_self_service, body.reason)
        const { organisation } = await organisations.overview.forOperator(actor, orgno)
        return { body: organisationAnswer(organisation), revision: await places.ofOrganisation(orgno) }
      },
    }),
  ]
}
