import type { Integration, IntegrationState } from './records.ts'

/** The way of an integration as its people see it (ONB-162). */
export const journeySteps = [
  'test-client',
  'first-login',
  'verification',
  'order',
  'review',
  'delivery',
  'production',
] as const
export type JourneyStep = (typeof journeySteps)[number]

export interface StepView {
  readonly step: JourneyStep
  readonly status: 'done' | 'now' | 'later'
}

export type Responsible = 'integration_admin' | 'operator' | 'receiver' | 'nobody'

/** What stands next, and whose turn it is. */
export interface NextAction {
  readonly action:
    | 'create-test-client'
    | 'wait-for-operator'
    | 'configure-and-log-in'
    | 'verify'
    | 'finish-verification'
    | 'order'
    | 'open-package'
    | 'log-in-in-production'
    | 'finish-rotation'
    | 'reopen'
    | 'nothing'
  readonly who: Responsible
}

/** How many steps are done in a state, and what is next. */
const places: Readonly<Record<IntegrationState, readonly [done: number, next: NextAction]>> = {
  ORG_REGISTERED: [0, { action: 'create-test-client', who: 'integration_admin' }],
  TEST_REQUESTED: [0, { action: 'wait-for-operator', who: 'operator' }],
  TEST_CLIENT_ACTIVE: [1, { action: 'configure-and-log-in', who: 'integration_admin' }],
  LOGIN_SEEN: [2, { action: 'verify', who: 'integration_admin' }],
  VERIFYING: [2, { action: 'finish-verification', who: 'integration_admin' }],
  VERIFIED: [3, { action: 'order', who: 'integration_admin' }],
  PROD_ORDERED: [4, { action: 'wait-for-operator', who: 'operator' }],
  UNDER_REVIEW: [4, { action: 'wait-for-operator', who: 'operator' }],
  APPROVED: [5, { action: 'wait-for-operator', who: 'operator' }],
  CREDENTIALS_IN_DELIVERY: [5, { action: 'open-package', who: 'receiver' }],
  CREDENTIALS_DELIVERED: [6, { action: 'log-in-in-production', who: 'integration_admin' }],
  IN_PRODUCTION: [7, { action: 'nothing', who: 'nobody' }],
  ROTATING: [7, { action: 'finish-rotation', who: 'integration_admin' }],
  SUSPENDED: [7, { action: 'reopen', who: 'integration_admin' }],
  CLOSED: [7, { action: 'nothing', who: 'nobody' }],
}

/** The steps of an integration. One that is stopped stands where it stood; of a closed one nothing is left to do. */
export function stepsOf({ state, stateBefore }: Pick<Integration, 'state' | 'stateBefore'>): {
  readonly steps: readonly StepView[]
  readonly next: NextAction
} {
  const [done] = places[state === 'SUSPENDED' ? (stateBefore ?? state) : state]
  const [, next] = places[state]
  const isOver = state === 'CLOSED'
  return {
    steps: journeySteps.map((step, index) => ({
      step,
      status: index < done ? 'done' : index === done && !isOver ? 'now' : 'later',
    })),
    next,
  }
}
