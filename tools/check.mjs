// Everything that must hold before a change lands, in the order of what is quickest to say no. Stops at the first no.
// Usage: ./check [--fast]      (--fast leaves out the journeys in a real browser)
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { listFiles, projectRoot } from './project-files.mjs'

const root = projectRoot()
const fast = process.argv.includes('--fast')
const node = process.execPath
const bin = (name) => `node_modules/.bin/${name}`

const journeys = 'test/journeys/'
const testFiles = listFiles(root, 'src/**/*.test.ts', 'test/**/*.test.ts')
const chosenTests = testFiles.filter((file) => !fast || !file.startsWith(journeys))
const perTestMilliseconds = 180_000
const stepMilliseconds = 20 * 60_000

const steps = [
  ['types', bin('tsc'), '-p', '.', '--pretty', 'false'],
  ['format and lint', bin('biome'), 'ci', '--colors=off', '--diagnostic-level=error', '.'],
  ['walls', node, 'tools/check-walls.mjs', '--at-least=100'],
  ['unused code', bin('knip'), '--no-progress'],
  ['requirements', node, 'tools/check-requirements.mjs'],
  ['errors', node, 'tools/check-errors.mjs'],
  ['lockfile', node, 'tools/complete-lockfile.mjs', '--check'],
  ['licences', node, 'tools/check-licences.mjs'],
  ['habits', node, 'tools/check-habits.mjs'],
  ['documents', node, 'tools/check-docs.mjs'],
  [
    fast ? 'tests without journeys' : 'tests',
    // Not --test-force-exit: a file that is made to exit may lose the end of its report, and tests go missing unseen.
    ...[node, '--test', `--test-timeout=${perTestMilliseconds}`],
    `--test-concurrency=${availableParallelism()}`,
    ...['--test-reporter=./tools/failures-reporter.mjs', '--test-reporter-destination=stdout', ...chosenTests],
  ],
]

/** Runs one command without input; what it says is kept, and its answer awaited. */
const run = (command, words) =>
  new Promise((resolve) => {
    const child = spawn(command, words, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0' },
      timeout: stepMilliseconds,
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += chunk
      })
    child.on('error', (error) => resolve({ ok: false, said: `${said}${error.message}\n` }))
    child.on('close', (code, signal) => {
      if (signal !== null)
        said += `Stopped by ${signal}: the step may take ${stepMilliseconds / 60_000} minutes at most.\n`
      resolve({ ok: code === 0, said })
    })
  })

const countOf = (said, word) => Number(said.match(new RegExp(`^ℹ ${word} (\\d+)$`, 'm'))?.[1] ?? 0)
const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1)

let said = ''
let failed = false
const began = performance.now()
for (const [name, command, ...words] of steps) {
  const since = performance.now()
  const answer = await run(command, words)
  said = answer.said
  failed = !answer.ok
  const lastLine = said.trimEnd().split('\n').at(-1) ?? ''
  const sum = failed || command !== node || words[0] === '--test' ? '' : `  ${lastLine}`
  console.log(`${failed ? '✖' : '✔'} ${name.padEnd(22)} ${seconds(since).padStart(6)} s${sum}`)
  if (failed || words[0] === '--test') console.log(said.trimEnd())
  if (failed) break
}
console.log(`${seconds(began)} s in all`)

const passed = countOf(said, 'pass')
// A step that is no test, or a test run that ended early, counts as one failure: nothing that failed may read as nought.
const failures = failed ? Math.max(1, countOf(said, 'fail') + countOf(said, 'cancelled')) : 0
console.log(`${passed} passed, ${failures} failed`)
process.exitCode = failed ? 1 : 0
