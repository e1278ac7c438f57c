import type { MailLanguage } from '../../journey/records.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { MailAttachment } from '../../storage/outbox.ts'
import type { MailWords } from './mail-words.ts'
import { type JourneyMail, writeMail } from './write-mail.ts'

export interface LetterReceiver {
  readonly email: string
  readonly name?: string
  readonly language: MailLanguage
}

export interface Letter<Key extends string> {
  readonly code: string
  readonly to: LetterReceiver
  readonly subject: Key
  readonly text: Key
  readonly values: Readonly<Record<string, string>>
  /** Values that are words themselves, said in the receiver's language. */
  readonly said?: Readonly<Record<string, readonly Key[]>>
  readonly attachment?: MailAttachment
  readonly orgno?: string
  readonly environment?: JourneyMail['environment']
}

/** Writes one mail in the receiver's own language, in the transaction of the fact that it tells (ONB-161). */
export type WriteLetter<Key extends string> = (
  store: Pick<DurableStore, 'outbox'>,
  letter: Letter<Key>,
  nowSeconds: number,
) => Promise<string>

export function openLetters<Key extends string>(productName: string, words: MailWords<Key>): WriteLetter<Key> {
  const write = writeMail(productName)
  return (store, { code, to, subject, text, values, said = {}, attachment, orgno, environment }, nowSeconds) => {
    const say = words(to.language)
    const all: Record<string, string> = { product: productName, name: to.name ?? to.email, ...values }
    for (const [name, keys] of Object.entries(said)) all[name] = keys.map((key) => say(key, values)).join(', ')
    return write(
      store,
      {
        code,
        to: to.email,
        ...(to.name === undefined ? {} : { toName: to.name }),
        language: to.language,
        subject: say(subject, all),
        text: say(text, all),
        ...(attachment === undefined ? {} : { attachment }),
        ...(orgno === undefined ? {} : { orgno }),
        ...(environment === undefined ? {} : { environment }),
      },
      nowSeconds,
    )
  }
}
