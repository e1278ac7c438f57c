import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty } from '../../harness/relying-party.ts'
import { citizenA, citizenB } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { isSignedByGateway } from './published-key.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const service = (clientId = 'web') => openRelyingParty(gateway.issuer, clientId)
const idToken = async (clientId = 'web', changes = {}, person = {}, browser = openUserAgent()) =>
  decodeToken((await service(clientId).tokens(browser, changes, person)).id_token ?? '')

test('IDT-1 an id_token is a compact JWS that a published key verifies with RS256', async () => {
  const token = (await service().tokens(openUserAgent())).id_token ?? ''
  assert.equal(await isSignedByGateway(gateway.issuer, token), true)
  assert.equal(await isSignedByGateway(gateway.issuer, `${token.slice(0, -4)}AAAA`), false)
})

test('IDT-2 IDT-3 IDT-4 IDT-6 IDT-7 IDT-8 IDT-9 IDT-10 IDT-12 IDT-13 IDT-16 IDT-17 the claims are these and no others', async () => {
  const { claims } = await idToken('no-pkce')
  const nowSeconds = gateway.clock.nowSeconds()
  assert.deepEqual(claims, {
    iss: gateway.issuer,
    aud: 'no-pkce',
    sub: claims.sub,
    pid: citizenA,
    acr: 'idporten-loa-substantial',
    amr: ['TestID'],
    auth_time: nowSeconds,
    iat: nowSeconds,
    exp: nowSeconds + 120,
    jti: claims.jti,
    locale: 'nb',
    nonce: 'nonce-of-the-request',
  })
})

test('IDT-9 auth_time is when the citizen logged in, also when a session answers later', async () => {
  const browser = openUserAgent()
  const loggedInAt = gateway.clock.nowSeconds()
  await idToken('web', {}, {}, browser)
  gateway.clock.forward(300)
  const { claims } = await idToken('no-pkce', {}, {}, browser)
  assert.deepEqual([claims.auth_time, claims.iat], [loggedInAt, loggedInAt + 300])
})

test('IDT-10 LIFE-3 an id_token lives 120 seconds, whatever the access token of the client does', async () => {
  const { claims } = await idToken('api', { scope: 'openid eks:short.read' })
  assert.equal(Number(claims.exp) - Number(claims.iat), 120)
})

test('IDT-11 every id_token has a jti of its own, of at least 64 bits', async () => {
  const [one, two] = [(await idToken()).claims.jti, (await idToken()).claims.jti]
  assert.notEqual(one, two)
  for (const jti of [one, two]) assert.ok(Buffer.from(String(jti), 'base64url').length >= 8)
})

test('IDT-12 the nonce comes back unchanged, and none when none was sent', async () => {
  const nonce = `a b+c%d"e'<f>&=~${'n'.repeat(1000)}`
  assert.equal((await idToken('web', { nonce })).claims.nonce, nonce)
  assert.ok(!('nonce' in (await idToken('web', { nonce: undefined })).claims))
})

const localeCases: [string, string, string][] = [
  ['IDT-13 nn for nn-NO', 'nn-NO', 'nn'],
  ['IDT-13 en for English of any kind', 'en-GB', 'en'],
  ['IDT-13 se for Northern Sámi', 'se', 'se'],
  ['IDT-13 nb for no', 'no', 'nb'],
  ['IDT-13 nb for a language that there is no text in', 'fr', 'nb'],
]
for (const [name, ui_locales, locale] of localeCases)
  test(`${name} is the locale`, async () => {
    assert.equal((await idToken('web', { ui_locales })).claims.locale, locale)
  })

test('IDT-14 sid stands in the id_token of clients that ask for it, and of no others', async () => {
  assert.match(String((await idToken('web')).claims.sid), /^[A-Za-z0-9_-]{43}$/)
  assert.ok(!('sid' in (await idToken('api')).claims))
})

test('IDT-15 client_onbehalfof says what was sent, and is absent otherwise', async () => {
  const { claims } = await idToken('api', { onbehalfof: 'fjord' })
  assert.deepEqual([claims.client_onbehalfof, claims.aud, 'aud_onbehalfof' in claims], ['fjord', 'api', false])
  assert.ok(!('client_onbehalfof' in (await idToken('api')).claims))
})

const levels: [string, string, string][] = [
  ['ACR-1 low', 'idporten-loa-low', 'idporten-loa-low'],
  ['ACR-2 substantial', 'idporten-loa-substantial', 'idporten-loa-substantial'],
  ['ACR-3 high', 'idporten-loa-high', 'idporten-loa-high'],
  ['ACR-3 high where low was enough', 'idporten-loa-low', 'idporten-loa-high'],
]
for (const [name, acr_values, acr] of levels)
  test(`${name} is the acr of a TestID login at that level`, async () => {
    const tokens = await service().tokens(openUserAgent(), { acr_values }, { acr })
    for (const token of [tokens.id_token, tokens.access_token]) assert.equal(decodeToken(token ?? '').claims.acr, acr)
  })

test('ACR-6 every level that is offered is written framework-loa-level', async () => {
  const metadata = (await send(`${gateway.issuer}/.well-known/openid-configuration`)).json()
  const offered = metadata.acr_values_supported as string[]
  assert.equal(offered.length, 3)
  for (const level of offered) assert.match(level, /^[a-z]+-loa-(low|substantial|high)$/)
})

test('AMR-11 a TestID login says so, in an array of one', async () => {
  assert.deepEqual((await idToken()).claims.amr, ['TestID'])
})

test('IDT-5 SUB-1 one citizen has one sub at a client and unrelated ones at others', async () => {
  const again = (await idToken()).claims.sub
  assert.equal((await idToken()).claims.sub, again)
  const elsewhere = (await idToken('api')).claims.sub
  const another = (await idToken('web', {}, { pid: citizenB })).claims.sub
  assert.equal(new Set([again, elsewhere, another]).size, 3)
})

test('SUB-2 SUB-6 id_token, access token and userinfo of a client say the same sub, of 43 ASCII characters', async () => {
  const tokens = await service().tokens(openUserAgent())
  const { sub } = decodeToken(tokens.id_token ?? '').claims
  assert.match(String(sub), /^[A-Za-z0-9_-]{43}$/)
  assert.equal(decodeToken(tokens.access_token ?? '').claims.sub, sub)
  const userinfo = await send(`${gateway.issuer}/userinfo`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })
  assert.equal(userinfo.json().sub, sub)
  gateway.clock.forward(1)
  const renewed = (await service().refresh(tokens.refresh_token ?? '')).json()
  assert.equal(decodeToken(String(renewed.id_token)).claims.sub, sub)
})

test('SID-1 sid is stable in a session, new in another, and neither cookie nor part of one', async () => {
  const browser = openUserAgent()
  const first = (await idToken('web', {}, {}, browser)).claims.sid
  gateway.clock.forward(60)
  assert.equal((await idToken('web', {}, {}, browser)).claims.sid, first)
  assert.equal((await idToken('web', { prompt: 'login' }, {}, browser)).claims.sid, first)
  assert.notEqual((await idToken('web')).claims.sid, first)
  assert.equal(Buffer.from(String(first), 'base64url').length, 32)
  assert.ok(![...browser.cookies.values()].some((value) => value.includes(String(first))))
  await browser.send(`${gateway.issuer}/logout`)
  assert.notEqual((await idToken('web', {}, {}, browser)).claims.sid, first)
})

test('SID-2 front-channel logout tells a service the sid of its id_token', async () => {
  const browser = openUserAgent()
  const { sid } = (await idToken('web', {}, {}, browser)).claims
  const page = await browser.send(`${gateway.issuer}/logout`)
  const call = new URL((/<iframe src="([^"]+)"/.exec(page.text)?.[1] ?? '').replaceAll('&amp;', '&'))
  assert.equal(call.origin + call.pathname, 'https://web.example.no/fc')
  assert.deepEqual(
    [...call.searchParams],
    [
      ['tenant', '7'],
      ['iss', gateway.issuer],
      ['sid', String(sid)],
    ],
  )
})
