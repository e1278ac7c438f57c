import type { MailLanguage } from '../../../journey/records.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { writeMail } from '../write-mail.ts'
import { environmentNamed, type SupportMail, type SupportNeeds } from './support-needs.ts'

interface Letter {
  readonly mail: SupportMail
  readonly to: string
  readonly toName?: string
  readonly language: MailLanguage
  readonly values: Readonly<Record<string, string>>
  readonly environmentName?: string | undefined
  readonly orgno?: string
  /** Number of the case or order; mails about the same keep their order. */
  readonly reference?: string
  readonly inReplyTo?: string | undefined
}

/** Writes one of the mails of support, in the transaction of what it tells. */
export async function writeSupportMail(
  needs: SupportNeeds,
  store: DurableStore,
  letter: Letter,
  nowSeconds: number,
): Promise<void> {
  const { mail, values, language, reference, orgno, inReplyTo, toName } = letter
  const words = needs.words(language)
  const environment = environmentNamed(needs, letter.environmentName)
  await writeMail(needs.productName)(
    store,
    {
      code: mail.slice(0, 4),
      to: letter.to,
      language,
      subject: words(`${mail}.subject`, values),
      text: words(`${mail}.text`, { product: needs.productName, portal: needs.portalUrl, ...values }),
      ...(toName === undefined ? {} : { toName }),
      ...(environment === undefined ? {} : { environment }),
      ...(orgno === undefined || orgno === '' ? {} : { orgno }),
      ...(reference === undefined ? {} : { reference, thread: reference }),
      ...(inReplyTo === undefined ? {} : { inReplyTo }),
    },
    nowSeconds,
  )
}
