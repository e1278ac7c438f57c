import type { DeliveryState, OrderState } from './order-records.ts'
import type { IntegrationState, OrganisationState, UserState } from './records.ts'
import { refuse } from './refusal.ts'
import type { CaseState } from './support-records.ts'

/** `event: [states it may happen in, state it leads to]`. A state of `same` stays; more than one row per event is a list. */
type Table<State extends string> = Readonly<
  Record<string, readonly { readonly from: readonly State[]; readonly to: State | 'same' | 'before' }[]>
>

const row = <State extends string>(from: readonly State[], to: State | 'same' | 'before') => [{ from, to }] as const

export const organisationTransitions = {
  registered: row(['PROSPECT'], 'REGISTERED'),
  refused: row(['PROSPECT'], 'CLOSED'),
  suspended: row(['REGISTERED'], 'SUSPENDED'),
  reinstated: row(['SUSPENDED'], 'REGISTERED'),
  closed: row(['REGISTERED', 'SUSPENDED'], 'CLOSED'),
} as const satisfies Table<OrganisationState>

export const userTransitions = {
  activated: row(['INVITED'], 'ACTIVE'),
  'invite-expired': row(['INVITED'], 'REMOVED'),
  locked: row(['ACTIVE'], 'LOCKED'),
  unlocked: row(['LOCKED'], 'ACTIVE'),
  removed: row(['ACTIVE', 'LOCKED', 'INVITED'], 'REMOVED'),
  dormant: row(['ACTIVE'], 'REMOVED'),
} as const satisfies Table<UserState>

export const orderTransitions = {
  submit: row(['DRAFT'], 'SUBMITTED'),
  claim: row(['SUBMITTED'], 'IN_REVIEW'),
  release: row(['IN_REVIEW'], 'SUBMITTED'),
  question: row(['IN_REVIEW'], 'NEEDS_INFO'),
  answer: row(['NEEDS_INFO'], 'IN_REVIEW'),
  reject: row(['IN_REVIEW'], 'REJECTED'),
  approve: row(['IN_REVIEW'], 'APPROVED'),
  provision: row(['APPROVED'], 'PROVISIONING'),
  provisioned: row(['PROVISIONING'], 'DELIVERING'),
  complete: row(['DELIVERING'], 'COMPLETED'),
  withdraw: row(['DRAFT', 'SUBMITTED', 'IN_REVIEW', 'NEEDS_INFO'], 'WITHDRAWN'),
  expire: row(['DRAFT', 'NEEDS_INFO', 'DELIVERING'], 'EXPIRED'),
  'provision-failed': row(['APPROVED', 'PROVISIONING'], 'IN_REVIEW'),
  'receiver-changed': row(['DELIVERING'], 'IN_REVIEW'),
} as const satisfies Table<OrderState>

export const deliveryTransitions = {
  'sms-accepted': row(['PREPARED'], 'SMS_ACCEPTED'),
  sent: row(['SMS_ACCEPTED'], 'SENT'),
  failed: row(['PREPARED', 'SENT'], 'FAILED'),
  confirmed: row(['SENT'], 'CONFIRMED'),
  expired: row(['SENT'], 'EXPIRED'),
  revoked: row(['PREPARED', 'SMS_ACCEPTED', 'SENT'], 'REVOKED'),
} as const satisfies Table<DeliveryState>

export const caseTransitions = {
  matched: row(['NEW'], 'TRIAGED'),
  claimed: row(['TRIAGED'], 'IN_PROGRESS'),
  question: row(['IN_PROGRESS'], 'WAITING_CUSTOMER'),
  answer: row(['WAITING_CUSTOMER'], 'IN_PROGRESS'),
  resolved: row(['IN_PROGRESS'], 'RESOLVED'),
  closed: row(['RESOLVED'], 'CLOSED'),
  reopened: row(['RESOLVED', 'CLOSED'], 'IN_PROGRESS'),
  timeout: row(['WAITING_CUSTOMER'], 'RESOLVED'),
} as const satisfies Table<CaseState>

export const integrationTransitions = {
  'test-requested': row(['ORG_REGISTERED'], 'TEST_REQUESTED'),
  'test-client-created': row(['ORG_REGISTERED', 'TEST_REQUESTED'], 'TEST_CLIENT_ACTIVE'),
  /** The operator said no to an order by form: nothing came of it. */
  'request-declined': row(['TEST_REQUESTED'], 'CLOSED'),
  'first-login': row(['TEST_CLIENT_ACTIVE'], 'LOGIN_SEEN'),
  'run-opened': row(['LOGIN_SEEN', 'VERIFIED'], 'VERIFYING'),
  'run-abandoned': row(['VERIFYING'], 'LOGIN_SEEN'),
  verified: row(['VERIFYING'], 'VERIFIED'),
  'report-stale': row(['VERIFIED'], 'LOGIN_SEEN'),
  ordered: row(['VERIFIED', 'LOGIN_SEEN'], 'PROD_ORDERED'),
  claimed: row(['PROD_ORDERED'], 'UNDER_REVIEW'),
  released: row(['UNDER_REVIEW'], 'PROD_ORDERED'),
  approved: row(['UNDER_REVIEW'], 'APPROVED'),
  'approval-undone': row(['APPROVED'], 'UNDER_REVIEW'),
  delivering: row(['APPROVED'], 'CREDENTIALS_IN_DELIVERY'),
  delivered: row(['CREDENTIALS_IN_DELIVERY'], 'CREDENTIALS_DELIVERED'),
  'first-production-login': row(['CREDENTIALS_DELIVERED'], 'IN_PRODUCTION'),
  'rotation-begun': row(['IN_PRODUCTION', 'CREDENTIALS_DELIVERED'], 'ROTATING'),
  'rotation-ended': row(['ROTATING'], 'IN_PRODUCTION'),
  suspended: row(['CREDENTIALS_DELIVERED', 'IN_PRODUCTION', 'ROTATING'], 'SUSPENDED'),
  reopened: row(['SUSPENDED'], 'before'),
  /** The order came to nothing (J-19, J-21): back to what the verification still holds. */
  'order-ended-verified': row(['PROD_ORDERED', 'UNDER_REVIEW', 'APPROVED', 'CREDENTIALS_IN_DELIVERY'], 'VERIFIED'),
  'order-ended-unverified': row(['PROD_ORDERED', 'UNDER_REVIEW', 'APPROVED', 'CREDENTIALS_IN_DELIVERY'], 'LOGIN_SEEN'),
  'receiver-changed': row(['CREDENTIALS_IN_DELIVERY'], 'UNDER_REVIEW'),
  'made-by-self-service': row(['ORG_REGISTERED', 'TEST_CLIENT_ACTIVE', 'LOGIN_SEEN'], 'CREDENTIALS_DELIVERED'),
  closed: row(
    [
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
    ],
    'CLOSED',
  ),
} as const satisfies Table<IntegrationState>

/**
 * The state after `event`, or 409 `illegal_transition` with state and event in the message (ONB-160). `before` is where
 * an event that undoes another returns to.
 */
export function nextState<State extends string, Event extends string>(
  table: Readonly<
    Record<Event, readonly { readonly from: readonly State[]; readonly to: State | 'same' | 'before' }[]>
  >,
  state: NoInfer<State>,
  event: NoInfer<Event>,
  before?: NoInfer<State>,
): State {
  const found = table[event].find(({ from }) => from.includes(state))
  if (found === undefined)
    refuse('illegal_transition', `${event} is not possible in state ${state}`, { values: { state, event } })
  if (found.to === 'same') return state
  if (found.to === 'before') return before ?? state
  return found.to
}
