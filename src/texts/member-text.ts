import { memberEn } from './member-en.ts'
import { memberNb } from './member-nb.ts'
import { memberNn } from './member-nn.ts'
import { textsOf } from './texts-of.ts'

/** What stands around every page of somebody who is logged in to the portal. */
export const memberTexts = textsOf({ nb: memberNb, nn: memberNn, en: memberEn })
