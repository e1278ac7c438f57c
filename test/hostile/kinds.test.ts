import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addressProbes, fetchingClients, openMisbehaving } from './address-probes.ts'
import { keyProbes } from './key-probes.ts'
import { kindsProbes } from './kinds-probes.ts'
import { judge, openKinds } from './kinds-world.ts'

const probes = [...kindsProbes, ...keyProbes, ...addressProbes]

let world: Awaited<ReturnType<typeof openKinds>>
let misbehaving: Awaited<ReturnType<typeof openMisbehaving>>
before(async () => {
  misbehaving = await openMisbehaving(() => world.canary.origin)
  world = await openKinds(fetchingClients(misbehaving.origin))
})
after(async () => {
  await misbehaving.close()
  await world.close()
})

for (const { name, run } of probes)
  test(name, async () => {
    for (const answer of [await run(world)].flat()) judge(answer)
  })

test('each probe of kinds and keys has a name of its own', () => {
  assert.equal(new Set(probes.map(({ name }) => name)).size, probes.length)
})

test('nothing that the probes of kinds and keys named was ever called', () => {
  assert.deepEqual(world.canary.received, [])
})
