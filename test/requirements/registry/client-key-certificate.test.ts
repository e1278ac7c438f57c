import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readClientKeys } from '../../../src/protocol/client-key.ts'
import { makeCertifiedKey } from '../../harness/certified-key.ts'

const nowSeconds = 1_795_000_000
const daySeconds = 86_400
/** The maker of certificates gives them three years; this one has `days` of them left. */
const keyWithCertificate = async (days: number) => {
  const made = await makeCertifiedKey('Etaten', nowSeconds - (3 * 365 - days) * daySeconds)
  return { ...made.publicJwk, kid: 'k', alg: 'RS256', use: 'sig', x5c: made.x5c }
}
const read = (key: unknown) => readClientKeys({ keys: [key] }, { nowSeconds, former: [] })

test('CT-5 REG-64 REG-66 a key with a certificate ends with it', async () => {
  const reading = read(await keyWithCertificate(100))
  assert.ok(reading.ok, JSON.stringify(reading))
  assert.equal(reading.keys[0]?.exp, nowSeconds + 100 * daySeconds)
  const expired = read(await keyWithCertificate(-1))
  assert.ok(!expired.ok && expired.faults[0]?.message.includes('REG-64'))
})

test('REG-66 a certificate of another key is refused', async () => {
  const [one, other] = await Promise.all([keyWithCertificate(100), keyWithCertificate(100)])
  const reading = read({ ...one, x5c: other.x5c })
  assert.ok(!reading.ok && reading.faults[0]?.message.includes('REG-66'))
})
