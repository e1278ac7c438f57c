import { peopleEn } from './people-en.ts'
import { peopleNb } from './people-nb.ts'
import { peopleNn } from './people-nn.ts'
import { textsOf, type Words } from './texts-of.ts'

/** Pages about people. */
export const peopleTexts = textsOf({ nb: peopleNb, nn: peopleNn, en: peopleEn })

export type PeopleWords = Words<keyof typeof peopleNb>
