import { demoEn } from './demo-en.ts'
import { type DemoTextKey, demoNb } from './demo-nb.ts'
import { demoNn } from './demo-nn.ts'

/** The words of a demo page in one language. `lang` is the language they really are in. */
export interface DemoText {
  readonly lang: 'nb' | 'nn' | 'en'
  (key: DemoTextKey, values?: Readonly<Record<string, string>>): string
}

const texts = { nb: demoNb, nn: demoNn, en: demoEn }

/** The demo services are for developers and do not speak Northern Sámi: bokmål stands in, marked as such. */
export function demoTextsFor(language: 'nb' | 'nn' | 'en' | 'se'): DemoText {
  const lang = language === 'se' ? 'nb' : language
  const words: Readonly<Record<DemoTextKey, string>> = texts[lang]
  const text = (key: DemoTextKey, values?: Readonly<Record<string, string>>): string =>
    values === undefined ? words[key] : words[key].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
  return Object.assign(text, { lang } as const)
}

/** The explanation of something named on the wire, or the one for what is not known. */
export function explain(text: DemoText, kind: 'claim' | 'error', name: string): string {
  const key = `${kind}.${name}`
  return text(Object.hasOwn(demoNb, key) ? (key as DemoTextKey) : `${kind}.unknown`)
}
