import { mailSupportEn } from './mail-support-en.ts'
import { mailSupportNb } from './mail-support-nb.ts'
import { mailSupportNn } from './mail-support-nn.ts'
import { textsOf } from './texts-of.ts'

/** Mails about support cases, exposed secrets and orders by mail. */
export const mailSupportTexts = textsOf({ nb: mailSupportNb, nn: mailSupportNn, en: mailSupportEn })
