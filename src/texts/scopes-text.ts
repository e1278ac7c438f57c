import { scopesEn } from './scopes-en.ts'
import { type ScopesTextKey, scopesNb } from './scopes-nb.ts'
import { textsOf, type Words } from './texts-of.ts'

export const scopesTexts = textsOf({ nb: scopesNb, en: scopesEn })
export type ScopesText = Words<ScopesTextKey>
