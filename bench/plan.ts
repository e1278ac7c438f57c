import { type BenchClient, byKey, byReference, loginClients, selfContained } from './clients.ts'
import type { FlowKind } from './flows.ts'

/** How long and how often. Times are milliseconds unless they say otherwise. */
export interface Plan {
  readonly rounds: number
  /** No round begins later than this after the start of the run. */
  readonly lastRoundSeconds: number
  /** Each login, before the first round; dropped. */
  readonly warmUp: number
  /** Each measurement of a login. */
  readonly login: number
  readonly loginConcurrency: readonly number[]
  /** Each measurement of the small requests, all at the concurrency of `headlineConcurrency`. */
  readonly small: number
  readonly firstStarts: number
  readonly coldStarts: number
  /** Rest before memory is read. */
  readonly rest: number
}

export const plans: Readonly<Record<'full' | 'quick', Plan>> = {
  full: {
    rounds: 5,
    lastRoundSeconds: 220,
    warmUp: 1500,
    login: 900,
    loginConcurrency: [1, 8, 16],
    small: 500,
    firstStarts: 3,
    coldStarts: 7,
    rest: 2000,
  },
  quick: {
    rounds: 2,
    lastRoundSeconds: 20,
    warmUp: 400,
    login: 250,
    loginConcurrency: [1, 8],
    small: 150,
    firstStarts: 1,
    coldStarts: 3,
    rest: 1000,
  },
}

/** The concurrency that the short table speaks of. */
export const headlineConcurrency = 8

/** One thing that is measured on both sides. */
export interface Trial {
  readonly kind: FlowKind
  readonly client: BenchClient
  readonly concurrency: number
}

/** Everything that one round measures, in order. */
export function trialsOf(plan: Plan): readonly Trial[] {
  const logins = (['first', 'sso'] as const).flatMap((kind) =>
    loginClients.flatMap((client) => plan.loginConcurrency.map((concurrency) => ({ kind, client, concurrency }))),
  )
  const small = [
    { kind: 'pushed', client: byReference },
    { kind: 'refresh', client: byReference },
    { kind: 'refresh', client: selfContained },
    { kind: 'refresh', client: byKey },
    // The peer refuses tokens that are for a resource here, so only the other kind is compared.
    { kind: 'userinfo', client: byReference },
    { kind: 'introspection', client: byReference },
    { kind: 'metadata', client: byReference },
  ] as const
  return [...logins, ...small.map((each) => ({ ...each, concurrency: headlineConcurrency }))]
}
