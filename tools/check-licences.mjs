// May everything we ship be shipped? Reads the licences of the production dependencies from package-lock.json.
// Usage: node tools/check-licences.mjs [root of the project]
import { projectRoot, readText, report } from './project-files.mjs'

const allowed = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['CC0-1.0', 'Unlicense', 'OFL-1.1'],
])

/** An SPDX expression without exceptions: every part of an AND, one part of an OR. */
const isAllowed = (expression) =>
  expression
    .replaceAll(/[()]/g, '')
    .split(' AND ')
    .every((part) => part.split(' OR ').some((name) => allowed.has(name.trim())))

const root = projectRoot()
const { packages } = JSON.parse(readText(root, 'package-lock.json'))
const shipped = Object.entries(packages).filter(([path, entry]) => path !== '' && !entry.dev && !entry.link)
const faults = shipped.flatMap(([path, entry]) => {
  const licence = entry.license ?? JSON.parse(readText(root, `${path}/package.json`) ?? '{}').license
  if (typeof licence === 'string' && isAllowed(licence)) return []
  return [`${path}: licence ${licence ?? 'unknown'} is not on the list of tools/check-licences.mjs`]
})
report(faults, `${shipped.length} packages in production, all under a licence we accept`)
