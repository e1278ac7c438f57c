/** Signature algorithms with SHA-256 or better (CR-3), and the hash of each as `node:crypto` names it. */
const hashes: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
}

/** Undefined: an algorithm that is too weak, or that nobody here expects. */
export const hashOfSignature = (oid: string): string | undefined => hashes[oid]
