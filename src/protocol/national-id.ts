const inspect = Symbol.for('nodejs.util.inspect.custom')

/** An 11-digit Norwegian identity number that cannot print itself; only `reveal` gives the digits (HTTP-18). */
export class NationalId {
  readonly #digits: string

  private constructor(digits: string) {
    this.#digits = digits
  }

  /** A number that was read by `readNationalId` before and comes back from our own store. */
  static trusted(digits: string): NationalId {
    return new NationalId(digits)
  }

  /** The eleven digits. Only for claims, the store and the person's own page. */
  reveal(): string {
    return this.#digits
  }

  toString(): string {
    return '[national id]'
  }

  toJSON(): string {
    return '[national id]'
  }

  [inspect](): string {
    return '[national id]'
  }
}

/** What an environment accepts (PID-9). */
export interface NationalIdRule {
  readonly accepted: 'synthetic' | 'real'
  /** Only where synthetic numbers are accepted: real-looking ones pass too (PID-9 note 1). */
  readonly allowRealFormat?: boolean
  /** Seconds since 1970 UTC; nobody is born after that day (PID-5). */
  readonly nowSeconds: number
  /** The wider first check of numbers issued from 2032 on (PID-13). */
  readonly numbersFrom2032?: boolean
}

/** Month offset of each kind (PID-3). Zero is the real population register. */
const kindByMonthOffset = { 0: 'real', 40: 'synthetic', 65: 'synthetic', 80: 'synthetic' } as const
type MonthOffset = keyof typeof kindByMonthOffset

/** How a reading fails; a closed union that forms answer with one text each (PID-11). */
export type NationalIdFault = 'missing' | 'malformed' | 'wrong-environment'

/**
 * Reads a number as a person writes it, spaces allowed (PID-1…PID-11). `wrong-environment` is a well-formed number of
 * a kind that this environment does not accept; every other fault is `missing` or `malformed`.
 */
export function readNationalId(text: string | undefined, rule: NationalIdRule): NationalId | NationalIdFault {
  const digits = (text ?? '').replaceAll(/\s/g, '')
  if (digits === '') return 'missing'
  if (!/^[0-9]{11}$/.test(digits)) return 'malformed'
  const kind = kindOf(digits, rule.nowSeconds)
  if (kind === undefined || !hasRightCheckDigits(digits, rule.numbersFrom2032 === true)) return 'malformed'
  const accepted = kind === rule.accepted || (rule.accepted === 'synthetic' && rule.allowRealFormat === true)
  return accepted ? NationalId.trusted(digits) : 'wrong-environment'
}

function kindOf(digits: string, nowSeconds: number): 'real' | 'synthetic' | undefined {
  const writtenDay = Number(digits.slice(0, 2))
  const writtenMonth = Number(digits.slice(2, 4))
  const monthOffset = monthOffsetOf(writtenMonth)
  const year = birthYear(Number(digits.slice(4, 6)), Number(digits.slice(6, 9)))
  if (monthOffset === undefined || year === undefined) return undefined
  const day = writtenDay > 40 ? writtenDay - 40 : writtenDay
  const date = new Date(Date.UTC(year, writtenMonth - monthOffset - 1, day))
  // A day that the month does not have rolls over into the next, and then the day differs (PID-5).
  if (date.getUTCDate() !== day || date.getTime() > nowSeconds * 1000) return undefined
  return kindByMonthOffset[monthOffset]
}

function monthOffsetOf(writtenMonth: number): MonthOffset | undefined {
  for (const offset of [0, 40, 65, 80] as const) {
    const month = writtenMonth - offset
    if (month >= 1 && month <= 12) return offset
  }
  return undefined
}

/** The year that two digits and the individual number stand for (PID-4); undefined where no century fits. */
export function birthYear(twoDigits: number, individual: number): number | undefined {
  if (individual <= 499) return 1900 + twoDigits
  if (individual <= 749 && twoDigits >= 54) return 1800 + twoDigits
  if (twoDigits <= 39) return 2000 + twoDigits
  if (individual >= 900) return 1900 + twoDigits
  return undefined
}

const firstWeights = [3, 7, 6, 1, 8, 9, 4, 5, 2] as const
const secondWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const

const weigh = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0)

/** K1 for the first nine digits as written, 10 where no number exists (PID-6, PID-8). */
export const firstCheckDigit = (digits: string): number => (11 - (weigh(digits, firstWeights) % 11)) % 11

/** K2 for the first ten digits as written, 10 where no number exists (PID-7, PID-8). */
export const secondCheckDigit = (digits: string): number => (11 - (weigh(digits, secondWeights) % 11)) % 11

function hasRightCheckDigits(digits: string, numbersFrom2032: boolean): boolean {
  const first = Number(digits[9])
  const firstIsRight = numbersFrom2032
    ? (weigh(digits, firstWeights) + first) % 11 <= 3
    : firstCheckDigit(digits) === first
  return firstIsRight && secondCheckDigit(digits) === Number(digits[10])
}
