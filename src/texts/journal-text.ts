import { journalEn } from './journal-en.ts'
import { journalNb } from './journal-nb.ts'
import { journalNn } from './journal-nn.ts'
import { textsOf, type Words } from './texts-of.ts'

/** The pages of the journal. */
export const journalTexts = textsOf({ nb: journalNb, nn: journalNn, en: journalEn })

export type JournalWords = Words<keyof typeof journalNb>
