import type { MailIntegrationsKey } from './mail-integrations-nb.ts'

export const mailIntegrationsEn: Readonly<Record<MailIntegrationsKey, string>> = {
  'M-02.form.subject': 'Confirm the order of a test client',
  'M-02.form.text': `Hello {name},

Somebody ordered a test client for {organisation} ({orgno}) with this mail address.

Was it you? Open the link and confirm. You will be asked to log in:
{link}

The link works once and for 7 days. If it was not you, there is nothing to do: the order goes away by itself.
`,
  'M-06.subject': 'The test client {client} is ready',
  'M-06.text': `Hello {name},

The client {client} has been created in the environment {environment} for {organisation}.

{secret}
All you need to set the service up is in the client sheet below, and as ready configurations for common software here:
{link}

{sheet}`,
  'M-06.secret.shown': `The client secret was shown once in the portal, to whoever created the client. It is not in this mail. If it is lost, make a new one in the portal.
`,
  'M-06.secret.reveal': `You fetch the client secret yourself. The link works once and for 7 days, and you have to log in:
{reveal}
`,
  'M-06.secret.none': `The client has no secret.
`,
  'M-07.test.subject': 'First login with {client}',
  'M-07.test.text': `Hello,

The client {client} ({clientId}) in the environment {environment} has just exchanged its first code for tokens. Login works.
Time: {time} UTC

The next step is the verification tests. Begin here:
{link}
`,
  'M-07.production.subject': 'First production login with {client}',
  'M-07.production.text': `Hello,

The client {client} ({clientId}) in the production environment {environment} has had its first login.
Time: {time} UTC

Please check that the service works and that login button and logo follow the guide. See the client here:
{link}
`,
  'M-14.test.subject': 'The order of a test client is refused',
  'M-14.test.text': `Hello {name},

The operator has refused the order of a test client for {organisation}.
Reason: {reason}

Put right what is wrong and order again here:
{link}
`,
  'M-17.subject': '{what} of {client} expires {when}',
  'M-17.text': `Hello,

{what} {id} of the client {client} ({clientId}) in the environment {environment} expires on {date}.

{how}
{link}

After that the service gets the answer invalid_client and nobody can log in. The client stays registered.
These warnings stop when there is a newer one.
`,
  'M-17.secret': 'The client secret',
  'M-17.key': 'The key',
  'M-17.certificate': 'The registered certificate',
  'M-17.presented': 'The enterprise certificate',
  'M-17.today': 'today',
  'M-17.tomorrow': 'tomorrow',
  'M-17.days': 'in {days} days',
  'M-17.how.secret': "Make a new secret on the client's page. The old one works beside it for as long as you choose:",
  'M-17.how.key': 'Register a new key, take it into use, and remove the old one afterwards:',
  'M-17.how.certificate': 'Register the key again with the new certificate:',
  'M-17.how.presented':
    'Get a new certificate of the same organisation and let the service send it in x5c. Nothing needs to be registered; the client is here:',
  'M-18.subject': 'A secret or key of {client} has been removed',
  'M-18.text': `Hello,

{id} of the client {client} ({clientId}) in the environment {environment} was removed at {time} UTC by {by}.

Not intended? See the client here:
{link}
`,
  'M-19.client-suspended.subject': 'The client {client} is suspended',
  'M-19.client-suspended.text': `Hello,

The client {client} ({clientId}) in the environment {environment} was suspended at {time} UTC by {by}. Logins and tokens are refused.
Reason: {reason}

{link}
`,
  'M-19.client-reopened.subject': 'The client {client} is open again',
  'M-19.client-reopened.text': `Hello,

The client {client} ({clientId}) in the environment {environment} was opened again at {time} UTC by {by}.
Reason: {reason}

{link}
`,
  'M-19.logo-approved.subject': 'The logo of {service} is shown now',
  'M-19.logo-approved.text': `Hello,

The logo of {service} (client {clientId} in the environment {environment}) has been approved and is shown on the login pages now.

{link}/logo
`,
  'M-19.logo-declined.subject': 'The logo of {service} was not approved',
  'M-19.logo-declined.text': `Hello,

The logo of {service} (client {clientId} in the environment {environment}) was not approved. What was shown before is still shown.
Reason: {reason}

Send a new one here:
{link}/logo
`,
  'M-20.subject': 'The client {client} is closed',
  'M-20.text': `Hello,

The client {client} ({clientId}) in the environment {environment} was closed at {time} UTC by {by}.
Secrets, keys and tokens are revoked. The client_id is never used again.
The operator can restore it for 90 days, without secrets.

{link}
`,
  'M-12.self-service.subject': '{client} is registered in {environment}',
  'M-12.self-service.text': `Hello {name},

the client {client} is registered in the environment {environment} through the self-service API. This goes into your software. There is no secret here.

client_id: {clientId}
issuer: {issuer}
token_endpoint_auth_method: {method}

More about the client: {link}
`,
  'M-30.subject': '{supplier} has registered a client for {organisation}',
  'M-30.text': `Hello {name},

The supplier {supplier} has registered the client {client} ({clientId}) for {organisation} in the environment {environment}.
The supplier manages the client. You can see it, and you can close it at any time:
{link}

If you have not asked the supplier for this, close the client and tell us here:
{support}
`,
}
