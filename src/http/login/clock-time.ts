import type { Language } from '../../protocol/language.ts'

const formats = new Map<Language, Intl.DateTimeFormat>()

/** A point in time as a person reads it out to support: Norwegian time, in the page's language. */
export function clockTime(language: Language, atSeconds: number): string {
  let format = formats.get(language)
  if (format === undefined) {
    const options = { dateStyle: 'long', timeStyle: 'medium', timeZone: 'Europe/Oslo' } as const
    format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : `${language}-NO`, options)
    formats.set(language, format)
  }
  return format.format(new Date(atSeconds * 1000))
}
