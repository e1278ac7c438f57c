import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertionAlgorithms } from '../../../src/protocol/client-assertion.ts'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { assertErrorRedirect } from './answers.ts'

let gateway: RunningGateway
let metadata: Record<string, unknown>
before(async () => {
  gateway = await startGateway({ variables: { GATEWAY_SUPPORT_HELP_URL: 'https://help.example.no/' } })
  metadata = (await send(`${gateway.issuer}/.well-known/openid-configuration`)).json()
})
after(() => gateway.stop())

/** `<issuer>` stands for the issuer, which here is the login base too. */
const members: readonly (readonly [name: string, member: string, value: unknown])[] = [
  ['DISC-5', 'issuer', '<issuer>'],
  ['DISC-6', 'authorization_endpoint', '<issuer>/authorize'],
  ['DISC-7', 'pushed_authorization_request_endpoint', '<issuer>/par'],
  ['DISC-8', 'token_endpoint', '<issuer>/token'],
  ['DISC-9', 'userinfo_endpoint', '<issuer>/userinfo'],
  ['DISC-10', 'jwks_uri', '<issuer>/jwks.json'],
  ['DISC-11', 'introspection_endpoint', '<issuer>/introspect'],
  ['DISC-12', 'revocation_endpoint', '<issuer>/revoke'],
  ['DISC-13', 'end_session_endpoint', '<issuer>/logout'],
  ['DISC-14', 'scopes_supported', ['openid', 'profile']],
  ['DISC-15', 'response_types_supported', ['code']],
  ['DISC-16', 'response_modes_supported', ['query', 'form_post', 'fragment']],
  ['DISC-17', 'grant_types_supported', ['authorization_code', 'refresh_token']],
  ['DISC-18', 'acr_values_supported', ['idporten-loa-low', 'idporten-loa-substantial', 'idporten-loa-high']],
  ['DISC-19', 'subject_types_supported', ['pairwise']],
  ['DISC-20', 'id_token_signing_alg_values_supported', ['RS256', 'PS256', 'ES256']],
  [
    'DISC-21',
    'token_endpoint_auth_methods_supported',
    ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
  ],
  ['DISC-22', 'token_endpoint_auth_signing_alg_values_supported', ['RS256', 'RS384', 'RS512', 'PS256', 'ES256']],
  ['RFC9449-5.1', 'dpop_signing_alg_values_supported', ['ES256', 'PS256', 'RS256']],
  [
    'DISC-23',
    'introspection_endpoint_auth_methods_supported',
    ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
  ],
  ['DISC-24', 'introspection_endpoint_auth_signing_alg_values_supported', assertionAlgorithms],
  [
    'DISC-25',
    'revocation_endpoint_auth_methods_supported',
    ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
  ],
  ['DISC-26', 'revocation_endpoint_auth_signing_alg_values_supported', assertionAlgorithms],
  ['DISC-27', 'code_challenge_methods_supported', ['S256']],
  ['DISC-28', 'prompt_values_supported', ['none', 'login', 'consent']],
  ['DISC-29', 'ui_locales_supported', ['nb', 'nn', 'en', 'se']],
  ['DISC-30', 'display_values_supported', ['page']],
  ['DISC-31', 'claim_types_supported', ['normal']],
  [
    'DISC-32',
    'claims_supported',
    'iss sub aud exp iat auth_time nonce acr amr jti locale pid sid client_onbehalfof'.split(' '),
  ],
  ['DISC-33', 'claims_parameter_supported', false],
  ['DISC-34', 'request_parameter_supported', true],
  ['DISC-35', 'request_uri_parameter_supported', false],
  ['DISC-37', 'request_object_signing_alg_values_supported', assertionAlgorithms],
  ['DISC-38', 'require_pushed_authorization_requests', false],
  ['DISC-36', 'require_request_uri_registration', false],
  ['DISC-39', 'authorization_response_iss_parameter_supported', true],
  ['DISC-40', 'frontchannel_logout_supported', true],
  ['DISC-41', 'frontchannel_logout_session_supported', true],
  ['DISC-42', 'backchannel_logout_supported', true],
  ['DISC-42', 'backchannel_logout_session_supported', true],
  ['DISC-43', 'service_documentation', 'https://help.example.no/'],
]
for (const [name, member, value] of members)
  test(`${name} ${member} has its value`, () => {
    const expected = typeof value === 'string' ? value.replace('<issuer>', gateway.issuer) : value
    assert.deepEqual(metadata[member], expected)
  })

test('DISC-1 DISC-3 the metadata is JSON for anybody, to be kept an hour, with the issuer it was asked at', async () => {
  const { status, headers } = await send(`${gateway.issuer}/.well-known/openid-configuration`)
  assert.equal(status, 200)
  assert.match(headers.get('content-type') ?? '', /^application\/json/)
  assert.equal(headers.get('access-control-allow-origin'), '*')
  assert.equal(headers.get('cache-control'), 'public, max-age=3600')
  assert.equal(metadata.issuer, gateway.issuer)
})

test('DISC-4 DISC-44 nothing is announced that does not work: no member beyond those that are tested here', async () => {
  assert.deepEqual(Object.keys(metadata).sort(), members.map(([, member]) => member).sort())
  const absent = ['check_session_iframe', 'registration_endpoint']
  for (const member of absent) assert.ok(!(member in metadata))
  assert.equal((await send(`${gateway.issuer}/register`, { form: { token: 'x' } })).status, 404)
})

test('DISC-4 what is announced works: every response mode, prompt and level; and what is not announced is refused', async () => {
  const web = openRelyingParty(gateway.issuer)
  const ask = (changes: Record<string, string>) => web.authorize(openUserAgent(), changes)
  const list = (member: string) => metadata[member] as string[]
  for (const acr_values of list('acr_values_supported'))
    assert.equal((await ask({ acr_values })).location().pathname, '/authorize/selector')
  for (const prompt of list('prompt_values_supported')) {
    const location = (await ask({ prompt })).location()
    assert.equal(location.searchParams.get('error') ?? 'none', prompt === 'none' ? 'login_required' : 'none')
  }
  const placeOfError = async (response_mode: string) => {
    const { status, headers, text } = await ask({ response_mode, prompt: 'none' })
    const { search, hash } = new URL(headers.get('location') ?? 'none:')
    return [status, search, hash, text].findIndex((part) => String(part).includes('login_required'))
  }
  assert.deepEqual(await Promise.all(list('response_modes_supported').map(placeOfError)), [1, 3, 2])
  assertErrorRedirect(await ask({ acr_values: 'eidas-loa-high' }), web.redirectUri, 'invalid_request')
  assertErrorRedirect(await ask({ request: 'x' }), web.redirectUri, 'invalid_request_object')
  assertErrorRedirect(await ask({ request_uri: 'x' }), web.redirectUri, 'request_uri_not_supported')
})

test('DISC-45 the OAuth metadata says the same of everything that it says', async () => {
  const answer = await send(`${gateway.issuer}/.well-known/oauth-authorization-server`)
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('access-control-allow-origin'), '*')
  const oauth = answer.json()
  for (const [member, value] of Object.entries(oauth)) assert.deepEqual(value, metadata[member], member)
  assert.deepEqual(Object.keys(oauth).sort(), [
    'authorization_endpoint',
    'authorization_response_iss_parameter_supported',
    'code_challenge_methods_supported',
    'dpop_signing_alg_values_supported',
    'grant_types_supported',
    'introspection_endpoint',
    'introspection_endpoint_auth_methods_supported',
    'introspection_endpoint_auth_signing_alg_values_supported',
    'issuer',
    'jwks_uri',
    'pushed_authorization_request_endpoint',
    'request_object_signing_alg_values_supported',
    'request_parameter_supported',
    'request_uri_parameter_supported',
    'require_pushed_authorization_requests',
    'require_request_uri_registration',
    'response_modes_supported',
    'response_types_supported',
    'revocation_endpoint',
    'revocation_endpoint_auth_methods_supported',
    'revocation_endpoint_auth_signing_alg_values_supported',
    'scopes_supported',
    'service_documentation',
    'token_endpoint',
    'token_endpoint_auth_methods_supported',
    'token_endpoint_auth_signing_alg_values_supported',
    'ui_locales_supported',
  ])
})
