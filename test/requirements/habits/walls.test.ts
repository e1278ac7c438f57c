import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judge } from './planted-project.ts'

const soundHouse = {
  'src/protocol/rule.ts': 'export const rule = (text: string): boolean => text.length > 0\n',
  'src/storage/memory.ts': "import type { rule } from '../protocol/rule.ts'\nexport type Memory = typeof rule\n",
  'src/usecases/act.ts':
    "import { rule } from '../protocol/rule.ts'\nimport type { Memory } from '../storage/memory.ts'\nexport const act = (memory: Memory): boolean => memory === rule\n",
  'src/compose.ts': "import { act } from './usecases/act.ts'\nexport const house = act\n",
  'src/main.ts': "import { house } from './compose.ts'\nhouse(() => true)\n",
}

test('HOUSE-1 a house that keeps its walls is found sound', async () => {
  const verdict = await judge('check-walls.mjs', soundHouse, '--at-least=5')
  assert.match(verdict.said, /5 modules, 0 breaches/)
  assert.equal(verdict.content, true)
})

const breaches: readonly (readonly [string, string, string, RegExp])[] = [
  [
    'a rule that reads the store, even for a type alone',
    'src/protocol/rule.ts',
    "import type { Memory } from '../storage/memory.ts'\nexport const rule = (_: Memory): boolean => true\n",
    /^protocol-imports-nothing-of-ours: src\/protocol\/rule\.ts imports src\/storage\/memory\.ts$/m,
  ],
  [
    'a rule that opens a file',
    'src/protocol/rule.ts',
    "import { readFileSync } from 'node:fs'\nexport const rule = (path: string): boolean => readFileSync(path).length > 0\n",
    /^protocol-is-pure: src\/protocol\/rule\.ts imports fs$/m,
  ],
  [
    'a use case that speaks HTTP',
    'src/usecases/act.ts',
    "import fastify from 'fastify'\nexport const act = fastify\n",
    /^only-http-imports-fastify: src\/usecases\/act\.ts imports .*fastify/m,
  ],
  [
    'a use case that names an implementation',
    'src/usecases/act.ts',
    "import { store } from '../storage/sqlite/store.ts'\nexport const act = store\n",
    /^only-compose-names-storage-sql-sqlite-redis-: src\/usecases\/act\.ts imports src\/storage\/sqlite\/store\.ts$/m,
  ],
  [
    'two files that need each other',
    'src/protocol/rule.ts',
    "import { other } from './other.ts'\nexport const rule = (text: string): boolean => other(text)\n",
    /^no-circles: src\/protocol\/(rule|other)\.ts imports/m,
  ],
  [
    'a room that the picture does not have',
    'src/helpers/things.ts',
    "import { rule } from '../protocol/rule.ts'\nexport const things = rule\n",
    /^every-file-stands-in-a-room: src\/helpers\/things\.ts/m,
  ],
  [
    'a file that nobody needs',
    'src/protocol/forgotten.ts',
    'export const forgotten = true\n',
    /^no-orphans: src\/protocol\/forgotten\.ts$/m,
  ],
]

for (const [what, path, text, expected] of breaches) {
  test(`HOUSE-1 ${what} is a breach of a wall`, async () => {
    const helpers = {
      'src/storage/sqlite/store.ts': "import type { Memory } from '../memory.ts'\nexport const store = {} as Memory\n",
      'src/protocol/other.ts':
        "import { rule } from './rule.ts'\nexport const other = (text: string): boolean => rule(text)\n",
    }
    const verdict = await judge('check-walls.mjs', { ...soundHouse, ...helpers, [path]: text }, '--at-least=1')
    assert.match(verdict.said, expected)
    assert.equal(verdict.content, false)
  })
}

test('HOUSE-2 walls that were not looked at are not called sound', async () => {
  const verdict = await judge('check-walls.mjs', soundHouse, '--at-least=6')
  assert.match(verdict.said, /Only 5 modules were read, at least 6 were expected/)
  assert.equal(verdict.content, false)
})
