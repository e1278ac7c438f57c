import { mailVerificationEn } from './mail-verification-en.ts'
import { mailVerificationNb } from './mail-verification-nb.ts'
import { mailVerificationNn } from './mail-verification-nn.ts'
import { textsOf } from './texts-of.ts'

export const mailVerificationTexts = textsOf({
  nb: mailVerificationNb,
  nn: mailVerificationNn,
  en: mailVerificationEn,
})
