import { textsOf } from './texts-of.ts'
import { verificationEn } from './verification-en.ts'
import { verificationNb } from './verification-nb.ts'

export const verificationTexts = textsOf({ nb: verificationNb, en: verificationEn })
