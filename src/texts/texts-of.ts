import type { Language } from '../protocol/language.ts'

/** Looks words up by key. `language` is the one they are in, which may differ from the page's where a translation is missing. */
export type Words<Key extends string> = ((key: Key, values?: Readonly<Record<string, string>>) => string) & {
  readonly language: Language
}

/**
 * The words of one part of the portal. Bokmål and English are always there; a page in another language falls back to
 * bokmål and says so by its `lang` attribute. Names in braces are filled in from the values.
 */
export function textsOf<Key extends string>(texts: {
  readonly nb: Readonly<Record<Key, string>>
  readonly en: Readonly<Record<NoInfer<Key>, string>>
  readonly nn?: Readonly<Record<NoInfer<Key>, string>>
  readonly se?: Readonly<Record<NoInfer<Key>, string>>
}): (language: Language) => Words<Key> {
  const made = new Map<Language, Words<Key>>()
  return (language) => {
    let words = made.get(language)
    if (words === undefined) {
      const own = texts[language]
      words = wordsIn(own ?? texts.nb, own === undefined ? 'nb' : language)
      made.set(language, words)
    }
    return words
  }
}

const wordsIn = <Key extends string>(texts: Readonly<Record<Key, string>>, language: Language): Words<Key> =>
  Object.assign(
    (key: Key, values?: Readonly<Record<string, string>>): string =>
      values === undefined
        ? texts[key]
        : texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole),
    { language },
  )
