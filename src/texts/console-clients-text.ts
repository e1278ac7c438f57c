import { consoleClientsEn } from './console-clients-en.ts'
import { consoleClientsNb } from './console-clients-nb.ts'
import { textsOf } from './texts-of.ts'

export const consoleClientsTexts = textsOf({ nb: consoleClientsNb, en: consoleClientsEn })
