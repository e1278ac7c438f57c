import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const protocol = new URL('../../src/protocol/', import.meta.url)
const properties = new URL('./', import.meta.url)

/** What a parser of the room protocol is called: it reads, decodes, matches or checks what came from outside. */
const parserName = /^export (?:const|function) ((?:read|decode|match|narrow|check|parametersOf)[A-Z]\w*)/gm

/** Parts of a parser that is tested whole: the whole is named. */
const partOf: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(protocol)
    .filter((file) => /^client-registration-(?!answer)|^scope-registration-/.test(file))
    .flatMap((file) => namesIn(readFileSync(new URL(file, protocol), 'utf8')))
    .map((name) => [name, 'readClientRegistration']),
)

function namesIn(text: string): string[] {
  return [...text.matchAll(parserName)].map(([, name = '']) => name)
}

test('every parser of the protocol is tried with whatever can be thought of', () => {
  const tests = [
    ...readdirSync(properties).map((file) => new URL(file, properties)),
    ...readdirSync(protocol).map((file) => new URL(file, protocol)),
  ]
    .filter(({ pathname }) => pathname.endsWith('.test.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .filter((text) => text.includes("from 'fast-check'"))
  const parsers = readdirSync(protocol)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => namesIn(readFileSync(new URL(file, protocol), 'utf8')))
  assert.ok(parsers.length > 40)
  const untried = parsers.filter((name) => {
    const tried = partOf[name] ?? name
    return !tests.some((text) => new RegExp(`\\b${tried}\\(`).test(text))
  })
  assert.deepEqual(untried, [])
})
