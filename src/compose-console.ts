import { statSync } from 'node:fs'
import type { PortalGround } from './compose-portal-ground.ts'
import { addConsoleDoors } from './http/portal/console-doors.ts'
import { openEnvironmentStatus } from './http/portal/environment-status.ts'
import type { DoorGroup } from './http/portal/portal-site.ts'
import { addStatisticsDoors } from './http/portal/statistics-doors.ts'
import { logChannelAlerts } from './outbox/log-channel-alerts.ts'
import { endpointUrl } from './protocol/discovery.ts'
import { readHealth } from './usecases/onboarding/console/read-health.ts'
import { readMail, readOutbox } from './usecases/onboarding/console/read-outbox.ts'
import { readSigningKeys } from './usecases/onboarding/console/read-signing-keys.ts'
import { readStatistics } from './usecases/onboarding/console/read-statistics.ts'
import { removeMail, retryMail } from './usecases/onboarding/console/work-outbox.ts'
import { lastVerdict } from './usecases/onboarding/journal/last-verdict.ts'

/** The operator's pages about the house itself, and logins in figures for everybody. */
export function consoleGroup(ground: PortalGround): DoorGroup {
  const { settings, durable, clock, log, outbox, news, flushProtocolLog } = ground
  const { environments } = settings
  const statusOf = openEnvironmentStatus(clock)
  const needs = {
    durable,
    clock,
    environments,
    mailGivenUp: (...told: Parameters<(typeof news.mailGivenUp)[number]>) =>
      Promise.all(news.mailGivenUp.map((tell) => tell(...told))),
  }
  const health = readHealth({
    ...needs,
    channelHealth: outbox.channelHealth,
    issuersAnswer: (issuers) =>
      statusOf(issuers.map((issuer) => endpointUrl(issuer, '/.well-known/openid-configuration'))),
    databaseBytes: () => bytesOf(settings.database) + bytesOf(`${settings.database}-wal`),
    jobRuns: ground.jobRuns,
    verifiedJournal: () => lastVerdict(durable),
  })
  ground.jobs.push({
    name: 'channel alerts',
    run: logChannelAlerts({ channelHealth: outbox.channelHealth, clock, log }),
  })
  return (app, doors) => {
    addConsoleDoors(app, doors, {
      readOutbox: readOutbox(needs),
      readMail: readMail(needs),
      retryMail: retryMail(needs),
      removeMail: removeMail(needs),
      readHealth: health,
      readSigningKeys: readSigningKeys(needs),
    })
    addStatisticsDoors(app, doors, {
      readStatistics: readStatistics({ durable, environments, flushProtocolLog }),
      environments,
      nowSeconds: () => clock.nowSeconds(),
    })
  }
}

/** 0 for a database in memory. */
const bytesOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0
