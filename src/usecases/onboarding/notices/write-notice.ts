import type { Environment } from '../../../config/environments.ts'
import type { Actor } from '../../../journey/actor.ts'
import { type Notice, type NoticeKind, noticeKinds } from '../../../journey/notices.ts'
import type { Organisation } from '../../../journey/records.ts'
import { type Breach, refuse, refuseAll } from '../../../journey/refusal.ts'
import { afterWorkingTime, workingDaySeconds } from '../../../journey/working-time.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Clock } from '../../../system/clock.ts'
import type { Random } from '../../../system/random.ts'
import type { WriteLetter } from '../letter.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'

const daySeconds = 86_400
const workingDaysBefore = 5
const daysBeforeAddresses = 30

export type NoticeLetterKey = 'M-27.subject' | 'M-27.text' | 'M-27.no-action' | 'M-27.open-end' | `M-27.${NoticeKind}`

export interface NoticeNeeds {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly random: Random
  readonly environments: readonly Environment[]
  readonly portalUrl: string
  readonly letter: WriteLetter<NoticeLetterKey>
  /** A moment as people write it. */
  readonly moment: (atSeconds: number) => string
}

export interface AskedNotice {
  readonly kind: string
  readonly environment: string
  readonly title: string
  readonly text: string
  readonly action: string
  /** Not a number: what was typed is no moment. */
  readonly fromSeconds: number
  readonly untilSeconds: number | undefined
}

/** Writes a notice and sends it to everybody concerned, in one step (ONB-132, M-27). Answers to how many. */
export const writeNotice =
  (needs: NoticeNeeds) =>
  (actor: Actor, asked: AskedNotice): Promise<number> =>
    needs.durable.transaction(async (store) => {
      requireRight(actor, 'notice.write', undefined)
      const nowSeconds = needs.clock.nowSeconds()
      const { notice, environment } = judge(needs, asked, nowSeconds)
      await store.portal.notices.add(notice, nowSeconds)
      const object = { kind: 'notice', id: notice.id }
      const after = { kind: notice.kind, title: notice.title, fromSeconds: notice.fromSeconds }
      await record(
        store,
        actor,
        { action: 'notice.written', object, orgno: '', environment: environment.name, after },
        nowSeconds,
      )
      return send(needs, store, notice, environment, nowSeconds)
    })

/** Says that it is over: the status page shows it as ended. */
export const endNotice =
  ({ durable, clock }: Pick<NoticeNeeds, 'durable' | 'clock'>) =>
  (actor: Actor, id: string): Promise<void> =>
    durable.transaction(async (store) => {
      requireRight(actor, 'notice.write', undefined)
      const nowSeconds = clock.nowSeconds()
      const found = await store.portal.notices.find(id)
      if (found === undefined) refuse('not_found', 'there is no such notice')
      const { thing, revision } = found
      if (thing.state === 'ENDED')
        refuse('illegal_transition', 'it has ended already', { values: { state: thing.state, event: 'end' } })
      const ended: Notice = { ...thing, state: 'ENDED', endedAtSeconds: nowSeconds }
      if (!(await store.portal.notices.change(ended, revision, nowSeconds)))
        refuse('stale_revision', 'somebody ended it at the same moment')
      const object = { kind: 'notice', id }
      await record(
        store,
        actor,
        { action: 'notice.ended', object, orgno: '', environment: thing.environment },
        nowSeconds,
      )
    })

function judge(needs: NoticeNeeds, asked: AskedNotice, nowSeconds: number) {
  const kind = noticeKinds.find((one) => one === asked.kind)
  const environment = needs.environments.find(({ name }) => name === asked.environment)
  const [title, text, action] = [asked.title.trim(), asked.text.trim(), asked.action.trim()]
  const { fromSeconds, untilSeconds } = asked
  const breaches: Breach[] = []
  if (kind === undefined) breaches.push({ code: 'required', field: 'kind', message: noticeKinds.join(', ') })
  if (environment === undefined) breaches.push({ code: 'required', field: 'environment', message: 'which environment' })
  if (title === '') breaches.push({ code: 'required', field: 'title', message: 'a title is required' })
  if (text === '') breaches.push({ code: 'required', field: 'text', message: 'what happens' })
  for (const [field, value, most] of [
    ['title', title, 120],
    ['text', text, 4000],
    ['action', action, 2000],
  ] as const)
    if (value.length > most)
      breaches.push({ code: 'too_long', field, message: `at most ${most} characters`, values: { most: String(most) } })
  const earliest = earliestFor(kind, nowSeconds)
  if (!Number.isFinite(fromSeconds)) breaches.push(wrongTime('from_day', '2027-03-01 08:00'))
  else if (fromSeconds < earliest) breaches.push(wrongTime('from_day', `≥ ${needs.moment(earliest)}`))
  if (untilSeconds !== undefined && !(untilSeconds > fromSeconds))
    breaches.push(
      wrongTime('until_day', Number.isFinite(fromSeconds) ? `> ${needs.moment(fromSeconds)}` : '2027-03-01 10:00'),
    )
  refuseAll(breaches)
  if (kind === undefined || environment === undefined) throw new Error('a refused notice was passed over')
  const notice: Notice = {
    id: `NT-${needs.random.token(8)}`,
    kind,
    environment: environment.name,
    state: 'OPEN',
    title,
    text,
    action,
    fromSeconds,
    ...(untilSeconds === undefined ? {} : { untilSeconds }),
    writtenAtSeconds: nowSeconds,
  }
  return { notice, environment }
}

const wrongTime = (field: string, why: string): Breach => ({
  code: 'invalid_value',
  field,
  message: `such as ${why}`,
  values: { why },
})

/** What is planned is told so long before that people can plan; what happens is told as it is. */
function earliestFor(kind: NoticeKind | undefined, nowSeconds: number): number {
  if (kind === 'planned_work') return afterWorkingTime(nowSeconds, workingDaysBefore * workingDaySeconds)
  return kind === 'changed_addresses' ? nowSeconds + daysBeforeAddresses * daySeconds : 0
}

/** To the points of every organisation that has an open client in the environment, or runs one; invoices aside. */
async function send(
  needs: NoticeNeeds,
  store: DurableStore,
  notice: Notice,
  environment: Environment,
  nowSeconds: number,
): Promise<number> {
  const concerned = new Set<string>()
  for (const { thing } of await store.environment(environment.name).clients.list())
    if (thing.active)
      for (const orgno of [thing.clientOrgno, thing.supplierOrgno]) if (orgno !== undefined) concerned.add(orgno)
  const told = new Set<string>()
  for (const orgno of concerned) {
    const organisation = (await store.organisations.find(orgno))?.thing
    for (const { email, name } of pointsOf(organisation)) {
      if (told.has(email.toLowerCase())) continue
      told.add(email.toLowerCase())
      const { title, text, action, kind, fromSeconds, untilSeconds } = notice
      await needs.letter(
        store,
        {
          code: 'M-27',
          to: { email, name, language: organisation?.language ?? 'nb' },
          subject: 'M-27.subject',
          text: 'M-27.text',
          values: {
            title,
            text,
            environment: environment.title,
            from: needs.moment(fromSeconds),
            link: `${needs.portalUrl}/status`,
            ...(untilSeconds === undefined ? {} : { until: needs.moment(untilSeconds) }),
            ...(action === '' ? {} : { action }),
          },
          said: {
            kind: [`M-27.${kind}`],
            ...(untilSeconds === undefined ? { until: ['M-27.open-end'] } : {}),
            ...(action === '' ? { action: ['M-27.no-action'] } : {}),
          },
          orgno,
          environment,
        },
        nowSeconds,
      )
    }
  }
  return told.size
}

const pointsOf = (organisation: Organisation | undefined) =>
  organisation?.state === 'CLOSED'
    ? []
    : (organisation?.notificationPoints ?? []).filter(({ purpose }) => purpose !== 'billing')
