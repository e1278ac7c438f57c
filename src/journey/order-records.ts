import type { Contact } from './records.ts'

export const orderStates = [
  'DRAFT',
  'SUBMITTED',
  'IN_REVIEW',
  'NEEDS_INFO',
  'REJECTED',
  'APPROVED',
  'PROVISIONING',
  'DELIVERING',
  'COMPLETED',
  'WITHDRAWN',
  'EXPIRED',
] as const
export type OrderState = (typeof orderStates)[number]

/** What a production order holds (§10.1). Everything may be missing in a draft; `submit` judges it whole. */
export interface OrderFields {
  readonly clientName?: string
  readonly wantedClientId?: string
  /** The client as the self-service API names its fields, without contacts: preset from the test client. */
  readonly client: Readonly<Record<string, unknown>>
  readonly jwks?: readonly unknown[]
  /** PEM, the enterprise certificate to be pinned or shown; optional even for certificate users. */
  readonly certificate?: string
  readonly serviceDescription?: string
  readonly securityLevel?: 'substantial' | 'high'
  readonly riskAssessmentDone?: string
  readonly expectedLoginsPerYear?: number
  readonly expectedPeakPerHour?: number
  readonly criticalPeriods?: string
  readonly plannedLaunch?: string
  readonly technicalContact?: Contact
  readonly functionalContact?: Contact
  readonly billing?: { readonly invoiceAddress: string; readonly reference: string }
  readonly credentialReceiver?: { readonly name: string; readonly email: string; readonly mobile?: string }
  readonly logoUseConfirmed?: boolean
  readonly comment?: string
}

export type OrderFlag = 'receiver_domain_foreign' | 'first_order' | 'short_notice' | 'high_volume'

export interface OrderDecision {
  readonly by: string
  readonly byName: string
  readonly atSeconds: number
  readonly revision: number
  readonly checklist: Readonly<
    Record<string, { readonly answer: 'yes' | 'no' | 'not_relevant'; readonly note?: string }>
  >
}

/** A production order. `id` is its number, `ORD-…` (ONB-90). Looked up by integration. */
export interface Order {
  readonly id: string
  readonly kind: 'production_order' | 'change_order'
  readonly orgno: string
  readonly supplierOrgno?: string
  readonly integrationId: string
  readonly environment: string
  readonly testEnvironment: string
  readonly testClientId: string
  readonly state: OrderState
  readonly fields: OrderFields
  /** Counts edits after submit; approval is bound to it (ONB-91). */
  readonly fieldsRevision: number
  /** Former fields, newest last, for the reviewer's difference. */
  readonly formerFields: readonly OrderFields[]
  readonly flags: readonly OrderFlag[]
  readonly verificationRunId?: string
  readonly reportHash?: string
  readonly createdBy: string
  readonly submittedBy?: string
  readonly submittedAtSeconds?: number
  readonly lastActivitySeconds: number
  readonly claimer?: { readonly userId: string; readonly name: string; readonly atSeconds: number }
  readonly conversation: readonly {
    readonly atSeconds: number
    readonly byName: string
    readonly side: 'operator' | 'owner'
    readonly text: string
  }[]
  readonly internalNotes: readonly { readonly atSeconds: number; readonly byName: string; readonly text: string }[]
  readonly approvals: readonly OrderDecision[]
  readonly rejection?: { readonly reason: string; readonly text: string }
  readonly provisionFault?: string
  readonly clientId?: string
  readonly deliveries: readonly string[]
  /** When the person was told that a draft or a question is about to lapse (M-29). */
  readonly remindedAtSeconds?: number
  /** Since when the credential has been on its way (O-19). */
  readonly deliveringSinceSeconds?: number
}

export type DeliveryState = 'PREPARED' | 'SMS_ACCEPTED' | 'SENT' | 'CONFIRMED' | 'FAILED' | 'EXPIRED' | 'REVOKED'

/** The handing over of one secret. `id` is the reference, `DL-…`. Looked up by `environment/clientId`. */
export interface Delivery {
  readonly id: string
  readonly orgno: string
  readonly environment: string
  readonly clientId: string
  readonly clientName: string
  readonly orderNo?: string
  readonly integrationId?: string
  readonly state: DeliveryState
  readonly secretId: string
  readonly receiver: { readonly name: string; readonly email: string; readonly mobile: string }
  readonly startedBy: string
  readonly startedAtSeconds: number
  readonly smsId?: string
  readonly mailId?: string
  readonly sentAtSeconds?: number
  readonly endedAtSeconds?: number
  readonly confirmedBy?: 'receiver' | 'first-use'
  readonly fault?: string
  /** SHA-256 of the token in the link that takes the delivery back without a login (ONB-115). */
  readonly denyTokenHash: string
  readonly overlapDays: number
}
