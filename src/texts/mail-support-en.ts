import type { MailSupportKey } from './mail-support-nb.ts'

export const mailSupportEn: Readonly<Record<MailSupportKey, string>> = {
  'M-02-case.subject': 'Confirm your support case',
  'M-02-case.text': `Hello {name},

Somebody wrote to support with this mail address. Was it you? Open the link and confirm:
{link}

The link works once and for 7 days. If it was not you, there is nothing to do: what was written goes away by itself.
`,
  'M-21.subject': '[{case}] We have your case: {subject}',
  'M-21.text': `Hello {name},

We have received your case. Its number is {case}.

{missing}

Support is open Monday to Friday from 8 to 16, not on public holidays. You can expect a first answer by {expected}.

{where}
`,
  'M-22.subject': '[{case}] A question about: {subject}',
  'M-22.text': `Hello {name},

We have a question about case {case}:

{text}

We are waiting for your answer. If we hear nothing for 14 days, we take the case as solved.

{where}
`,
  'M-22-reminder.subject': '[{case}] We are waiting for your answer: {subject}',
  'M-22-reminder.text': `Hello {name},

A week ago we asked this in case {case}:

{text}

If we hear nothing for another week, we take the case as solved.

{where}
`,
  'M-22-reopened.subject': '[{case}] Open again: {subject}',
  'M-22-reopened.text': `Hello {name},

Case {case} is open again, with what you wrote:

{text}

{where}
`,
  'M-23.subject': '[{case}] Answer: {subject}',
  'M-23.text': `Hello {name},

Here is the answer to case {case}:

{text}

Not solved? Answer within 30 days and the case is opened again. Otherwise it closes by itself after 14 days.

{where}
`,
  'M-23-timeout.subject': '[{case}] Taken as solved: {subject}',
  'M-23-timeout.text': `Hello {name},

We have not heard from you for 14 days about case {case}, and take it as solved.

Is it not? Answer within 30 days and the case is opened again.

{where}
`,
  'M-25.subject': 'The client secret of {client} has been exposed',
  'M-25.text': `Hello {name},

A client secret of {client} ({clientId}) in the environment {environment} was found in a text that was sent to us ({seenIn}). We have removed it from the text and not stored it, but treat it as known to others.
Id of the secret: {secretId}

{deadline}

Replace it here:
{link}
`,
  'M-28.subject': 'Finish your order in the portal',
  'M-28.text': `Hello,

We have received an order by mail from this address. A mail alone creates and changes nothing. Open the link, log in, look over what we read, and submit it:
{link}

The link works once and for 7 days. If it was not you, there is nothing to do.
`,
  'M-28-draft.subject': 'A draft of your order is ready',
  'M-28-draft.text': `Hello {name},

We have read the order that you sent by mail and made a draft. A mail alone creates and changes nothing. Log in, look over the fields and submit it:
{link}
`,
  'M-28-order.subject': '[{order}] Answer in the portal',
  'M-28-order.text': `Hello,

We have received your mail about order {order}. Orders cannot be changed by mail. Log in to the portal and answer there:
{link}
`,
  'part.missing-client_id': 'We lack the client_id: which client is it about? Answer this mail with it.',
  'part.missing-environment': 'We lack the environment: is it test or production? Answer this mail with it.',
  'part.missing-none': 'We have what we need to begin.',
  'part.portal-link': 'Read and answer in the portal: {link}',
  'part.answer-by-mail':
    'Answer this mail and leave [{case}] in the subject. We never send anything from registers or logs by mail.',
  'part.revoked-at': 'If the secret is not replaced by {at}, it is revoked by itself, and logins to the service stop.',
  'part.not-revoked': 'This is a test environment, so the secret is not revoked by itself. Replace it all the same.',
}
