import type { Language } from '../../protocol/language.ts'
import { type Html, html } from '../html.ts'

const locales: Readonly<Record<Language, string>> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB', se: 'nb-NO' }
const formats = new Map<string, Intl.DateTimeFormat>()

/** A moment as people in Norway write it, with the machine's form beside. Seconds. */
export const timeElement = (atSeconds: number, language: Language): Html =>
  html`<time datetime="${new Date(atSeconds * 1000).toISOString()}">${writtenTime(atSeconds, language)}</time>`

export function writtenTime(atSeconds: number, language: Language): string {
  const locale = locales[language]
  let format = formats.get(locale)
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Oslo' })
    formats.set(locale, format)
  }
  return format.format(new Date(atSeconds * 1000))
}
