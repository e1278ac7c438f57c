import { organisationsEn } from './organisations-en.ts'
import { organisationsNb } from './organisations-nb.ts'
import { textsOf, type Words } from './texts-of.ts'

/** Pages about organisations; not in nynorsk yet. */
export const organisationsTexts = textsOf({ nb: organisationsNb, en: organisationsEn })

export type OrganisationsWords = Words<keyof typeof organisationsNb>
