import { portalEn } from './portal-en.ts'
import { type PortalTextKey, portalNb } from './portal-nb.ts'
import { portalNn } from './portal-nn.ts'
import { portalSe } from './portal-se.ts'

/** The words of the portal in one language. */
export type PortalText = (key: PortalTextKey, values?: Readonly<Record<string, string>>) => string

const texts = { nb: portalNb, nn: portalNn, en: portalEn, se: portalSe }

export function portalTextsFor(language: keyof typeof texts): PortalText {
  const words: Readonly<Record<PortalTextKey, string>> = texts[language]
  return (key, values) =>
    values === undefined ? words[key] : words[key].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
