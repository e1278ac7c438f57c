// Gives package-lock.json an entry for every package that is optional on another kind of machine. npm leaves out those
// that its registry does not hold, and `npm ci` then refuses on every machine. An entry made here names version and machine;
// it has no integrity, since the package has not been seen. Run it after `npm install` when ./check asks for it.
// Usage: node tools/complete-lockfile.mjs [--check] [root of the project]
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot, readText, report } from './project-files.mjs'

const systems = new Set(['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'])
const processors = new Set(['arm', 'arm64', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64'])

/** What the name of a package says of the machine it is for, e.g. `binding-linux-arm64-musl`. */
function machineOf(name) {
  const words = name.split(/[/-]/)
  const os = words.find((word) => systems.has(word))
  const cpu = words.find((word) => processors.has(word))
  if (os === undefined || cpu === undefined) return undefined
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc'
  return { cpu: [cpu], ...(os === 'linux' ? { libc: [libc] } : {}), os: [os] }
}

const root = projectRoot()
const onlyCheck = process.argv.includes('--check')
const lock = JSON.parse(readText(root, 'package-lock.json'))
const faults = []
let added = 0

for (const [path, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const places = [`${path}/node_modules/${name}`, `node_modules/${name}`]
    if (places.some((place) => lock.packages[place] !== undefined)) continue
    const machine = machineOf(name)
    if (onlyCheck) faults.push(`package-lock.json: no entry for ${name}; npx node tools/complete-lockfile.mjs adds it`)
    else if (machine === undefined)
      faults.push(`package-lock.json: ${name} does not say which machine it is for; add it by hand`)
    else {
      lock.packages[`node_modules/${name}`] = {
        version,
        ...machine,
        ...(entry.dev ? { dev: true } : {}),
        optional: true,
      }
      added += 1
    }
  }
}

if (added > 0) {
  const sorted = Object.fromEntries(
    Object.entries(lock.packages).sort(([one], [other]) => one.localeCompare(other, 'en')),
  )
  writeFileSync(join(root, 'package-lock.json'), `${JSON.stringify({ ...lock, packages: sorted }, undefined, 2)}\n`)
}
report(
  faults,
  onlyCheck
    ? `${Object.keys(lock.packages).length} packages in the lockfile`
    : `${added} entries added to package-lock.json`,
)
