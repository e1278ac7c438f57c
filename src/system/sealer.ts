import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Keeps small texts so that who reads the database cannot: AES-256-GCM under a key that stands outside of it. What is
 * sealed with a `place` opens only with the same: it cannot be moved to another row.
 */
export interface Sealer {
  seal(text: string, place?: string): string
  /** undefined for what this key has not sealed for this place, or what was changed since. */
  open(sealed: string, place?: string): string | undefined
}

/** A key of its own for one purpose, from a secret (RFC 5869). */
export const derivedKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'portvakt', purpose, 32))

export const openSealer = (key: Buffer): Sealer => ({
  seal(text, place = '') {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    cipher.setAAD(Buffer.from(place))
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
  },
  open(sealed, place = '') {
    try {
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAAD(Buffer.from(place))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    } catch {
      return undefined
    }
  },
})
