import type { ConsoleText } from '../../texts/console-text.ts'
import { type Html, html } from '../html.ts'
import { osloSecond } from '../oslo-time.ts'

export const moment = (atSeconds: number): Html =>
  html`<time datetime="${new Date(atSeconds * 1000).toISOString()}">${osloSecond(atSeconds)}</time>`

/** `12 min`: in the largest unit that fits. */
export function age(text: ConsoleText, seconds: number): string {
  const units = [
    [86_400, 'age.days'],
    [3600, 'age.hours'],
    [60, 'age.minutes'],
  ] as const
  for (const [unit, key] of units)
    if (seconds >= 2 * unit) return text(key, { count: String(Math.floor(seconds / unit)) })
  return text('age.seconds', { count: String(Math.max(0, Math.floor(seconds))) })
}
