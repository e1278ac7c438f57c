import { logEn } from './log-en.ts'
import { logNb } from './log-nb.ts'
import { textsOf } from './texts-of.ts'

export const logTexts = textsOf({ nb: logNb, en: logEn })
