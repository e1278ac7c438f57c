import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../../../src/protocol/secret.ts'
import { openLocalKeeper } from '../../../src/signing/local/local-keeper.ts'
import { makeSigningKey } from '../../../src/signing/make-signing-key.ts'
import { openSigningKeys } from '../../../src/signing/signing-keys.ts'
import { verifyMachineToken } from '../../../src/usecases/machine/verify-machine-token.ts'
import { exampleClient } from '../../contracts/examples.ts'
import { movableClock } from '../../harness/gateway.ts'

test('KEY-9 an API that has seen a good machine token refuses it within seconds when its key is removed', async () => {
  const clock = movableClock()
  const nowSeconds = clock.nowSeconds()
  const keeper = openLocalKeeper(() => [{ id: '1', value: new Secret('an encryption key of this test') }])
  const owner = { keeper, ring: 'test/machine', commonName: 'Portvakt' }
  const key = await makeSigningKey(owner, 'RS256', nowSeconds, nowSeconds)
  const { signer } = await openSigningKeys({ ring: owner.ring, keeper, clock }, [key])
  const machineIssuer = 'https://gateway.example/machine/'
  const token = await signer.sign({
    iss: machineIssuer,
    client_id: 'administration',
    scope: 'idporten:dcr.read',
    consumer: { authority: 'iso6523-actorid-upis', ID: '0192:310000019' },
    iat: nowSeconds,
    exp: nowSeconds + 120,
  })
  // As another process has the store.
  let stored = key
  const verify = verifyMachineToken({
    environment: { machineIssuer },
    readKeys: async () => (await openSigningKeys({ ring: owner.ring, clock }, [stored])).keyRing,
    clients: { find: async (clientId) => ({ ...exampleClient(clientId), scopes: ['idporten:dcr.read'] }) },
    clock,
  })
  assert.equal((await verify(token))?.clientId, 'administration')
  stored = { ...key, compromisedAtSeconds: clock.nowSeconds(), privateKey: null }
  clock.forward(2)
  assert.equal(await verify(token), undefined)
})
