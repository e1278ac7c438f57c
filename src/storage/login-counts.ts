/** Logins of one client on one day (UTC) with one eID; `sso` when a session answered, `automatic` without a person. */
export interface LoginCount {
  readonly environment: string
  /** `2026-03-02`. */
  readonly day: string
  readonly clientId: string
  readonly eid: string
  readonly logins: number
}

export interface LoginCountFilter {
  readonly environment: string
  /** Both days included. */
  readonly fromDay: string
  readonly untilDay: string
  readonly clientId?: string
}

/** How many logged in, without anything about a person (ONB-133). */
export interface LoginCountShelf {
  add(counts: readonly LoginCount[]): Promise<void>
  /** Oldest day first. */
  list(filter: LoginCountFilter): Promise<LoginCount[]>
}
