import type { Language } from '../protocol/language.ts'
import { Secret } from '../protocol/secret.ts'
import { assertOneSegment } from './gsm-text.ts'

/** Who writes, and whom to call; short enough for every text below (ONB-110). */
export interface SmsIdentity {
  /** At most 14 characters. */
  readonly productName: string
  /** At most 16 characters. */
  readonly supportPhone: string
}

/** The Sámi letters are not in GSM 03.38, so `se` reads bokmål (ONB-110). */
type SmsLanguage = Exclude<Language, 'se'>
type Texts = Readonly<Record<SmsLanguage, string>>

const texts = {
  'S-01': {
    nb: '{p}: Koden din er {code}. Den gjelder i 10 minutter. Del den aldri med noen.',
    nn: '{p}: Koden din er {code}. Han gjeld i 10 minutt. Del han aldri med nokon.',
    en: '{p}: Your code is {code}. It is valid for 10 minutes. Never share it with anyone.',
  },
  'S-02': {
    nb: '{p}: passord til zip-filen {r}: {w}\nBindestrekene er med. Har du ikke bestilt dette? Ring {t}',
    nn: '{p}: passord til zip-fila {r}: {w}\nBindestrekane er med. Har du ikkje bestilt dette? Ring {t}',
    en: '{p}: password for zip file {r}: {w}\nThe hyphens are part of it. Not ordered by you? Call {t}',
  },
  'S-03': {
    nb: '{p}: Mobilnummeret for {r} er endret til et som slutter på {d}. Er ikke dette riktig? Ring {t}',
    nn: '{p}: Mobilnummeret for {r} er endra til eit som sluttar på {d}. Er ikkje dette rett? Ring {t}',
    en: '{p}: The mobile number for {r} was changed to one ending in {d}. Is this wrong? Call {t}',
  },
  'S-04': {
    nb: '{p}: {r} er trukket tilbake. Passordet du fikk, kan ikke brukes lenger. Spørsmål? Ring {t}',
    nn: '{p}: {r} er trekt tilbake. Passordet du fekk, kan ikkje brukast lenger. Spørsmål? Ring {t}',
    en: '{p}: {r} has been withdrawn. The password you got is no longer of use. Questions? Call {t}',
  },
} as const satisfies Readonly<Record<string, Texts>>

type SmsCode = keyof typeof texts

/** The texts of every SMS, each one segment: they throw if a value makes one longer, or has a letter that SMS lack. */
export const smsText = {
  /** The code that proves a mobile number (ONB-87). */
  'S-01': (identity: SmsIdentity, language: Language, values: { readonly code: Secret }): Secret =>
    new Secret(fill('S-01', identity, language, { code: values.code.reveal() })),

  /** The password of an archive. No client, organisation, address or link in it (ONB-111). */
  'S-02': (
    identity: SmsIdentity,
    language: Language,
    values: { readonly reference: string; readonly password: Buffer },
  ): Secret =>
    new Secret(fill('S-02', identity, language, { r: values.reference, w: values.password.toString('latin1') })),

  /** To the old number: another one takes its place. `newMobile` is shown by its last two digits. */
  'S-03': (
    identity: SmsIdentity,
    language: Language,
    values: { readonly reference: string; readonly newMobile: string },
  ): string => fill('S-03', identity, language, { r: values.reference, d: values.newMobile.slice(-2) }),

  /** A delivery was withdrawn. */
  'S-04': (identity: SmsIdentity, language: Language, values: { readonly reference: string }): string =>
    fill('S-04', identity, language, { r: values.reference }),
} as const satisfies Readonly<Record<SmsCode, unknown>>

function fill(
  code: SmsCode,
  identity: SmsIdentity,
  language: Language,
  values: Readonly<Record<string, string>>,
): string {
  const all: Readonly<Record<string, string>> = { ...values, p: identity.productName, t: identity.supportPhone }
  const template = texts[code][language === 'se' ? 'nb' : language]
  const text = template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => all[name] ?? whole)
  assertOneSegment(text, code)
  return text
}
