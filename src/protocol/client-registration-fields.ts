import type { RegistrationFault } from './client-registration-fault.ts'

/** A client as it is asked for: the names of section 3 of the registration rules, values not yet judged. */
export type ClientRequest = Readonly<Record<string, unknown>>

/** Reads fields of a request one by one and gathers what is wrong, so that all faults are told together (REG-140). */
export class FieldReader {
  readonly faults: RegistrationFault[] = []
  readonly #request: ClientRequest

  constructor(request: ClientRequest) {
    this.#request = request
  }

  fault(field: string, message: string): void {
    this.faults.push({ field, message })
  }

  forbid(field: string, message: string): void {
    this.faults.push({ field, message, kind: 'forbidden' })
  }

  /** The value as sent; undefined where it is absent or null (REG-23). */
  raw(field: string): unknown {
    return Object.hasOwn(this.#request, field) ? (this.#request[field] ?? undefined) : undefined
  }

  text(field: string, longest: number): string | undefined {
    const value = this.raw(field)
    if (value === undefined) return undefined
    if (typeof value !== 'string') this.fault(field, 'must be text')
    else if ([...value].length > longest) this.fault(field, `must be at most ${longest} characters`)
    else return value
    return undefined
  }

  flag(field: string, otherwise: boolean): boolean {
    const value = this.raw(field)
    if (value === undefined || typeof value === 'boolean') return value ?? otherwise
    this.fault(field, 'must be true or false')
    return otherwise
  }

  /** Whole seconds from 0 to `highest`, both included. */
  seconds(field: string, otherwise: number, highest: number): number {
    const value = this.raw(field)
    if (value === undefined) return otherwise
    if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= highest) return value as number
    this.fault(field, `must be a whole number of seconds from 0 to ${highest}`)
    return otherwise
  }

  /** One of `permitted`, whatever the letter case of the input (REG-6). */
  choice<Value extends string>(field: string, permitted: readonly Value[]): Value | undefined {
    const value = this.raw(field)
    if (value === undefined) return undefined
    const found = permitted.find((one) => typeof value === 'string' && one.toLowerCase() === value.toLowerCase())
    if (found === undefined) this.fault(field, `must be one of ${permitted.join(', ')} (REG-6)`)
    return found
  }

  /** A list of texts without repetitions; null is the empty list (REG-23), absence is undefined. */
  list(field: string, most: number, longest: number): readonly string[] | undefined {
    const value = Object.hasOwn(this.#request, field) ? this.#request[field] : undefined
    if (value === undefined) return undefined
    if (value === null) return []
    if (!Array.isArray(value)) {
      this.fault(field, 'must be a list')
      return undefined
    }
    if (value.length > most) {
      this.fault(field, `must have at most ${most} entries`)
      return undefined
    }
    const texts: string[] = []
    for (const [index, entry] of value.entries()) {
      if (typeof entry !== 'string') this.fault(`${field}[${index}]`, 'must be text')
      else if (entry.length > longest) this.fault(`${field}[${index}]`, `must be at most ${longest} characters`)
      else if (!texts.includes(entry)) texts.push(entry)
    }
    return texts
  }
}
