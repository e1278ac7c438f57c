import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { makeCertifiedKey } from '../../harness/certified-key.ts'
import { movableClock, type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { basicHeader } from '../../harness/relying-party.ts'
import { assertionKey, sharedSecret } from '../../harness/standard-seed.ts'
import { send } from '../../harness/user-agent.ts'
import { assertionParameters, seedWithKeys } from '../token/assertions.ts'

const clock = movableClock()
const earlyEndSeconds = clock.nowSeconds() + 7200
let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({
    clock,
    seed: seedWithKeys(earlyEndSeconds),
    variables: { GATEWAY_TRUST_PROXY: '1' },
  })
})
after(() => gateway.stop())
beforeEach(() => clock.forward(61)) // Failures of one test do not slow down the next.

/** `invalid_grant` says that the client was let through. */
const present = async (header: Record<string, unknown>, key = assertionKey.privateKey): Promise<unknown> => {
  const form = assertionParameters(gateway.issuer, clock.nowSeconds(), { header, key })
  const ask = { grant_type: 'refresh_token', refresh_token: 'nobody-has-this', ...form }
  return (await send(`${gateway.issuer}/token`, { form: ask })).json().error
}

test('REG-31 the assertion of a client with keys names one of them; a certificate alone is not enough', async () => {
  assert.equal(await present({ kid: 'key-256' }), 'invalid_grant')
  assert.equal(await present({ kid: 'key-unheard-of' }), 'invalid_client')
  assert.equal(await present({ kid: undefined }), 'invalid_client')
  assert.equal(await present({ kid: 'other' }), 'invalid_client', 'the kid of another client')
  const { x5c } = await makeCertifiedKey('Etaten', clock.nowSeconds())
  assert.equal(await present({ kid: undefined, x5c }), 'invalid_client')
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
  assert.equal(await present({ kid: 'key-256' }, stranger.privateKey), 'invalid_client')
  assert.equal(await present({ kid: 'key-256', alg: 'PS256' }), 'invalid_client')
})

test('REG-64 REG-65 a key is of use until the second that it ends', async () => {
  clock.forward(earlyEndSeconds - clock.nowSeconds() - 1)
  assert.equal(await present({ kid: 'key-early' }), 'invalid_grant')
  clock.forward(1)
  assert.equal(await present({ kid: 'key-early' }), 'invalid_client')
  assert.equal(await present({ kid: 'key-256' }), 'invalid_grant')
})

test('REG-76 ten failures slow a client down at that address, and lock it for nobody else', async () => {
  const knock = async (secret: string, address: string): Promise<[number, string | null]> => {
    const { status, headers } = await send(`${gateway.issuer}/token`, {
      form: { grant_type: 'refresh_token', refresh_token: 'nobody-has-this' },
      headers: { authorization: basicHeader('web', secret), 'x-forwarded-for': address },
    })
    return [status, headers.get('retry-after')]
  }
  for (let times = 0; times < 10; times++) assert.deepEqual(await knock('wrong', '192.0.2.1'), [401, null])
  assert.deepEqual(await knock(sharedSecret, '192.0.2.1'), [429, '60'])
  assert.deepEqual(await knock(sharedSecret, '192.0.2.2'), [400, null])
  clock.forward(60)
  assert.deepEqual(await knock(sharedSecret, '192.0.2.1'), [400, null])
})
