import type { Environment } from './environments.ts'

export const siteNames = ['portal', 'gateway', 'demo'] as const
/** A kind of site; `gateway` stands for the gateways of all configured environments. */
export type SiteName = (typeof siteNames)[number]

/** Everything an operator can set, judged whole at start and frozen (docs/operate/settings.md). */
export interface Settings {
  /** Which sites this process serves (house §3). */
  readonly sites: readonly SiteName[]
  /** Address the sites listen on, e.g. `127.0.0.1` or `0.0.0.0`. */
  readonly host: string
  /** Path of the SQLite file; its folder is made when missing. */
  readonly database: string
  /** Path of the file with the peppers and subject secrets, outside the database (REG-71, SUB-4). */
  readonly secretsFile: string
  /** Take the client's address and correlation id from X-Forwarded-For and X-Correlation-Id. */
  readonly trustProxy: boolean
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly portal: { readonly port: number; readonly baseUrl: string }
  readonly demo: {
    readonly a: { readonly port: number; readonly baseUrl: string }
    readonly b: { readonly port: number; readonly baseUrl: string }
  }
  readonly environments: readonly Environment[]
  readonly seed: {
    readonly files: readonly string[]
    readonly watch: boolean
    readonly allowProduction: boolean
    /** POST and GET /dev/seed, POST /dev/reset (REG-168). Never in real production. */
    readonly api: boolean
  }
  /** Where a person gets help, shown on pages. */
  readonly support: { readonly email: string; readonly helpUrl: string }
}
