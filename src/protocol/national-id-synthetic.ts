import { createHash } from 'node:crypto'
import { birthYear, firstCheckDigit, NationalId, secondCheckDigit } from './national-id.ts'

/** Draws a whole number from 0 up to, not including, `below`. */
export type Draw = (below: number) => number

/** Birth dates to draw from, ISO `YYYY-MM-DD`, both inclusive. */
export interface BornBetween {
  readonly from: string
  readonly to: string
}

const millisecondsOfDay = 86_400_000
const monthOffset = 80

/** Adults on any plausible day, and a range that does not move with the calendar. */
export const defaultBornBetween: BornBetween = { from: '1940-01-01', to: '2007-12-31' }

/** A valid number of the +80 kind, which no living person has (TID-4, VER-80). */
export function randomSyntheticId(
  random: { token(byteCount: number): string },
  born: BornBetween = defaultBornBetween,
): NationalId {
  return syntheticId((below) => Buffer.from(random.token(6), 'base64url').readUIntBE(0, 6) % below, born)
}

const dayOffsetOfDNumber = 40

/**
 * As `randomSyntheticId` with numbers that `draw` decides; tries until both check digits exist (PID-8). A D-number has 40
 * added to the day.
 */
export function syntheticId(draw: Draw, born: BornBetween, isDNumber = false): NationalId {
  const first = Date.parse(`${born.from}T00:00:00Z`) / millisecondsOfDay
  const last = Date.parse(`${born.to}T00:00:00Z`) / millisecondsOfDay
  for (;;) {
    const date = new Date((first + draw(last - first + 1)) * millisecondsOfDay)
    const year = date.getUTCFullYear()
    const individual = draw(1000)
    if (birthYear(year % 100, individual) !== year) continue
    const nine =
      twoDigits(date.getUTCDate() + (isDNumber ? dayOffsetOfDNumber : 0)) +
      twoDigits(date.getUTCMonth() + 1 + monthOffset) +
      twoDigits(year % 100) +
      String(individual).padStart(3, '0')
    const firstCheck = firstCheckDigit(nine)
    const secondCheck = secondCheckDigit(`${nine}${firstCheck}`)
    if (firstCheck < 10 && secondCheck < 10) return NationalId.trusted(`${nine}${firstCheck}${secondCheck}`)
  }
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** A draw that repeats: the same seed number gives the same numbers on every machine and day (VER-97). */
export function repeatableDraw(seed: number): Draw {
  let drawn = 0
  return (below) => {
    const bytes = createHash('sha256').update(`${seed}:${drawn++}`).digest()
    return bytes.readUIntBE(0, 6) % below
  }
}
