import { scopesEn } from './scopes-en.ts'
import { type ScopesTextKey, scopesNb } from './scopes-nb.ts'
import { scopesNn } from './scopes-nn.ts'
import { textsOf, type Words } from './texts-of.ts'

export const scopesTexts = textsOf({ nb: scopesNb, nn: scopesNn, en: scopesEn })
export type ScopesText = Words<ScopesTextKey>
