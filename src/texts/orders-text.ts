import { mailOrdersEn } from './mail-orders-en.ts'
import { mailOrdersNb } from './mail-orders-nb.ts'
import { mailOrdersNn } from './mail-orders-nn.ts'
import { reviewEn } from './operator-orders-en.ts'
import { reviewNb } from './operator-orders-nb.ts'
import { ordersEn } from './orders-en.ts'
import { ordersNb } from './orders-nb.ts'
import { textsOf } from './texts-of.ts'

export const ordersTexts = textsOf({ nb: ordersNb, en: ordersEn })
/** The operator's pages of orders and deliveries, and the words that a decision is told in. */
export const reviewTexts = textsOf({ nb: reviewNb, en: reviewEn })
export const mailOrdersTexts = textsOf({ nb: mailOrdersNb, nn: mailOrdersNn, en: mailOrdersEn })
