import type { MailTermsKey } from './mail-terms-nb.ts'

export const mailTermsEn = {
  'M-04.subject': 'Terms of use {version} accepted for {organisation}',
  'M-04.text': `Hello {name},

{signatory} has accepted the terms of use, version {version}, for {organisation} ({orgno}).

Chapters: {chapters}
SHA-256 of the text: {hash}

The whole text is attached. Please keep it. Status and history are here:
{link}
`,
  'M-05.published-subject': 'New terms of use: version {version} takes effect on {effective}',
  'M-05.published-text': `Hello {name},

Version {version} of the terms of use has been published and takes effect on {effective}.

What is new:
{summary}

A signatory must accept the new version for {organisation} by {until}. Until then what you accepted before counts.
Read and accept here:
{link}
`,
  'M-05.ending-subject': 'Terms of use {version} must be accepted by {until}',
  'M-05.ending-text': `Hello {name},

In {days} days the terms that {organisation} has accepted no longer count. Version {version} must be accepted by {until}.
Logins go on as before, but new orders and changes in production stop after that.

Read and accept here:
{link}
`,
  'M-05.ended-subject': 'The terms of use of {organisation} are outdated',
  'M-05.ended-text': `Hello {name},

Version {version} of the terms of use has not been accepted for {organisation}, and the time for it is over. Logins go on
as before. New orders, new clients and changes in production are closed until a signatory has accepted the terms:
{link}
`,
  'M-05.withdrawn-subject': 'The terms of use were withdrawn for {organisation}',
  'M-05.withdrawn-text': `Hello {name},

{by} has withdrawn the acceptance of the terms of use, version {version}, for {organisation}.

Reason: {reason}

New orders, new clients and changes in production are closed. The operator will be in touch about clients that are in
production. To accept the terms again, go here:
{link}
`,
  'chapter.general': 'general part',
  'chapter.login': 'login',
  'chapter.machine': 'machine to machine',
  'chapter.contact_register': 'contact register',
  'chapter.employee_login': 'employee login',
  'chapter.message_exchange': 'message exchange',
  'chapter.supplier': 'suppliers',
} as const satisfies Readonly<Record<MailTermsKey, string>>
