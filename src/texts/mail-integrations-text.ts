import { mailIntegrationsEn } from './mail-integrations-en.ts'
import { mailIntegrationsNb } from './mail-integrations-nb.ts'
import { mailIntegrationsNn } from './mail-integrations-nn.ts'
import { textsOf } from './texts-of.ts'

export const mailIntegrationsTexts = textsOf({
  nb: mailIntegrationsNb,
  nn: mailIntegrationsNn,
  en: mailIntegrationsEn,
})
