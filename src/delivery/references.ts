import type { Random } from '../system/random.ts'
import { drawSymbols } from './symbols.ts'

/** How many symbols follow: delivery, order, case, verification report. */
const lengths = { DL: 8, ORD: 6, CS: 6, VR: 6 } as const

/** A number that people know a matter by, `DL-7K3M92QX`; random and not secret. The caller sees to it that it is new (ONB-90, ONB-98). */
export const makeReference = (prefix: keyof typeof lengths, random: Random): string =>
  `${prefix}-${drawSymbols(lengths[prefix], random).toString('latin1')}`
