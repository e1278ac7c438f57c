import type { Actor } from '../../../journey/actor.ts'
import type { ClientActor } from '../../self-service/client-actor.ts'

/** A person of the portal as the registry's use cases are told of one who acts for `orgno`. */
export const clientActorOf = (actor: Actor, orgno: string): ClientActor => ({
  orgno,
  mayActForOthers: actor.roles[orgno]?.includes('supplier_admin') === true,
  actor: {
    kind: actor.kind,
    id: actor.id,
    ...(actor.name === '' ? {} : { name: actor.name }),
    ...(actor.roles[orgno] === undefined ? {} : { orgno, roles: actor.roles[orgno] }),
    ...(actor.acr === undefined ? {} : { acr: actor.acr }),
  },
  ...(actor.correlationId === undefined ? {} : { correlationId: actor.correlationId }),
})
