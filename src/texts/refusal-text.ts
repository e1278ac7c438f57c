import type { Breach } from '../journey/refusal.ts'
import type { Language } from '../protocol/language.ts'
import { refusalEn } from './refusal-en.ts'
import { refusalNb } from './refusal-nb.ts'
import { refusalNn } from './refusal-nn.ts'
import { ruleText } from './rule-text.ts'
import { textsOf } from './texts-of.ts'

const texts = textsOf({ nb: refusalNb, nn: refusalNn, en: refusalEn })

/** A breach in the person's language: what is wrong and what to do. A rule of the registry has its own words and an example (ONB-51). */
export function refusalText(language: Language, { code, values = {} }: Breach): string {
  const rule = values.rule === undefined ? undefined : ruleText(language, values.rule)
  const why = rule === undefined ? {} : { why: `${rule} (${values.rule})` }
  const text = texts(language)(code, { ...values, ...why })
  return values.what === undefined ? text : `${values.what}: ${text}`
}
