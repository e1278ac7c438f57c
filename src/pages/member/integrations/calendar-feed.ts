import type { Language } from '../../../protocol/language.ts'
import { calendarTexts } from '../../../texts/calendar-text.ts'

export interface CalendarEvent {
  readonly environmentName: string
  readonly clientId: string
  readonly clientName: string
  readonly kind: 'secret' | 'key' | 'certificate'
  readonly id: string
  readonly expiresAtSeconds: number
}

/** What expires, as a calendar of whole days (RFC 5545). Ids and dates only: no secret has a place in it. */
export function calendarFeed(
  events: readonly CalendarEvent[],
  options: {
    readonly language: Language
    readonly portalUrl: string
    readonly orgno: string
    readonly nowSeconds: number
  },
): string {
  const text = calendarTexts(options.language)
  const host = new URL(options.portalUrl).host
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Portvakt//expiries//NO',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(text('calendar.title'))}`,
    ...events.flatMap((event) => {
      const summary = text(`calendar.summary.${event.kind}`, {
        client: event.clientName,
        environment: event.environmentName,
      })
      const path = `/o/${options.orgno}/clients/${event.environmentName}/${encodeURIComponent(event.clientId)}`
      return [
        'BEGIN:VEVENT',
        `UID:${event.environmentName}-${encodeURIComponent(event.clientId)}-${encodeURIComponent(event.id)}@${host}`,
        `DTSTAMP:${stamp(options.nowSeconds)}`,
        `DTSTART;VALUE=DATE:${stamp(event.expiresAtSeconds).slice(0, 8)}`,
        `SUMMARY:${escaped(summary)}`,
        `DESCRIPTION:${escaped(`client_id ${event.clientId}, ${event.id}`)}`,
        `URL:${options.portalUrl}${path}`,
        'TRANSP:TRANSPARENT',
        'END:VEVENT',
      ]
    }),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

const stamp = (atSeconds: number): string => new Date(atSeconds * 1000).toISOString().replaceAll(/[-:]|\.\d+/g, '')

/** RFC 5545 §3.3.11. */
const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r?\n/g, '\\n')

/** Lines of at most 75 octets, the next one begun by a space, no letter cut in two (RFC 5545 §3.1). */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  for (const letter of line) {
    if (Buffer.byteLength(part + letter) > 74) {
      parts.push(part)
      part = ''
    }
    part += letter
  }
  return [...parts, part].join('\r\n ')
}
