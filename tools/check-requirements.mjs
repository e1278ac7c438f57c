// Does the requirement register agree with the tests? Both ways: docs/requirements/*.md against the names of tests.
// Usage: node tools/check-requirements.mjs [root of the project]
import { listFiles, projectRoot, readText, report } from './project-files.mjs'
import { idsOfTests, rowsOfRegister } from './requirement-ids.mjs'

const root = projectRoot()
const faults = []

const promised = new Map()
for (const file of listFiles(root, 'docs/requirements/*.md').filter((path) => !path.endsWith('README.md'))) {
  for (const { id, words } of rowsOfRegister(readText(root, file))) {
    if (promised.has(id)) faults.push(`${file}: ${id} stands in ${promised.get(id)} already; one id, one row`)
    if (words === '') faults.push(`${file}: ${id} does not say what is true`)
    promised.set(id, file)
  }
}

const kept = new Map()
let namesWithoutId = 0
for (const file of listFiles(root, 'src/**/*.test.ts', 'test/**/*.{test,contract,journey}.ts')) {
  const { ids, withoutId } = idsOfTests(readText(root, file))
  namesWithoutId += withoutId
  for (const id of ids) if (!kept.has(id)) kept.set(id, file)
}

for (const [id, file] of kept) if (!promised.has(id)) faults.push(`${file}: ${id} has no row in docs/requirements/`)
for (const [id, file] of promised) if (!kept.has(id)) faults.push(`${file}: no test's name begins with ${id}`)

report(faults, `${promised.size} requirements, ${kept.size} named by tests, ${namesWithoutId} test names without an id`)
