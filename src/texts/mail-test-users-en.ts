import type { mailTestUsersNb } from './mail-test-users-nb.ts'

export const mailTestUsersEn = {
  'M-08.subject': '{count} test users for {organisation}',
  'M-08.text': `Hello {name},

{organisation} has been given {count} test users in the environment {environmentName}. All your test clients can use them.

See them, label them and fetch them as a file here:
{link}

Log in with TestID and the national identity number on the page. The numbers are synthetic and belong to nobody.
`,
  'M-14.subject': 'More test users for {organisation}: refused',
  'M-14.text': `Hello {name},

The operator has refused {count} more test users for {organisation}.
Reason: {reason}

You can order again, fewer perhaps or with an explanation:
{link}
`,
} as const satisfies Readonly<Record<keyof typeof mailTestUsersNb, string>>
