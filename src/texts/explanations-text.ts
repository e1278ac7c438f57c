import { explanationsEn } from './explanations-en.ts'
import { explanationsNb } from './explanations-nb.ts'
import { explanationsNn } from './explanations-nn.ts'
import { textsOf } from './texts-of.ts'

export const explanationsTexts = textsOf({ nb: explanationsNb, nn: explanationsNn, en: explanationsEn })
