import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiProbes } from './api-probes.ts'
import { judge, openHouse } from './house-world.ts'
import { mailProbes } from './mail-probes.ts'
import { portalProbes } from './portal-probes.ts'

const probes = [...mailProbes, ...portalProbes, ...apiProbes]

let house: Awaited<ReturnType<typeof openHouse>>
before(async () => {
  house = await openHouse()
})
after(() => house.close())

for (const { name, run } of probes)
  test(name, async () => {
    for (const answer of await run(house)) judge(answer, house)
  })

test('each probe of the house has a name of its own', () => {
  assert.equal(new Set(probes.map(({ name }) => name)).size, probes.length)
})
