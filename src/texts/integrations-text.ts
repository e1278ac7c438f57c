import { integrationsEn } from './integrations-en.ts'
import { integrationsNb } from './integrations-nb.ts'
import { textsOf } from './texts-of.ts'

export const integrationsTexts = textsOf({ nb: integrationsNb, en: integrationsEn })
