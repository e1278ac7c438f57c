import type { Language } from '../protocol/language.ts'
import type { OperatorRole, OwnerRole } from './roles.ts'

/** Languages that mails exist in (§18); Northern Sámi readers get bokmål. */
export type MailLanguage = Exclude<Language, 'se'>

export const organisationKinds = ['public', 'publicly_funded', 'acts_for_public', 'private', 'supplier'] as const
export type OrganisationKind = (typeof organisationKinds)[number]
export type OrganisationState = 'PROSPECT' | 'REGISTERED' | 'SUSPENDED' | 'CLOSED'
export const notificationPurposes = ['technical', 'user_contact', 'security', 'supplier', 'billing'] as const
export type NotificationPurpose = (typeof notificationPurposes)[number]

export interface Contact {
  readonly name: string
  readonly email: string
  readonly phone?: string
}

/** An organisation, key `orgno` (§4.1). */
export interface Organisation {
  readonly orgno: string
  readonly name: string
  readonly kind: OrganisationKind
  readonly state: OrganisationState
  readonly isSynthetic: boolean
  readonly emailDomains: readonly { readonly domain: string; readonly verified: boolean; readonly token?: string }[]
  readonly language: MailLanguage
  readonly address?: string
  readonly productionSelfService: 'none' | 'machine' | 'all'
  readonly notificationPoints: readonly (Contact & { readonly purpose: NotificationPurpose })[]
  readonly billing?: { readonly invoiceAddress: string; readonly reference: string; readonly purchaseOrder?: string }
  /** Newly joined people of a verified domain get rights in test by themselves, unless switched off (ONB-16). */
  readonly openForColleagues: boolean
}

export type UserState = 'INVITED' | 'ACTIVE' | 'LOCKED' | 'REMOVED'

/** A person who uses the portal. Of the national id only a keyed hash is kept (ONB-29). Looked up by `personRef`. */
export interface PortalUser {
  readonly id: string
  readonly state: UserState
  /** Keyed hash of the national id; absent until the invited person has logged in. */
  readonly personRef?: string
  readonly name: string
  readonly email: string
  readonly emailVerified: boolean
  readonly language: MailLanguage
  readonly roles: Readonly<Record<string, readonly OwnerRole[]>>
  /** Roles that hold in test environments only: what colleagues of a verified domain get by themselves (ONB-16). */
  readonly testRoles?: Readonly<Record<string, readonly OwnerRole[]>>
  readonly operatorRoles: readonly OperatorRole[]
  readonly lastLoginSeconds?: number
  /** When the person was told that the account will be removed for not being used (U-8). */
  readonly dormantWarningSeconds?: number
  readonly failedAttempts: number
  /** By what right the person signs for an organisation, where it is not the register's word (ONB-33). */
  readonly signatoryGrounds?: Readonly<Record<string, TermsAcceptance['ground']>>
}

export const termsChapters = [
  'general',
  'login',
  'machine',
  'contact_register',
  'employee_login',
  'message_exchange',
  'supplier',
] as const
/** A part of the terms: the general one, and one per solution; suppliers have a part of their own (ONB-35). */
export type TermsChapter = (typeof termsChapters)[number]
export type TermsStatus = 'NONE' | 'ACCEPTED' | 'OUTDATED' | 'WITHDRAWN'

/** A published version of the terms; never changed afterwards (ONB-30). `id` is the version, e.g. `1.8`. */
export interface TermsVersion {
  readonly id: string
  readonly publishedAtSeconds: number
  readonly effectiveFromSeconds: number
  /** Until then acceptances of the former version count (§26 `terms.grace_days`). */
  readonly graceEndsSeconds: number
  readonly summary: Readonly<Partial<Record<MailLanguage, string>>>
  /** Paragraphs are divided by an empty line. Bokmål governs. */
  readonly parts: Readonly<Partial<Record<TermsChapter, Readonly<Partial<Record<MailLanguage, string>>>>>>
  /** SHA-256, hexadecimal, of each part's text per language. */
  readonly hashes: Readonly<Partial<Record<TermsChapter, Readonly<Partial<Record<MailLanguage, string>>>>>>
}

/** Immutable, ten years (ONB-31). A withdrawal is a record of its own that names the acceptance. */
export interface TermsAcceptance {
  readonly id: string
  readonly orgno: string
  readonly kind: 'acceptance' | 'withdrawal'
  readonly organisationName: string
  readonly version: string
  readonly chapters: readonly TermsChapter[]
  readonly language: MailLanguage
  readonly textHash: string
  readonly signatory: { readonly userId: string; readonly name: string; readonly identity: string }
  readonly ground: 'register_role' | 'power_of_attorney' | 'operator_confirmed' | 'simulated'
  readonly simulated: boolean
  readonly acr: string
  readonly sessionRef: string
  readonly atSeconds: number
  readonly ip: string
  readonly reason?: string
  /** Signed on paper: SHA-256 of the scanned file, and the two of the staff who vouch for it (ONB-34). */
  readonly paper?: { readonly fileHash: string; readonly registeredBy: string; readonly confirmedBy: string }
}

export const integrationStates = [
  'ORG_REGISTERED',
  'TEST_REQUESTED',
  'TEST_CLIENT_ACTIVE',
  'LOGIN_SEEN',
  'VERIFYING',
  'VERIFIED',
  'PROD_ORDERED',
  'UNDER_REVIEW',
  'APPROVED',
  'CREDENTIALS_IN_DELIVERY',
  'CREDENTIALS_DELIVERED',
  'IN_PRODUCTION',
  'ROTATING',
  'SUSPENDED',
  'CLOSED',
] as const
export type IntegrationState = (typeof integrationStates)[number]

/** One line of work: test client, its verification, its order, its production client (§17). Looked up by test client. */
export interface Integration {
  readonly id: string
  readonly orgno: string
  readonly supplierOrgno?: string
  readonly name: string
  readonly state: IntegrationState
  /** Where to return from SUSPENDED (J-17). */
  readonly stateBefore?: IntegrationState
  readonly testEnvironment: string
  readonly testClientId?: string
  readonly productionEnvironment?: string
  readonly productionClientId?: string
  readonly orderNo?: string
  readonly technicalContact: Contact
  readonly createdBy: string
  readonly firstLoginSeconds?: number
  readonly firstProductionLoginSeconds?: number
  /** M-07 has been written for the test client. */
  readonly verificationRunId?: string
}

export type RunState = 'OPEN' | 'SEALED' | 'ABANDONED'
export type TestStatus = 'NOT_STARTED' | 'PASSED_WITH_MANUAL' | 'FAILED' | 'NOT_APPLICABLE' | 'WAIVED'

/** A verification of one client; confirmed by hand until the gateway observes it (verification.md §1). */
export interface VerificationRun {
  readonly id: string
  readonly orgno: string
  readonly integrationId: string
  readonly environment: string
  readonly clientId: string
  readonly state: RunState
  readonly answers: {
    readonly levels: readonly ('substantial' | 'high')[]
    readonly promptLogin: boolean
    readonly uiLocales: boolean
    readonly onbehalfof: boolean
    readonly usersWithoutAccess: boolean
    readonly idleMinutes: number
  }
  readonly tests: readonly {
    readonly id: string
    readonly duty: 'mandatory' | 'optional' | 'not_applicable'
    readonly status: TestStatus
    readonly reason?: string
    readonly by?: string
    readonly atSeconds?: number
    readonly note?: string
    /** Level of the login of the person who confirmed it (VER-44). */
    readonly acr?: string
    /** The test is not demanded; counts when a second member of staff has agreed (ONB-122). */
    readonly waiver?: {
      readonly reason: string
      readonly first: { readonly userId: string; readonly name: string; readonly atSeconds: number }
      readonly second?: { readonly userId: string; readonly name: string; readonly atSeconds: number }
    }
  }[]
  readonly configurationHash: string
  /** What was hashed, so that a later difference can be told by name (VER-70). */
  readonly configuration: Readonly<Record<string, unknown>>
  readonly openedBy: string
  readonly lastActivitySeconds: number
  readonly verdict?: 'VERIFIED' | 'NOT_VERIFIED'
  readonly openedAtSeconds: number
  readonly sealedAtSeconds?: number
  readonly validToSeconds?: number
  /** The sealed report as compact JWS, and the SHA-256 of its bytes (VER-61, VER-62). */
  readonly report?: string
  readonly reportHash?: string
}

export const queueKinds = [
  'production_order',
  'change_order',
  'test_request',
  'org_registration',
  'test_user_request',
  'inbound_mail',
  'delivery_problem',
  'support_case',
  'org_status_changed',
  'secret_exposed',
  'terms_withdrawn',
  'person_lookups',
  'prefix_request',
  'logo_review',
] as const
export type QueueKind = (typeof queueKinds)[number]

/** Something the operator must look at (ONB-120). Looked up by the object it is about. */
export interface QueueItem {
  readonly id: string
  readonly kind: QueueKind
  readonly state: 'OPEN' | 'DONE'
  readonly orgno: string
  readonly environment: string
  /** Number or id of what it is about: `ORD-…`, `CS-…`, `DL-…`, an organisation number. */
  readonly objectId: string
  readonly title: string
  readonly flags: readonly string[]
  readonly openedAtSeconds: number
  readonly targetSeconds: number
  readonly claimer?: { readonly userId: string; readonly name: string; readonly atSeconds: number }
  readonly details?: Readonly<Record<string, string>>
}

/** A link that works once; stored under the hash of its token (ONB-27). Looked up by e-mail. */
export interface OneTimeLink {
  readonly id: string
  readonly purpose:
    | 'confirm-email'
    | 'confirm-domain'
    | 'invitation'
    | 'reveal-secret'
    | 'confirm-form'
    | 'confirm-case'
  readonly email: string
  readonly userId?: string
  readonly orgno?: string
  readonly objectId?: string
  readonly createdAtSeconds: number
  readonly expiresAtSeconds: number
  readonly usedAtSeconds?: number
}

/** A number under check, or checked (ONB-87). Looked up by the number's keyed hash. */
export interface MobileVerification {
  readonly id: string
  readonly orgno: string
  readonly userId: string
  /** Keyed hash of the number: the number itself stands in the order only. */
  readonly numberRef: string
  /** Keyed hash of the receiver's e-mail: a verification is good for this person with this number. */
  readonly receiverRef?: string
  readonly codeHash: string
  readonly triesLeft: number
  readonly createdAtSeconds: number
  readonly verifiedAtSeconds?: number
}

/** A form sent by somebody without an account, or a mail, until it is confirmed (ONB-52, ONB-192). */
export interface PendingForm {
  readonly id: string
  readonly kind: 'organisation' | 'test-client' | 'production-order' | 'support-case' | 'paper-terms'
  readonly source: 'form' | 'mail'
  readonly orgno: string
  readonly email: string
  readonly state: 'UNCONFIRMED' | 'CONFIRMED' | 'DONE' | 'REMOVED'
  readonly fields: Readonly<Record<string, unknown>>
  readonly createdAtSeconds: number
}
