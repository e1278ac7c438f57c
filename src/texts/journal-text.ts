import { journalEn } from './journal-en.ts'
import { journalNb } from './journal-nb.ts'
import { textsOf, type Words } from './texts-of.ts'

/** The pages of the journal; not in nynorsk yet. */
export const journalTexts = textsOf({ nb: journalNb, en: journalEn })

export type JournalWords = Words<keyof typeof journalNb>
