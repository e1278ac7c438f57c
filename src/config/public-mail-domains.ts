/** Mail domains where anybody gets an address, unless the settings name others. */
export const publicMailDomains: readonly string[] = [
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'hotmail.no',
  'live.com',
  'live.no',
  'msn.com',
  'yahoo.com',
  'yahoo.no',
  'icloud.com',
  'me.com',
  'online.no',
  'getmail.no',
  'proton.me',
  'protonmail.com',
]
