import type { Environment } from '../../config/environments.ts'
import { systemActor } from '../../journey/actor.ts'
import type { Integration } from '../../journey/records.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { NewProtocolLogEntry } from '../../storage/protocol-log.ts'
import type { ProtocolReader } from '../operations/record-protocol.ts'
import { noteCertificate } from './integrations/seen-certificate.ts'
import type { MailWords } from './mail-words.ts'
import { moveIntegration } from './move-integration.ts'
import { record } from './record.ts'
import { writeMail } from './write-mail.ts'

/**
 * Told when a credential has been used, the first time since this process started: it may have been told before, so it must
 * not do its work twice. `credentialId` is a secret's id, a `kid` or `x5t#S256:…`.
 */
export type CredentialUsed = (
  environment: string,
  clientId: string,
  credentialId: string,
  nowSeconds: number,
) => Promise<void>

interface Needs {
  readonly durable: DurableStore
  readonly environments: readonly Environment[]
  readonly mails: MailWords
  readonly productName: string
  readonly portalUrl: string
  /** Called in turn, before integrations move: a delivery is confirmed before the first login counts (D-7, J-12, J-13). */
  readonly hooks: readonly CredentialUsed[]
}

/** Clients without an integration are looked at again after so long, by the clock of the events. */
const lookAgainSeconds = 60
const mostRemembered = 50_000
const job = 'protocol-observer'

/**
 * Reads what clients did and moves their integrations: the first code exchanged in test and in production (ONB-64, ONB-131,
 * J-4, J-13). Called with batches that are written down already; costs a query per client and minute.
 */
export function openProtocolObserver(needs: Needs): ProtocolReader {
  const seenCredentials = new Set<string>()
  /** When to look at a client next. */
  const lookAt = new Map<string, number>()

  const tellCredential = async ({ environment, clientId, details, atSeconds }: NewProtocolLogEntry): Promise<void> => {
    const { credentialId, certificateOrgno: orgno, certificateEndsAtSeconds: expiresAtSeconds } = details
    if (typeof credentialId !== 'string') return
    const key = `${environment} ${clientId} ${credentialId}`
    if (seenCredentials.has(key)) return
    if (seenCredentials.size >= mostRemembered) seenCredentials.clear()
    for (const tell of needs.hooks) await tell(environment, clientId, credentialId, atSeconds)
    if (typeof orgno === 'string' && typeof expiresAtSeconds === 'number')
      await noteCertificate(
        needs.durable.notes,
        { environment, clientId },
        { id: credentialId, orgno, expiresAtSeconds },
      )
    seenCredentials.add(key)
  }

  const firstCode = async ({ environment, clientId, atSeconds }: NewProtocolLogEntry): Promise<void> => {
    const key = `${environment} ${clientId}`
    if ((lookAt.get(key) ?? 0) > atSeconds) return
    if (lookAt.size >= mostRemembered) lookAt.clear()
    lookAt.set(key, atSeconds + lookAgainSeconds)
    const found = await integrationsOf(needs.durable, environment, clientId)
    for (const { integration, event } of found) await reach(needs, integration, event, atSeconds)
  }

  return async (entries) => {
    const faults: unknown[] = []
    for (const entry of entries) {
      if ((entry.kind !== 'tokens-issued' && entry.kind !== 'credential-used') || entry.clientId === '') continue
      try {
        await tellCredential(entry)
        if (entry.details.grantType === 'authorization_code') await firstCode(entry)
      } catch (fault) {
        // One client's fault is not the next one's.
        faults.push(fault)
      }
    }
    if (faults.length > 0) throw new AggregateError(faults, `${faults.length} clients could not be observed`)
  }
}

type Reached = 'first-login' | 'first-production-login'

/** Integrations that wait for this client's first login. */
async function integrationsOf(
  { portal }: DurableStore,
  environment: string,
  clientId: string,
): Promise<{ integration: Integration; event: Reached }[]> {
  const asTest = await portal.integrations.list({
    lookup: `${environment}/${clientId}`,
    states: ['TEST_CLIENT_ACTIVE'],
  })
  const delivered = await portal.integrations.list({ states: ['CREDENTIALS_DELIVERED'] })
  return [
    ...asTest.map(({ thing }) => ({ integration: thing, event: 'first-login' as const })),
    ...delivered
      .filter(({ thing }) => thing.productionEnvironment === environment && thing.productionClientId === clientId)
      .map(({ thing }) => ({ integration: thing, event: 'first-production-login' as const })),
  ]
}

/** Moves it and tells the technical contact, once (M-07). */
const reach = (needs: Needs, integration: Integration, event: Reached, nowSeconds: number): Promise<void> =>
  needs.durable.transaction(async (store) => {
    const isTest = event === 'first-login'
    const changes = isTest ? { firstLoginSeconds: nowSeconds } : { firstProductionLoginSeconds: nowSeconds }
    const current = (await store.portal.integrations.find(integration.id))?.thing
    // Another process may have seen it too.
    if (current?.state !== integration.state) return
    const moved = await moveIntegration(store, integration.id, event, nowSeconds, changes)
    const environment = isTest ? moved.testEnvironment : (moved.productionEnvironment ?? '')
    const clientId = (isTest ? moved.testClientId : moved.productionClientId) ?? ''
    await record(
      store,
      systemActor(job),
      {
        action: 'client.first_login',
        object: { kind: 'client', id: clientId },
        orgno: moved.orgno,
        environment,
        before: { state: integration.state },
        after: { state: moved.state },
      },
      nowSeconds,
    )
    const organisation = (await store.organisations.find(moved.orgno))?.thing
    const language = organisation?.language ?? 'nb'
    const words = needs.mails(language)
    const form = isTest ? 'M-07.test' : 'M-07.production'
    const about = needs.environments.find(({ name }) => name === environment)
    const values = {
      client: moved.name,
      clientId,
      environment,
      time: new Date(nowSeconds * 1000).toISOString().slice(0, 16).replace('T', ' '),
      link: `${needs.portalUrl}/o/${moved.orgno}/integrations/${moved.id}`,
    }
    await writeMail(needs.productName)(
      store,
      {
        code: 'M-07',
        to: moved.technicalContact.email,
        toName: moved.technicalContact.name,
        language,
        subject: words(`${form}.subject`, values),
        text: words(`${form}.text`, values),
        orgno: moved.orgno,
        thread: moved.id,
        ...(about === undefined ? {} : { environment: about }),
      },
      nowSeconds,
    )
  })
