import type { Order } from '../../../journey/order-records.ts'
import type { MailLanguage, Organisation } from '../../../journey/records.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { MailContent } from '../../../storage/outbox.ts'
import { writeMail } from '../write-mail.ts'
import { environmentOf, type OrderMail, type OrderNeeds } from './order-needs.ts'

export interface MailReceiver {
  readonly email: string
  readonly name: string
  readonly language: MailLanguage
}

interface Letter {
  readonly code: OrderMail
  readonly orgno: string
  readonly environmentName: string
  readonly reference: string
  /** Mails about the same matter keep their order. */
  readonly thread: string
  readonly values: (language: MailLanguage) => Readonly<Record<string, string>>
  readonly attachment?: MailContent['attachment']
  readonly status?: 'HELD'
}

/** Writes one mail to each of the receivers, in the language of each; nobody gets it twice. Answers the ids. */
export async function writeOrderMail(
  needs: OrderNeeds,
  store: DurableStore,
  receivers: readonly MailReceiver[],
  letter: Letter,
  nowSeconds: number,
): Promise<readonly string[]> {
  const ids: string[] = []
  const written = new Set<string>()
  const environment = environmentOf(needs, letter.environmentName)
  for (const { email, name, language } of receivers) {
    if (email === '' || written.has(email.toLowerCase())) continue
    written.add(email.toLowerCase())
    const values = {
      name,
      environment: environment.title,
      product: needs.smsIdentity.productName,
      ...letter.values(language),
    }
    const { code, orgno, reference, thread, attachment, status } = letter
    ids.push(
      await writeMail(needs.smsIdentity.productName)(
        store,
        {
          code: code.slice(0, 4),
          to: email,
          toName: name,
          language,
          environment,
          subject: needs.mailText(language, `${code}.subject`, values),
          text: needs.mailText(language, `${code}.text`, values),
          orgno,
          reference,
          thread,
          ...(attachment === undefined ? {} : { attachment }),
          ...(status === undefined ? {} : { status }),
        },
        nowSeconds,
      ),
    )
  }
  return ids
}

/** Who asked for it and the technical contact, who learn of everything that happens to an order. */
export async function peopleOfOrder(store: DurableStore, order: Order): Promise<readonly MailReceiver[]> {
  const language = await languageOf(store, order.orgno)
  const asker = await userReceiver(store, order.submittedBy ?? order.createdBy)
  const contact = order.fields.technicalContact
  return [...(asker === undefined ? [] : [asker]), ...(contact === undefined ? [] : [{ ...contact, language }])]
}

export async function userReceiver(store: DurableStore, userId: string): Promise<MailReceiver | undefined> {
  const user = (await store.portal.users.find(userId))?.thing
  return user === undefined ? undefined : { email: user.email, name: user.name, language: user.language }
}

/** The language of an organisation, for people of whom nothing else is known. */
export const languageOf = async (store: DurableStore, orgno: string): Promise<MailLanguage> =>
  (await organisationOf(store, orgno))?.language ?? 'nb'

export const organisationOf = async (store: DurableStore, orgno: string): Promise<Organisation | undefined> =>
  (await store.organisations.find(orgno))?.thing
