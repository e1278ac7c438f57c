import { readFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from './child-server.ts'

/** Where and when something was measured. */
export interface Machine {
  readonly date: string
  readonly processor: string
  readonly cores: number
  readonly memoryGigabytes: number
  readonly system: string
  readonly node: string
  readonly portvakt: string
  /** Load average of the minute before: how much else was going on. */
  readonly loadBefore: number
}

export function describeMachine(): Machine {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    // All of them: the client of the benchmark is bound to one.
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    portvakt: version,
    loadBefore: loadavg()[0] ?? 0,
  }
}
