import { clientExceptionsEn } from './client-exceptions-en.ts'
import { clientExceptionsNb } from './client-exceptions-nb.ts'
import { clientExceptionsNn } from './client-exceptions-nn.ts'
import { textsOf } from './texts-of.ts'

export const clientExceptionsTexts = textsOf({
  nb: clientExceptionsNb,
  nn: clientExceptionsNn,
  en: clientExceptionsEn,
})
