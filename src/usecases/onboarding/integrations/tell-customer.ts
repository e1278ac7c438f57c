import type { TellCustomer } from '../../self-service/tell-customer.ts'
import type { MailWords } from '../mail-words.ts'
import { writeMail } from '../write-mail.ts'

interface Needs {
  readonly mails: MailWords
  readonly productName: string
  readonly portalUrl: string
}

/** M-30 to those who run the customer's account, and to its technical points: what was made, and how to object (REG-111). */
export const tellCustomer =
  ({ mails, productName, portalUrl }: Needs): TellCustomer =>
  async (store, environment, client, nowSeconds) => {
    const { clientOrgno: orgno, supplierOrgno, clientId } = client
    if (supplierOrgno === undefined || supplierOrgno === orgno) return
    const customer = (await store.organisations.find(orgno))?.thing
    const supplier = (await store.organisations.find(supplierOrgno))?.thing
    const own = customer?.language ?? 'nb'
    const to = new Map<string, { readonly name: string; readonly language: typeof own }>()
    for (const { thing: user } of await store.portal.users.list({ states: ['ACTIVE'] }))
      if (user.roles[orgno]?.includes('org_admin') === true) to.set(user.email, user)
    for (const { email, name, purpose } of customer?.notificationPoints ?? [])
      if (purpose === 'technical' && !to.has(email)) to.set(email, { name, language: own })
    for (const [email, { name, language }] of to) {
      const words = mails(language)
      const values = {
        name,
        supplier: supplier === undefined ? supplierOrgno : `${supplier.name} (${supplierOrgno})`,
        organisation: customer?.name ?? orgno,
        client: client.clientName,
        clientId,
        environment: environment.title,
        link: `${portalUrl}/o/${orgno}/clients/${environment.name}/${encodeURIComponent(clientId)}`,
        support: `${portalUrl}/o/${orgno}/cases`,
      }
      await writeMail(productName)(
        store,
        {
          code: 'M-30',
          to: email,
          toName: name,
          language,
          subject: words('M-30.subject', values),
          text: words('M-30.text', values),
          orgno,
          environment,
        },
        nowSeconds,
      )
    }
  }
