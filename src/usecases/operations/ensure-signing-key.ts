import { X509Certificate } from 'node:crypto'
import type { SigningKeyMaterial } from '../../signing/signer.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { Clock } from '../../system/clock.ts'

interface Needs {
  readonly shelves: Pick<EnvironmentShelves, 'signingKeys'>
  readonly clock: Clock
  /** Makes a key that may sign from now on. */
  readonly makeKey: (nowSeconds: number) => Promise<SigningKeyMaterial>
  /** The same key with a certificate that begins now. */
  readonly renewCertificate: (key: SigningKeyMaterial, nowSeconds: number) => Promise<SigningKeyMaterial>
}

const renewedDaysBefore = 60

/**
 * The environment's keys. The very first is made when there is none (KEY-7): nobody can have cached a JWKS without it. One
 * whose certificate is about to end gets a new certificate, since clients read its dates (KEY-4); the key stays.
 */
export const ensureSigningKey = (needs: Needs) => async (): Promise<readonly SigningKeyMaterial[]> => {
  const nowSeconds = needs.clock.nowSeconds()
  const keys = await needs.shelves.signingKeys.list()
  if (keys.length === 0) {
    const key = await needs.makeKey(nowSeconds)
    await needs.shelves.signingKeys.save(key)
    return [key]
  }
  const kept: SigningKeyMaterial[] = []
  for (const key of keys) {
    const current = isCertificateEnding(key, nowSeconds) ? await needs.renewCertificate(key, nowSeconds) : key
    if (current !== key) await needs.shelves.signingKeys.save(current)
    kept.push(current)
  }
  return kept
}

function isCertificateEnding(key: SigningKeyMaterial, nowSeconds: number): boolean {
  if (key.retiredAtSeconds !== null) return false
  const [certificate] = key.x5c
  if (certificate === undefined) return true
  const endsAtSeconds = Date.parse(new X509Certificate(Buffer.from(certificate, 'base64')).validTo) / 1000
  return endsAtSeconds - nowSeconds < renewedDaysBefore * 86_400
}
