import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judge } from './planted-project.ts'

// Written in pieces, so that the check of this project does not find them here.
const openEnd = `TO${'DO'}`
const foreignFolder = ['', 'home', 'somebody', 'project'].join('/')

const register = (...rows: string[]): string => `| id | what is true |\n|---|---|\n${rows.join('\n')}\n`
const tests = (...names: string[]): string => names.map((name) => `test(${name}, () => {})\n`).join('')
const kept = register('| CODE-9 | a code works once |')

const requirementCases: readonly (readonly [string, Record<string, string>, RegExp | undefined])[] = [
  ['a requirement with a test is in order', { 'src/a.test.ts': tests("'CODE-9 a code works once'") }, undefined],
  [
    'a requirement without a test is found',
    { 'src/a.test.ts': tests("'a code works once'") },
    /protocol\.md: no test's name begins with CODE-9/,
  ],
  [
    'a test whose id is not in the register is found',
    { 'src/a.test.ts': tests("'CODE-9 CODE-11 a code works once'") },
    /src\/a\.test\.ts: CODE-11 has no row/,
  ],
  [
    'an id inside a name is no promise',
    { 'test/b.test.ts': tests("'a code works once (CODE-9)'") },
    /no test's name begins with CODE-9/,
  ],
  [
    'a name made from a table takes its id from the table',
    { 'test/b.test.ts': `for (const name of ['CODE-9 once']) ${tests('`$'.concat('{name}`'))}` },
    undefined,
  ],
  [
    'two rows with one id are found',
    { 'src/a.test.ts': tests("'CODE-9 a code works once'"), 'docs/requirements/login.md': kept },
    /CODE-9 stands in .* already/,
  ],
]
for (const [what, files, expected] of requirementCases) {
  test(`HOUSE-3 ${what}`, async () => {
    const verdict = await judge('check-requirements.mjs', { 'docs/requirements/protocol.md': kept, ...files })
    if (expected !== undefined) assert.match(verdict.said, expected)
    assert.equal(verdict.content, expected === undefined, verdict.said)
  })
}

const entry = (name: string): string => `### \`${name}\`\n- **Cause** a\n- **The person sees** b\n- **What to do** c\n`
const errorGuide = `## Answers to the client\n${entry('invalid_grant')}## Pages for the person\n${entry('not-found')}`
const refusals = {
  'docs/errors.md': errorGuide,
  'src/protocol/protocol-error.ts': 'export const errorCodes = {\n  invalid_grant: 400,\n} as const\n',
  'src/pages/error-page.ts': "export type ErrorPageKind =\n  | 'not-found'\n\nconst other = 'word'\n",
}
const errorCases: readonly (readonly [string, Record<string, string>, RegExp | undefined])[] = [
  ['refusals that are all explained are in order', {}, undefined],
  [
    'a new code without an entry is found',
    {
      'src/protocol/protocol-error.ts':
        'export const errorCodes = {\n  invalid_grant: 400,\n  invalid_scope: 400,\n}\n',
    },
    /code invalid_scope has no entry/,
  ],
  [
    'a new page without an entry is found',
    { 'src/pages/error-page.ts': "export type ErrorPageKind = 'not-found' | 'overloaded'\n" },
    /page overloaded has no entry/,
  ],
  [
    'an entry whose refusal is gone is found',
    { 'docs/errors.md': errorGuide.replace('## Pages', `${entry('old_code')}## Pages`) },
    /code old_code is not in the code/,
  ],
  [
    'an entry that does not say what to do is found',
    { 'docs/errors.md': errorGuide.replace('- **What to do** c\n', '') },
    /code invalid_grant lacks \*\*What to do\*\*/,
  ],
]
for (const [what, files, expected] of errorCases) {
  test(`HOUSE-4 ${what}`, async () => {
    const verdict = await judge('check-errors.mjs', { ...refusals, ...files })
    if (expected !== undefined) assert.match(verdict.said, expected)
    assert.equal(verdict.content, expected === undefined, verdict.said)
  })
}

const licenceCases: readonly (readonly [string, object, boolean])[] = [
  ['MIT may be shipped', { license: 'MIT' }, true],
  ['a choice that offers MIT may be shipped', { license: '(GPL-3.0-only OR MIT)' }, true],
  ['GPL may not be shipped', { license: 'GPL-3.0-only' }, false],
  ['MIT together with GPL may not be shipped', { license: 'MIT AND GPL-3.0-only' }, false],
  ['what has no licence may not be shipped', {}, false],
  ['a tool of development is not shipped', { license: 'GPL-3.0-only', dev: true }, true],
]
for (const [what, lockEntry, content] of licenceCases) {
  test(`HOUSE-5 ${what}`, async () => {
    const lock = JSON.stringify({ packages: { '': { name: 'house' }, 'node_modules/bought-thing': lockEntry } })
    const verdict = await judge('check-licences.mjs', { 'package-lock.json': lock })
    assert.equal(verdict.content, content, verdict.said)
    if (!content) assert.match(verdict.said, /^node_modules\/bought-thing: licence/)
  })
}

const habitCases: readonly (readonly [string, Record<string, string>, RegExp | undefined])[] = [
  ['a file of 300 lines is in order', { 'src/a.ts': '//\n'.repeat(300) }, undefined],
  ['a file of 301 lines is found', { 'src/a.ts': '//\n'.repeat(301) }, /src\/a\.ts: 301 lines/],
  [
    'an open end without an issue is found',
    { 'src/a.ts': `// ${openEnd} later\n` },
    /src\/a\.ts:1: .* without the number/,
  ],
  ['an open end with its issue is in order', { 'src/a.ts': `// ${openEnd}(#12) later\n` }, undefined],
  ['a folder of one machine is found', { 'docs/a.md': `See ${foreignFolder}.\n` }, /docs\/a\.md:1: names a folder/],
  ['a folder beside the project is found', { check: `cat ../${'shared'}/x\n` }, /check:1: names a folder/],
  [
    'an address with such a word in it is in order',
    { 'docs/a.md': 'https://example.org/home/x and src/root/\n' },
    undefined,
  ],
  [
    'a suppression without a reason is found',
    { 'src/a.ts': `// @ts-expect${'-error'}\n` },
    /src\/a\.ts:1: a suppression says why/,
  ],
  [
    'a suppression with its reason is in order',
    { 'src/a.ts': `// @ts-expect${'-error'}: the type of the library is wrong\n` },
    undefined,
  ],
  [
    'a test that is left out is found',
    { 'src/a.test.ts': `test.${'skip'}('x', () => {})\n` },
    /src\/a\.test\.ts:1: .* leaves a test out/,
  ],
  [
    'a path that breaks in a folder with a space is found',
    { 'src/a.ts': `const a = new URL('.', import.meta.${'url).pathname'}\n` },
    /src\/a\.ts:1: a path from import\.meta\.url/,
  ],
]
for (const [what, files, expected] of habitCases) {
  test(`HOUSE-6 ${what}`, async () => {
    const verdict = await judge('check-habits.mjs', files)
    if (expected !== undefined) assert.match(verdict.said, expected)
    assert.equal(verdict.content, expected === undefined, verdict.said)
  })
}

const oneRoom = {
  'src/cellar/wine.ts': 'export const wine = true\n',
  'src/cellar/README.md': '# cellar\n',
  'docs/house.md': '# The house\n\n| `cellar` | nothing |\n',
}
const documentCases: readonly (readonly [string, Record<string, string>, RegExp | undefined])[] = [
  ['a room with a short README and its place in the picture is in order', {}, undefined],
  ['a room without a README is found', { 'src/attic/box.ts': '' }, /src\/attic: a room has a README/],
  ['a room that the picture lacks is found', { 'src/attic/README.md': '' }, /the room `attic` is not in the table/],
  ['a README of 16 lines is found', { 'src/cellar/README.md': 'x\n'.repeat(16) }, /src\/cellar\/README\.md: 16 lines/],
  [
    'a link to nowhere is found',
    { 'README.md': '[x](docs/gone.md)\n' },
    /README\.md: the link docs\/gone\.md leads nowhere/,
  ],
  ['a link to no heading is found', { 'README.md': '[x](docs/house.md#roof)\n' }, /has no heading for #roof/],
  ['a link to a heading is in order', { 'README.md': '[x](docs/house.md#the-house)\n' }, undefined],
]
for (const [what, files, expected] of documentCases) {
  test(`HOUSE-7 ${what}`, async () => {
    const verdict = await judge('check-docs.mjs', { ...oneRoom, ...files })
    if (expected !== undefined) assert.match(verdict.said, expected)
    assert.equal(verdict.content, expected === undefined, verdict.said)
  })
}

const lockCases: readonly (readonly [string, object, RegExp | undefined])[] = [
  [
    'a lockfile with every optional package is in order',
    { 'node_modules/tool-linux-x64': { version: '1.0.0' } },
    undefined,
  ],
  ['a lockfile that lacks one is found', {}, /no entry for tool-linux-x64/],
]
for (const [what, more, expected] of lockCases) {
  test(`HOUSE-9 ${what}`, async () => {
    const tool = { version: '1.0.0', optionalDependencies: { 'tool-linux-x64': '1.0.0' } }
    const lock = JSON.stringify({ packages: { '': { name: 'house' }, 'node_modules/tool': tool, ...more } })
    const verdict = await judge('complete-lockfile.mjs', { 'package-lock.json': lock }, '--check')
    if (expected !== undefined) assert.match(verdict.said, expected)
    assert.equal(verdict.content, expected === undefined, verdict.said)
  })
}
