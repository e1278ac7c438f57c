import { peopleEn } from './people-en.ts'
import { peopleNb } from './people-nb.ts'
import { textsOf, type Words } from './texts-of.ts'

/** Pages about people; not in nynorsk yet. */
export const peopleTexts = textsOf({ nb: peopleNb, en: peopleEn })

export type PeopleWords = Words<keyof typeof peopleNb>
