import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty } from '../../harness/relying-party.ts'
import { citizenA, sharedSecret, standardSeed } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'

const client = (client_id: string, own: object) => ({
  client_id,
  client_name: client_id,
  client_orgno: '310000019',
  client_secret: sharedSecret,
  integration_type: 'idporten',
  redirect_uris: [`https://${client_id}.example.no/callback`],
  ...own,
})

let gateway: RunningGateway
before(async () => {
  const exceptions = [
    client('lean', { lean_id_token: true }),
    client('lean-legacy', { lean_id_token: true, token_profile: 'legacy2018' }),
    client('careful', { require_nonce: true, scopes: ['openid', 'profile'] }),
  ]
  gateway = await startGateway({ seed: standardSeed(exceptions) })
})
after(() => gateway.stop())

const userinfo = async (accessToken: unknown) =>
  (await send(`${gateway.issuer}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } })).json()

test('EXC-1 IDT-6 IDT-13 a lean id_token has neither pid nor locale, also after a refresh, and all the rest', async () => {
  const service = openRelyingParty(gateway.issuer, 'lean')
  const tokens = await service.tokens(openUserAgent(), { ui_locales: 'nn' })
  gateway.clock.forward(1)
  const refreshed = (await service.refresh(tokens.refresh_token ?? '')).json()
  for (const idToken of [tokens.id_token, refreshed.id_token]) {
    const { claims } = decodeToken(String(idToken))
    const { nonce, ...rest } = claims
    assert.equal(nonce, idToken === tokens.id_token ? 'nonce-of-the-request' : undefined)
    const expected = ['acr', 'amr', 'aud', 'auth_time', 'exp', 'iat', 'iss', 'jti', 'sub']
    assert.deepEqual(Object.keys(rest).sort(), expected)
  }
})

test('EXC-1 UINF-2 what a lean id_token lacks is read at userinfo, where the service has profile', async () => {
  const service = openRelyingParty(gateway.issuer, 'lean')
  const whole = await service.tokens(openUserAgent(), { ui_locales: 'nn' })
  const { sub } = decodeToken(whole.id_token ?? '').claims
  assert.deepEqual(await userinfo(whole.access_token), { sub, pid: citizenA, locale: 'nn' })
  const narrow = await service.tokens(openUserAgent(), { scope: 'openid' })
  assert.deepEqual(await userinfo(narrow.access_token), { sub })
})

test('EXC-1 the 2018 profile can be lean too, and keeps its own claims', async () => {
  const { id_token } = await openRelyingParty(gateway.issuer, 'lean-legacy').tokens(openUserAgent())
  const { claims } = decodeToken(id_token ?? '')
  assert.deepEqual([claims.acr, claims.amr, claims.pid, claims.locale], ['Level3', 'TestID', undefined, undefined])
  assert.equal(typeof claims.sid, 'string')
})

test('EXC-1 others still get pid and locale in the id_token', async () => {
  const { claims } = decodeToken((await openRelyingParty(gateway.issuer).tokens(openUserAgent())).id_token ?? '')
  assert.deepEqual([claims.pid, claims.locale], [citizenA, 'nb'])
})

test('EXC-2 a client with require_nonce is refused an openid request without nonce, after scope and before acr_values', async () => {
  const service = openRelyingParty(gateway.issuer, 'careful')
  const refused = (await service.authorize(openUserAgent(), { nonce: undefined, acr_values: 'nonsense' })).location()
  assert.deepEqual([...refused.searchParams.keys()].sort(), ['error', 'error_description', 'iss', 'state'])
  assert.equal(refused.searchParams.get('error'), 'invalid_request')
  assert.match(refused.searchParams.get('error_description') ?? '', /^nonce is required/)
  const step = gateway.events.findLast((event) => event.kind === 'refused')
  assert.equal(step?.kind === 'refused' && step.step, '14')
  const noScope = (await service.authorize(openUserAgent(), { nonce: undefined, scope: 'nonsense' })).location()
  assert.equal(noScope.searchParams.get('error'), 'invalid_scope')
})

test('EXC-2 with a nonce, without openid, and of other clients nothing more is asked', async () => {
  const careful = openRelyingParty(gateway.issuer, 'careful')
  for (const [service, changes] of [
    [careful, {}],
    [careful, { nonce: undefined, scope: 'profile' }],
    [openRelyingParty(gateway.issuer), { nonce: undefined }],
  ] as const)
    assert.equal((await service.tokens(openUserAgent(), changes)).token_type, 'Bearer')
})
