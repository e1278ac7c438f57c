import type { Environment } from '../../../config/environments.ts'
import type { Actor } from '../../../journey/actor.ts'
import type { Integration, Organisation } from '../../../journey/records.ts'
import type { Client } from '../../../protocol/client.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { writeMail } from '../write-mail.ts'
import type { IntegrationNeeds } from './integration-needs.ts'

/** Who is told of something about a client. */
type Receivers = 'technical-contact' | 'points' | 'admins'

interface News {
  readonly code: 'M-18' | 'M-19' | 'M-20'
  /** First part of the keys of subject and text. */
  readonly key: string
  readonly environment: Environment
  readonly client: Client
  readonly integration: Integration | undefined
  readonly to: readonly Receivers[]
  /** Somebody who must know besides. */
  readonly also?: { readonly name: string; readonly email: string }
  readonly values?: Readonly<Record<string, string>>
}

/** Writes one mail to each address that must know, in the transaction of the fact (ONB-161). */
export async function tellOfClient(
  needs: Pick<IntegrationNeeds, 'mails' | 'productName' | 'portalUrl'>,
  store: DurableStore,
  actor: Actor,
  { code, key, environment, client, integration, to, also, values = {} }: News,
  nowSeconds: number,
): Promise<void> {
  const organisation = (await store.organisations.find(client.clientOrgno))?.thing
  const addresses = new Map<string, string>(also === undefined ? [] : [[also.email, also.name]])
  for (const kind of to)
    for (const { email, name } of await receiversOf(store, kind, client, organisation, integration))
      if (!addresses.has(email)) addresses.set(email, name)
  const language = organisation?.language ?? 'nb'
  const words = needs.mails(language)
  const filled = {
    client: client.clientName,
    clientId: client.clientId,
    environment: environment.name,
    time: new Date(nowSeconds * 1000).toISOString().slice(0, 16).replace('T', ' '),
    by: actor.kind === 'system' ? needs.productName : actor.name,
    link: `${needs.portalUrl}/o/${client.clientOrgno}/clients/${environment.name}/${encodeURIComponent(client.clientId)}`,
    ...values,
  }
  for (const [email, name] of addresses)
    await writeMail(needs.productName)(
      store,
      {
        code,
        to: email,
        toName: name,
        language,
        subject: words(`${key}.subject`, filled),
        text: words(`${key}.text`, filled),
        orgno: client.clientOrgno,
        environment,
      },
      nowSeconds,
    )
}

async function receiversOf(
  store: DurableStore,
  kind: Receivers,
  { clientOrgno }: Client,
  organisation: Organisation | undefined,
  integration: Integration | undefined,
): Promise<readonly { readonly email: string; readonly name: string }[]> {
  if (kind === 'technical-contact') return integration === undefined ? [] : [integration.technicalContact]
  if (kind === 'points')
    return (organisation?.notificationPoints ?? []).filter(
      ({ purpose }) => purpose === 'technical' || purpose === 'security',
    )
  const users = await store.portal.users.list({ states: ['ACTIVE'] })
  return users.map(({ thing }) => thing).filter(({ roles }) => roles[clientOrgno]?.includes('org_admin') === true)
}
