import type { StoredSecret } from '../../protocol/client.ts'

/** Ended secrets are remembered for those who look for a fault: so many of them, so long, and without their hash. */
const mostEnded = 8
const rememberedSeconds = 90 * 86_400

/**
 * The secrets of a client with a new one among them (REG-73). The newest of those that are valid stays so for the overlap;
 * any other is revoked, so that no more than two are valid.
 */
export function rotateSecrets(
  secrets: readonly StoredSecret[],
  added: StoredSecret,
  nowSeconds: number,
  overlapSeconds: number,
): readonly StoredSecret[] {
  const former = secrets.findLast((secret) => isValid(secret, nowSeconds))
  const kept = secrets.map((secret): StoredSecret => {
    if (!isValid(secret, nowSeconds)) return secret
    if (secret !== former || overlapSeconds === 0) return revoke(secret, nowSeconds)
    const end = nowSeconds + overlapSeconds
    return { ...secret, expiresAtSeconds: Math.min(secret.expiresAtSeconds ?? end, end) }
  })
  const ended = kept
    .filter((secret) => !isValid(secret, nowSeconds) && (secret.expiresAtSeconds ?? 0) > nowSeconds - rememberedSeconds)
    .slice(-mostEnded)
  return [...kept.filter((secret) => isValid(secret, nowSeconds) || ended.includes(secret)), added]
}

/** Ends a secret now and forgets its hash. */
export const revoke = (secret: StoredSecret, nowSeconds: number): StoredSecret => ({
  ...secret,
  expiresAtSeconds: nowSeconds,
  revokedAtSeconds: nowSeconds,
  ...(secret.kind === 'generated' ? { hmac: '' } : { argon2id: '' }),
})

const isValid = ({ expiresAtSeconds }: StoredSecret, nowSeconds: number): boolean =>
  expiresAtSeconds === null || expiresAtSeconds > nowSeconds

export type SecretStatus = 'pending' | 'active' | 'retiring' | 'revoked' | 'expired'

/** REG-74: `retiring` while a newer secret is valid too. */
export function secretStatus(secret: StoredSecret, all: readonly StoredSecret[], nowSeconds: number): SecretStatus {
  if (secret.revokedAtSeconds !== undefined) return 'revoked'
  if (!isValid(secret, nowSeconds)) return 'expired'
  if (secret.status === 'pending') return 'pending'
  return all.findLast((other) => isValid(other, nowSeconds)) === secret ? 'active' : 'retiring'
}
