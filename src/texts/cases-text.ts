import { casesEn } from './cases-en.ts'
import { casesNb } from './cases-nb.ts'
import { casesNn } from './cases-nn.ts'
import { textsOf } from './texts-of.ts'

export const casesTexts = textsOf({ nb: casesNb, nn: casesNn, en: casesEn })
