/** What the operator tells about an environment, beforehand or while it lasts (M-27). */
export const noticeKinds = ['planned_work', 'incident', 'changed_addresses'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** Stands on the status page until it has ended (ONB-11), and was sent to those concerned (ONB-132). Times in seconds. */
export interface Notice {
  readonly id: string
  readonly kind: NoticeKind
  readonly environment: string
  readonly state: 'OPEN' | 'ENDED'
  readonly title: string
  /** What happens, and what it means for services. */
  readonly text: string
  /** What service owners must do; empty: nothing. */
  readonly action: string
  readonly fromSeconds: number
  /** undefined: nobody knows yet, or it stays. */
  readonly untilSeconds?: number
  readonly writtenAtSeconds: number
  readonly endedAtSeconds?: number
}

export const busyPeriodKinds = ['critical', 'high_volume'] as const
export type BusyPeriodKind = (typeof busyPeriodKinds)[number]

/** Days on which a service owner needs login more than else, so that the operator plans around them (ONB-134). */
export interface BusyPeriod {
  readonly id: string
  readonly kind: BusyPeriodKind
  readonly state: 'REPORTED' | 'WITHDRAWN'
  readonly orgno: string
  /** First and last day, such as `2027-03-01`. */
  readonly fromDay: string
  readonly untilDay: string
  readonly text: string
  /** Expected logins in the busiest hour. */
  readonly peakLogins?: number
  readonly reportedAtSeconds: number
}
