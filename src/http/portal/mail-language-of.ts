import type { MailLanguage } from '../../journey/records.ts'
import type { Language } from '../../protocol/language.ts'

/** The language of mails to a reader of these pages: there is none in Northern Sámi (§18). */
export const mailLanguageOf = (language: Language): MailLanguage => (language === 'se' ? 'nb' : language)
