import { mailboxEn } from './mailbox-en.ts'
import { type MailboxTextKey, mailboxNb } from './mailbox-nb.ts'
import { mailboxNn } from './mailbox-nn.ts'
import { mailboxSe } from './mailbox-se.ts'
import { textsOf, type Words } from './texts-of.ts'

export type MailboxText = Words<MailboxTextKey>

/** The words of the local mailbox. */
export const mailboxTexts = textsOf({ nb: mailboxNb, nn: mailboxNn, en: mailboxEn, se: mailboxSe })
