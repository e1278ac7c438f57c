// Has every refusal its entry in docs/errors.md, and every entry its refusal in the code?
// Usage: node tools/check-errors.mjs [root of the project]
import { projectRoot, readText, report } from './project-files.mjs'

const root = projectRoot()
const faults = []
const guide = readText(root, 'docs/errors.md') ?? ''

/** The entries below a heading: `### name` and its text until the next heading. */
function entriesBelow(heading) {
  const part = guide.split(/^## /m).find((text) => text.startsWith(heading)) ?? ''
  return new Map(
    part
      .split(/^### /m)
      .slice(1)
      .map((text) => [text.split('\n', 1)[0].replaceAll('`', '').trim(), text]),
  )
}

/** The quoted words of a declaration, up to the end of its statement: a union type, an array, or the keys of an object. */
function wordsOf(file, declaration, word) {
  const text = readText(root, file) ?? ''
  const start = text.search(declaration)
  const statement = start < 0 ? '' : text.slice(start).split(/\n\n|\n(?=export |const |type |\/\*\*)/, 1)[0]
  const words = [...statement.matchAll(word)].map((match) => match[1])
  if (words.length === 0)
    faults.push(`${file}: found no ${declaration.source}; tools/check-errors.mjs must learn where it went`)
  return new Set(words)
}

function compare(what, inCode, inGuide, parts) {
  for (const name of inCode) if (!inGuide.has(name)) faults.push(`docs/errors.md: ${what} ${name} has no entry`)
  for (const [name, text] of inGuide) {
    if (!inCode.has(name)) faults.push(`docs/errors.md: ${what} ${name} is not in the code`)
    for (const part of parts)
      if (!text.includes(`**${part}**`)) faults.push(`docs/errors.md: ${what} ${name} lacks **${part}**`)
  }
}

const codes = wordsOf('src/protocol/protocol-error.ts', /errorCodes = /, /^ {2}(\w+): \d{3}/gm)
const pages = wordsOf('src/pages/error-page.ts', /ErrorPageKind\s*=|errorPageKinds\s*=/, /'([a-z-]+)'/g)
compare('code', codes, entriesBelow('Answers to the client'), ['Cause', 'The person sees', 'What to do'])
compare('page', pages, entriesBelow('Pages for the person'), ['Cause', 'The person sees', 'What to do'])

// The journey's refusals stand in a table: code, status, and the words of the English page.
const statuses = new Map(
  [...(readText(root, 'src/journey/refusal.ts') ?? '').matchAll(/^ {2}(\w+): (\d{3}),/gm)].map(([, code, status]) => [
    code,
    status,
  ]),
)
const told = new Map(
  [...guide.matchAll(/^\| `(\w+)` \| (\d{3}) \| \S.*\|$/gm)].map(([, code, status]) => [code, status]),
)
for (const [code, status] of statuses)
  if (told.get(code) !== status) faults.push(`docs/errors.md: refusal ${code} has no row with its status ${status}`)
for (const code of told.keys())
  if (!statuses.has(code)) faults.push(`docs/errors.md: refusal ${code} is not in src/journey/refusal.ts`)

report(faults, `${codes.size} codes, ${pages.size} error pages and ${statuses.size} refusals of the portal explained`)
