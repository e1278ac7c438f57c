import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** A program that somebody else wrote, started for one test. */
export interface Program {
  /** What it has said, for the message of a test that failed. */
  said(): string
  stop(): Promise<void>
}

const mostMilliseconds = 15_000

/** Starts it and waits until its port answers; throws with what it said when it ends first or takes too long. */
export async function startProgram(
  command: string,
  words: readonly string[],
  port: number,
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Program> {
  const child = spawn(command, words, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => {
      said += part
    })
  let ended: string | undefined
  const end = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      ended = error.message
      resolve()
    })
    child.once('close', (code, signal) => {
      ended ??= `it ended with ${code ?? signal}`
      resolve()
    })
  })
  const stop = async () => {
    if (ended === undefined) child.kill('SIGTERM')
    await end
  }
  const until = performance.now() + mostMilliseconds
  while (!(await answers(port))) {
    if (ended !== undefined || performance.now() > until) {
      await stop()
      throw new Error(`${command} does not listen on ${port}: ${ended}\n${said}`)
    }
    await Promise.race([end, pause(50)])
  }
  return { said: () => said, stop }
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
