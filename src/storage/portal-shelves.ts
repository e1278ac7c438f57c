import type { LogoRequest } from '../journey/logo-request.ts'
import type { BusyPeriod, Notice } from '../journey/notices.ts'
import type { Delivery, Order } from '../journey/order-records.ts'
import type {
  Integration,
  MobileVerification,
  OneTimeLink,
  PendingForm,
  PortalUser,
  QueueItem,
  TermsAcceptance,
  TermsVersion,
  VerificationRun,
} from '../journey/records.ts'
import type { CaseFile, InboundMail, SupportCase } from '../journey/support-records.ts'

/** A record of the portal with its revision, counted from 1. Seconds. */
export interface Kept<Thing> {
  readonly thing: Thing
  readonly revision: number
  readonly createdAtSeconds: number
  readonly updatedAtSeconds: number
}

/** What can be asked of a list; everything given must hold. */
export interface RecordFilter {
  readonly orgno?: string
  readonly states?: readonly string[]
  /** The second name of a kind: see PortalShelves. */
  readonly lookup?: string
}

/** Records of one kind, each a document with an id, an organisation, a state and one more name to find it by. */
export interface RecordShelf<Thing> {
  find(id: string): Promise<Kept<Thing> | undefined>
  /** Oldest first. */
  list(filter?: RecordFilter): Promise<Kept<Thing>[]>
  /** Resolves with false, and writes nothing, when the id is taken. */
  add(thing: Thing, nowSeconds: number): Promise<boolean>
  /**
   * Writes the next revision and keeps the former one. Resolves with false, and writes nothing, when the record has
   * moved on from `expectedRevision`: of two who read the same, one wins (ONB-121).
   */
  change(thing: Thing, expectedRevision: number, nowSeconds: number): Promise<boolean>
  /** Former revisions, oldest first, without the present one. */
  former(id: string): Promise<{ readonly thing: Thing; readonly revision: number; readonly writtenAtSeconds: number }[]>
  /** Removes the record with its revisions (what nobody confirmed). */
  remove(id: string): Promise<void>
}

/** Everything of the service owner's journey. In brackets: what `lookup` is. */
export interface PortalShelves {
  /** [keyed hash of the person's national id] */
  readonly users: RecordShelf<PortalUser>
  readonly termsVersions: RecordShelf<TermsVersion>
  readonly termsAcceptances: RecordShelf<TermsAcceptance>
  /** [`environment/clientId` of the test client] */
  readonly integrations: RecordShelf<Integration>
  /** [client id] */
  readonly runs: RecordShelf<VerificationRun>
  /** [integration id] */
  readonly orders: RecordShelf<Order>
  /** [`environment/clientId`] */
  readonly deliveries: RecordShelf<Delivery>
  /** [id of what it is about] */
  readonly queue: RecordShelf<QueueItem>
  /** [e-mail] */
  readonly links: RecordShelf<OneTimeLink>
  /** [keyed hash of the number] */
  readonly mobileVerifications: RecordShelf<MobileVerification>
  /** [e-mail] */
  readonly pendingForms: RecordShelf<PendingForm>
  /** [client id] */
  readonly cases: RecordShelf<SupportCase>
  /** [number of the case] */
  readonly caseFiles: RecordShelf<CaseFile>
  /** [number or id of what it became] */
  readonly inboundMails: RecordShelf<InboundMail>
  /** [environment] */
  readonly notices: RecordShelf<Notice>
  /** [organisation number] */
  readonly busyPeriods: RecordShelf<BusyPeriod>
  /** [`environment/clientId`] */
  readonly logoRequests: RecordShelf<LogoRequest>
}
