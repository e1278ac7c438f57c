import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../harness/gateway.ts'

const main = fileURLToPath(new URL('../../../src/main.ts', import.meta.url))
const repository = fileURLToPath(new URL('../../../', import.meta.url))

/** The program as its operator runs it, in a process and a folder of its own. */
export interface ServedProgram {
  readonly issuer: string
  readonly folder: string
  readonly process: ChildProcess
  /** Resolves with the next line, of the log or of what a person reads, that holds these words; each line is given once. */
  line(words: string): Promise<string>
}

export interface FinishedProgram {
  readonly code: number | null
  readonly errorLines: readonly string[]
  readonly output: string
}

/** Runs a command of the program to its end. */
export function runProgram(words: readonly string[], variables: Record<string, string> = {}): Promise<FinishedProgram> {
  const child = start(words, variables)
  let [output, errors] = ['', '']
  child.stdout?.on('data', (data: Buffer) => {
    output += data.toString()
  })
  child.stderr?.on('data', (data: Buffer) => {
    errors += data.toString()
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) =>
      resolve({ code, output, errorLines: errors.split('\n').filter((line) => line !== '') }),
    )
  })
}

/**
 * Starts the gateway with these files as its seed and resolves when it is ready; it is stopped after the test. `seedPath`
 * is what the settings name.
 */
export async function serve(
  context: TestContext,
  files: Readonly<Record<string, string>>,
  seedPath: (folder: string) => Record<string, string>,
): Promise<ServedProgram> {
  const folder = makeFolder(files)
  const [port, other] = [await freePort(), await freePort()]
  const child = start(['serve', '--sites', 'gateway'], {
    ...filesBeside(folder),
    GATEWAY_TEST_PORT: String(port),
    GATEWAY_PROD_SIM_PORT: String(other),
    ...seedPath(folder),
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  context.after(async () => {
    child.kill('SIGTERM')
    await ended
    removeFolder(folder)
  })
  const line = readLines(child)
  await line('Ready.')
  return { issuer: `http://localhost:${port}`, folder, process: child, line }
}

/** A new folder with these files. Its parent is of this test too, for the files that the program makes. */
export function makeFolder(files: Readonly<Record<string, string>>): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'portvakt-serve-')), 'seed')
  mkdirSync(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

export const removeFolder = (folder: string): void => rmSync(dirname(folder), { recursive: true, force: true })

/** Database and secrets beside this folder, so that nothing of the working directory is touched. */
export const filesBeside = (
  folder: string,
): { readonly GATEWAY_DATABASE: string; readonly GATEWAY_SECRETS_FILE: string } => ({
  GATEWAY_DATABASE: join(dirname(folder), 'portvakt.sqlite'),
  GATEWAY_SECRETS_FILE: join(dirname(folder), 'secrets.json'),
})

const start = (words: readonly string[], variables: Record<string, string>): ChildProcess =>
  spawn(process.execPath, [main, ...words], {
    cwd: repository,
    env: { PATH: process.env.PATH, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

function readLines(child: ChildProcess): (words: string) => Promise<string> {
  const unread: string[] = []
  let waiting: { words: string; resolve: (line: string) => void; reject: (error: Error) => void } | undefined
  const look = (): void => {
    if (waiting === undefined) return
    const index = unread.findIndex((line) => line.includes(waiting?.words ?? ''))
    if (index === -1) return
    const [found = ''] = unread.splice(index, 1)
    waiting.resolve(found)
    waiting = undefined
  }
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream?.on('data', (data: Buffer) => {
      const parts = (rest + data.toString()).split('\n')
      rest = parts.pop() ?? ''
      unread.push(...parts)
      look()
    })
  }
  child.once('close', (code) => waiting?.reject(new Error(`ended with ${code}: ${unread.join('\n')}`)))
  return (words) =>
    new Promise((resolve, reject) => {
      waiting = { words, resolve, reject }
      look()
    })
}
