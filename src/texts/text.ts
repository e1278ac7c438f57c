import { en } from './en.ts'
import { nb, type TextKey } from './nb.ts'
import { nn } from './nn.ts'
import { se } from './se.ts'

type Placeholders<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never

type Values<Key extends TextKey> = [Placeholders<(typeof nb)[Key]>] extends [never]
  ? []
  : [values: Readonly<Record<Placeholders<(typeof nb)[Key]>, string>>]

/** The text of a key in one language. Names in braces in the text are given as values; the compiler knows which. */
export type Text = <Key extends TextKey>(key: Key, ...values: Values<Key>) => string

const translations = { nb, nn, en, se } satisfies Record<string, Readonly<Record<TextKey, string>>>

const fill = (template: string, values: Readonly<Record<string, string>> | undefined): string =>
  values === undefined ? template : template.replace(/\{([a-z]+)\}/g, (whole, name: string) => values[name] ?? whole)

const lookUpIn =
  (texts: Readonly<Record<TextKey, string>>): Text =>
  (key, ...values) =>
    fill(texts[key], values[0])

const lookUps: Readonly<Record<keyof typeof translations, Text>> = {
  nb: lookUpIn(nb),
  nn: lookUpIn(nn),
  en: lookUpIn(en),
  se: lookUpIn(se),
}

/** The texts of a language (LANG-1). */
export const textsFor = (language: keyof typeof translations): Text => lookUps[language]
