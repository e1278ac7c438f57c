import { type Actor, systemActor } from '../../../journey/actor.ts'
import type { MailLanguage } from '../../../journey/records.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import { writeSupportMail } from '../cases/support-mail.ts'
import type { SupportNeeds } from '../cases/support-needs.ts'
import { openQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import type { Exposure } from './find-exposed.ts'

/** From when a secret was seen until it is revoked by itself, in production (ONB-153). */
export const exposedGraceSeconds = 72 * 3600

/**
 * Tells the operator and the owner of each exposed secret, in the transaction that keeps what it was seen in: queue item,
 * journal, M-25. One that is on the queue already is not told again. `seenIn` is a number that people know, or `mail`.
 */
export async function reportExposed(
  needs: SupportNeeds,
  store: DurableStore,
  actor: Actor,
  exposures: readonly Exposure[],
  seenIn: string,
  nowSeconds: number,
): Promise<void> {
  for (const { environment, client, secretId } of exposures) {
    const objectId = exposureId(environment.name, client.clientId, secretId)
    const known = await store.portal.queue.list({ lookup: objectId, states: ['OPEN'] })
    if (known.length > 0) continue
    const revokeAtSeconds = isProduction(environment) ? nowSeconds + exposedGraceSeconds : undefined
    await openQueueItem(
      store,
      needs.random,
      {
        kind: 'secret_exposed',
        orgno: client.clientOrgno,
        environment: environment.name,
        objectId,
        title: client.clientName,
        flags: isProduction(environment) ? ['production'] : [],
        details: {
          clientId: client.clientId,
          secretId,
          seenIn,
          ...(revokeAtSeconds === undefined ? {} : { revokeAtSeconds: String(revokeAtSeconds) }),
        },
      },
      nowSeconds,
    )
    await record(
      store,
      actor.kind === 'system' ? systemActor(actor.id) : actor,
      {
        action: 'secret.exposed',
        object: { kind: 'client', id: client.clientId },
        orgno: client.clientOrgno,
        environment: environment.name,
        after: { secretId, seenIn },
      },
      nowSeconds,
    )
    await tell(needs, store, { environment, client, secretId }, seenIn, revokeAtSeconds, nowSeconds)
  }
}

export const exposureId = (environment: string, clientId: string, secretId: string): string =>
  `${environment}/${clientId}/${secretId}`

async function tell(
  needs: SupportNeeds,
  store: DurableStore,
  { environment, client, secretId }: Exposure,
  seenIn: string,
  revokeAtSeconds: number | undefined,
  nowSeconds: number,
): Promise<void> {
  const orgno = client.clientOrgno
  for (const { email, name, language } of await whoMustKnow(store, orgno, environment.name, client.clientId)) {
    const words = needs.words(language)
    const at = revokeAtSeconds === undefined ? undefined : timeInOslo(revokeAtSeconds)
    await writeSupportMail(
      needs,
      store,
      {
        mail: 'M-25',
        to: email,
        toName: name,
        language,
        environmentName: environment.name,
        orgno,
        reference: `${environment.name}/${client.clientId}`,
        values: {
          name,
          client: client.clientName,
          clientId: client.clientId,
          environment: environment.title,
          secretId,
          seenIn,
          deadline: at === undefined ? words('part.not-revoked') : words('part.revoked-at', { at }),
          link: `${needs.portalUrl}/o/${orgno}/clients/${environment.name}/${encodeURIComponent(client.clientId)}`,
        },
      },
      nowSeconds,
    )
  }
}

interface Told {
  readonly email: string
  readonly name: string
  readonly language: MailLanguage
}

/** The points for security, the receiver of the credential and the administrators; nobody twice. */
async function whoMustKnow(
  store: DurableStore,
  orgno: string,
  environment: string,
  clientId: string,
): Promise<readonly Told[]> {
  const organisation = (await store.organisations.find(orgno))?.thing
  const language = organisation?.language ?? 'nb'
  const points = (organisation?.notificationPoints ?? []).filter(({ purpose }) => purpose === 'security')
  const deliveries = await store.portal.deliveries.list({ lookup: `${environment}/${clientId}` })
  const receiver = deliveries.at(-1)?.thing.receiver
  const users = await store.portal.users.list({ states: ['ACTIVE'] })
  const admins = users.map(({ thing }) => thing).filter(({ roles }) => roles[orgno]?.includes('org_admin') === true)
  const all: Told[] = [
    ...points.map(({ email, name }) => ({ email, name, language })),
    ...(receiver === undefined ? [] : [{ email: receiver.email, name: receiver.name, language }]),
    ...admins,
  ]
  return all.filter(
    ({ email }, index) => all.findIndex((one) => one.email.toLowerCase() === email.toLowerCase()) === index,
  )
}

/** `2026-03-05 11:15`, as a reader in Norway has it. */
export const timeInOslo = (atSeconds: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', dateStyle: 'short', timeStyle: 'short' }).format(
    atSeconds * 1000,
  )
