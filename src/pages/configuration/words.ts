/** One thing said in each language of the portal. A missing translation does not compile. */
export interface Words {
  readonly nb: string
  readonly nn: string
  readonly en: string
}

export type WordsLanguage = keyof Words
