import type { Secret } from '../protocol/secret.ts'
import type { SeedTerms } from './seed-terms.ts'

/** Fields of one entry of a seed file, by the names of the API, and where it stands for messages (REG-160, REG-166). */
export interface SeedEntry {
  /** `file:path`, such as `seed/demo.yaml:clients[0]`. */
  readonly place: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** A client with its chosen secret apart, so that it cannot be printed with the rest. */
export interface SeedClient extends SeedEntry {
  readonly clientId: string
  readonly clientOrgno: string
  readonly secret: Secret | undefined
  /** A certificate that the development CA is to write for its owner (CR-9). */
  readonly certificate: SeedCertificate | undefined
}

/** Where key and certificate go, as PKCS#12 under the password. */
export interface SeedCertificate {
  readonly writeTo: string
  readonly password: Secret
}

/** What a seed says of one environment; later files have replaced the entries of earlier ones. */
export interface EnvironmentSeed {
  readonly environment: string
  /** `replace` also closes what an earlier seed made and this one no longer names (REG-162). */
  readonly mode: 'merge' | 'replace'
  /** Owner of each scope prefix. */
  readonly prefixes: readonly SeedEntry[]
  readonly scopes: readonly SeedEntry[]
  /** Who lets whom use a scope, in the source of delegations for development. */
  readonly delegations: readonly SeedEntry[]
  readonly clients: readonly SeedClient[]
  /** Users by number; `generate` is already carried out. */
  readonly testUsers: readonly SeedEntry[]
}

/** Everything that the seed files say, environments in the order of the settings. */
export interface Seed {
  readonly organisations: readonly SeedEntry[]
  /** People of the portal, by e-mail address. */
  readonly users: readonly SeedEntry[]
  readonly terms: SeedTerms
  readonly environments: readonly EnvironmentSeed[]
}

/** Every fault as `file:path: message` (REG-160). */
export type SeedReading =
  | { readonly ok: true; readonly seed: Seed }
  | { readonly ok: false; readonly faults: readonly string[] }
