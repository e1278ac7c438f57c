/** How the house stands, for those who run it (ONB-188). Times in seconds. */
export interface HouseHealth {
  readonly atSeconds: number
  readonly alerts: readonly HealthAlert[]
  readonly mail: {
    readonly queued: number
    readonly held: number
    readonly failed: number
    readonly oldestQueuedAtSeconds: number | null
    readonly lastSuccessAtSeconds: number | null
  }
  readonly sms: { readonly lastSuccessAtSeconds: number | null }
  readonly queue: { readonly open: number; readonly late: number; readonly oldestAtSeconds: number | null }
  readonly databaseBytes: number
  readonly environments: readonly {
    readonly name: string
    readonly title: string
    readonly answers: boolean
    readonly registryVersion: number
  }[]
  readonly journal: {
    readonly records: number
    readonly head: string
    /** What the latest verification of the chain found; null: none was made yet (ONB-171). */
    readonly verified: { readonly atSeconds: number; readonly ok: boolean } | null
  }
  readonly jobs: readonly JobRun[]
}

/**
 * `mail-waits`: one is queued for more than 15 minutes. `mail-held`: one is held for more than 5. `key-overdue`: a signing key
 * should have been followed more than a day ago. `key-certificate`: that of a published key ends within 30 days.
 */
export const healthAlerts = [
  'mail-waits',
  'mail-held',
  'mail-failed',
  'queue-late',
  'issuer-silent',
  'journal-broken',
  'job-failed',
  'key-overdue',
  'key-certificate',
] as const
export type HealthAlert = (typeof healthAlerts)[number]

/** The latest run of something that is done once a minute. */
export interface JobRun {
  readonly name: string
  readonly atSeconds: number
  readonly ok: boolean
}

export const keyUses = ['login', 'machine', 'reports'] as const
export type KeyUse = (typeof keyUses)[number]

/** What is known of a signing key besides the key. Times in seconds. */
export interface SigningKeyFacts {
  readonly use: KeyUse
  readonly kid: string
  readonly alg: string
  readonly state: 'waiting' | 'signing' | 'published' | 'leaving' | 'retired' | 'compromised'
  readonly createdAtSeconds: number
  readonly signsFromSeconds: number
  /** When it leaves the JWKS, or has left it. */
  readonly retiredAtSeconds: number | null
  readonly compromisedAtSeconds: number | null
  /** End of its certificate; null: it has none. */
  readonly certificateEndsAtSeconds: number | null
  /** SHA-256 of the certificate, hexadecimal. */
  readonly fingerprint: string | null
}
