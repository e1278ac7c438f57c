import { z } from 'zod'
import type { ClientPlace } from '../../usecases/onboarding/integrations/own-client.ts'
import { at } from './describe.ts'
import type { PortalApiUseCases } from './portal-api-use-cases.ts'
import { type PortalRoute, route } from './portal-route.ts'

const withReason = z.strictObject({ reason: z.string().max(1000) })

/** Credentials of a client, and stopping and closing it; for its owner, and for the operator's staff below /operator. */
export function clientRoutes({ clients, places }: PortalApiUseCases): readonly PortalRoute[] {
  const placeOf = async ({ environment = '', id = '' }: Readonly<Record<string, string>>): Promise<ClientPlace> => ({
    orgno: await places.ofClient(environment, id),
    environmentName: environment,
    clientId: id,
  })
  const halting = (base: string): readonly PortalRoute[] =>
    (['suspend', 'reopen'] as const).map((verb) =>
      route({
        method: 'POST',
        path: `${base}/${verb}`,
        body: withReason,
        run: async ({ actor, path, body }) => {
          await clients[verb](actor, await placeOf(path), body.reason)
          return { body: { active: verb === 'reopen' } }
        },
      }),
    )
  return [
    {
      method: 'GET',
      path: '/clients/{environment}/{id}/secrets',
      run: async ({ actor, path }) => {
        const { credentials } = await clients.read(actor, await placeOf(path))
        return {
          body: {
            items: credentials.secrets.map((secret) => ({
              secret_id: secret.secretId,
              created: at(secret.createdAtSeconds),
              expires_at: at(secret.expiresAtSeconds) ?? null,
              status: secret.status,
              first_used: at(secret.firstUsedAtSeconds),
              last_used: secret.lastUsedDay,
              delivery: secret.deliveryRef,
            })),
          },
        }
      },
    },
    {
      method: 'DELETE',
      path: '/clients/{environment}/{id}/secrets/{secret}',
      run: async ({ actor, path }) => {
        await clients.revokeSecret(actor, await placeOf(path), path.secret ?? '')
        return { status: 204 }
      },
    },
    ...halting('/clients/{environment}/{id}'),
    ...halting('/operator/clients/{environment}/{id}'),
    route({
      method: 'POST',
      path: '/clients/{environment}/{id}/close',
      body: z.strictObject({
        typed_name: z.string(),
        in_use_confirmed: z.boolean().optional(),
        reason: z.string().max(1000).optional(),
      }),
      run: async ({ actor, path, body }) => {
        await clients.close(actor, await placeOf(path), {
          typedName: body.typed_name,
          inUseConfirmed: body.in_use_confirmed === true,
          reason: body.reason ?? '',
        })
        return { body: { active: false } }
      },
    }),
  ]
}
