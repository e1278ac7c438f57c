/** When a credential of a client was used. `credentialId` is a secret's id, a key's `kid`, or `x5t#S256:…` of a certificate. */
export interface CredentialUse {
  readonly credentialId: string
  readonly firstUsedAtSeconds: number
  /** `2026-03-02`, UTC. */
  readonly lastUsedDay: string
}

/** Remembers uses by the day (REG-69, REG-74). */
export interface CredentialUseShelf {
  note(clientId: string, credentialId: string, nowSeconds: number): Promise<void>
  list(clientId: string): Promise<CredentialUse[]>
}
