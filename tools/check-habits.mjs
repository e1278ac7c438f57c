// Small habits of docs/style.md that a machine can see: size of files, open ends, suppressions, paths of one machine.
// Usage: node tools/check-habits.mjs [root of the project]
import { listFiles, projectRoot, readText, report } from './project-files.mjs'

const mostLines = 300
const code = '**/*.{ts,mjs,cjs,js,css,sh}'
const scripts = ['start', 'check', '.ci/run']
const texts = ['**/*.{md,json,yaml,yml,html,svg,txt}', '.env.example', '.npmrc', '.gitignore', ...scripts]
// Written in pieces, so that this file does not find itself.
const elsewhere = new RegExp(String.raw`\.\./${'shared'}|(?<![\w.~}$/-])/(?:${'work'}|root|home|Users)/`)
const openEnd = new RegExp(String.raw`\b(?:${'TO'}DO|${'FIX'}ME|${'XX'}X|${'HA'}CK)\b(?!\s*\(?#\d)`)
const suppression = /(?:biome-ignore|@ts-expect-error|@ts-ignore|@ts-nocheck|eslint-disable)(.*)/
// Of a folder with a space in its name `pathname` gives `%20`: fileURLToPath is meant.
const encodedPath = /import\.meta\.url\)\.pathname/
const asleep = /\b(?:test|it|describe)\.(?:only|skip|todo)\(/

const root = projectRoot()
const faults = []
let suppressions = 0

const files = new Set(listFiles(root, code, ...texts))
for (const file of files) {
  const isCode = /\.(?:ts|mjs|cjs|js|css|sh)$/.test(file) || scripts.includes(file)
  const lines = readText(root, file).split('\n')
  // A file that a tool writes has one thing in it, however long.
  const isWritten = lines[0]?.startsWith('// Written by ')
  if (/^src\/.*\.ts$/.test(file) && !isWritten && lines.length - 1 > mostLines)
    faults.push(`${file}: ${lines.length - 1} lines, the most is ${mostLines}; is there a second thing in it?`)
  for (const [index, line] of lines.entries()) {
    const place = `${file}:${index + 1}`
    if (elsewhere.test(line)) faults.push(`${place}: names a folder outside the project: ${elsewhere.exec(line)[0]}`)
    if (!isCode || file === 'tools/check-habits.mjs') continue
    if (openEnd.test(line))
      faults.push(`${place}: ${openEnd.exec(line)[0]} without the number of its issue, like (#12)`)
    if (encodedPath.test(line)) faults.push(`${place}: a path from import.meta.url is made by fileURLToPath`)
    if (asleep.test(line)) faults.push(`${place}: ${asleep.exec(line)[0]} leaves a test out`)
    const suppressed = suppression.exec(line)
    if (suppressed === null) continue
    suppressions += 1
    const reason = suppressed[1].replace(/^[\w/ -]*:/, '').trim()
    if (reason.length < 10) faults.push(`${place}: a suppression says why on its own line`)
  }
}
report(faults, `${files.size} files read, ${suppressions} suppressions with their reasons`)
