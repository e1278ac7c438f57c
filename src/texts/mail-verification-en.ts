import type { MailVerificationKey } from './mail-verification-nb.ts'

export const mailVerificationEn = {
  'M-09.subject': '{integration} is verified',
  'M-09.text': `Hello {name},

The verification of {integration} (test client {client}) was sealed with the verdict VERIFIED.

The report: {link}
SHA-256 of the report: {hash}
Valid to: {until}

The next step is to order production. If you change the test client, tests may have to be done again.
`,
  'M-29.lapsing-subject': 'The verification of {integration} lapses on {until}',
  'M-29.lapsing-text': `Hello {name},

The verification report of {integration} is valid to {until}. Order production before that, or do the tests again:
{link}
`,
  'M-29.stale-subject': 'The verification of {integration} no longer holds',
  'M-29.stale-text': `Hello {name},

The verification report of {integration} is too old, or the test client was changed. Do the tests again before you order
production:
{link}
`,
} as const satisfies Readonly<Record<MailVerificationKey, string>>
