import { pause } from './child-server.ts'
import { byReference, loginClients } from './clients.ts'
import { prepareFlow } from './flows.ts'
import { type Measurement, measure } from './measure.ts'
import { headlineConcurrency, type Plan, type Trial, trialsOf } from './plan.ts'
import type { Provider } from './provider.ts'
import { signatureMilliseconds } from './signature.ts'

/** A trial with what both sides did in it, round by round. */
export interface Comparison {
  readonly trial: Trial
  readonly ours: Measurement[]
  readonly theirs: Measurement[]
}

/** Logins by reference at the headline concurrency, done by the floor; round by round. */
export type Floors = Readonly<Record<'first' | 'sso', Measurement[]>>

export interface Compared {
  readonly floors: Floors
  readonly rounds: number
  readonly comparisons: readonly Comparison[]
  /** CPU milliseconds of a raw signature, measured at the beginning of every round and at the end. */
  readonly signatures: readonly number[]
}

/** Measures ours and theirs in turns, so that what slows the machine slows both. `began` is when the run did. */
export async function compareProviders(
  ours: Provider,
  theirs: Provider,
  floor: Provider,
  plan: Plan,
  began: number,
  tell: (line: string) => void,
): Promise<Compared> {
  for (const kind of ['first', 'sso'] as const)
    for (const client of loginClients)
      for (const provider of client === byReference ? [ours, theirs, floor] : [ours, theirs]) {
        const flow = await prepareFlow(kind, provider, client, headlineConcurrency)
        await measure(provider, client, flow, headlineConcurrency, plan.warmUp)
      }
  signatureMilliseconds(300)

  const comparisons = trialsOf(plan).map((trial): Comparison => ({ trial, ours: [], theirs: [] }))
  const signatures: number[] = []
  const floors: Floors = { first: [], sso: [] }
  let rounds = 0
  while (rounds < plan.rounds && performance.now() - began < plan.lastRoundSeconds * 1000) {
    signatures.push(signatureMilliseconds(300))
    // Who is first changes from round to round.
    const order = rounds % 2 === 0 ? [ours, theirs] : [theirs, ours]
    for (const comparison of comparisons) await measureTrial(comparison, order, plan)
    for (const kind of ['first', 'sso'] as const) {
      const flow = await prepareFlow(kind, floor, byReference, headlineConcurrency)
      floors[kind].push(await measure(floor, byReference, flow, headlineConcurrency, plan.login))
    }
    rounds += 1
    tell(`round ${rounds} of ${plan.rounds}, ${Math.round((performance.now() - began) / 1000)} s`)
  }
  signatures.push(signatureMilliseconds(300))
  return { rounds, comparisons, floors, signatures }
}

async function measureTrial(comparison: Comparison, order: readonly Provider[], plan: Plan): Promise<void> {
  const { kind, client, concurrency } = comparison.trial
  const prepared = []
  for (const provider of order)
    prepared.push({ provider, flow: await prepareFlow(kind, provider, client, concurrency) })
  if (kind === 'refresh') await pause(1050)
  const milliseconds = kind === 'first' || kind === 'sso' || kind === 'pushed' ? plan.login : plan.small
  for (const { provider, flow } of prepared)
    comparison[provider.name === 'ours' ? 'ours' : 'theirs'].push(
      await measure(provider, client, flow, concurrency, milliseconds),
    )
}
