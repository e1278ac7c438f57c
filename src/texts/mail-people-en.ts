import type { MailPeopleKey } from './mail-people-nb.ts'

export const mailPeopleEn = {
  'M-01.subject': '{organisation} in the portal',
  'M-01.registered':
    'Hello {name},\n\n{organisation} ({orgno}) is registered. You can make integrations in test now, without waiting for us.\n\nFor production you need a signatory who accepts the terms, an administrator, and contacts for technical and security matters. The overview shows what is missing:\n{link}\n',
  'M-01.asked':
    'Hello {name},\n\nWe have received the request for {organisation} ({orgno}). A reviewer looks at it, and you get an answer by mail. Testing is open in the meantime:\n{link}\n',
  'M-02.subject': 'Confirm your e-mail address',
  'M-02.text':
    'Hello {name},\n\nYou have asked to join {organisation} ({orgno}). Open the link and press the button there:\n{link}\n\nThe link holds for seven days and works once. If it was not you, do nothing: nothing will be registered.\n',
  'M-02.domain':
    'To whoever is responsible for {domain}\n\n{organisation} ({orgno}) says that addresses in {domain} are its own. If that is right, open the link and press the button there:\n{link}\n\nEverybody with such an address can then join the organisation for testing. The link holds for seven days. If it is not right, do nothing.\n',
  'M-03.subject': 'You are invited to {product}',
  'M-03.text':
    'Hello {name},\n\n{by} invites you to {organisation} ({orgno}) with the roles: {roles}.\n\nOpen the link, log in with your own eID and press the button:\n{link}\n\nThe link holds for seven days and works once.\n',
  'M-03.staff':
    'Hello {name},\n\n{by} invites you to the staff of {product} with the roles: {roles}.\n\nOpen the link, log in with your own eID and press the button:\n{link}\n\nThe link holds for seven days and works once.\n',
  'M-14.subject': '{organisation} was not admitted',
  'M-14.text':
    'Hello {name},\n\n{organisation} ({orgno}) was not admitted as a customer. The reason:\n\n{reason}\n\nIf you think that this is wrong, contact support.\n',
  'M-19.suspended-subject': '{organisation} is suspended',
  'M-19.suspended':
    'Hello {name},\n\n{organisation} ({orgno}) was suspended by the operator. Its clients refuse new logins. The reason:\n\n{reason}\n\nContact support to have it lifted.\n',
  'M-19.reinstated-subject': '{organisation} is no longer suspended',
  'M-19.reinstated':
    'Hello {name},\n\n{organisation} ({orgno}) is no longer suspended. Its clients work again. The reason:\n\n{reason}\n\n{link}\n',
  'M-20.subject': '{organisation} is closed',
  'M-20.text':
    'Hello {name},\n\n{organisation} ({orgno}) was closed by {by}. It can still be read, but not changed. The reason:\n\n{reason}\n',
  'M-24.subject': 'Something was changed',
  'M-24.text': 'Hello {name},\n\n{what}\n\nChanged by: {by}. If you did not expect this, contact support at once.\n',
  'what.locked': 'Your account is locked. Ask an administrator of {organisation}, or support, to unlock it.',
  'what.unlocked': 'Your account is unlocked, and you can log in again.',
  'what.removed': 'You were removed from {organisation}.',
  'what.dormant-warning': 'You have not logged in for twelve months. Log in within a month to keep the account: {link}',
  'what.dormant': 'Your account was removed, since you have not logged in for thirteen months.',
  'what.roles': 'Your roles in {organisation} were changed. See them in the portal under My organisations.',
  'what.contact-added': 'From now on this address is told about technical or security matters of {organisation}.',
  'what.contact-removed': 'This address is no longer told about technical or security matters of {organisation}.',
  'role.signatory': 'signatory',
  'role.org_admin': 'administrator',
  'role.integration_admin': 'integration administrator',
  'role.scope_admin': 'scope administrator',
  'role.supplier_admin': 'supplier administrator',
  'role.tester': 'tester',
  'role.reader': 'reader',
  'role.op_support': 'support',
  'role.op_reviewer': 'reviewer',
  'role.op_admin': 'operator administrator',
  'role.op_auditor': 'auditor',
} as const satisfies Readonly<Record<MailPeopleKey, string>>
