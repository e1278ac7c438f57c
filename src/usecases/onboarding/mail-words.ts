import type { MailLanguage } from '../../journey/records.ts'

/** The words of a group of mails: `M-06.subject` with its values, in the receiver's language. Given by the composition. */
export type MailWords<Key extends string = string> = (
  language: MailLanguage,
) => (key: Key, values?: Readonly<Record<string, string>>) => string
