import type { LogoRequest } from '../../journey/logo-request.ts'
import type { BusyPeriod, Notice } from '../../journey/notices.ts'
import type { Delivery, Order } from '../../journey/order-records.ts'
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
} from '../../journey/records.ts'
import type { CaseFile, InboundMail, SupportCase } from '../../journey/support-records.ts'
import type { PortalShelves } from '../portal-shelves.ts'
import { openRecordShelf } from './record-shelf.ts'
import type { SqlDatabase } from './sql-database.ts'

const ofOrganisation = ({ orgno }: { readonly orgno: string }): string => orgno
const inState = ({ state }: { readonly state: string }): string => state
const at = (environment: string, clientId: string | undefined): string =>
  clientId === undefined ? '' : `${environment}/${clientId}`

export const openPortalShelves = (database: SqlDatabase): PortalShelves => ({
  users: openRecordShelf<PortalUser>(database, {
    kind: 'user',
    state: inState,
    lookup: (user) => user.personRef ?? '',
  }),
  termsVersions: openRecordShelf<TermsVersion>(database, { kind: 'terms-version' }),
  termsAcceptances: openRecordShelf<TermsAcceptance>(database, { kind: 'terms-acceptance', orgno: ofOrganisation }),
  integrations: openRecordShelf<Integration>(database, {
    kind: 'integration',
    orgno: ofOrganisation,
    state: inState,
    lookup: ({ testEnvironment, testClientId }) => at(testEnvironment, testClientId),
  }),
  runs: openRecordShelf<VerificationRun>(database, {
    kind: 'verification-run',
    orgno: ofOrganisation,
    state: inState,
    lookup: ({ clientId }) => clientId,
  }),
  orders: openRecordShelf<Order>(database, {
    kind: 'order',
    orgno: ofOrganisation,
    state: inState,
    lookup: ({ integrationId }) => integrationId,
  }),
  deliveries: openRecordShelf<Delivery>(database, {
    kind: 'delivery',
    orgno: ofOrganisation,
    state: inState,
    lookup: ({ environment, clientId }) => at(environment, clientId),
  }),
  queue: openRecordShelf<QueueItem>(database, {
    kind: 'queue-item',
    orgno: ofOrganisation,
    state: inState,
    lookup: ({ objectId }) => objectId,
  }),
  links: openRecordShelf<OneTimeLink>(database, { kind: 'link', lookup: ({ email }) => email }),
  mobileVerifications: openRecordShelf<MobileVerification>(database, {
    kind: 'mobile-verification',
    orgno: ofOrganisation,
    lookup: ({ numberRef }) => numberRef,
  }),
  pendingForms: openRecordShelf<PendingForm>(database, {
    kind: 'pending-form',
    orgno: ofOrganisation,
    state: inState,
    lookup: ({ email }) => email,
  }),
  cases: openRecordShelf<SupportCase>(database, {
    kind: 'case',
    orgno: ofOrganisation,
    state: inState,
    lookup: ({ clientId }) => clientId ?? '',
  }),
  caseFiles: openRecordShelf<CaseFile>(database, {
    kind: 'case-file',
    orgno: ofOrganisation,
    lookup: ({ caseNo }) => caseNo,
  }),
  notices: openRecordShelf<Notice>(database, { kind: 'notice', lookup: ({ environment }) => environment }),
  busyPeriods: openRecordShelf<BusyPeriod>(database, {
    kind: 'busy-period',
    orgno: ofOrganisation,
    state: inState,
    lookup: ({ orgno }) => orgno,
  }),
  logoRequests: openRecordShelf<LogoRequest>(database, {
    kind: 'logo-request',
    orgno: ofOrganisation,
    state: inState,
    lookup: ({ environment, clientId }) => at(environment, clientId),
  }),
  inboundMails: openRecordShelf<InboundMail>(database, { kind: 'inbound-mail', lookup: ({ objectId }) => objectId }),
})
