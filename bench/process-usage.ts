import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** CPU time that a process has used so far, user and system, all its threads, in milliseconds. */
export function cpuMilliseconds(pid: number): number {
  if (process.platform !== 'linux') return secondsOf(processField(pid, 'time')) * 1000
  let nanoseconds = 0
  for (const { run } of threads(pid)) nanoseconds += run
  return nanoseconds / 1e6
}

/** CPU time by kind of thread, in milliseconds; empty where the system does not tell. */
export function cpuByThread(pid: number): ReadonlyMap<string, number> {
  const kinds = new Map<string, number>()
  if (process.platform !== 'linux') return kinds
  for (const { id, run } of threads(pid)) {
    const name = id === pid ? 'main thread' : threadName(pid, id)
    kinds.set(name, (kinds.get(name) ?? 0) + run / 1e6)
  }
  return kinds
}

/** Resident memory in MB (10⁶ bytes). */
export function residentMegabytes(pid: number): number {
  if (process.platform !== 'linux') return (Number(processField(pid, 'rss')) * 1024) / 1e6
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return (Number(kibibytes) * 1024) / 1e6
}

// Nanoseconds on a processor; kernels without it have hundredths of seconds only.
const hasNanoseconds = existsSync('/proc/self/schedstat')

/** Of each thread the time on a processor, user and system, in nanoseconds. */
function* threads(pid: number): Generator<{ readonly id: number; readonly run: number }> {
  for (const id of readdirSync(`/proc/${pid}/task`)) yield { id: Number(id), run: runNanoseconds(pid, id) }
}

function runNanoseconds(pid: number, id: string): number {
  const folder = `/proc/${pid}/task/${id}`
  if (hasNanoseconds) return Number(readFileSync(`${folder}/schedstat`, 'utf8').split(' ')[0])
  const fields = readFileSync(`${folder}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 1e7
}

function threadName(pid: number, id: number): string {
  const name = readFileSync(`/proc/${pid}/task/${id}/comm`, 'utf8').trim()
  if (name.includes('libuv-worker')) return 'thread pool (signatures, files)'
  if (name.includes('V8Worker')) return 'V8 (garbage, compiling)'
  if (name.includes('Prof')) return 'the profiler'
  return 'others'
}

const processField = (pid: number, field: string): string =>
  execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).trim()

/** `[[days-]hours:]minutes:seconds`, as ps writes it. */
function secondsOf(time: string): number {
  const [rest = '', days = '0'] = time.split('-').reverse()
  return rest.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days) * 86_400
}
