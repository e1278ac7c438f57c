// Reads requirement ids where they are promised (the register) and where they are kept (names of tests).

const id = String.raw`[A-Z][A-Z0-9]{0,8}-\d+(?:\.\d+)*[a-z]?`
const leadingIds = new RegExp(String.raw`^(?:${id}(?:\s*[,/·+&]\s*|\s+and\s+|\s+|:\s*|$))+`)
const oneId = new RegExp(String.raw`\b${id}(?![\w-])`, 'g')
const row = new RegExp(String.raw`^\|\s*\**(${id})\**\s*\|\s*(.*?)\s*\|`)
const testName = /\b(?:test|it)(?:\.[a-z]+)?\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1/g
const literal = /(['"`])((?:\\.|(?!\1)[^\n\\])*)\1/g

/** The ids at the beginning of a test's name: "CODE-9 CODE-11 a code…" names two, "a SHA-256 hash…" none. */
export const idsOfName = (name) => [...(name.match(leadingIds)?.[0] ?? '').matchAll(oneId)].map((match) => match[0])

/**
 * The ids a test file names, and how many of its names give none. A name that begins with an interpolation takes its
 * id from a table, so there every literal of the file that begins with an id counts.
 */
export function idsOfTests(text) {
  const ids = new Set()
  let withoutId = 0
  let fromTable = false
  for (const [, quote, name] of text.matchAll(testName)) {
    const named = idsOfName(name)
    for (const found of named) ids.add(found)
    if (named.length > 0) continue
    if (quote === '`' && name.startsWith('${')) fromTable = true
    else withoutId += 1
  }
  if (fromTable) for (const [, , words] of text.matchAll(literal)) for (const found of idsOfName(words)) ids.add(found)
  return { ids, withoutId }
}

/** The rows `| ID | what is true |` of a register file, in order. */
export const rowsOfRegister = (text) =>
  text.split('\n').flatMap((line) => {
    const [, found, words] = line.match(row) ?? []
    return found === undefined ? [] : [{ id: found, words }]
  })
