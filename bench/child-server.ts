import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { onServerCore } from './cores.ts'
import { openHttpAgent } from './http-agent.ts'

/** A server in a process of its own. */
export interface ChildServer {
  readonly pid: number
  readonly port: number
  /** From its start to its first good answer. */
  readonly startMilliseconds: number
  /** SIGTERM, and SIGKILL after five seconds; resolves when the process is gone. */
  stop(): Promise<void>
}

export interface ServerCommand {
  /** What follows the Node.js binary on the command line. */
  readonly words: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly port: number
  /** Where its output goes. */
  readonly logFile: string
  /** Path whose 200 says that it is up. */
  readonly readyPath: string
}

const startMilliseconds = 30_000
const running = new Set<ChildProcess>()

// A run that ends in any way takes with it what it started, and nothing else.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts the server and asks it every few milliseconds until it answers; rejects with the end of its log if it does not. */
export async function startServer(command: ServerCommand): Promise<ChildServer> {
  const log = openSync(command.logFile, 'a')
  const began = performance.now()
  const [program = '', ...words] = onServerCore([process.execPath, ...command.words])
  const child = spawn(program, words, {
    cwd: projectRoot,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...command.environment },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  running.add(child)
  const ended = once(child, 'exit').finally(() => running.delete(child))
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    const impatience = setTimeout(() => child.kill('SIGKILL'), 5000)
    await ended
    clearTimeout(impatience)
  }
  const agent = openHttpAgent(command.port)
  try {
    for (;;) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended by itself')
      if (performance.now() - began > startMilliseconds) throw new Error('it did not answer in 30 seconds')
      const answer = await agent.send(command.readyPath).catch(() => undefined)
      if (answer?.status === 200) break
      await pause(4)
    }
  } catch (error) {
    await stop()
    const tail = readFileSync(command.logFile, 'utf8').slice(-2000)
    throw new Error(`${command.words.join(' ')} did not start: ${(error as Error).message}\n${tail}`)
  } finally {
    agent.close()
  }
  return { pid: child.pid ?? 0, port: command.port, startMilliseconds: performance.now() - began, stop }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/** The folder that holds src/. */
export const projectRoot = join(import.meta.dirname, '..')

/** A TCP port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
