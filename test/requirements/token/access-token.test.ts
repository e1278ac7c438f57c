import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dated } from '../../../src/protocol/dated.ts'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty, passTestId } from '../../harness/relying-party.ts'
import { citizenA, standardSeed } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { isSignedByGateway } from './published-key.ts'

let gateway: RunningGateway
before(async () => {
  const seed = standardSeed()
  const supplied = {
    ...seed.clients.find(({ client_id }) => client_id === 'reuse'),
    client_id: 'supplied',
    supplier_orgno: '310000027',
  }
  const supplier = { orgno: '310000027', name: 'Leverandøren', kind: 'supplier' }
  const redirect_uris = ['https://supplied.example.no/callback']
  gateway = await startGateway({
    seed: {
      ...seed,
      organisations: [...(seed.organisations as object[]), supplier],
      clients: [...seed.clients, { ...supplied, redirect_uris }],
    },
  })
})
after(() => gateway.stop())

const service = (clientId = 'api') => openRelyingParty(gateway.issuer, clientId)
const tokensOf = (changes = {}, clientId = 'api') => service(clientId).tokens(openUserAgent(), changes)
const accessToken = async (changes = {}, clientId = 'api') =>
  decodeToken((await tokensOf(changes, clientId)).access_token ?? '').claims
const userinfo = (token = '') => send(`${gateway.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } })

test('AT-1 AT-4 AT-5 AT-6 AT-7 AT-8 AT-9 AT-10 AT-11 AT-12 AT-14 AT-15 AT-18 a token by value has these claims and no others', async () => {
  const tokens = await tokensOf({ acr_values: 'idporten-loa-high' }, 'web')
  const { claims } = decodeToken(tokens.access_token ?? '')
  const nowSeconds = gateway.clock.nowSeconds()
  assert.deepEqual(claims, {
    iss: gateway.issuer,
    sub: decodeToken(tokens.id_token ?? '').claims.sub,
    pid: citizenA,
    acr: 'idporten-loa-high',
    scope: 'openid profile',
    client_id: 'web',
    client_amr: 'client_secret_basic',
    consumer: { authority: 'iso6523-actorid-upis', ID: '0192:310000019' },
    client_orgno: '310000019',
    iat: nowSeconds,
    exp: nowSeconds + 120,
    jti: claims.jti,
  })
  assert.equal(Buffer.from(String(claims.jti), 'base64url').length, 16)
  assert.equal(await isSignedByGateway(gateway.issuer, tokens.access_token ?? ''), true)
})

test('AT-2 a token by reference is its time and 256 random bits, and says nothing else', async () => {
  const [one, two] = [await tokensOf({ scope: 'eks:opaque.read' }), await tokensOf({ scope: 'openid eks:opaque.read' })]
  const [first = '', second = ''] = [one.access_token, two.access_token]
  for (const token of [first, second]) {
    assert.match(token, /^[A-Za-z0-9_-]{50}$/)
    assert.equal(token.slice(0, 7), dated(gateway.clock.nowSeconds()))
    assert.equal(Buffer.from(token.slice(7), 'base64url').length, 32)
  }
  assert.notEqual(first.slice(7), second.slice(7))
})

test('AT-3 both forms are known to the gateway', async () => {
  for (const scope of ['openid', 'openid eks:opaque.read']) {
    const { access_token } = await tokensOf({ scope })
    assert.equal((await userinfo(access_token)).status, 200)
  }
})

test('AT-13 a supplier stands beside the consumer that it acts for', async () => {
  const claims = await accessToken({}, 'supplied')
  assert.deepEqual(claims.consumer, { authority: 'iso6523-actorid-upis', ID: '0192:310000019' })
  assert.deepEqual(claims.supplier, { authority: 'iso6523-actorid-upis', ID: '0192:310000027' })
  assert.equal(claims.client_orgno, '310000019')
})

test('AT-15 expires_in is what lies between iat and exp, and no two tokens share a jti', async () => {
  const tokens = await tokensOf({ scope: 'openid eks:short.read' })
  const { claims } = decodeToken(tokens.access_token ?? '')
  assert.deepEqual([Number(claims.exp) - Number(claims.iat), tokens.expires_in], [30, 30])
  assert.notEqual((await accessToken()).jti, claims.jti)
  assert.notEqual(decodeToken(tokens.id_token ?? '').claims.jti, claims.jti)
})

test('AT-19 on behalf of somebody, consumer is still the client as it is registered', async () => {
  const claims = await accessToken({ onbehalfof: 'fjord' })
  assert.deepEqual(claims.consumer, { authority: 'iso6523-actorid-upis', ID: '0192:310000019' })
  assert.ok(!('supplier' in claims) && !('client_onbehalfof' in claims))
})

test('AT-20 a revoked token by value is still signed, and the gateway tells that it is dead', async () => {
  const [web, browser] = [service('web'), openUserAgent()]
  const { access_token = '' } = await web.tokens(browser)
  await browser.send(`${gateway.issuer}/logout`)
  assert.equal(await isSignedByGateway(gateway.issuer, access_token), true)
  assert.equal((await userinfo(access_token)).status, 401)
})

test('AT-21 an id_token is no access token, and an access token no id_token', async () => {
  const tokens = await tokensOf({}, 'web')
  assert.equal((await userinfo(tokens.id_token)).status, 401)
  const hint = (id_token_hint = '') =>
    service('web')
      .authorize(openUserAgent(), { id_token_hint })
      .then((answer) => answer.location())
  assert.equal((await hint(tokens.access_token)).searchParams.get('error'), 'invalid_request')
  assert.equal((await hint(tokens.id_token)).pathname, '/authorize/selector')
})

test('AT-21 a right signature alone makes no access token', async () => {
  const { access_token = '' } = await tokensOf({}, 'web')
  assert.equal((await userinfo(access_token)).status, 200)
  // The same bytes of header, claims and signature, written so that a lax decoder reads them alike.
  assert.equal((await userinfo(`${access_token}=`)).status, 401)
})

const [first, second] = ['https://one.example.no/api', 'https://two.example.no/api']

test('AUD-1 AT-16 one resource is the audience as text', async () => {
  assert.equal((await accessToken({ scope: 'eks:value.read', resource: first })).aud, first)
})

test('AUD-1 AUD-4 several resources are an array in the order of the request, and stay so in a refresh', async () => {
  const party = service()
  const asked = `${party.authorizeUrl({ scope: 'eks:value.read', resource: second })}&resource=${encodeURIComponent(first)}`
  const browser = openUserAgent()
  const callback = await passTestId(browser, (await browser.send(asked)).location())
  const tokens = (await party.redeem(callback)).json()
  const renewed = (await party.refresh(String(tokens.refresh_token))).json()
  for (const { access_token } of [tokens, renewed])
    assert.deepEqual(decodeToken(String(access_token)).claims.aud, [second, first])
})

test('AUD-2 without resource there is no aud', async () => {
  assert.ok(!('aud' in (await accessToken({ scope: 'eks:value.read' }))))
})

test('AUD-3 the id_token is for the client, whatever the resource', async () => {
  const tokens = await tokensOf({ scope: 'openid eks:value.read', resource: first })
  assert.equal(decodeToken(tokens.id_token ?? '').claims.aud, 'api')
})

test('PSEU-1 with a pseudonymous scope no pid stands anywhere, also when a refresh leaves that scope out', async () => {
  const tokens = await tokensOf({ scope: 'openid profile eks:pseudo.read eks:value.read' })
  gateway.clock.forward(1)
  const narrowed = (await service().refresh(tokens.refresh_token ?? '', { scope: 'openid profile' })).json()
  for (const { id_token, access_token } of [tokens, narrowed] as Record<string, string>[]) {
    for (const token of [id_token, access_token]) {
      const { claims } = decodeToken(token ?? '')
      assert.ok(!('pid' in claims))
      assert.ok(!JSON.stringify(claims).includes(citizenA))
      assert.match(String(claims.sub), /^[A-Za-z0-9_-]{43}$/)
    }
    const told = await userinfo(access_token)
    assert.deepEqual([told.status, Object.keys(told.json())], [200, ['sub', 'locale']])
  }
})

test('PSEU-3 an opaque scope without openid never shows the client a pid', async () => {
  const tokens = await tokensOf({ scope: 'eks:opaque.read' })
  assert.ok(!('id_token' in tokens))
  assert.ok(!JSON.stringify(tokens).includes(citizenA))
  assert.equal((await userinfo(tokens.access_token)).status, 403)
})
