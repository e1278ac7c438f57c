import { termsEn } from './terms-en.ts'
import { termsNb } from './terms-nb.ts'
import { textsOf } from './texts-of.ts'

export const termsTexts = textsOf({ nb: termsNb, en: termsEn })
