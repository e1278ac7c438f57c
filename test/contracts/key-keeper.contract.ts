import assert from 'node:assert/strict'
import { constants, createPublicKey, verify, X509Certificate } from 'node:crypto'
import { describe, test } from 'node:test'
import { idTokenAlgorithms } from '../../src/protocol/client.ts'
import { thumbprint } from '../../src/protocol/thumbprint.ts'
import type { KeyKeeper } from '../../src/signing/key-keeper.ts'
import { makeSigningKey } from '../../src/signing/make-signing-key.ts'
import { openSigningKeys } from '../../src/signing/signing-keys.ts'

const verification = {
  RS256: {},
  PS256: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
  ES256: { dsaEncoding: 'ieee-p1363' },
} as const
const nowSeconds = 1_772_442_900
const clock = { nowSeconds: () => nowSeconds }

/** What everybody who keeps private keys must do (KEY-12). */
export function keyKeeperContract(name: string, open: () => KeyKeeper): void {
  const make = async (keeper: KeyKeeper, ring: string, alg: (typeof idTokenAlgorithms)[number]) => {
    const made = await keeper.make(ring, alg)
    return { ...made, alg, kid: thumbprint(made.publicJwk) }
  }

  describe(`keeper of keys: ${name}`, () => {
    for (const alg of idTokenAlgorithms)
      test(`KEY-12 a new ${alg} key signs as its public part verifies, also when it is opened later`, async () => {
        const key = await make(open(), 'test', alg)
        const sign = await open().open('test', key)
        const bytes = Buffer.from('signed by whoever keeps the key')
        const publicKey = createPublicKey({ key: { ...key.publicJwk }, format: 'jwk' })
        const signature = await sign(bytes)
        assert.ok(verify('sha256', bytes, { key: publicKey, ...verification[alg] }, signature))
        assert.ok(!verify('sha256', Buffer.from('other'), { key: publicKey, ...verification[alg] }, signature))
      })

    test('KEY-12 what is stored of a key is not the key, and no two keys are alike', async () => {
      const keeper = open()
      const [one, other] = [await make(keeper, 'test', 'ES256'), await make(keeper, 'test', 'ES256')]
      assert.notEqual(one.kid, other.kid)
      assert.notEqual(one.privateKey, other.privateKey)
      assert.doesNotMatch(one.privateKey, /PRIVATE KEY|^MI/)
      assert.equal(keeper.isExposed(one), false)
      assert.equal(keeper.rewrap('test', one), undefined)
    })

    test('KEY-7 a key does not open for another issuer, nor under the name of another key', async () => {
      const keeper = open()
      const [one, other] = [await make(keeper, 'test', 'ES256'), await make(keeper, 'test', 'ES256')]
      await assert.rejects(async () => keeper.open('test/machine', one), { name: 'KeyFault' })
      await assert.rejects(async () => keeper.open('test', { ...one, kid: other.kid }), { name: 'KeyFault' })
      await assert.rejects(async () => keeper.open('test', { ...one, privateKey: other.privateKey }), {
        name: 'KeyFault',
      })
    })

    test('KEY-4 KEY-5 tokens and certificates are made with it, whoever keeps the key', async () => {
      const keeper = open()
      for (const alg of idTokenAlgorithms) {
        const key = await makeSigningKey({ keeper, ring: 'test', commonName: 'Portvakt' }, alg, nowSeconds, nowSeconds)
        const certificate = new X509Certificate(Buffer.from(key.x5c[0] ?? '', 'base64'))
        assert.ok(certificate.verify(certificate.publicKey), alg)
        const { signer, keyRing } = await openSigningKeys({ ring: 'test', keeper, clock }, [key])
        const token = await signer.sign({ sub: 'somebody' }, { alg })
        assert.deepEqual(await keyRing.verify(token), { sub: 'somebody' })
      }
    })

    test('KEY-9 a key may be destroyed, and twice does no harm', async () => {
      const keeper = open()
      const key = await make(keeper, 'test', 'ES256')
      await keeper.destroy('test', key)
      await keeper.destroy('test', key)
    })
  })
}
