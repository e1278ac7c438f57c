// Do the walls of docs/house.md hold? Usage: node tools/check-walls.mjs [--at-least=N] [root of the project]
// Fails when fewer than N modules were read: a tool that reads nothing finds nothing wrong.
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise } from 'dependency-cruiser'

const own = join(dirname(fileURLToPath(import.meta.url)), '..')
const words = process.argv.slice(2)
const atLeast = Number(words.find((word) => word.startsWith('--at-least='))?.split('=')[1] ?? 20)
const root = resolve(words.find((word) => !word.startsWith('--')) ?? own)

const { forbidden, options } = createRequire(import.meta.url)(join(own, '.dependency-cruiser.cjs'))
const { output } = await cruise(['src'], { ...options, baseDir: root, validate: true, ruleSet: { forbidden } })
const { violations, totalCruised } = output.summary

for (const { rule, from, to } of violations) console.log(`${rule.name}: ${from}${to === from ? '' : ` imports ${to}`}`)
if (totalCruised < atLeast) {
  console.log(`Only ${totalCruised} modules were read, at least ${atLeast} were expected: the walls were not checked.`)
  console.log('Does @swc/core load? `npx node -e "require(\'@swc/core\')"` tells; .dependency-cruiser.cjs needs it.')
}
const faults = violations.length + (totalCruised < atLeast ? 1 : 0)
console.log(`${totalCruised} modules, ${violations.length} breaches of a wall`)
process.exitCode = faults === 0 ? 0 : 1
