import type { Clock } from '../system/clock.ts'
import type { Log } from '../system/log.ts'
import type { ChannelHealth } from './channel-health.ts'

type Alert = ChannelHealth['alerts'][number]

const againSeconds = 3600

const messages: Readonly<Record<Alert, string>> = {
  'mail-waits': 'ALERT mail-waits: a mail has waited for more than 15 minutes; see docs/operate/health.md',
  'mail-held': 'ALERT mail-held: a mail has been held for more than 5 minutes; see docs/operate/health.md',
}

/** Tells the log of an alert when it begins, once an hour while it lasts, and when it is over (ONB-188). */
export function logChannelAlerts(needs: {
  readonly channelHealth: () => Promise<ChannelHealth>
  readonly clock: Clock
  readonly log: Log
}): () => Promise<void> {
  const { clock, log } = needs
  const toldAt = new Map<Alert, number>()
  return async () => {
    const { alerts, mail } = await needs.channelHealth()
    const nowSeconds = clock.nowSeconds()
    for (const alert of alerts) {
      if (nowSeconds - (toldAt.get(alert) ?? Number.NEGATIVE_INFINITY) < againSeconds) continue
      toldAt.set(alert, nowSeconds)
      log.error({ alert, ...mail }, messages[alert])
    }
    for (const alert of [...toldAt.keys()].filter((one) => !alerts.includes(one))) {
      toldAt.delete(alert)
      log.info({ alert }, 'the alert is over')
    }
  }
}
