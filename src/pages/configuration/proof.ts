/** When a configuration was last executed against the gateway, and what it did (docs/integrate/proven.json). */
export interface Proof {
  /** Of the software, and of what it ran in. */
  readonly version: string
  /** Day, `YYYY-MM-DD`. */
  readonly on: string
  /** The wire's own names for what was done, such as `client_secret_basic` and `front-channel logout`. */
  readonly what: readonly string[]
  /** `check`: each `./check` does it again. `hand`: somebody did it on that day and wrote it down. */
  readonly by: 'check' | 'hand'
  /** SHA-256 of the files as they were then. */
  readonly fingerprint: string
}

/** Reads docs/integrate/proven.json: by the id of the configuration, one that is absent was never proven. */
export const readProofs = (text: string): ReadonlyMap<string, Proof> =>
  new Map(Object.entries(JSON.parse(text) as Record<string, Proof>))
