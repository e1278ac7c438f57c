/** Working time of the operator: Monday to Friday but public holidays, 08:00 to 16:00 in Oslo (ONB-125). */
const opens = 8 * 60
const closes = 16 * 60
const minuteSeconds = 60
const daySeconds = 86_400

const osloParts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Oslo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

interface OsloTime {
  /** `2026-05-17`. */
  readonly date: string
  readonly minutes: number
}

function inOslo(atSeconds: number): OsloTime {
  const parts = new Map(osloParts.formatToParts(atSeconds * 1000).map(({ type, value }) => [type, value]))
  const of = (type: string): string => parts.get(type as Intl.DateTimeFormatPartTypes) ?? ''
  return {
    date: `${of('year')}-${of('month')}-${of('day')}`,
    minutes: Number(of('hour')) * 60 + Number(of('minute')),
  }
}

/** Easter Sunday in the Gregorian calendar, as days since 1970 (Gauss's rule in the form of Meeus, Jones and Butcher). */
function easterDay(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  return Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1) / (daySeconds * 1000)
}

/** Days from Easter Sunday: Maundy Thursday, Good Friday, Easter Monday, Ascension, Whit Monday (Sundays are no working days anyway). */
const movable = [-3, -2, 1, 39, 50]
const fixed = ['01-01', '05-01', '05-17', '12-25', '12-26']

/** Whether the Norwegian public works on this date, written `2026-05-17`. */
export function isWorkingDay(date: string): boolean {
  const day = Date.parse(`${date}T00:00:00Z`) / (daySeconds * 1000)
  const weekday = new Date(day * daySeconds * 1000).getUTCDay()
  if (weekday === 0 || weekday === 6 || fixed.includes(date.slice(5))) return false
  const easter = easterDay(Number(date.slice(0, 4)))
  return !movable.includes(day - easter)
}

/** The moment when `workingSeconds` of working time have passed since `fromSeconds`. A working day has eight hours. */
export function afterWorkingTime(fromSeconds: number, workingSeconds: number): number {
  let left = Math.ceil(workingSeconds / minuteSeconds)
  let at = Math.floor(fromSeconds / minuteSeconds) * minuteSeconds
  for (;;) {
    const { date, minutes } = inOslo(at)
    if (!isWorkingDay(date) || minutes >= closes) {
      // To the next morning; two hours too early at worst when clocks change, and then this runs once more.
      at += (24 * 60 - minutes) * minuteSeconds
      continue
    }
    if (minutes < opens) {
      at += (opens - minutes) * minuteSeconds
      continue
    }
    const untilClosing = closes - minutes
    if (left <= untilClosing) return at + left * minuteSeconds
    left -= untilClosing
    at += untilClosing * minuteSeconds
  }
}

export const workingDaySeconds = (closes - opens) * minuteSeconds
