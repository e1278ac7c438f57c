import { mailScopesEn } from './mail-scopes-en.ts'
import { mailScopesNb } from './mail-scopes-nb.ts'
import { mailScopesNn } from './mail-scopes-nn.ts'
import { textsOf } from './texts-of.ts'

export const mailScopesTexts = textsOf({ nb: mailScopesNb, nn: mailScopesNn, en: mailScopesEn })
