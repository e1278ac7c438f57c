import type { MailboxMessage } from './mailbox.ts'

/** Which messages are asked for; what is not given does not matter. */
export interface MailboxFilter {
  readonly kind?: string
  readonly to?: string
  readonly code?: string
  readonly reference?: string
  readonly sinceSeconds?: number
}

export const matches = (filter: MailboxFilter, message: MailboxMessage): boolean =>
  (filter.kind === undefined || filter.kind === message.kind) &&
  (filter.to === undefined || filter.to.toLowerCase() === message.to.toLowerCase()) &&
  (filter.code === undefined || filter.code === message.code) &&
  (filter.reference === undefined || filter.reference === message.reference) &&
  (filter.sinceSeconds === undefined || message.createdAtSeconds >= filter.sinceSeconds)

/** Reads the query of a JSON door; a text says what is wrong with it. */
export function readFilter(query: Readonly<Record<string, unknown>>): MailboxFilter | string {
  const read = (name: string): string | undefined => {
    const value = query[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const [kind, to, code, reference, since] = ['kind', 'to', 'code', 'reference', 'since'].map(read)
  if (kind !== undefined && kind !== 'mail' && kind !== 'sms') return 'kind is mail or sms'
  const sinceSeconds = since === undefined ? undefined : readMoment(since)
  if (Number.isNaN(sinceSeconds)) return 'since is a time, as 2026-02-03T09:12:45Z or in seconds since 1970'
  return {
    ...(kind === undefined ? {} : { kind }),
    // In a query a plus sign is a blank, and everybody forgets that of telephone numbers.
    ...(to === undefined ? {} : { to: to.replace(/^ /, '+') }),
    ...(code === undefined ? {} : { code }),
    ...(reference === undefined ? {} : { reference }),
    ...(sinceSeconds === undefined ? {} : { sinceSeconds }),
  }
}

/** Seconds; NaN if it is no time. */
export const readMoment = (text: string): number =>
  /^\d{1,11}$/.test(text) ? Number(text) : Math.floor(Date.parse(text) / 1000)
