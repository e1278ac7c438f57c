/** READY waits for its turn; the rest is over: the service confirmed it, or it is not told any more. */
export type LogoutNoticeStatus = 'READY' | 'CONFIRMED' | 'GIVEN_UP'

/** One service that is to hear of one logout: only what its logout token is made of, for the token itself lives shortly. */
export interface NewLogoutNotice {
  /** Of which logout it is; the page of the logout asks by it. */
  readonly logoutRef: string
  readonly clientId: string
  /** The subject as this client knows it. */
  readonly subject: string
  /** The session as this client knows it. */
  readonly sid: string
  readonly correlationId: string
}

export interface LogoutNotice extends NewLogoutNotice {
  readonly id: string
  readonly status: LogoutNoticeStatus
  /** Tries begun, of which one may have ended with the process. */
  readonly attempts: number
  readonly createdAtSeconds: number
}

/** Logouts that services of one environment are to be told of from server to server. Times in seconds. */
export interface LogoutNoticeShelf {
  add(notices: readonly NewLogoutNotice[], nowSeconds: number): Promise<void>
  /** Those that are READY and due, for one worker alone until the lease is over; each counts as a try. */
  claim(nowSeconds: number, leaseSeconds: number, limit: number): Promise<LogoutNotice[]>
  /** READY → another status for good. What it was made of is erased. */
  end(id: string, status: 'CONFIRMED' | 'GIVEN_UP'): Promise<void>
  /** It is due again then. `attempts` is how many tries count until now, all of which failed. */
  later(id: string, nextAttemptAtSeconds: number, attempts: number): Promise<void>
  /** How it stands with each service of one logout; `failures` is how many tries have failed. */
  states(
    logoutRef: string,
  ): Promise<{ readonly clientId: string; readonly status: LogoutNoticeStatus; readonly failures: number }[]>
  /** Removes what was written before `beforeSeconds`, at most `limit`; resolves with how many went. */
  sweep(beforeSeconds: number, limit: number): Promise<number>
}
