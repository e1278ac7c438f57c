import { organisationsEn } from './organisations-en.ts'
import { organisationsNb } from './organisations-nb.ts'
import { organisationsNn } from './organisations-nn.ts'
import { textsOf, type Words } from './texts-of.ts'

/** Pages about organisations. */
export const organisationsTexts = textsOf({ nb: organisationsNb, nn: organisationsNn, en: organisationsEn })

export type OrganisationsWords = Words<keyof typeof organisationsNb>
