import type { EmitEvent } from './audit/event.ts'
import type { CertificateTrust } from './certificates/certificate-trust.ts'
import type { DevelopmentCa } from './certificates/development-ca.ts'
import type { OutboxHouse, OutboxNews } from './compose-outbox.ts'
import type { Environment } from './config/environments.ts'
import type { EnvironmentSecrets } from './config/secrets-file.ts'
import type { Settings } from './config/settings.ts'
import type { DevDoorsOptions } from './http/dev/dev-doors.ts'
import type { LinkPurposes } from './http/portal/link-doors.ts'
import type { SiteMount } from './http/portal/site-mount.ts'
import type { PortalApiUseCases } from './http/portal-api/portal-api-use-cases.ts'
import type { JobRun } from './journey/operation.ts'
import type { KeyKeeper } from './signing/key-keeper.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { ExpiringStore } from './storage/expiring-store.ts'
import type { Clock } from './system/clock.ts'
import type { Log } from './system/log.ts'
import type { Random } from './system/random.ts'
import type { Sealer } from './system/sealer.ts'
import type { DelegationAdapters } from './usecases/delegations/delegation-adapter.ts'
import type { CredentialUsed } from './usecases/onboarding/observe-protocol.ts'
import type { People } from './usecases/onboarding/people.ts'

export interface PortalParts {
  readonly settings: Settings
  readonly durable: DurableStore
  readonly keeper: KeyKeeper
  readonly expiringOf: (name: string) => ExpiringStore
  /** Secrets of the environments by name. */
  readonly secrets: ReadonlyMap<string, EnvironmentSecrets>
  readonly dev: Pick<DevDoorsOptions, 'seedSchema' | 'seed'>
  readonly mounts: readonly SiteMount[]
  readonly trusts: ReadonlyMap<string, CertificateTrust>
  readonly developmentCa: DevelopmentCa | undefined
  readonly delegationSources: DelegationAdapters
  /** Called after every write to the registry, so that the gateways of this process see it at once. */
  readonly written: () => void
  /** Told when a credential of a client was used for the first time. Who wants to know adds a listener. */
  readonly credentialUsed: CredentialUsed[]
  /** Writes down what the gateways of this process have seen, so that what is read next is complete. */
  readonly flushProtocolLog: () => Promise<void>
  readonly emit: EmitEvent
  readonly publicFolder: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** What the door groups are made from, besides the parts themselves. */
export interface PortalGround extends PortalParts {
  /** The environment through which people log in to the portal. */
  readonly loginEnvironment: Environment
  readonly people: People
  readonly sealer: Sealer
  readonly outbox: OutboxHouse
  /** Who wants to know what became of messages adds a listener. */
  readonly news: { readonly [Kind in keyof OutboxNews]: OutboxNews[Kind][] }
  /** What the buttons of links in mails do; who sends links of a purpose puts it in. */
  readonly linkPurposes: LinkPurposes
  /** Work that is done once a minute and once at start; who has some adds it. Each says for itself what is due. */
  readonly jobs: PortalJob[]
  /** The latest run of each job, for those who run the house. */
  readonly jobRuns: ReadonlyMap<string, JobRun>
  /** Puts use cases of pages before the JSON API too, and hands them back. */
  readonly offer: Offer
}

export interface PortalJob {
  /** For the log, when it fails. */
  readonly name: string
  readonly run: () => Promise<unknown>
}

/** What the groups of pages offer to the JSON API besides: the same use cases. */
export type OfferedUseCases = Omit<
  PortalApiUseCases,
  'places' | 'nowSeconds' | 'readJournal' | 'verifyJournal' | 'mayVerifyJournal'
>

type Offer = <Name extends keyof OfferedUseCases>(name: Name, useCases: OfferedUseCases[Name]) => OfferedUseCases[Name]
