import { consoleEn } from './console-en.ts'
import type { ConsoleTextKey } from './console-nb.ts'
import { consoleNb } from './console-nb.ts'
import { textsOf, type Words } from './texts-of.ts'

export type ConsoleText = Words<ConsoleTextKey>

export const consoleTexts = textsOf({ nb: consoleNb, en: consoleEn })
