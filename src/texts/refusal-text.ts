import type { Breach } from '../journey/refusal.ts'
import type { Language } from '../protocol/language.ts'
import { refusalEn } from './refusal-en.ts'
import { refusalNb } from './refusal-nb.ts'
import { refusalNn } from './refusal-nn.ts'
import { textsOf } from './texts-of.ts'

const texts = textsOf({ nb: refusalNb, nn: refusalNn, en: refusalEn })

/** A breach in the person's language: what is wrong and what to do. */
export const refusalText = (language: Language, { code, values }: Breach): string => texts(language)(code, values ?? {})
