import type { Environment } from '../../../config/environments.ts'
import type { MailLanguage } from '../../../journey/records.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { ExpiringStore } from '../../../storage/expiring-store.ts'
import type { Clock } from '../../../system/clock.ts'
import type { Random } from '../../../system/random.ts'
import type { Pepper } from '../../self-service/client-secret.ts'

/** Mails about cases, exposed secrets and inbound mail, each with subject and text. */
export const supportMails = [
  'M-02-case',
  'M-21',
  'M-22',
  'M-22-reminder',
  'M-22-reopened',
  'M-23',
  'M-23-timeout',
  'M-25',
  'M-28',
  'M-28-draft',
  'M-28-order',
] as const
export type SupportMail = (typeof supportMails)[number]
/** Pieces of those mails that are not always there. */
export const supportMailParts = [
  'part.missing-client_id',
  'part.missing-environment',
  'part.missing-none',
  'part.portal-link',
  'part.answer-by-mail',
  'part.revoked-at',
  'part.not-revoked',
] as const
export type SupportMailKey = `${SupportMail}.${'subject' | 'text'}` | (typeof supportMailParts)[number]

/** What whoever is on watch is told, without anything about a person (ONB-154). */
export interface PagerCall {
  readonly case: string
  readonly severity: string
  readonly environment: string
  readonly client_id: string
}

/** What the use cases of support and inbound mail are made from. */
export interface SupportNeeds {
  readonly durable: DurableStore
  readonly expiring: ExpiringStore
  readonly clock: Clock
  readonly random: Random
  readonly environments: readonly Environment[]
  readonly portalUrl: string
  readonly productName: string
  readonly words: (language: MailLanguage) => (key: SupportMailKey, values?: Readonly<Record<string, string>>) => string
  readonly peppersOf: (environmentName: string) => readonly Pepper[]
  /** Wakes whoever is on watch; never throws. */
  readonly page: (call: PagerCall) => Promise<void>
  /** Called after a write to a registry. */
  readonly written: () => void
  /** Writes down what the gateways have seen so far. */
  readonly flushProtocolLog: () => Promise<void>
}

export const environmentNamed = (needs: Pick<SupportNeeds, 'environments'>, name: string | undefined) =>
  needs.environments.find((environment) => environment.name === name)
