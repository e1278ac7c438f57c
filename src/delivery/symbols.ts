import type { Random } from '../system/random.ts'

/** Digits and capitals that are not taken for one another; 32, so that a random byte gives each equally often (ONB-107). */
export const symbols = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** `count` symbols, each drawn for itself, as ASCII bytes. */
export function drawSymbols(count: number, random: Random): Buffer {
  const drawn = random.bytes(count)
  for (let index = 0; index < count; index++)
    drawn[index] = symbols.charCodeAt((drawn[index] as number) % symbols.length)
  return drawn
}
