import { inboundEn } from './inbound-en.ts'
import { inboundNb } from './inbound-nb.ts'
import { inboundNn } from './inbound-nn.ts'
import { textsOf } from './texts-of.ts'

export const inboundTexts = textsOf({ nb: inboundNb, nn: inboundNn, en: inboundEn })
