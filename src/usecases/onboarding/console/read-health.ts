import type { Environment } from '../../../config/environments.ts'
import type { Actor } from '../../../journey/actor.ts'
import type { HealthAlert, HouseHealth, JobRun } from '../../../journey/operation.ts'
import type { ChannelHealth } from '../../../outbox/channel-health.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Clock } from '../../../system/clock.ts'
import { judgeSigningKeys } from '../../operations/judge-signing-keys.ts'
import { requireRight } from '../require-right.ts'

interface Needs {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly environments: readonly Environment[]
  readonly channelHealth: () => Promise<ChannelHealth>
  /** Whether somebody answers at the metadata of each issuer, in the order given. */
  readonly issuersAnswer: (issuers: readonly string[]) => Promise<readonly boolean[]>
  readonly databaseBytes: () => number
  readonly jobRuns: ReadonlyMap<string, JobRun>
  /** What the latest verification of the journal found. */
  readonly verifiedJournal: () => Promise<HouseHealth['journal']['verified']>
}

/** How the house stands now, and what somebody should look at (ONB-188). */
export const readHealth =
  (needs: Needs) =>
  async (actor: Actor): Promise<HouseHealth> => {
    requireRight(actor, 'operation.read', undefined)
    const { durable, environments } = needs
    const atSeconds = needs.clock.nowSeconds()
    const channels = await needs.channelHealth()
    const answers = await needs.issuersAnswer(environments.map(({ issuer }) => issuer))
    const items = (await durable.portal.queue.list({ states: ['OPEN'] })).map(({ thing }) => thing)
    const late = items.filter(({ targetSeconds }) => targetSeconds <= atSeconds).length
    const head = await durable.journal.head()
    const verified = await needs.verifiedJournal()
    const states: HouseHealth['environments'][number][] = []
    for (const [index, { name, title }] of environments.entries())
      states.push({
        name,
        title,
        answers: answers[index] === true,
        registryVersion: await durable.environment(name).clients.version(),
      })
    const jobs = [...needs.jobRuns.values()]
    const keyAlerts = await judgeSigningKeys(durable, environments, atSeconds)
    const alerts: readonly (readonly [HealthAlert, boolean])[] = [
      ['mail-waits', channels.alerts.includes('mail-waits')],
      ['mail-held', channels.alerts.includes('mail-held')],
      ['mail-failed', channels.mail.failed > 0],
      ['queue-late', late > 0],
      ['issuer-silent', states.some((state) => !state.answers)],
      ['journal-broken', verified?.ok === false],
      ['job-failed', jobs.some(({ ok }) => !ok)],
      ['key-overdue', keyAlerts.has('key-overdue')],
      ['key-certificate', keyAlerts.has('key-certificate')],
    ]
    return {
      atSeconds,
      alerts: alerts.filter(([, isSo]) => isSo).map(([alert]) => alert),
      mail: channels.mail,
      sms: channels.sms,
      queue: {
        open: items.length,
        late,
        oldestAtSeconds: items.length === 0 ? null : Math.min(...items.map(({ openedAtSeconds }) => openedAtSeconds)),
      },
      databaseBytes: needs.databaseBytes(),
      environments: states,
      journal: { records: head.id, head: head.hash, verified },
      jobs,
    }
  }
