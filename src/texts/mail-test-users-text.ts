import { mailTestUsersEn } from './mail-test-users-en.ts'
import { mailTestUsersNb } from './mail-test-users-nb.ts'
import { mailTestUsersNn } from './mail-test-users-nn.ts'
import { textsOf } from './texts-of.ts'

export const mailTestUsersTexts = textsOf({ nb: mailTestUsersNb, nn: mailTestUsersNn, en: mailTestUsersEn })
