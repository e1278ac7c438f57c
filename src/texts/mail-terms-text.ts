import { mailTermsEn } from './mail-terms-en.ts'
import { mailTermsNb } from './mail-terms-nb.ts'
import { mailTermsNn } from './mail-terms-nn.ts'
import { textsOf } from './texts-of.ts'

export const mailTermsTexts = textsOf({ nb: mailTermsNb, nn: mailTermsNn, en: mailTermsEn })
