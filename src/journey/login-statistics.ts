/** Logins of one client on one day with one eID; nothing about a person (ONB-133). */
export interface CountedLogins {
  /** `2026-03-02`, UTC. */
  readonly day: string
  readonly clientId: string
  readonly eid: string
  readonly logins: number
}

/** Both days included. */
export interface DayRange {
  readonly fromDay: string
  readonly untilDay: string
}

export interface Total {
  readonly name: string
  readonly logins: number
}

const daySeconds = 86_400

export const dayOf = (atSeconds: number): string => new Date(atSeconds * 1000).toISOString().slice(0, 10)

const secondsOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000

/** The last `days` days, today included. */
export const lastDays = (days: number, nowSeconds: number): DayRange => ({
  fromDay: dayOf(nowSeconds - (days - 1) * daySeconds),
  untilDay: dayOf(nowSeconds),
})

/** The settlement year that a day lies in, by the year it begins: 1 October to 30 September (ONB-133). */
export const settlementYearOf = (day: string): number => Number(day.slice(0, 4)) - (day.slice(5) < '10-01' ? 1 : 0)

export const settlementYear = (year: number): DayRange => ({
  fromDay: `${year}-10-01`,
  untilDay: `${year + 1}-09-30`,
})

/** Sums by what `nameOf` tells, the largest first; of equals by name. */
export function totalsBy(counts: readonly CountedLogins[], nameOf: (count: CountedLogins) => string): Total[] {
  const sums = new Map<string, number>()
  for (const count of counts) sums.set(nameOf(count), (sums.get(nameOf(count)) ?? 0) + count.logins)
  return [...sums]
    .map(([name, logins]) => ({ name, logins }))
    .sort((a, b) => b.logins - a.logins || (a.name < b.name ? -1 : 1))
}

/** One line per day of the range, also for days without a login. */
export function loginsPerDay(counts: readonly CountedLogins[], { fromDay, untilDay }: DayRange): Total[] {
  const sums = new Map(totalsBy(counts, ({ day }) => day).map(({ name, logins }) => [name, logins]))
  const days: Total[] = []
  for (let at = secondsOf(fromDay); at <= secondsOf(untilDay); at += daySeconds)
    days.push({ name: dayOf(at), logins: sums.get(dayOf(at)) ?? 0 })
  return days
}

/** One line per client and month, by client and then by month: what an invoice is made from (ONB-133). */
export function loginsPerMonth(
  counts: readonly CountedLogins[],
): { readonly clientId: string; readonly month: string; readonly logins: number }[] {
  return totalsBy(counts, ({ clientId, day }) => `${clientId} ${day.slice(0, 7)}`)
    .map(({ name, logins }) => {
      const [clientId = '', month = ''] = name.split(' ')
      return { clientId, month, logins }
    })
    .sort((a, b) => (`${a.clientId} ${a.month}` < `${b.clientId} ${b.month}` ? -1 : 1))
}
