import type { Contact, Integration, Organisation } from '../../../journey/records.ts'
import { integrationTransitions } from '../../../journey/transitions.ts'
import type { Client } from '../../../protocol/client.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Random } from '../../../system/random.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import type { ListNewClient } from '../../self-service/list-new-client.ts'
import type { MailWords } from '../mail-words.ts'
import { moveIntegration } from '../move-integration.ts'
import { writeMail } from '../write-mail.ts'

interface Needs {
  readonly random: Random
  readonly mails: MailWords
  readonly productName: string
  readonly portalUrl: string
  /** Where an integration that was never tested here would be tested. */
  readonly testEnvironment: string
}

/**
 * A production client made by self-service goes to the integration of the same name that has none yet, or begins one of its
 * own; those who run it get its facts, without any secret (J-22, M-12). An organisation that nobody looks after here has
 * no journey to keep.
 */
export const listSelfServiceClient =
  (needs: Needs): ListNewClient =>
  async (store, environment, client, { actor }, nowSeconds) => {
    if (!isProduction(environment)) return
    const orgno = client.clientOrgno
    const people = await peopleOf(store, orgno)
    const [contact] = people
    if (contact === undefined) return
    const integration = (await waitingFor(store, client)) ?? {
      id: `INT-${needs.random.token(6)}`,
      orgno,
      ...(client.supplierOrgno === undefined ? {} : { supplierOrgno: client.supplierOrgno }),
      name: client.clientName,
      state: 'ORG_REGISTERED' as const,
      testEnvironment: needs.testEnvironment,
      technicalContact: { name: contact.name, email: contact.email },
      createdBy: actor.id,
    }
    await store.portal.integrations.add(integration, nowSeconds)
    await moveIntegration(store, integration.id, 'made-by-self-service', nowSeconds, {
      productionEnvironment: environment.name,
      productionClientId: client.clientId,
    })
    const values = {
      client: client.clientName,
      clientId: client.clientId,
      environment: environment.title,
      issuer: environment.issuer,
      method: client.tokenEndpointAuthMethod,
      link: `${needs.portalUrl}/o/${orgno}/clients/${environment.name}/${encodeURIComponent(client.clientId)}`,
    }
    for (const { name, email, language } of people) {
      const words = needs.mails(language)
      const filled = { ...values, name }
      await writeMail(needs.productName)(
        store,
        {
          code: 'M-12',
          to: email,
          toName: name,
          language,
          subject: words('M-12.self-service.subject', filled),
          text: words('M-12.self-service.text', filled),
          orgno,
          environment,
        },
        nowSeconds,
      )
    }
  }

/** The integration that has come no further than test, and whose client is called the same. */
async function waitingFor(store: DurableStore, client: Client): Promise<Integration | undefined> {
  const states = integrationTransitions['made-by-self-service'].flatMap(({ from }) => [...from])
  const all = await store.portal.integrations.list({ orgno: client.clientOrgno, states })
  return all.map(({ thing }) => thing).find((one) => one.name === client.clientName && !one.productionClientId)
}

type Reader = Pick<Contact, 'name' | 'email'> & { readonly language: Organisation['language'] }

/** The technical points first, then those who run integrations; each address once. */
async function peopleOf(store: DurableStore, orgno: string): Promise<readonly Reader[]> {
  const organisation = (await store.organisations.find(orgno))?.thing
  const people = new Map<string, Reader>()
  for (const { purpose, name, email } of organisation?.notificationPoints ?? [])
    if (purpose === 'technical') people.set(email, { name, email, language: organisation?.language ?? 'nb' })
  for (const { thing } of await store.portal.users.list({ states: ['ACTIVE'] }))
    if (thing.roles[orgno]?.includes('integration_admin') === true && !people.has(thing.email))
      people.set(thing.email, { name: thing.name, email: thing.email, language: thing.language })
  return [...people.values()]
}
