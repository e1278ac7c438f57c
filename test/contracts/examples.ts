import type { Client } from '../../src/protocol/client.ts'
import type { Scope } from '../../src/protocol/scope.ts'
import type { Authorization, SigningKeyRecord } from '../../src/storage/records.ts'
import type { CodeTicket, SessionTicket } from '../../src/storage/tickets.ts'

/** Records that are filled in and mean nothing, for tests of the stores. */

export const exampleCode = (authorizationId = 'authorization-1'): CodeTicket => ({
  authorizationId,
  clientId: 'client-1',
  redirectUri: 'https://service.example/callback',
  nonce: 'nonce',
})

export const exampleSession = (activeAtSeconds: number): SessionTicket => ({
  sessionRef: 'session-1',
  secretHash: 'hash',
  pid: '00000000000',
  startedAtSeconds: 0,
  activeAtSeconds,
  isolated: {},
  clients: [],
  sidSalt: 'salt',
})

export const exampleClient = (clientId: string, clientName = 'Service'): Client => ({
  clientId,
  active: true,
  clientName,
  clientOrgno: '999999999',
  description: 'example',
  integrationType: 'idporten',
  applicationType: 'web',
  tokenEndpointAuthMethod: 'private_key_jwt',
  grantTypes: ['authorization_code'],
  scopes: ['openid', 'profile'],
  redirectUris: ['https://service.example/callback'],
  postLogoutRedirectUris: [],
  frontchannelLogoutSessionRequired: false,
  accessTokenLifetime: 0,
  refreshTokenLifetime: 0,
  authorizationLifetime: 0,
  refreshTokenUsage: 'ONETIME',
  codeChallengeMethod: 'S256',
  ssoDisabled: false,
  defaultAcrValues: [],
  requirePushedAuthorizationRequests: false,
  tokenProfile: 'current',
  onbehalfof: [],
  jwks: [],
  secrets: [],
})

export const exampleScope = (name: string): Scope => ({
  name,
  active: true,
  ownerOrgno: '999999999',
  accessibleForAll: true,
  access: [],
  allowedIntegrationTypes: ['api_klient'],
  description: 'Æ, ø og å',
  requiresUserConsent: false,
  requiresUserAuthentication: true,
  requiresPseudonymousTokens: false,
  tokenType: 'OPAQUE',
  atMaxAge: 0,
  authorizationMaxLifetime: 0,
  enforcedAudForIntrospection: [],
  visibility: 'PUBLIC',
})

export const exampleAuthorization = (changes: Partial<Authorization> = {}): Authorization => ({
  authorizationId: 'authorization-1',
  clientId: 'client-1',
  sessionRef: 'session-1',
  pid: '00000000000',
  scopes: ['openid'],
  resources: [],
  acr: 'idporten-loa-high',
  amr: 'TestID',
  authTimeSeconds: 100,
  locale: 'nb',
  sid: 'sid-1',
  onbehalfof: null,
  approvedAtSeconds: 100,
  expiresAtSeconds: 7300,
  endsWithSession: true,
  ...changes,
})

export const exampleKey = (changes: Partial<SigningKeyRecord> = {}): SigningKeyRecord => ({
  kid: 'key-1',
  alg: 'RS256',
  compromisedAtSeconds: null,
  createdAtSeconds: 1,
  signsFromSeconds: 2,
  retiredAtSeconds: null,
  publicJwk: { kty: 'RSA', n: 'n', e: 'AQAB' },
  x5c: ['first'],
  privateKey: 'private',
  ...changes,
})
