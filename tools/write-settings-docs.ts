import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Setting } from '../src/config/setting.ts'
import { allEnvironmentSettings, generalSettings } from '../src/config/setting-names.ts'

// Writes the lines of docs/operate/settings.md and .env.example from the table of settings; what stands around them stays.
// Usage: npx node tools/write-settings-docs.ts
const root = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

const replaceLines = (path: string, isOurs: (line: string) => boolean, lines: readonly string[]): void => {
  const before = readFileSync(root(path), 'utf8').split('\n')
  const first = before.findIndex(isOurs)
  const kept = before.filter((line) => !isOurs(line))
  kept.splice(first, 0, ...lines)
  writeFileSync(root(path), kept.join('\n'))
}

const row = (prefix: string, { variable, path, otherwise, meaning }: Setting): string =>
  `| \`${prefix}${variable}\` | \`${path.join('.')}\` | ${otherwise === '' ? 'empty' : `\`${otherwise}\``} | ${meaning} |`
const own = 'GATEWAY_SETTINGS_FILE'
const general: readonly Setting[] = Object.values(generalSettings)

const table = [
  ...general.map((one) => row('', one)),
  ...allEnvironmentSettings.map((one) => row('GATEWAY_<NAME>_', one)),
]
const document = readFileSync(root('docs/operate/settings.md'), 'utf8').split('\n')
const isRow = (line: string): boolean => line.startsWith('| `GATEWAY_') && !line.includes(own)
// General settings and those of an environment stand in tables of their own.
const between = document.findIndex((line) => line.startsWith('| `GATEWAY_<NAME>_'))
const isGeneral = (line: string): boolean => isRow(line) && !line.startsWith('| `GATEWAY_<NAME>_')
if (between === -1) throw new Error('docs/operate/settings.md has no table for environments')
replaceLines('docs/operate/settings.md', isGeneral, table.slice(0, general.length))
replaceLines('docs/operate/settings.md', (line) => line.startsWith('| `GATEWAY_<NAME>_'), table.slice(general.length))

// Blocks are divided by an empty line; the heading of the environment stands between the two kinds.
const blocks = readFileSync(root('.env.example'), 'utf8').trimEnd().split('\n\n')
const isBlock = (block: string): boolean => /^# .*\n#GATEWAY_(?!SETTINGS_FILE)/.test(block)
const isEnvironment = (block: string): boolean => isBlock(block) && block.includes('\n#GATEWAY_TEST_')
const blocksOf = (settings: readonly Setting[], prefix: string): string[] =>
  settings.map(({ variable, otherwise, meaning }) => `# ${meaning}\n#${prefix}${variable}=${otherwise}`)
const firstGeneral = blocks.findIndex((block) => isBlock(block) && !isEnvironment(block))
const firstOfEnvironment = blocks.findIndex(isEnvironment)
const written = [
  ...blocks.slice(0, firstGeneral),
  ...blocksOf(general, ''),
  ...blocks.slice(firstGeneral, firstOfEnvironment).filter((block) => !isBlock(block)),
  ...blocksOf(allEnvironmentSettings, 'GATEWAY_TEST_'),
]
writeFileSync(root('.env.example'), `${written.join('\n\n')}\n`)
