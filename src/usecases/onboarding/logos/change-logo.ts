import type { Environment } from '../../../config/environments.ts'
import type { Actor } from '../../../journey/actor.ts'
import { refuse, refuseAll } from '../../../journey/refusal.ts'
import type { Client } from '../../../protocol/client.ts'
import type { DurableStore, Registered } from '../../../storage/durable-store.ts'
import { faultsOfRight } from '../../self-service/client-actor.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import { putLogo, type ReadLogo } from '../../self-service/put-logo.ts'
import { clientActorOf } from '../integrations/client-actor-of.ts'
import type { IntegrationNeeds } from '../integrations/integration-needs.ts'
import { ownClient } from '../integrations/own-client.ts'
import { registrationBreaches } from '../integrations/registration-breaches.ts'
import { record } from '../record.ts'
import { requireFreshLogin } from '../require-right.ts'
import { withdrawWaiting } from './logo-requests.ts'
import { type LogoPlace, logoOf, requireTarget } from './logo-target.ts'
import { openLogoRequest } from './open-logo-request.ts'
import { readLogo } from './read-logo.ts'

export interface LogoNeeds extends IntegrationNeeds {
  readonly productionAcr: string
}

interface Change {
  readonly store: DurableStore
  readonly environment: Environment
  readonly found: Registered<Client>
  readonly nowSeconds: number
}

/** Sends a logo: shown at once in test, after the operator's review in production (REG-122). What waited before gives way. */
export const sendLogo =
  (needs: LogoNeeds) =>
  async (actor: Actor, place: LogoPlace, sent: Buffer | undefined): Promise<'shown' | 'waits'> => {
    const read = await readLogo(sent)
    return changing(needs, actor, place, async (change) => {
      if (isProduction(change.environment)) return ask(needs, actor, place, change, read)
      await show(actor, place, change, read, 'client.logo_set')
      return 'shown'
    })
  }

/** Shows no logo from now on, in production too: that needs nobody's review. */
export const removeLogo = (needs: LogoNeeds) => (actor: Actor, place: LogoPlace) =>
  changing(needs, actor, place, async (change) => {
    if (logoOf(change.found.thing, place.onbehalfof) === undefined) refuse('not_found', 'there is no logo')
    await show(actor, place, change, undefined, 'client.logo_removed')
  })

/** Takes back what waits for the operator. */
export const withdrawLogo = (needs: LogoNeeds) => (actor: Actor, place: LogoPlace) =>
  changing(needs, actor, place, async ({ store, found, nowSeconds }) => {
    const { environmentName: environment, clientId, onbehalfof } = place
    if (!(await withdrawWaiting(store, { environment, clientId, onbehalfof }, nowSeconds)))
      refuse('not_found', 'no logo waits')
    await record(store, actor, happeningOf(place, found.thing, 'client.logo_withdrawn', undefined), nowSeconds)
  })

async function changing<Result>(
  needs: LogoNeeds,
  actor: Actor,
  place: LogoPlace,
  work: (change: Change) => Promise<Result>,
): Promise<Result> {
  const result = await needs.durable.transaction(async (store) => {
    const { environment, found } = await ownClient(needs, store, actor, place, 'client.write')
    const nowSeconds = needs.clock.nowSeconds()
    if (isProduction(environment)) requireFreshLogin(actor, needs.productionAcr, nowSeconds)
    refuseAll(registrationBreaches(faultsOfRight(clientActorOf(actor, place.orgno), found.thing, 'edit')))
    requireTarget(found.thing, place.onbehalfof)
    return work({ store, environment, found, nowSeconds })
  })
  needs.written(place.environmentName)
  return result
}

async function show(
  actor: Actor,
  place: LogoPlace,
  { store, found, nowSeconds }: Change,
  next: ReadLogo | undefined,
  action: string,
): Promise<void> {
  const { environmentName, onbehalfof } = place
  const after = await putLogo(store, { environmentName, found, onbehalfof, next }, nowSeconds)
  const happening = happeningOf(place, after, action, next?.logo.hash, logoOf(found.thing, onbehalfof)?.hash)
  await record(store, actor, happening, nowSeconds)
}

async function ask(
  { random }: LogoNeeds,
  actor: Actor,
  place: LogoPlace,
  { store, environment, found, nowSeconds }: Change,
  read: ReadLogo,
): Promise<'waits'> {
  const client = found.thing
  const by = { by: actor.name, byId: actor.id }
  const request = { ...by, environment: environment.name, client, onbehalfof: place.onbehalfof, read }
  await openLogoRequest(store, random, request, nowSeconds)
  await record(store, actor, happeningOf(place, client, 'client.logo_sent', read.logo.hash), nowSeconds)
  return 'waits'
}

/** A line of the journal about a logo: pictures by their hash. */
export function happeningOf(
  { environmentName, clientId, onbehalfof }: Pick<LogoPlace, 'environmentName' | 'clientId' | 'onbehalfof'>,
  client: Pick<Client, 'clientOrgno'>,
  action: string,
  hash: string | undefined,
  formerHash?: string,
) {
  return {
    action,
    object: { kind: 'client', id: onbehalfof === undefined ? clientId : `${clientId}::${onbehalfof}` },
    orgno: client.clientOrgno,
    environment: environmentName,
    ...(formerHash === undefined ? {} : { before: { logo: formerHash } }),
    ...(hash === undefined ? {} : { after: { logo: hash } }),
  }
}
