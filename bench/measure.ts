import type { BenchClient } from './clients.ts'
import type { PreparedFlow } from './flows.ts'
import type { Tokens } from './login.ts'
import { cpuMilliseconds } from './process-usage.ts'
import type { Provider } from './provider.ts'
import { validateTokens } from './validate-tokens.ts'

/** What one provider did in one stretch of time. */
export interface Measurement {
  readonly flows: number
  readonly flowsPerSecond: number
  /** CPU time of the server's process for one flow, user and system, milliseconds. */
  readonly cpuMilliseconds: number
  /** Of every flow, milliseconds. */
  readonly latencies: readonly number[]
}

/**
 * Lets `concurrency` workers do the flow again and again for `milliseconds`, each starting the next when one is done; then
 * validates all tokens. Throws if any flow went wrong.
 */
export async function measure(
  provider: Provider,
  client: BenchClient,
  flow: PreparedFlow,
  concurrency: number,
  milliseconds: number,
): Promise<Measurement> {
  const latencies: number[] = []
  const tokens: Tokens[] = []
  const { pid } = provider.server
  const cpuBefore = cpuMilliseconds(pid)
  const began = performance.now()
  const work = async (worker: number): Promise<void> => {
    for (let start = began; start - began < milliseconds; ) {
      const done = await flow.once(worker)
      if (done === false) return
      const end = performance.now()
      latencies.push(end - start)
      start = end
      if (done !== undefined) tokens.push(done)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, (_, worker) => work(worker)))
  const seconds = (performance.now() - began) / 1000
  const cpu = cpuMilliseconds(pid) - cpuBefore
  validateTokens(provider, client, tokens)
  const flows = latencies.length
  return { flows, flowsPerSecond: flows / seconds, cpuMilliseconds: cpu / flows, latencies }
}
