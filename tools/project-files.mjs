// The files of the project as a reader of the repository sees them: not what was installed, built or left by a run.
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const left = new Set(['node_modules', '.git', 'var', 'seed-out', 'coverage'])

/** The root named on the command line, else the folder above tools/. */
export const projectRoot = () =>
  resolve(process.argv.slice(2).find((word) => !word.startsWith('--')) ?? join(import.meta.dirname, '..'))

/** Paths that match one of the globs, from the root, sorted. */
export const listFiles = (root, ...globs) =>
  globSync(globs, {
    cwd: root,
    exclude: (path) => left.has(typeof path === 'string' ? path.split('/').at(-1) : path.name),
  })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()

/** The text of a file, or nothing when it is not there. */
export function readText(root, path) {
  try {
    return readFileSync(join(root, path), 'utf8')
  } catch {
    return undefined
  }
}

/** Prints the faults and one line of sum; the process ends with 1 when there is a fault. */
export function report(faults, sum) {
  for (const fault of faults) console.log(fault)
  console.log(faults.length === 0 ? sum : `${sum}; ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
