import type { MailScopesKey } from './mail-scopes-nb.ts'

export const mailScopesEn = {
  'M-31.subject': 'Access to APIs has changed for {organisation}',
  'M-31.text': `Hello {name},

The owners of these scopes have changed what {organisation} may use in the environment {environment}.

You have been given access to:
{approved}

You have no access any more to:
{denied}

Where access is gone, clients get no new tokens with the scope. What is registered on the clients has not changed.
See all accesses here:
{link}
`,
  'M-32.granted-subject': 'The prefix {prefix} is yours in {environment}',
  'M-32.granted-text': `Hello {name},

You have been given the prefix {prefix} in the environment {environment}. Make your scopes here:
{link}
`,
  'M-32.refused-subject': 'The prefix {prefix} was not given in {environment}',
  'M-32.refused-text': `Hello {name},

The order of the prefix {prefix} in the environment {environment} was refused.

Reason: {reason}

You can order another prefix here:
{link}
`,
} satisfies Record<MailScopesKey, string>
