import type { Random } from '../system/random.ts'
import { drawSymbols } from './symbols.ts'

const symbolCount = 24
const groupLength = 4

/**
 * A new password of 120 random bits: 24 symbols in six groups, with hyphens that belong to it; 29 ASCII bytes (ONB-108).
 * So long, because the archive's format makes guessing cheap. The caller overwrites it when it is sent (ONB-96).
 */
export function makeDeliveryPassword(random: Random): Buffer {
  const drawn = drawSymbols(symbolCount, random)
  const password = Buffer.alloc(symbolCount + symbolCount / groupLength - 1, '-')
  for (let from = 0; from < symbolCount; from += groupLength)
    drawn.copy(password, from + from / groupLength, from, from + groupLength)
  drawn.fill(0)
  return password
}
