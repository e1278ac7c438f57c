import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { openUserAgent } from '../../harness/user-agent.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

test('CODE-11 a code is exchanged once: of 50 parallel exchanges one succeeds', async () => {
  const service = openRelyingParty(gateway.issuer)
  const callback = await service.logIn(openUserAgent())
  const answers = await Promise.all(Array.from({ length: 50 }, () => service.redeem(callback)))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  assert.equal(answers.filter(({ status }) => status === 400).length, 49)
})
