import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { apacheDollar, apacheQuoted, comment, quoted, shellQuoted } from '../../../src/pages/configuration/quote.ts'
import { needDebianPackages } from './debian-packages.ts'

// What a parser of each language reads back from what we wrote. Many values are tried in one run of each program.

before(() => needDebianPackages())

const nasty = [
  '',
  '"',
  '\\',
  "'",
  '$HOME ${HOME} $(id) `id` %{HTTP_HOST}s %h',
  '# ; <b> & | ]]> ?> */ -->',
  'æøå Čáŋga 🦊 \u2028',
  '${PATH}\\',
  'a\\"b',
  '{"json": [true]}',
  'null',
  '0123',
  ': - ? !tag &anchor *alias',
]
const printable = fc.string({ unit: fc.constantFrom(...`${'"'}'\\$\{}%#<>&|;:!?*\`~ -_=+()[]/,.aZ0æŁ🦊`) })
const values = [...nasty, ...fc.sample(printable, { numRuns: 300, seed: 7 })]
const withControls = [...values, ...fc.sample(fc.string({ unit: 'binary' }), { numRuns: 300, seed: 8 })]

const readByPython = (program: string, text: string): string[] =>
  JSON.parse(execFileSync('/usr/bin/python3', ['-c', program], { input: text, encoding: 'utf8' }))

test('CONFIG-3 Python reads every string back as it was', () => {
  const program = 'import sys,json,ast; print(json.dumps(ast.literal_eval(sys.stdin.buffer.read().decode())))'
  assert.deepEqual(readByPython(program, `[${withControls.map(quoted).join(',')}]`), withControls)
})

test('CONFIG-3 TOML reads every string back as it was', () => {
  const program = 'import sys,json,tomllib; print(json.dumps(tomllib.loads(sys.stdin.buffer.read().decode())["v"]))'
  assert.deepEqual(readByPython(program, `v = [${withControls.map(quoted).join(', ')}]`), withControls)
})

test('CONFIG-3 the shell reads every value back as it was, and runs none of it', () => {
  const shown = values.filter((value) => !/[\p{Cc}\u2028\u2029]/u.test(value))
  const script = shown.map((value) => `printf '%s\\0' ${shellQuoted(value)}`).join('\n')
  const said = execFileSync('/bin/sh', ['-s'], { input: script, encoding: 'utf8' })
  assert.deepEqual(said.split('\0').slice(0, -1), shown)
})

test('CONFIG-3 Apache reads every argument back as it was, and looks up no variable', () => {
  const shown = values.filter((value) => !/[\p{Cc}\u2028\u2029]/u.test(value) && value !== '')
  const folder = mkdtempSync(join(tmpdir(), 'portvakt-apache-'))
  try {
    const file = join(folder, 'apache.conf')
    // Apache tells what it defined, after it has read the argument as that of any other directive.
    const defines = shown.map((value, index) => `# ${comment(value)}\nDefine VALUE_${index} ${apacheQuoted(value)}`)
    const modules = '/usr/lib/apache2/modules'
    writeFileSync(
      file,
      `ServerRoot "${folder}"\nServerName localhost\nErrorLog "${folder}/error.log"\nLoadModule mpm_event_module ${modules}/mod_mpm_event.so\n${apacheDollar}\n${defines.join('\n')}\n`,
    )
    const run = spawnSync('/usr/sbin/apache2', ['-f', file, '-t', '-D', 'DUMP_RUN_CFG'], {
      encoding: 'utf8',
      env: { ...process.env, APACHE_LOG_DIR: folder },
    })
    const told = new Map(
      [...run.stdout.matchAll(/^Define: (VALUE_\d+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    )
    assert.deepEqual(
      shown.map((_, index) => told.get(`VALUE_${index}`)),
      shown,
      run.stderr,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})
