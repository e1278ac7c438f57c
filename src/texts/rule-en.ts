import type { ruleNb } from './rule-nb.ts'

export const ruleEn: typeof ruleNb = {
  'RU-1': 'Write a whole address with a host, at most 2048 characters, such as https://service.agency.no/callback',
  'RU-2':
    'The address cannot hold #, white space, a back-slash or a user name. Right: https://service.agency.no/callback',
  'RU-3': 'The address cannot hold a wildcard (*). List each address: https://a.agency.no/callback',
  'RU-4': 'The path cannot hold the segments . and .. Right: https://service.agency.no/callback',
  'RU-5': 'The address must begin with https://, such as https://service.agency.no/callback',
  'RU-6': 'This kind of address is never accepted. Use https://',
  'RU-7': 'localhost is written with http, such as http://localhost:3000/callback',
  'RU-8':
    'In production the address must be https and not point to localhost, such as https://service.agency.no/callback',
  'RU-9': 'In production the host must have an ordinary domain, such as service.agency.no',
  'RU-10': 'An app uses https, a scheme of its own (no.agency.app:/callback) or http://127.0.0.1:0/callback',
  'RU-12': 'The scheme must be a reverse domain name in lower case, such as no.agency.app:/callback',
  'RU-18': 'Give at least one address, such as https://service.agency.no/callback',
  'RU-20': 'The host must be the host of one of the redirect URIs, such as https://service.agency.no/logout',
  'RU-22': 'Front-channel logout uses the host of the address you removed. Change it too.',
  'REG-4': 'The client_id is taken and never given to another. Choose another, or leave the field empty.',
  'REG-20':
    'A client_id has 3–255 characters: letters, digits, full stop, hyphen, underscore and colon, such as agency-my-page',
  'REG-21': 'The client_id differs only in letter case from one that exists. Choose another.',
  'REG-54': 'Apps and single-page applications must use ONETIME.',
  'REG-50': 'Apps and single-page applications must use PKCE with S256.',
  'REG-61': 'The key must be RSA of 2048–4096 bits, or on the curve P-256.',
  'REG-60': 'A client has one to five keys.',
  'REG-73': 'Choose from 0 hours to 30 days.',
  'REG-1': 'The client_id belongs to another organisation. Choose another, or leave the field empty.',
  'SCOPE-1': 'Write 1–191 characters without blanks, quotes and backslashes, for example soknad.read',
  'SCOPE-8':
    'The short text is required and has at most 255 characters. The long one may have paragraphs, **bold**, *italic* and links to https, without < > and `.',
  'API-12':
    'The name is taken, perhaps by a closed scope or in other letter case. Choose another, or open the closed one.',
  'API-15': 'This prefix is reserved for the login service. Choose another.',
  'API-21': 'The scope or prefix belongs to another organisation.',
  'API-22': 'Write an organisation number of nine digits that is in the register, for example 310000027',
  'API-23': 'The scope is closed. Open it first.',
  'API-26': 'The organisation owns the scope and has access without asking.',
  'API-28': 'The prefix has been given to nobody. Order it first.',
}
