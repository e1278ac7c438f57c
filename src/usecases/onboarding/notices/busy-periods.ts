import type { Actor } from '../../../journey/actor.ts'
import { type BusyPeriod, busyPeriodKinds } from '../../../journey/notices.ts'
import { type Breach, refuse, refuseAll } from '../../../journey/refusal.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Clock } from '../../../system/clock.ts'
import type { Random } from '../../../system/random.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'

interface Needs {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly random: Random
}

export interface AskedPeriod {
  readonly kind: string
  readonly fromDay: string
  readonly untilDay: string
  readonly text: string
  readonly peakLogins: string
}

const mostText = 1000
const mostPeak = 100_000_000

/** A service owner reports when login matters most to it (ONB-134). */
export const reportPeriod =
  ({ durable, clock, random }: Needs) =>
  (actor: Actor, orgno: string, asked: AskedPeriod): Promise<void> =>
    durable.transaction(async (store) => {
      requireRight(actor, 'period.report', orgno)
      const nowSeconds = clock.nowSeconds()
      const period: BusyPeriod = { ...judge(asked, nowSeconds), id: `BP-${random.token(8)}`, orgno }
      await store.portal.busyPeriods.add(period, nowSeconds)
      const { id, kind, fromDay, untilDay } = period
      const object = { kind: 'busy_period', id }
      await record(
        store,
        actor,
        { action: 'period.reported', object, orgno, after: { kind, fromDay, untilDay } },
        nowSeconds,
      )
    })

export const withdrawPeriod =
  ({ durable, clock }: Needs) =>
  (actor: Actor, orgno: string, id: string): Promise<void> =>
    durable.transaction(async (store) => {
      requireRight(actor, 'period.report', orgno)
      const nowSeconds = clock.nowSeconds()
      const found = await store.portal.busyPeriods.find(id)
      if (found === undefined || found.thing.orgno !== orgno) refuse('not_found', 'there is no such period')
      const withdrawn: BusyPeriod = { ...found.thing, state: 'WITHDRAWN' }
      if (!(await store.portal.busyPeriods.change(withdrawn, found.revision, nowSeconds)))
        refuse('stale_revision', 'the period was changed at the same moment')
      await record(store, actor, { action: 'period.withdrawn', object: { kind: 'busy_period', id }, orgno }, nowSeconds)
    })

/** What the organisation has reported and is not over, the soonest first. */
export const listPeriods =
  (needs: Needs) =>
  async (actor: Actor, orgno: string): Promise<readonly BusyPeriod[]> => {
    requireRight(actor, 'organisation.read', orgno)
    return (await comingPeriods(needs)).filter((period) => period.orgno === orgno)
  }

/** Everybody's, for the staff who plan. */
export const listAllPeriods =
  (needs: Needs) =>
  async (actor: Actor): Promise<readonly (BusyPeriod & { readonly organisation: string })[]> => {
    requireRight(actor, 'operation.read', undefined)
    const periods = await comingPeriods(needs)
    return Promise.all(
      periods.map(async (period) => ({
        ...period,
        organisation: (await needs.durable.organisations.find(period.orgno))?.thing.name ?? period.orgno,
      })),
    )
  }

async function comingPeriods({ durable, clock }: Needs): Promise<readonly BusyPeriod[]> {
  const today = dayOf(clock.nowSeconds())
  const periods = (await durable.portal.busyPeriods.list({ states: ['REPORTED'] })).map(({ thing }) => thing)
  return periods.filter(({ untilDay }) => untilDay >= today).sort((a, b) => (a.fromDay < b.fromDay ? -1 : 1))
}

const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10)

function judge(asked: AskedPeriod, nowSeconds: number): Omit<BusyPeriod, 'id' | 'orgno'> {
  const kind = busyPeriodKinds.find((one) => one === asked.kind)
  const { fromDay, untilDay } = asked
  const text = asked.text.trim()
  const peak = asked.peakLogins.replace(/\s/g, '')
  const today = dayOf(nowSeconds)
  const breaches: Breach[] = []
  const wrong = (field: string, why: string): void => {
    breaches.push({ code: 'invalid_value', field, message: `such as ${why}`, values: { why } })
  }
  if (kind === undefined) breaches.push({ code: 'required', field: 'kind', message: busyPeriodKinds.join(', ') })
  if (!isDay(fromDay)) wrong('from_day', '2027-03-01')
  if (!isDay(untilDay)) wrong('until_day', '2027-03-31')
  else if (untilDay < fromDay || untilDay < today) wrong('until_day', `≥ ${[fromDay, today].sort().at(-1)}`)
  if (text === '') breaches.push({ code: 'required', field: 'text', message: 'what happens then' })
  if (text.length > mostText)
    breaches.push({ code: 'too_long', field: 'text', message: 'shorter', values: { most: String(mostText) } })
  if (peak !== '' && (!/^\d{1,9}$/.test(peak) || Number(peak) > mostPeak)) wrong('peak_logins', '25000')
  refuseAll(breaches)
  if (kind === undefined) throw new Error('a refused period was passed over')
  return {
    kind,
    state: 'REPORTED',
    fromDay,
    untilDay,
    text,
    ...(peak === '' ? {} : { peakLogins: Number(peak) }),
    reportedAtSeconds: nowSeconds,
  }
}

const isDay = (day: string): boolean => {
  const at = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(day)
}
