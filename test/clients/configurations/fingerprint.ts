import { createHash } from 'node:crypto'
import { defaultLifetimes } from '../../../src/config/environments.ts'
import type { ClientSheet } from '../../../src/pages/configuration/client-sheet.ts'
import { configurationsFor } from '../../../src/pages/configuration/configurations.ts'

/** A client that stands for all: any change of a recipe changes the files it gets. */
const sheet = (
  tokenEndpointAuthMethod: ClientSheet['tokenEndpointAuthMethod'],
  applicationType: ClientSheet['applicationType'],
): ClientSheet => ({
  environment: { name: 'test', title: 'Test', kind: 'test' },
  issuer: 'https://test.example.no',
  loginBase: 'https://login.test.example.no',
  wellKnown: 'https://test.example.no/.well-known/openid-configuration',
  clientId: 'client',
  clientName: 'Client',
  integrationType: 'idporten',
  applicationType,
  tokenEndpointAuthMethod,
  pkceDemanded: true,
  redirectUris: ['https://service.example.no/auth/callback/portvakt'],
  postLogoutRedirectUris: ['https://service.example.no/'],
  frontchannelLogoutUri: 'https://service.example.no/logout',
  scopes: ['openid', 'profile'],
  acrValues: ['idporten-loa-high'],
  lifetimes: defaultLifetimes,
  networkUrl: 'https://portal.example.no/network',
  supportEmail: 'support@example.no',
})

const sheets: readonly ClientSheet[] = [
  sheet('client_secret_basic', 'web'),
  sheet('client_secret_post', 'web'),
  sheet('private_key_jwt', 'web'),
  sheet('none', 'browser'),
  sheet('none', 'native'),
]

/** The hash of all that one configuration gives, for every kind of client: a proof with another one is of other files. */
export const fingerprintOf = (id: string): string =>
  createHash('sha256')
    .update(JSON.stringify(sheets.map((each) => configurationsFor(each).find((found) => found.id === id)?.files ?? [])))
    .digest('hex')
