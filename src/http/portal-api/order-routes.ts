import { z } from 'zod'
import type { Actor } from '../../journey/actor.ts'
import type { Order } from '../../journey/order-records.ts'
import { deliveryAnswer, orderAnswer } from './describe.ts'
import { orderFieldsSchema, patchedFields } from './order-fields.ts'
import { pageOf } from './page-of.ts'
import type { PortalApiUseCases } from './portal-api-use-cases.ts'
import { type PortalRoute, route } from './portal-route.ts'

const denial = z.strictObject({ token: z.string().max(200) })

/** Production orders of the owner's side, the number that a password is sent to, and the handing over of secrets. */
export function orderRoutes({ orders, deliveries, places }: PortalApiUseCases): readonly PortalRoute[] {
  const read = async (actor: Actor, number: string) => {
    const { orgno } = await places.ofOrder(number)
    const view = await orders.read(actor, orgno, number)
    return {
      body: { ...orderAnswer(view.order), mobile: view.mobile && mobileAnswer(view.mobile) },
      revision: (await places.ofOrder(number)).revision,
    }
  }
  return [
    {
      method: 'GET',
      path: '/orders',
      run: async ({ actor, query }) => {
        const asked = query.get('orgno')
        const found: Order[] = []
        for (const orgno of asked === null ? Object.keys(actor.roles) : [asked])
          found.push(...(await orders.list(actor, orgno)))
        return { body: pageOf(found, query, ({ id }) => id, orderAnswer) }
      },
    },
    route({
      method: 'POST',
      path: '/orders',
      body: z.strictObject({ integration_id: z.string(), environment: z.string().optional() }),
      run: async ({ actor, body }) => ({
        status: 201,
        ...(await read(actor, await orders.draft(actor, body.integration_id, body.environment))),
      }),
    }),
    { method: 'GET', path: '/orders/{no}', run: ({ actor, path }) => read(actor, path.no ?? '') },
    route({
      method: 'PATCH',
      path: '/orders/{no}',
      edits: true,
      body: orderFieldsSchema,
      run: async ({ actor, path, body, demandRevision }) => {
        const { no = '' } = path
        const { orgno, revision } = await places.ofOrder(no)
        const { order } = await orders.read(actor, orgno, no)
        demandRevision(revision)
        await orders.edit(actor, no, patchedFields(order.fields, body), revision)
        return read(actor, no)
      },
    }),
    {
      method: 'POST',
      path: '/orders/{no}/submit',
      run: async ({ actor, path }) => {
        await orders.submit(actor, path.no ?? '')
        return read(actor, path.no ?? '')
      },
    },
    {
      method: 'POST',
      path: '/orders/{no}/withdraw',
      run: async ({ actor, path }) => {
        await orders.withdraw(actor, path.no ?? '')
        return read(actor, path.no ?? '')
      },
    },
    route({
      method: 'POST',
      path: '/orders/{no}/answer',
      body: z.strictObject({ text: z.string().max(10_000) }),
      run: async ({ actor, path, body }) => {
        await orders.answer(actor, path.no ?? '', body.text)
        return read(actor, path.no ?? '')
      },
    }),
    route({
      method: 'POST',
      path: '/mobile-verifications',
      // The number stands in the order, and nowhere else.
      body: z.strictObject({ order_no: z.string() }),
      run: async ({ actor, body }) => {
        await orders.sendCode(actor, body.order_no)
        return { status: 201, body: { id: body.order_no } }
      },
    }),
    route({
      method: 'POST',
      path: '/mobile-verifications/{id}',
      body: z.strictObject({ code: z.string().max(20) }),
      run: async ({ actor, path, body }) => {
        await orders.confirmCode(actor, path.id ?? '', body.code)
        return { body: { id: path.id, verified: true } }
      },
    }),
    {
      method: 'GET',
      path: '/deliveries',
      run: async ({ actor, query }) => {
        const asked = query.get('orgno')
        const own = asked === null ? Object.keys(actor.roles) : [asked]
        const found = []
        for (const orgno of own)
          found.push(...(await places.deliveries(actor, orgno, query.get('client_id') ?? undefined)))
        return { body: pageOf(found, query, ({ id }) => id, deliveryAnswer) }
      },
    },
    route({
      method: 'POST',
      path: '/deliveries',
      body: z.strictObject({
        environment: z.string(),
        client_id: z.string(),
        overlap_days: z.int().min(0).max(30).default(7),
      }),
      run: async ({ actor, body }) => ({
        status: 202,
        body: { reference: await deliveries.rotate(actor, body.environment, body.client_id, body.overlap_days) },
      }),
    }),
    {
      method: 'POST',
      path: '/deliveries/{ref}/confirm',
      run: async ({ actor, path }) => {
        await deliveries.confirm(actor, path.ref ?? '')
        return { body: deliveryAnswer((await deliveries.read(actor, path.ref ?? '')).delivery) }
      },
    },
    {
      method: 'POST',
      path: '/deliveries/{ref}/deny',
      body: denial,
      // Whoever holds the token of the mail may take the delivery back, also without an account (ONB-115).
      open: async ({ path, body }) => {
        await deliveries.deny(path.ref ?? '', denial.parse(body).token)
        return { body: { reference: path.ref, state: 'REVOKED' } }
      },
    },
  ]
}

const mobileAnswer = ({ last2, isVerified }: { readonly last2: string; readonly isVerified: boolean }) => ({
  last_digits: last2,
  verified: isVerified,
})
