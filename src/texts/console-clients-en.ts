import type { ConsoleClientsTextKey } from './console-clients-nb.ts'

export const consoleClientsEn: Readonly<Record<ConsoleClientsTextKey, string>> = {
  title: 'Clients',
  lead: 'Find a client in any environment, for example to stop it.',
  search: 'Search',
  'search.help': 'Part of the client_id, the name, or the owner’s name or organisation number.',
  find: 'Find',
  none: 'No client matches. Try fewer characters.',
  found: 'Clients that match',
  unordered: 'In production without an order',
  'unordered.lead':
    'Clients that organisations made in production by themselves during the last 30 days. Take samples: open the client and see that names, addresses and scopes are reasonable.',
  'unordered.none': 'None during the last 30 days.',
  client: 'Client',
  environment: 'Environment',
  owner: 'Owner',
  created: 'Created',
  state: 'State',
  'state.active': 'Active',
  'state.inactive': 'Not active',
  'state.closed': 'Closed',
  'state.by-owner': 'Stopped by its owner {date}',
  'state.by-operator': 'Stopped by the operator {date}',
  open: 'Open the client’s page at its owner',
  emergency: 'Emergency stop',
  reason: 'Reason',
  'reason.help': 'At least 20 characters. The owner reads it, and it stands in the change log.',
  stop: 'Stop the client now',
  'stop.text':
    'Logins and tokens are refused within a minute. The owner’s administrators and the contacts for technical and security matters get a mail. The owner cannot open it again; only the operator can.',
  reopen: 'Open again',
  'reopen.text':
    'The client works again within a minute. After more than a day its tokens are revoked. In production its owner must have accepted the terms.',
  nothing: 'The client is not in use, so there is nothing to stop.',
  'only-reviewer': 'You can read, but not stop. That takes op_reviewer or op_admin.',
  back: 'To the clients',
}
