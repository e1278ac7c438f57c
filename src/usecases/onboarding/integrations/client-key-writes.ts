import type { Environment } from '../../../config/environments.ts'
import type { Actor } from '../../../journey/actor.ts'
import { type ClientKeys, clientKeys, type JudgeCertificate } from '../../self-service/client-keys.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import { requireFreshLogin } from '../require-right.ts'
import { clientActorOf } from './client-actor-of.ts'
import { changedOrRefused } from './client-writes.ts'
import type { EditClientNeeds } from './edit-client.ts'
import { type ClientPlace, integrationOfClient, ownClient } from './own-client.ts'
import { tellOfClient } from './tell-of-client.ts'

interface Needs extends EditClientNeeds {
  readonly judgeCertificate: (environment: Environment) => JudgeCertificate
}

/** Keys of a client, by the people of its owner (ONB-142). A private key is refused as exposed and not kept (REG-63). */
export const clientKeyWrites = (needs: Needs) => {
  const keysOf = async (actor: Actor, place: ClientPlace): Promise<{ environment: Environment; keys: ClientKeys }> => {
    const { environment } = await ownClient(needs, needs.durable, actor, place, 'secret.rotate')
    if (isProduction(environment)) requireFreshLogin(actor, needs.productionAcr, needs.clock.nowSeconds())
    return { environment, keys: clientKeys({ ...needs, standing: needs.standingOf(environment.name) }) }
  }
  return {
    /** A JWK, a JWK set, a PEM public key or PEM certificates. A set replaces all keys; one key is added. */
    async add(actor: Actor, place: ClientPlace, text: string, kid: string | undefined): Promise<void> {
      const { environment, keys } = await keysOf(actor, place)
      const writer = { environment, clientId: place.clientId, acting: clientActorOf(actor, place.orgno) }
      const set = keySetOf(text)
      changedOrRefused(set === undefined ? await keys.addText(writer, text, kid) : await keys.replace(writer, set))
    },

    /** Removes one key at once (REG-68) and tells the technical contact (M-18). */
    async remove(actor: Actor, place: ClientPlace, kid: string): Promise<void> {
      const { environment, keys } = await keysOf(actor, place)
      const writer = { environment, clientId: place.clientId, acting: clientActorOf(actor, place.orgno) }
      const { thing: client } = changedOrRefused(await keys.remove(writer, kid))
      const nowSeconds = needs.clock.nowSeconds()
      await needs.durable.transaction(async (store) => {
        const integration = await integrationOfClient(store, place)
        await tellOfClient(
          needs,
          store,
          actor,
          {
            code: 'M-18',
            key: 'M-18',
            environment,
            client,
            integration,
            to: ['technical-contact'],
            values: { id: kid },
          },
          nowSeconds,
        )
      })
    },
  }
}

/** A text with a key set; undefined for anything else. A private key in it is found by the rules of keys. */
function keySetOf(text: string): unknown {
  if (!text.trim().startsWith('{')) return undefined
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null && 'keys' in read ? read : undefined
  } catch {
    return undefined
  }
}
