import type { Secret } from '../protocol/secret.ts'
import type { InboundSettings, MailSettings, SmsSettings } from './channels.ts'
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
  /** Who keeps the private signing keys: `local`, or the path of a module (KEY-12). */
  readonly keysSigner: string
  /** Take the client's address and correlation id from X-Forwarded-For and X-Correlation-Id. */
  readonly trustProxy: boolean
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly portal: {
    readonly port: number
    readonly baseUrl: string
    /** Name of the environment through which people log in to the portal (ONB-15). */
    readonly environment: string
    readonly clientId: string
    readonly clientSecret: Secret
    /** Of the citizens' own pages; absent: the one that everybody knows, and none in production. */
    readonly profileClientSecret?: Secret
    readonly productionAcr: 'idporten-loa-substantial' | 'idporten-loa-high'
    /** Mail domains where anybody gets an address (ONB-88). */
    readonly publicMailDomains: readonly string[]
  }
  /** How production orders are judged. */
  readonly orders: {
    /** `recommended` lets orders through whose test client was not verified (ONB-70). */
    readonly verificationPolicy: 'required' | 'recommended'
    /** Nobody needs to approve them; never beside real production (ONB-130). */
    readonly autoApprove: boolean
  }
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
    /** Folder that files for the clients of a seed are written to, such as their certificates. */
    readonly out: string
  }
  /** Where a person gets help, shown on pages. */
  readonly support: {
    readonly email: string
    readonly helpUrl: string
    /** Called by whoever gets an SMS; at most 16 characters (ONB-110). */
    readonly phone: string
    /** Told when a service in production is down (ONB-154). */
    readonly pagerUrl: string | undefined
  }
  /** Who mails and SMS are from; at most 14 characters (ONB-110). */
  readonly productName: string
  readonly mail: MailSettings
  readonly sms: SmsSettings
  readonly inbound: InboundSettings
  /** Pages that everybody may use who reaches them. Never beside real production. */
  readonly dev: {
    /** The local mailbox is shown at /dev/outbox (ONB-184). */
    readonly outbox: boolean
    /** The source of delegations for development is written at /dev/delegations (API-43). */
    readonly delegations: boolean
  }
}
