import assert from 'node:assert/strict'
import { test } from 'node:test'
import { environmentRules } from '../../../src/config/environments.ts'
import {
  applicationTypes,
  type Client,
  clientAuthenticationMethods,
  integrationTypes,
} from '../../../src/protocol/client.ts'
import { readClientRegistration } from '../../../src/protocol/client-registration.ts'
import { describeClient } from '../../../src/protocol/client-registration-answer.ts'
import type { RegistrationContext } from '../../../src/protocol/client-registration-context.ts'
import type { Scope } from '../../../src/protocol/scope.ts'

const owner = '310000019'
const other = '310000027'
const jwtGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const scope = (name: string, more: Partial<Scope> = {}): Scope => ({
  name,
  active: true,
  ownerOrgno: owner,
  accessibleForAll: false,
  access: [],
  allowedIntegrationTypes: [],
  description: name,
  requiresUserConsent: false,
  requiresUserAuthentication: false,
  requiresPseudonymousTokens: false,
  tokenType: 'SELF_CONTAINED',
  atMaxAge: 0,
  authorizationMaxLifetime: 0,
  enforcedAudForIntrospection: [],
  visibility: 'PUBLIC',
  ...more,
})
const scopes = new Map(
  [
    scope('etat:own'),
    scope('etat:granted', { ownerOrgno: other, access: [owner] }),
    scope('etat:foreign', { ownerOrgno: other }),
    scope('etat:supplier', { ownerOrgno: '974760673', access: [other] }),
    scope('etat:open', { ownerOrgno: other, accessibleForAll: true }),
    scope('etat:delegated', { ownerOrgno: other, delegationSource: 'https://delegering.no' }),
    scope('etat:closed', { active: false }),
    scope('etat:machines', { allowedIntegrationTypes: ['maskinporten'] }),
  ].map((one) => [one.name, one]),
)
const context = (more: Partial<RegistrationContext> = {}): RegistrationContext => ({
  uriRules: environmentRules.test,
  writer: 'owner',
  tokenOrgno: owner,
  mayActForOthers: false,
  existing: undefined,
  newClientId: 'made-id',
  findScope: (name) => scopes.get(name),
  nowSeconds: 1_795_000_000,
  ...more,
})
const login = { client_name: 'Etaten', integration_type: 'idporten', redirect_uris: ['https://etaten.no/cb'] }

const accepted = (request: Record<string, unknown>, more?: Partial<RegistrationContext>): Client => {
  const registration = readClientRegistration(request, context(more))
  assert.ok(registration.ok, JSON.stringify(registration))
  return registration.client
}
/** Faults as `field: RULE`, in their order. */
const faults = (request: Record<string, unknown>, more?: Partial<RegistrationContext>): string[] => {
  const registration = readClientRegistration(request, context(more))
  if (registration.ok) return []
  return registration.faults.map(({ field, message }) => `${field}: ${/\(([^()]+)\)$/.exec(message)?.[1] ?? message}`)
}

test('CT-1 REG-12 REG-13 of all combinations exactly those of the table are accepted', () => {
  const confidential = ['client_secret_basic', 'client_secret_post', 'private_key_jwt']
  const grants = [
    ['authorization_code', 'refresh_token'],
    ['authorization_code'],
    ['refresh_token'],
    [jwtGrant],
    [],
    ['implicit'],
    ['password'],
    ['client_credentials'],
    ['authorization_code', 'client_credentials'],
    ['unheard_of'],
  ]
  const loginGrant = (grant: string[]): boolean =>
    grant.includes('authorization_code') && grant.every((one) => ['authorization_code', 'refresh_token'].includes(one))
  // With employee login switched on, so that its column is tried too; without it see REG-11.
  const enabledTypes = ['idporten', 'api_klient', 'maskinporten', 'krr', 'ansattporten'] as const
  let tried = 0
  for (const integration_type of integrationTypes)
    for (const application_type of applicationTypes)
      for (const token_endpoint_auth_method of clientAuthenticationMethods)
        for (const grant_types of grants) {
          const isMachine = integration_type === 'maskinporten' || integration_type === 'krr'
          const isLogin = ['idporten', 'api_klient', 'ansattporten'].includes(integration_type)
          const asked = {
            ...login,
            integration_type,
            application_type,
            token_endpoint_auth_method,
            grant_types,
            scopes: integration_type === 'krr' ? null : isMachine ? ['etat:own'] : ['openid', 'profile'],
          }
          const { scopes: _, ...withoutScopes } = asked
          const isPermitted = isMachine
            ? application_type === 'web' &&
              token_endpoint_auth_method === 'private_key_jwt' &&
              grant_types.includes(jwtGrant)
            : isLogin &&
              loginGrant(grant_types) &&
              (application_type === 'web'
                ? confidential.includes(token_endpoint_auth_method)
                : token_endpoint_auth_method === 'none')
          const registration = readClientRegistration(
            integration_type === 'krr' ? withoutScopes : asked,
            context({ enabledTypes }),
          )
          assert.equal(registration.ok, isPermitted, JSON.stringify([asked, registration]))
          tried++
        }
  assert.equal(tried, 7 * 3 * 4 * 10)
})

test('REG-11 a type that is not switched on is wrong, one of the operator is forbidden, and employee login can be switched on', () => {
  assert.deepEqual(faults({ ...login, integration_type: 'ansattporten' }), ['integration_type: REG-11'])
  const eformidling = readClientRegistration({ ...login, integration_type: 'eformidling' }, context())
  assert.ok(!eformidling.ok && eformidling.faults[0]?.kind === 'forbidden')
  const client = accepted(
    { ...login, integration_type: 'ansattporten', scopes: ['openid'] },
    { enabledTypes: ['ansattporten'] },
  )
  assert.equal(client.ssoDisabled, true)
})

test('REG-10 the type is required and cannot change', () => {
  const { integration_type: _, ...without } = login
  assert.deepEqual(faults(without), ['integration_type: REG-10'])
  const existing = accepted(login)
  assert.deepEqual(faults({ ...login, integration_type: 'api_klient' }, { existing }), ['integration_type: REG-10'])
  assert.deepEqual(faults(without, { existing }), [])
})

test('REG-166 section 3: what is left out has the defaults of the table', () => {
  assert.deepEqual(accepted(login), {
    clientId: 'made-id',
    active: true,
    clientName: 'Etaten',
    clientOrgno: owner,
    description: '',
    integrationType: 'idporten',
    applicationType: 'web',
    tokenEndpointAuthMethod: 'client_secret_basic',
    grantTypes: ['authorization_code', 'refresh_token'],
    scopes: ['openid', 'profile'],
    redirectUris: ['https://etaten.no/cb'],
    postLogoutRedirectUris: [],
    frontchannelLogoutSessionRequired: false,
    accessTokenLifetime: 120,
    refreshTokenLifetime: 600,
    authorizationLifetime: 7200,
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
  assert.equal(accepted({ ...login, application_type: 'native' }).tokenEndpointAuthMethod, 'none')
  assert.equal(
    accepted({ client_name: 'x', integration_type: 'maskinporten', scopes: ['etat:own'] }).tokenEndpointAuthMethod,
    'private_key_jwt',
  )
})

const rules: [id: string, change: Record<string, unknown>, expected: string[]][] = [
  [
    'REG-14 the short name of the JWT grant counts',
    { integration_type: 'maskinporten', scopes: ['etat:own'], grant_types: ['jwt_bearer_token'] },
    [],
  ],
  [
    'REG-15 a machine may carry what only login uses',
    {
      integration_type: 'maskinporten',
      scopes: ['etat:own'],
      redirect_uris: ['myapp:x#y', '*'],
      grant_types: [jwtGrant, 'authorization_code'],
      client_uri: 'nowhere',
    },
    [],
  ],
  [
    'REG-15 but its length is limited',
    { integration_type: 'maskinporten', scopes: ['etat:own'], redirect_uris: ['x'.repeat(2049)] },
    ['redirect_uris[0]: must be at most 2048 characters'],
  ],
  ['REG-16 refresh without code', { grant_types: ['refresh_token'] }, ['grant_types: REG-16']],
  [
    'REG-19 a resource server needs no redirect, no openid and no grant',
    { redirect_uris: [], scopes: ['idporten:token.introspection'], grant_types: [] },
    [],
  ],
  [
    'REG-19 but authenticates',
    { redirect_uris: [], scopes: ['idporten:token.introspection'], token_endpoint_auth_method: 'none' },
    ['token_endpoint_auth_method: REG-12'],
  ],
  ['REG-20 too short', { client_id: 'ab' }, ['client_id: REG-20']],
  ['REG-20 reserved', { client_id: 'Portal' }, ['client_id: REG-20']],
  ['REG-20 two colons', { client_id: 'a::b' }, ['client_id: REG-20']],
  ['REG-20 good', { client_id: 'Etat.soknad:1_2-3' }, []],
  ['REG-22 check digit', { client_orgno: '310000018' }, ['client_orgno: REG-22']],
  ['REG-22 of another', { client_orgno: other }, ['client_orgno: REG-22']],
  [
    'REG-23 null is absence',
    {
      application_type: null,
      client_uri: null,
      frontchannel_logout_uri: null,
      refresh_token_lifetime: null,
      post_logout_redirect_uris: null,
    },
    [],
  ],
  ['REG-23 a null list is an empty one', { scopes: null }, ['scopes: section 3', 'scopes: REG-12']],
  [
    'REG-6 letter case',
    {
      integration_type: 'IDporten',
      application_type: 'WEB',
      refresh_token_usage: 'reuse',
      grant_types: ['AUTHORIZATION_CODE'],
    },
    [],
  ],
  [
    'REG-101 unknown and read-only fields',
    { created: 'x', supplier_orgno: 'nonsense', jwks: 'x', token_profile: 7, anything: {} },
    [],
  ],
  ['section 3 name', { client_name: '  ' }, ['client_name: section 3']],
  ['section 3 markup in the name', { client_name: 'a<b>' }, ['client_name: section 3']],
  ['section 3 display_name', { client_name: undefined, display_name: 'Etaten' }, []],
  [
    'section 3 lifetimes',
    { access_token_lifetime: 86_401, refresh_token_lifetime: -1, authorization_lifetime: 1.5 },
    [
      'access_token_lifetime: must be a whole number of seconds from 0 to 86400',
      'refresh_token_lifetime: must be a whole number of seconds from 0 to 31536000',
      'authorization_lifetime: must be a whole number of seconds from 0 to 31536000',
    ],
  ],
  [
    'section 3 kinds of values',
    { sso_disabled: 'yes', scopes: 'openid', description: 5 },
    ['scopes: must be a list', 'description: must be text', 'sso_disabled: must be true or false'],
  ],
  ['section 3 client_uri', { client_uri: 'javascript:alert(1)' }, ['client_uri: section 3']],
  ['section 3 acr', { default_acr_values: ['idporten-loa-high', 'Level4'] }, ['default_acr_values: CLI-26']],
  ['section 3 CLI-28 pushed requests only', { require_pushed_authorization_requests: true }, []],
  ['section 3 signed requests only', { require_signed_request_object: true }, []],
  ['REG-50 a web client may do without PKCE', { code_challenge_method: 'none' }, []],
  ['REG-50 plain is never accepted', { code_challenge_method: 'plain' }, ['code_challenge_method: REG-6']],
  [
    'REG-50 a public one may not',
    { code_challenge_method: 'none', application_type: 'browser' },
    ['code_challenge_method: REG-50'],
  ],
  [
    'REG-54 a public one always rotates',
    { refresh_token_usage: 'REUSE', application_type: 'native' },
    ['refresh_token_usage: REG-54'],
  ],
  ['RU-18 one redirect at least', { redirect_uris: [] }, ['redirect_uris: RU-18']],
  [
    'RU-2 the place is told',
    { redirect_uris: ['https://a.no/', 'https://a.no/', 'https://a.no/#x'] },
    ['redirect_uris[2]: RU-2'],
  ],
  [
    'RU-4 after logout too',
    { post_logout_redirect_uris: ['https://a.no/../'] },
    ['post_logout_redirect_uris[0]: RU-4'],
  ],
  ['RU-20 another host', { frontchannel_logout_uri: 'https://andre.no/' }, ['frontchannel_logout_uri: RU-20']],
  ['RU-20 with a query', { frontchannel_logout_uri: 'https://etaten.no/out?a=b' }, []],
  ['RU-20 with a fragment', { frontchannel_logout_uri: 'https://etaten.no/out#x' }, ['frontchannel_logout_uri: RU-2']],
  [
    'RU-21 not used by a native client',
    { application_type: 'native', frontchannel_logout_uri: 'https://andre.no/#x' },
    [],
  ],
  ['REG-130 openid must be there', { integration_type: 'api_klient', scopes: ['profile'] }, ['scopes: REG-12']],
  ['REG-12 idporten has no more than two scopes', { scopes: ['openid', 'etat:own'] }, ['scopes[1]: REG-12']],
  [
    'REG-131 own, granted, open and delegated',
    { integration_type: 'api_klient', scopes: ['openid', 'etat:own', 'etat:granted', 'etat:open', 'etat:delegated'] },
    [],
  ],
  [
    'REG-131 each refused one is named',
    {
      integration_type: 'api_klient',
      scopes: ['openid', 'etat:foreign', 'etat:closed', 'etat:machines', 'etat:nothing'],
    },
    ['scopes[1]: REG-131', 'scopes[2]: REG-131', 'scopes[3]: REG-131', 'scopes[4]: REG-131'],
  ],
  [
    'REG-134 letter case counts',
    { integration_type: 'api_klient', scopes: ['openid', 'ETAT:own'] },
    ['scopes[1]: REG-131'],
  ],
  [
    'REG-132 management is given by the operator',
    { integration_type: 'maskinporten', scopes: ['idporten:dcr.write'] },
    ['scopes[0]: REG-132'],
  ],
  [
    'REG-12 krr has exactly its set',
    { integration_type: 'krr', scopes: ['krr:global/digitalpost.read'] },
    ['scopes: REG-12'],
  ],
  ['REG-115 on-behalf-of of an owner is ignored here', { onbehalfof: 'nonsense' }, []],
]
for (const [id, change, expected] of rules)
  test(`${id}: ${expected.length === 0 ? 'accepted' : expected.join(', ')}`, () => {
    assert.deepEqual(faults({ ...login, ...change }), expected)
  })

test('REG-140 REG-12 all faults of a request are told together, each with the rule and what is permitted', () => {
  const registration = readClientRegistration(
    {
      ...login,
      client_name: '',
      application_type: 'browser',
      token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: ['https://a.no/#x'],
    },
    context(),
  )
  assert.ok(!registration.ok)
  assert.deepEqual(registration.faults.map(({ field }) => field).sort(), [
    'client_name',
    'redirect_uris[0]',
    'token_endpoint_auth_method',
  ])
  assert.match(
    registration.faults.find(({ field }) => field === 'token_endpoint_auth_method')?.message ?? '',
    /must be none/,
  )
})

test('REG-24 RU-20 lifetimes out of order and another port only warn', () => {
  const registration = readClientRegistration(
    {
      ...login,
      access_token_lifetime: 900,
      authorization_lifetime: 300,
      frontchannel_logout_uri: 'http://etaten.no:81/',
    },
    context(),
  )
  assert.ok(registration.ok)
  assert.equal(registration.warnings.length, 3)
  assert.deepEqual(readClientRegistration({ ...login, refresh_token_lifetime: 0 }, context()), {
    ok: true,
    client: accepted({ ...login, refresh_token_lifetime: 0 }),
    warnings: [],
  })
})

test('RU-13 RU-14 addresses stay as sent; repetitions go; spellings of one address become one in lower case', () => {
  const client = accepted({
    ...login,
    redirect_uris: ['HTTPS://A.no/X', 'https://b.no', 'https://b.no', 'https://C.no/y', 'https://c.no/y'],
  })
  assert.deepEqual(client.redirectUris, ['HTTPS://A.no/X', 'https://b.no', 'https://c.no/y'])
  const native = accepted({
    ...login,
    application_type: 'native',
    redirect_uris: ['http://127.0.0.1:*/cb', 'http://127.0.0.1/cb'],
  })
  assert.deepEqual(native.redirectUris, ['http://127.0.0.1:*/cb', 'http://127.0.0.1/cb'])
})

test('RU-22 the redirect of the logout address cannot go before it', () => {
  const existing = accepted({ ...login, frontchannel_logout_uri: 'https://etaten.no/out' })
  const changed = { ...login, redirect_uris: ['https://ny.no/cb'], frontchannel_logout_uri: 'https://etaten.no/out' }
  assert.deepEqual(faults(changed, { existing }), ['frontchannel_logout_uri: RU-22'])
  assert.deepEqual(faults({ ...changed, frontchannel_logout_uri: 'https://ny.no/out' }, { existing }), [])
})

test('REG-110 REG-22 REG-113 a supplier registers for its customer and brings its own access', () => {
  const asked = { ...login, client_orgno: owner, integration_type: 'api_klient', scopes: ['openid', 'etat:supplier'] }
  const client = accepted(asked, { tokenOrgno: other, mayActForOthers: true })
  assert.equal(client.supplierOrgno, other)
  assert.deepEqual(faults({ ...asked, scopes: ['openid', 'etat:own'] }, { tokenOrgno: other, mayActForOthers: true }), [
    'scopes[1]: REG-131',
  ])
})

test('REG-133 what is registered already is not judged again', () => {
  const existing = {
    ...accepted({ ...login, integration_type: 'api_klient', scopes: ['openid'] }),
    scopes: ['openid', 'etat:closed'],
  }
  assert.deepEqual(
    faults({ ...login, integration_type: 'api_klient', scopes: ['openid', 'etat:closed'] }, { existing }),
    [],
  )
})

test('REG-17 REG-18 secrets go when the client cannot use them, and stay between Basic and POST', () => {
  const secret = {
    kind: 'generated',
    secretId: '1',
    createdAtSeconds: 1,
    expiresAtSeconds: null,
    pepperId: '1',
    hmac: 'x',
  } as const
  const existing: Client = { ...accepted(login), secrets: [secret] }
  const secretsAfter = (change: Record<string, unknown>): number =>
    accepted({ ...login, ...change }, { existing }).secrets.length
  assert.equal(secretsAfter({ token_endpoint_auth_method: 'client_secret_post' }), 1)
  assert.equal(secretsAfter({ token_endpoint_auth_method: 'private_key_jwt' }), 0)
  assert.equal(secretsAfter({ application_type: 'browser' }), 0)
})

test('REG-102 REG-103 a replacement returns to defaults, keeps what owners cannot change, and reopens only when asked', () => {
  const existing: Client = {
    ...accepted({ ...login, description: 'old', sso_disabled: true }),
    tokenProfile: 'legacy2018',
    active: false,
  }
  assert.deepEqual(faults(login, { existing }), ['active: REG-103'])
  const client = accepted({ ...login, active: true }, { existing })
  assert.deepEqual(
    [client.active, client.description, client.ssoDisabled, client.tokenProfile],
    [true, '', false, 'legacy2018'],
  )
  assert.deepEqual(faults({ ...login, client_id: 'another', client_orgno: other, active: true }, { existing }), [
    'client_id: REG-102',
    'client_orgno: REG-102',
  ])
})

test('CT-3 the object that is read can be sent back and changes nothing', () => {
  const existing = accepted({
    ...login,
    frontchannel_logout_uri: 'https://etaten.no/ut',
    client_uri: 'https://etaten.no',
    description: ' x ',
    default_acr_values: ['idporten-loa-high'],
  })
  assert.deepEqual(accepted(describeClient(existing), { existing }), existing)
})

test('REG-115 REG-117 entries of on-behalf-of are judged one by one, for login clients only', () => {
  const operator = { writer: 'operator', mayActForOthers: true } as const
  const onbehalfof = [
    { onbehalfof: 'etat', orgno: owner, display_name: 'Etaten', url: 'https://etaten.no' },
    { onbehalfof: 'etat', orgno: owner, name: 'Igjen' },
    { onbehalfof: 'a b', orgno: '1', name: '', uri: 'x' },
  ]
  assert.deepEqual(faults({ ...login, onbehalfof }, operator), [
    'onbehalfof[1].onbehalfof: section 10.2',
    'onbehalfof[2].onbehalfof: section 10.2',
    'onbehalfof[2].name: section 3',
    'onbehalfof[2].orgno: REG-22',
    'onbehalfof[2].uri: section 3',
  ])
  assert.deepEqual(accepted({ ...login, onbehalfof: onbehalfof.slice(0, 1) }, operator).onbehalfof, [
    { onbehalfof: 'etat', orgno: owner, name: 'Etaten', description: '', active: true, uri: 'https://etaten.no' },
  ])
  const machine = {
    client_name: 'x',
    integration_type: 'maskinporten',
    scopes: ['etat:own'],
    onbehalfof: onbehalfof.slice(0, 1),
  }
  assert.deepEqual(faults(machine, operator), ['onbehalfof: REG-115'])
  const delegated = {
    ...login,
    integration_type: 'api_klient',
    scopes: ['openid', 'etat:delegated'],
    onbehalfof: onbehalfof.slice(0, 1),
  }
  assert.deepEqual(faults(delegated, operator), ['scopes: API-42'])
})
