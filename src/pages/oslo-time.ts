const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', dateStyle: 'short', ...options })

const [days, minutes, seconds] = [format({}), format({ timeStyle: 'short' }), format({ timeStyle: 'medium' })]

/** `2026-03-02`, the day it is in Oslo. */
export const osloDay = (atSeconds: number): string => days.format(atSeconds * 1000)

/** `2026-03-02 09:15`. */
export const osloMinute = (atSeconds: number): string => minutes.format(atSeconds * 1000)

/** `2026-03-02 09:15:00`, for logs. */
export const osloSecond = (atSeconds: number): string => seconds.format(atSeconds * 1000)
