import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { portalRoutes } from './portal-routes.ts'

const document = new URL('../../../docs/integrate/portal-api.md', import.meta.url)

test('PAPI-19 the document lists every call that there is, and no other', () => {
  const listed = [...readFileSync(document, 'utf8').matchAll(/^\| `(\/\S+)` \| ([A-Z, ]+) \|$/gm)].flatMap(
    ([, path, methods = '']) => methods.split(', ').map((method) => `${method} ${path}`),
  )
  const built = portalRoutes({} as never).map(({ method, path }) => `${method} ${path}`)
  assert.deepEqual(listed.sort(), [...new Set(built)].sort())
  assert.equal(new Set(built).size, built.length)
})
