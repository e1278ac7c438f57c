import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const project = join(import.meta.dirname, '../../..')

/** What a check said and whether it was content. */
interface Verdict {
  readonly content: boolean
  readonly said: string
}

/** Runs `tools/<check>` on a small project made of `files` (text by path), which is removed afterwards. */
export async function judge(
  check: string,
  files: Readonly<Record<string, string>>,
  ...words: readonly string[]
): Promise<Verdict> {
  const root = await mkdtemp(join(tmpdir(), 'planted-'))
  try {
    await symlink(join(project, 'node_modules'), join(root, 'node_modules'))
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await writeFile(join(root, path), text)
    }
    return await run([join(project, 'tools', check), root, ...words])
  } finally {
    await rm(root, { recursive: true })
  }
}

const run = (words: readonly string[]): Promise<Verdict> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk
      })
    }
    child.on('error', reject)
    child.on('close', (code) => resolve({ content: code === 0, said }))
  })
