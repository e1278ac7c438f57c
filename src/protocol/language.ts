/** The languages of every page and of the `locale` claim (LANG-1, IDT-13). */
export const languages = ['nb', 'nn', 'en', 'se'] as const
export type Language = (typeof languages)[number]

export const isLanguage = (text: string | undefined): text is Language => languages.includes(text as Language)

// A map, not an object: what is looked up comes from outside, and an object also has what it inherits.
const bySubtag: ReadonlyMap<string, Language> = new Map([
  ['nb', 'nb'],
  ['nn', 'nn'],
  ['en', 'en'],
  ['se', 'se'],
  ['no', 'nb'],
])

/** First supported entry of a `ui_locales` list: exact, then primary subtag, `no` means `nb`; undefined if none (AUTHZ-41). */
export function matchUiLocales(uiLocales: string | undefined): Language | undefined {
  if (uiLocales === undefined) return undefined
  for (const tag of uiLocales.split(' ')) {
    const language = bySubtag.get((tag.split('-', 1)[0] ?? '').toLowerCase())
    if (language !== undefined) return language
  }
  return undefined
}

/** The language of a page: the citizen's own choice, else what the service asked for, else bokmål (LANG-2). */
export const chooseLanguage = (cookie: string | undefined, uiLocale: Language | undefined): Language =>
  isLanguage(cookie) ? cookie : (uiLocale ?? 'nb')
