import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { citizenA, sharedSecret } from '../harness/standard-seed.ts'
import { authorizationProbes } from './authorization-probes.ts'
import { browserProbes } from './browser-probes.ts'
import { resourceProbes } from './resource-probes.ts'
import { socketProbes } from './socket-probes.ts'
import { tokenProbes } from './token-probes.ts'
import { judge, openWorld } from './world.ts'

const probes = [...authorizationProbes, ...tokenProbes, ...resourceProbes, ...browserProbes, ...socketProbes]

let world: Awaited<ReturnType<typeof openWorld>>
before(async () => {
  world = await openWorld()
})
after(() => world.close())

for (const { name, run } of probes)
  test(name, async () => {
    const answers = await run(world)
    for (const answer of answers === undefined ? [] : [answers].flat()) judge(answer, world)
  })

test('there are at least 150 probes, each with a name of its own', () => {
  assert.ok(probes.length >= 150, `${probes.length}`)
  assert.equal(new Set(probes.map(({ name }) => name)).size, probes.length)
})

test('HTTP-18 after all of them no log line holds a secret, a national id or a token', () => {
  assert.ok(world.gateway.logLines.length > 100)
  for (const hidden of [sharedSecret, citizenA, 'eyJhbGci']) {
    const line = world.gateway.logLines.find((each) => each.includes(hidden))
    assert.equal(line, undefined)
  }
})

test('nothing that the probes named was ever called', () => {
  assert.deepEqual(world.canary.received, [])
})
