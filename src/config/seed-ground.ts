import type { Environment } from './environments.ts'

/** What a seed is judged against. */
export interface SeedGround {
  /** The environments of this installation; the first is that of a document that names none. */
  readonly environments: readonly Environment[]
  /** Whether a seed may fill an environment of kind `prod` (REG-164). */
  readonly allowProduction: boolean
  readonly nowSeconds: number
}
