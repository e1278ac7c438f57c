import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'

/** How many objects became what (REG-168). */
export interface SeedCounts {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly deactivated: number
}

/** What came of applying a seed so far. */
export class SeedProgress {
  readonly faults: string[] = []
  readonly warnings: string[] = []
  #counts = { created: 0, updated: 0, unchanged: 0, deactivated: 0 }

  reset(): void {
    this.faults.length = 0
    this.warnings.length = 0
    this.#counts = { created: 0, updated: 0, unchanged: 0, deactivated: 0 }
  }

  count(what: keyof SeedCounts): void {
    this.#counts[what] += 1
  }

  counts(): SeedCounts {
    return { ...this.#counts }
  }

  /** Tells faults of an entry as `file:path: message` (REG-160). */
  refuse(place: string, faults: readonly RegistrationFault[]): void {
    for (const { field, message } of faults) this.faults.push(`${place}${field === '' ? '' : `.${field}`}: ${message}`)
  }
}
