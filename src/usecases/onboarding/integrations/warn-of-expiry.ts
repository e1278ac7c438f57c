import type { DurableStore } from '../../../storage/durable-store.ts'
import { writeMail } from '../write-mail.ts'
import { type Expiry, listExpiries } from './expiries.ts'
import type { IntegrationNeeds } from './integration-needs.ts'
import { integrationOfClient } from './own-client.ts'

/** Days before the end on which the people of a client are told (§26 `reminder.days`). */
const reminderDays = [60, 30, 14, 7, 1, 0] as const
const daySeconds = 86_400

/**
 * Tells those who must renew a secret, a key or a pinned certificate (ONB-135, M-17). Run as often as one likes: each
 * reminder goes once, and a day on which nothing ran is made good by the next reminder that is due. Looks once a day.
 */
export const warnOfExpiry = (needs: IntegrationNeeds) => async (): Promise<void> => {
  const nowSeconds = needs.clock.nowSeconds()
  const today = new Date(nowSeconds * 1000).toISOString().slice(0, 10)
  if ((await needs.durable.notes.find('expiry warnings')) === today) return
  for (const expiry of await listExpiries(needs, undefined, nowSeconds)) {
    const left = Math.floor(expiry.expiresAtSeconds / daySeconds) - Math.floor(nowSeconds / daySeconds)
    const due = reminderDays.findLast((days) => left <= days)
    if (due === undefined || left < 0) continue
    const { environment, client, id, expiresAtSeconds } = expiry
    const note = `expiry ${environment.name} ${client.clientId} ${id} ${expiresAtSeconds}`
    await needs.durable.transaction(async (store) => {
      const told = await store.notes.find(note)
      if (told !== undefined && Number(told) <= due) return
      await store.notes.save(note, String(due))
      await tell(needs, store, expiry, left, nowSeconds)
    })
  }
  await needs.durable.notes.save('expiry warnings', today)
}

async function tell(
  needs: IntegrationNeeds,
  store: DurableStore,
  { environment, client, kind, id, expiresAtSeconds, orgno: owner }: Expiry,
  daysLeft: number,
  nowSeconds: number,
): Promise<void> {
  const { clientId, clientName, clientOrgno: orgno } = client
  // Another organisation's certificate is for that organisation to renew; those who run the client are told too.
  const organisations = []
  for (const number of new Set([owner ?? orgno, orgno]))
    organisations.push((await store.organisations.find(number))?.thing)
  const [organisation] = organisations
  const integration = await integrationOfClient(store, { orgno, environmentName: environment.name, clientId })
  const deliveries = await store.portal.deliveries.list({ lookup: `${environment.name}/${clientId}` })
  const receiver = deliveries.findLast(({ thing }) => thing.state === 'CONFIRMED')?.thing.receiver
  const to = new Map<string, string>()
  const points = organisations
    .flatMap((one) => one?.notificationPoints ?? [])
    .filter(({ purpose }) => purpose === 'technical')
  for (const { email, name } of [integration?.technicalContact, receiver, ...points].filter((one) => one !== undefined))
    if (!to.has(email)) to.set(email, name)
  const language = organisation?.language ?? 'nb'
  const words = needs.mails(language)
  const when =
    daysLeft === 0
      ? words('M-17.today')
      : daysLeft === 1
        ? words('M-17.tomorrow')
        : words('M-17.days', { days: String(daysLeft) })
  const values = {
    what: words(id.startsWith('x5t#S256:') ? 'M-17.presented' : `M-17.${kind}`),
    how: words(id.startsWith('x5t#S256:') ? 'M-17.how.presented' : `M-17.how.${kind}`),
    when,
    id,
    client: clientName,
    clientId,
    environment: environment.name,
    date: new Date(expiresAtSeconds * 1000).toISOString().slice(0, 10),
    link: `${needs.portalUrl}/o/${orgno}/clients/${environment.name}/${encodeURIComponent(clientId)}`,
  }
  for (const [email, name] of to)
    await writeMail(needs.productName)(
      store,
      {
        code: 'M-17',
        to: email,
        toName: name,
        language,
        subject: words('M-17.subject', values),
        text: words('M-17.text', values),
        orgno,
        environment,
      },
      nowSeconds,
    )
}
