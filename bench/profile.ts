import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { byReference } from './clients.ts'
import { type CpuProfile, readSelfTimes } from './cpu-profile.ts'
import { flowTitles, prepareFlow } from './flows.ts'
import { measure } from './measure.ts'
import { headlineConcurrency } from './plan.ts'
import { cpuByThread } from './process-usage.ts'
import { meetProvider } from './provider.ts'
import { installGateway } from './servers.ts'
import { signatureMilliseconds } from './signature.ts'

const warmUpMilliseconds = 3000
const profiledMilliseconds = 8000
const functionsShown = 40

/** Drives one kind of login against a gateway that profiles itself; resolves with where its time went, as text. */
export async function profileGateway(kind: 'first' | 'sso', folder: string): Promise<string> {
  const installation = await installGateway(join(folder, 'profiled'), 'gateway')
  const profileFolder = join(folder, 'profiles')
  const server = await installation.start({
    nodeOptions: ['--cpu-prof', '--cpu-prof-interval=250', `--cpu-prof-dir=${profileFolder}`],
  })
  const provider = await meetProvider('ours', server)
  const flow = await prepareFlow(kind, provider, byReference, headlineConcurrency)
  await measure(provider, byReference, flow, headlineConcurrency, warmUpMilliseconds)
  signatureMilliseconds(300)

  const signature = signatureMilliseconds(500)
  const threadsBefore = cpuByThread(server.pid)
  const from = monotonicMicroseconds()
  const { flows, flowsPerSecond, cpuMilliseconds } = await measure(
    provider,
    byReference,
    flow,
    headlineConcurrency,
    profiledMilliseconds,
  )
  const to = monotonicMicroseconds()
  const threadsAfter = cpuByThread(server.pid)
  provider.agent.close()
  await server.stop()

  const [name = ''] = readdirSync(profileFolder)
  const profile = JSON.parse(readFileSync(join(profileFolder, name), 'utf8')) as CpuProfile
  const times = readSelfTimes(profile, from, to)
  const threads = [...threadsAfter].map(
    ([thread, after]) => [thread, after - (threadsBefore.get(thread) ?? 0)] as const,
  )
  // Samples are taken by the clock, also while another process has the core; so shares of the CPU time are told, where known.
  const mainMilliseconds = threads.find(([thread]) => thread === 'main thread')?.[1] ?? times.busyMilliseconds
  const perFlow = (milliseconds: number): string => `${((milliseconds / flows) * 1000).toFixed(1).padStart(7)} µs`
  const line = ([label, milliseconds]: readonly [string, number]): string => {
    const share = milliseconds / times.busyMilliseconds
    return `${(share * 100).toFixed(1).padStart(5)} %  ${perFlow(share * mainMilliseconds)}  ${label}`
  }
  return [
    `${flowTitles[kind]}, access token by reference, ${headlineConcurrency} at a time: ${flows} flows, ${flowsPerSecond.toFixed(0)} a second.`,
    `${cpuMilliseconds.toFixed(3)} ms of CPU per flow = ${(cpuMilliseconds / signature).toFixed(2)} signatures of ${signature.toFixed(3)} ms, the profiler's own work included.`,
    '',
    'CPU per flow, by thread:',
    ...threads.map(([thread, milliseconds]) => `         ${perFlow(milliseconds)}  ${thread}`),
    '',
    'The main thread, by room:',
    ...times.rooms.map(line),
    '',
    `The main thread, the ${functionsShown} functions with most time of their own:`,
    ...times.functions.slice(0, functionsShown).map(line),
  ].join('\n')
}

// The clock of V8's profiles.
const monotonicMicroseconds = (): number => Number(process.hrtime.bigint() / 1000n)
