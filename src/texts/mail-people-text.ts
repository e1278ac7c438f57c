import { mailPeopleEn } from './mail-people-en.ts'
import { mailPeopleNb } from './mail-people-nb.ts'
import { mailPeopleNn } from './mail-people-nn.ts'
import { textsOf } from './texts-of.ts'

export const mailPeopleTexts = textsOf({ nb: mailPeopleNb, nn: mailPeopleNn, en: mailPeopleEn })
