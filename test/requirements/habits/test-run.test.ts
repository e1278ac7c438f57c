import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const reporter = join(import.meta.dirname, '../../../tools/failures-reporter.mjs')

/** Runs a test file with the reporter of ./check and gives what it says. */
function runTests(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'))
  try {
    const file = join(folder, 'planted.test.mjs')
    writeFileSync(file, `import { test } from 'node:test'\n${text}`)
    // A run inside a test run would otherwise speak the language of its parent.
    const { NODE_TEST_CONTEXT: _, ...environment } = process.env
    const words = ['--test', `--test-reporter=${reporter}`, '--test-reporter-destination=stdout', file]
    return spawnSync(process.execPath, words, { encoding: 'utf8', env: environment }).stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('HOUSE-8 a failure is told with its name, place and reason, once', () => {
  const said = runTests("test('holds', () => {})\ntest('breaks', () => { throw new Error('the reason') })\n")
  assert.equal(said.match(/✖/g)?.length, 1)
  assert.match(said, /^✖ breaks\n.*planted\.test\.mjs:3\n.*the reason/m)
  assert.match(said, /^ℹ pass 1\nℹ fail 1$/m)
  assert.doesNotMatch(said, /holds/)
})

test('HOUSE-8 a file that cannot be read counts as a failure', () => {
  assert.match(runTests("import './gone.mjs'\n"), /^ℹ pass 0\nℹ fail 1$/m)
})
