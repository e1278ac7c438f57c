/** What the reader puts in, because the portal does not know it or must not show it. */
export const placeholders = {
  clientSecret: '<client_secret>',
  privateKeyFile: '<private_key_file>',
  publicKeyFile: '<public_key_file>',
  keyId: '<key_id>',
  /** 32 random bytes of the reader's own, as text. */
  random: '<random_text>',
} as const
