import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = import.meta.dirname

/** Version of the peer that bench/package.json asks for; installs the packages if that one is not there. */
export function installPeerPackages(tell: (line: string) => void): string {
  const wanted = readJson('package.json')?.dependencies?.['oidc-provider'] ?? ''
  if (readJson('node_modules/oidc-provider/package.json')?.version === wanted) return wanted
  tell('installing the packages of the benchmark (npm ci) …')
  const installed = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'],
    { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'], timeout: 120_000 },
  )
  if (installed.status !== 0)
    throw new Error('npm ci in bench/ failed: most often the package registry could not be reached')
  return wanted
}

interface PackageFile {
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

function readJson(name: string): PackageFile | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8')) as PackageFile
  } catch {
    return undefined
  }
}
