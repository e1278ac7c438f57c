// Has every room its README, and does every link between our own documents lead somewhere?
// Usage: node tools/check-docs.mjs [root of the project]
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { listFiles, projectRoot, readText, report } from './project-files.mjs'

const mostLines = 15
const root = projectRoot()
const faults = []

const rooms = readdirSync(join(root, 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && listFiles(root, `src/${entry.name}/**/*.*`).length > 0)
  .map((entry) => entry.name)
const picture = readText(root, 'docs/house.md') ?? ''
for (const room of rooms) {
  const lines = readText(root, `src/${room}/README.md`)?.trimEnd().split('\n').length
  if (lines === undefined) faults.push(`src/${room}: a room has a README.md (docs/style.md says what stands in it)`)
  else if (lines > mostLines) faults.push(`src/${room}/README.md: ${lines} lines, the most is ${mostLines}`)
  if (!picture.includes(`\`${room}\``))
    faults.push(`docs/house.md: the room \`${room}\` is not in the table of the walls`)
}

const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-')

const documents = listFiles(root, '**/*.md')
let links = 0
for (const file of documents) {
  const prose = readText(root, file).replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '')
  for (const [, target] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target)) continue
    links += 1
    const [path, anchor] = target.split('#')
    const there = path === '' ? file : join(dirname(file), path)
    if (!existsSync(join(root, there))) faults.push(`${file}: the link ${target} leads nowhere`)
    else if (anchor !== undefined && there.endsWith('.md')) {
      const headings = [...readText(root, there).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading))
      if (!headings.includes(anchor)) faults.push(`${file}: ${there} has no heading for #${anchor}`)
    }
  }
}
report(faults, `${rooms.length} rooms, ${documents.length} documents, ${links} links between them`)
