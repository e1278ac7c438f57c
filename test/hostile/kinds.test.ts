import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { kindsProbes } from './kinds-probes.ts'
import { judge, openKinds } from './kinds-world.ts'

const probes = [...kindsProbes]

let world: Awaited<ReturnType<typeof openKinds>>
before(async () => {
  world = await openKinds()
})
after(() => world.close())

for (const { name, run } of probes)
  test(name, async () => {
    for (const answer of [await run(world)].flat()) judge(answer)
  })

test('each probe of kinds and keys has a name of its own', () => {
  assert.equal(new Set(probes.map(({ name }) => name)).size, probes.length)
})
