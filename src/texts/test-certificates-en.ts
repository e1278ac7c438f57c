import type { TestCertificatesTextKey } from './test-certificates-nb.ts'

export const testCertificatesEn = {
  title: 'Test certificate',
  lead: 'Make an enterprise certificate of {organisation} for testing. It is issued by the development CA of this installation, and only the test environments trust it.',
  flaw: 'What kind of certificate?',
  'flaw.help': 'A faulty certificate lets you see how each fault is refused.',
  'flaw.good': 'Valid',
  'flaw.expired': 'Expired',
  'flaw.not-yet-valid': 'Not valid yet',
  'flaw.revoked': 'Revoked',
  'flaw.wrong-organisation': 'Belongs to another organisation',
  'flaw.self-signed': 'Self-signed',
  'flaw.no-key-usage': 'Without key usage',
  'flaw.weak-key': 'Key too weak',
  'flaw.unknown-policy': 'Unknown certificate policy',
  'flaw.other-ca': 'From another CA',
  profile: 'Profile',
  'profile.help': 'The profile decides what tokens say in client_amr.',
  'profile.seid1': 'Enterprise certificate (SEID 1)',
  'profile.seal': 'Electronic seal',
  'profile.qualified-seal': 'Qualified electronic seal',
  password: 'Password of the file',
  'password.help':
    'The file is PKCS#12 (.p12) with certificate, intermediate and private key. The key is not kept here.',
  format: 'Format',
  'format.p12': 'PKCS#12 (.p12)',
  'format.pem': 'PEM, without a password',
  button: 'Make and download',
  use: 'How to use it',
  'use.text':
    'The client must have the authentication method private_key_jwt and no registered keys. Sign client_assertion with the private key, and put the certificate chain in the member x5c of the JWT header.',
  none: 'None of the environments trusts the development CA.',
} as const satisfies Readonly<Record<TestCertificatesTextKey, string>>
