import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { send } from '../../harness/user-agent.ts'

const published = async (gateway: RunningGateway) => {
  const { keys } = (await send(`${gateway.issuer}/jwks.json`)).json() as { keys: { kid: string; x5c: string[] }[] }
  const [key] = keys
  assert.ok(key)
  return { kid: key.kid, certificate: new X509Certificate(Buffer.from(key.x5c[0] ?? '', 'base64')) }
}

test('KEY-4 a certificate that is about to end is renewed at the next start, and the key stays', async () => {
  const gateway = await startGateway()
  try {
    const before = await published(gateway)
    gateway.clock.forward(3 * 365 * 86_400)
    await gateway.restart()
    const after = await published(gateway)
    assert.equal(after.kid, before.kid)
    assert.ok(after.certificate.publicKey.equals(before.certificate.publicKey))
    assert.ok(after.certificate.validToDate.getTime() / 1000 > gateway.clock.nowSeconds() + 2 * 365 * 86_400)
    assert.ok(after.certificate.validFromDate.getTime() / 1000 <= gateway.clock.nowSeconds())
  } finally {
    await gateway.stop()
  }
})
