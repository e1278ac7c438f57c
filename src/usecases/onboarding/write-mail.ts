import type { MailLanguage } from '../../journey/records.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { NewMail } from '../../storage/outbox.ts'

/** A mail of the journey (§18). Subject and text are ready in the receiver's language; what every mail has is added. */
export interface JourneyMail extends Omit<NewMail, 'language'> {
  readonly language: MailLanguage
  /** The environment that it is about; of one for testing the subject says so. */
  readonly environment?: {
    readonly name: string
    readonly kind: 'test' | 'prod'
    readonly simulatedProduction: boolean
  }
}

/**
 * Puts a mail in the outbox, in the transaction of the fact that it tells (ONB-161). The subject begins with the product's
 * name and, for a test environment, with `[TEST name]`. Never a secret, a password or a national id.
 */
export const writeMail =
  (productName: string) =>
  ({ outbox }: Pick<DurableStore, 'outbox'>, mail: JourneyMail, nowSeconds: number): Promise<string> => {
    const { environment, subject, ...rest } = mail
    const isTest = environment !== undefined && environment.kind === 'test' && !environment.simulatedProduction
    const mark = isTest ? ` [TEST ${environment.name}]` : ''
    return outbox.add({ ...rest, subject: `${productName}${mark}: ${subject}` }, nowSeconds)
  }
