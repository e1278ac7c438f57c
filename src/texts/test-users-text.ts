import { testUsersEn } from './test-users-en.ts'
import { testUsersNb } from './test-users-nb.ts'
import { textsOf } from './texts-of.ts'

export const testUsersTexts = textsOf({ nb: testUsersNb, en: testUsersEn })
