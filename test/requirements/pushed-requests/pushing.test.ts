import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import {
  basicHeader,
  decodeToken,
  openRelyingParty,
  openUserAgent,
  type Parameters,
  passTestId,
} from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'
import { type Answer, send } from '../../harness/user-agent.ts'
import { assertErrorPage, assertErrorRedirect, lastRefusal } from '../authorize/answers.ts'
import { assertRefused } from '../token/refused.ts'
import {
  credentialsOf,
  logInWith,
  openingUrl,
  push,
  pushed,
  requestObject,
  requestOf,
  seedForPushing,
  service,
} from './pushing.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({ seed: seedForPushing() })
})
after(() => gateway.stop())

const web = () => service(gateway, 'web')
const refusedAs = (answer: Answer, status: number, error: string) => {
  assertRefused(answer, status, error)
  assert.equal(answer.headers.get('location'), null)
}

test('PAR-4 LIFE-2 ENV-10 a pushed request is answered 201 with a handle of 43 characters that opens a login for 120 seconds', async () => {
  const answer = await push(gateway, 'web', requestOf(web()))
  assert.equal(answer.status, 201)
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  const { request_uri, ...rest } = answer.json()
  assert.match(String(request_uri), /^urn:idporten:[A-Za-z0-9_-]{43}$/)
  assert.deepEqual(rest, { expires_in: 120 })
  assert.notEqual(request_uri, await pushed(gateway, web()))
})

test('EX-8 PAR-1 PAR-6 a service pushes its request, sends the browser on with the handle alone, and redeems the code', async () => {
  const party = web()
  const handle = await pushed(gateway, party, { state: 'pushed-state' })
  const callback = await logInWith(gateway, 'web', handle)
  assert.deepEqual([...callback.searchParams.keys()].sort(), ['code', 'iss', 'state'])
  assert.equal(callback.searchParams.get('state'), 'pushed-state')
  const tokens = await party.redeem(callback)
  assert.equal(tokens.status, 200, tokens.text)
})

for (const [clientId, authentication] of [
  ['web-post', 'client_secret_post'],
  ['spa', 'none'],
] as const)
  test(`PAR-1 CAUTH-1 a client of ${authentication} pushes with that and nothing else`, async () => {
    const party = openRelyingParty(gateway.issuer, clientId, { authentication })
    const form = requestOf(party)
    const own = authentication === 'none' ? {} : { client_secret: sharedSecret }
    const answer = await send(`${gateway.issuer}/par`, { form: { ...form, ...own } })
    assert.equal(answer.status, 201, answer.text)
    const callback = await logInWith(gateway, clientId, String(answer.json().request_uri))
    assert.equal((await party.redeem(callback)).status, 200)
    const headers = { authorization: basicHeader(clientId, sharedSecret) }
    refusedAs(await send(`${gateway.issuer}/par`, { form, headers }), 401, 'invalid_client')
  })

test('PAR-1 CAUTH-11 a client with a key pushes with an assertion for the issuer, the token endpoint or this endpoint, with or without client_id', async () => {
  for (const aud of [gateway.issuer, `${gateway.issuer}/token`, `${gateway.issuer}/par`]) {
    const { form } = credentialsOf(gateway, 'keys')
    assert.ok(form.client_assertion)
    const request = requestOf(service(gateway, 'keys'), { client_id: aud === gateway.issuer ? 'keys' : undefined })
    assert.equal((await push(gateway, 'keys', request)).status, 201, aud)
  }
  const other = { ...requestOf(service(gateway, 'keys')), ...credentialsOf(gateway, 'keys').form, client_id: 'keys-2' }
  refusedAs(await send(`${gateway.issuer}/par`, { form: other }), 401, 'invalid_client')
})

test('PAR-1 CAUTH-4 wrong or missing credentials are refused before the request is judged, and by the scheme that was used', async () => {
  const form = { ...requestOf(web()), scope: 'no:such' }
  const headers = { authorization: basicHeader('web', 'wrong') }
  const answer = await send(`${gateway.issuer}/par`, { form, headers })
  refusedAs(answer, 401, 'invalid_client')
  assert.match(answer.headers.get('www-authenticate') ?? '', /^Basic realm="/)
  refusedAs(await send(`${gateway.issuer}/par`, { form }), 401, 'invalid_client')
  refusedAs(
    await send(`${gateway.issuer}/par`, { form: { ...form, client_secret: 'x' }, headers }),
    400,
    'invalid_request',
  )
})

const faults: [string, Parameters, string][] = [
  ['step 2 the client_id of another', { client_id: 'web-post' }, 'invalid_client'],
  ['step 4 an object of a client without keys', { request: 'eyJhbGciOiJub25lIn0.e30.' }, 'invalid_request_object'],
  ['step 5 an address that is not registered', { redirect_uri: 'https://evil.example/' }, 'invalid_request'],
  ['step 5 no address', { redirect_uri: undefined }, 'invalid_request'],
  ['step 6 an unknown response mode', { response_mode: 'x' }, 'invalid_request'],
  ['step 8 a state that is no state', { state: 'a\n' }, 'invalid_request'],
  ['step 11 no response type', { response_type: undefined }, 'invalid_request'],
  ['step 11 another response type', { response_type: 'token' }, 'unsupported_response_type'],
  ['step 12 AUTHZ-21 no challenge', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
  ['step 12 AUTHZ-21 a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['step 12 AUTHZ-21 a padded challenge', { code_challenge: `${'a'.repeat(42)}=` }, 'invalid_request'],
  ['step 13 a scope of others', { scope: 'openid eks:closed.read' }, 'invalid_scope'],
  ['step 14 a nonce that cannot be given back', { nonce: 'blå' }, 'invalid_request'],
  ['step 14 a prompt that is none', { prompt: 'none login' }, 'invalid_request'],
  ['step 14 an age that is no number', { max_age: '-1' }, 'invalid_request'],
  ['step 14 a hint of nobody', { id_token_hint: 'eyJ.eyJ.x' }, 'invalid_request'],
  ['step 15 a level of nobody', { acr_values: 'idporten-loa-extreme' }, 'invalid_request'],
  ['step 16 a body that is not registered', { onbehalfof: 'nobody' }, 'invalid_request'],
  ['step 17 a resource that is no URI', { resource: 'x' }, 'invalid_target'],
]
for (const [name, changes, error] of faults)
  test(`PAR-2 ${name} is told to the client as ${error}, in JSON`, async () => {
    const form = requestOf(web(), changes)
    refusedAs(await push(gateway, 'web', form), error === 'invalid_client' ? 401 : 400, error)
    if (error === 'invalid_client') return
    const { endpoint, clientId, code } = lastRefusal(gateway)
    assert.deepEqual([endpoint, clientId, code], ['/par', 'web', error])
  })

test('PAR-2 AUTHZ-51 step 5: the people of the client can see which address was pushed, without what a program put in its query', async () => {
  const redirect_uri = 'https://web.example.no/other?citizen=14838541241'
  refusedAs(await push(gateway, 'web', requestOf(web(), { redirect_uri })), 400, 'invalid_request')
  assert.equal(lastRefusal(gateway).sentRedirectUri, 'https://web.example.no/other?citizen=…')
})

test('PAR-2 AUTHZ-51 step 2: a client that logs nobody in cannot push', async () => {
  const form = requestOf(web(), { client_id: undefined })
  refusedAs(await push(gateway, 'keys-machine', form), 401, 'invalid_client')
  assert.match(lastRefusal(gateway).description, /not registered for logging citizens in/)
})

test('PAR-2 a parameter that is sent twice is refused', async () => {
  const headers = {
    authorization: basicHeader('web', sharedSecret),
    'content-type': 'application/x-www-form-urlencoded',
  }
  for (const name of ['state', 'redirect_uri', 'client_id', 'request', 'request_uri']) {
    const body = `${new URLSearchParams(requestOf(web()))}&${name}=a&${name}=b`
    refusedAs(await send(`${gateway.issuer}/par`, { body, headers }), 400, 'invalid_request')
  }
})

test('PAR-3 a request_uri cannot be pushed, be it our own or anybody else’s', async () => {
  for (const request_uri of [await pushed(gateway, web()), 'https://web.example.no/request', 'x'])
    refusedAs(await push(gateway, 'web', { ...requestOf(web()), request_uri }), 400, 'invalid_request')
})

test('PAR-2 HTTP-3 only a form is read, of at most 64 KiB, by POST, and no credentials in the address', async () => {
  const { headers } = credentialsOf(gateway, 'web')
  const json = { ...(headers as Record<string, string>), 'content-type': 'application/json' }
  refusedAs(
    await send(`${gateway.issuer}/par`, { body: JSON.stringify(requestOf(web())), headers: json }),
    400,
    'invalid_request',
  )
  refusedAs(await push(gateway, 'web', { ...requestOf(web()), x: 'y'.repeat(70_000) }), 413, 'invalid_request')
  const post = requestOf(service(gateway, 'web-post'))
  refusedAs(await send(`${gateway.issuer}/par?client_secret=${sharedSecret}`, { form: post }), 400, 'invalid_request')
  const got = await send(`${gateway.issuer}/par`)
  assert.equal(got.status, 405)
  assert.equal(got.headers.get('allow'), 'POST, OPTIONS')
})

test('PAR-1 HTTP-10 a browser app may push from its own origin, and nobody else’s scripts may', async () => {
  const form = requestOf(service(gateway, 'spa'))
  const from = (origin: string) => send(`${gateway.issuer}/par`, { form, headers: { origin } })
  assert.equal(
    (await from('https://spa.example.no')).headers.get('access-control-allow-origin'),
    'https://spa.example.no',
  )
  assert.equal((await from('https://evil.example')).headers.get('access-control-allow-origin'), null)
  const preflight = await send(`${gateway.issuer}/par`, {
    method: 'OPTIONS',
    headers: { origin: 'https://spa.example.no' },
  })
  assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /POST/)
})

test('PAR-6 what was pushed rules: nothing beside the handle changes anything', async () => {
  const party = web()
  const handle = await pushed(gateway, party, { state: 'pushed', nonce: 'pushed' })
  const browser = openUserAgent()
  const more = {
    redirect_uri: 'https://evil.example/',
    state: 'other',
    scope: 'no:such',
    response_mode: 'fragment',
    prompt: 'none',
    login_hint: 'testid:x',
    code_challenge: 'x',
    nonce: 'other',
  }
  const selector = (await browser.send(openingUrl(gateway, 'web', handle, more))).location()
  assert.equal(selector.pathname, '/authorize/selector')
  const callback = await passTestId(browser, selector)
  assert.equal(callback.origin + callback.pathname, party.redirectUri)
  assert.equal(callback.searchParams.get('state'), 'pushed')
  const { id_token } = (await party.redeem(callback)).json()
  assert.equal(decodeToken(String(id_token)).claims.nonce, 'pushed')
})

test('PAR-6 the language, address and mode of the pushed request are kept through the login', async () => {
  const party = service(gateway, 'query')
  const asked = { ui_locales: 'en', response_mode: 'fragment', redirect_uri: 'https://query.example.no/cb?tenant=7' }
  const handle = await pushed(gateway, party, asked)
  const browser = openUserAgent()
  const selector = (await browser.send(openingUrl(gateway, 'query', handle, { ui_locales: 'nn' }))).location()
  assert.match((await browser.send(selector.href)).text, /<html lang="en"/)
  const callback = await logInWith(gateway, 'query', handle, browser)
  assert.equal(callback.search, '?tenant=7')
  assert.match(callback.hash, /^#.*code=/)
})

test('PAR-6 client_id and request_uri are both required, and posted they do the same', async () => {
  const handle = await pushed(gateway, web())
  assertErrorPage(await send(`${gateway.issuer}/authorize?request_uri=${encodeURIComponent(handle)}`), 400)
  assert.equal(lastRefusal(gateway).code, 'invalid_client')
  const browser = openUserAgent()
  const parked = await browser.send(`${gateway.issuer}/authorize`, { form: { client_id: 'web', request_uri: handle } })
  assert.equal(parked.status, 303)
  assert.equal((await browser.send(parked.location().href)).location().pathname, '/authorize/selector')
})

test('PAR-7 ERR-18 an unknown, altered, old or foreign handle is a page, logged as invalid_request_uri, with nothing reflected', async () => {
  const handle = await pushed(gateway, web())
  const redirect = { redirect_uri: web().redirectUri, state: 'reflected' }
  const open = (clientId: string, uri: string) => send(openingUrl(gateway, clientId, uri, redirect))
  for (const [clientId, uri] of [
    ['web', `urn:idporten:${'a'.repeat(43)}`],
    ['web', `${handle}a`],
    ['web', handle.slice(0, -1)],
    ['web', 'urn:idporten:'],
    ['web-post', handle],
  ] as const) {
    assertErrorPage(await open(clientId, uri), 400, 'reflected', uri)
    const { code, step } = lastRefusal(gateway)
    assert.deepEqual([code, step, lastRefusal(gateway).clientId], ['invalid_request_uri', '3', clientId])
  }
  assert.equal((await open('web', handle)).status, 302, 'none of that used it up')
})

test('PAR-5 LIFE-2 a handle opens a login until 120 seconds have passed, and then it is a page', async () => {
  const handle = await pushed(gateway, web())
  gateway.clock.forward(119)
  assert.equal((await send(openingUrl(gateway, 'web', handle))).location().pathname, '/authorize/selector')
  gateway.clock.forward(1)
  assertErrorPage(await send(openingUrl(gateway, 'web', handle)), 400)
  assert.deepEqual([lastRefusal(gateway).code, lastRefusal(gateway).step], ['invalid_request_uri', '3'])
})

test('PAR-5 a login begun in time may end long after the 120 seconds', async () => {
  const handle = await pushed(gateway, web())
  const browser = openUserAgent()
  gateway.clock.forward(119)
  const selector = (await browser.send(openingUrl(gateway, 'web', handle))).location()
  gateway.clock.forward(1700)
  assert.ok((await passTestId(browser, selector)).searchParams.has('code'))
})

test('AUTHZ-12 ERR-19 a request_uri of others is not fetched: a redirect where an address is registered, else a page', async () => {
  for (const request_uri of ['https://web.example.no/r', 'urn:ietf:params:oauth:request_uri:x', 'urn:idporte:x']) {
    assertErrorRedirect(
      await web().authorize(openUserAgent(), { request_uri }),
      web().redirectUri,
      'request_uri_not_supported',
    )
    assertErrorPage(await send(openingUrl(gateway, 'web', request_uri)), 400, request_uri)
    assert.equal(lastRefusal(gateway).code, 'request_uri_not_supported')
  }
})

test('PAR-8 another process on the same database knows a handle at once', async () => {
  const second = await startGateway({
    seed: seedForPushing(),
    clock: gateway.clock,
    variables: {
      GATEWAY_DATABASE: join(gateway.folder, 'portvakt.sqlite'),
      GATEWAY_SECRETS_FILE: join(gateway.folder, 'secrets.json'),
    },
  })
  try {
    for (let turn = 0; turn < 5; turn += 1) {
      const handle = await pushed(gateway, web())
      const callback = await logInWith(second, 'web', handle)
      assert.ok(callback.searchParams.has('code'))
      assertErrorPage(await send(openingUrl(gateway, 'web', handle)), 400)
    }
  } finally {
    await second.stop()
  }
})

test('CLI-28 AUTHZ-51 a client registered to push is refused at /authorize, and served when it pushes', async () => {
  const party = service(gateway, 'must-push')
  assertErrorRedirect(await party.authorize(openUserAgent()), party.redirectUri, 'invalid_request')
  assert.deepEqual([lastRefusal(gateway).step, lastRefusal(gateway).clientId], ['10', 'must-push'])
  const callback = await logInWith(gateway, 'must-push', await pushed(gateway, party))
  assert.equal((await party.redeem(callback)).status, 200)
})

test('RFC9101-10.5 a client registered to sign is refused without a request object, in the address and at /par', async () => {
  const party = service(gateway, 'must-sign')
  assertErrorRedirect(await party.authorize(openUserAgent()), party.redirectUri, 'invalid_request')
  refusedAs(await push(gateway, 'must-sign', requestOf(party)), 400, 'invalid_request')
  const request = requestObject(gateway, party)
  const answer = await push(gateway, 'must-sign', { client_id: 'must-sign', request })
  assert.equal(answer.status, 201, answer.text)
  assert.ok((await logInWith(gateway, 'must-sign', String(answer.json().request_uri))).searchParams.has('code'))
  const direct = await send(`${gateway.issuer}/authorize?client_id=must-sign&request=${requestObject(gateway, party)}`)
  assert.equal(direct.location().pathname, '/authorize/selector')
})

test('PAR-2 neither the secret nor the assertion of a push is kept, nor is a national id or a handle logged', async () => {
  const handle = await pushed(gateway, web(), { login_hint: 'testid:14838541241_idporten-loa-high' })
  await send(openingUrl(gateway, 'web', `${handle}x`))
  const kept = ['portvakt.sqlite', 'portvakt.sqlite-wal'].map((name) =>
    readFileSync(join(gateway.folder, name), 'latin1'),
  )
  for (const secret of [sharedSecret, handle.slice('urn:idporten:'.length)])
    assert.ok(!kept.some((text) => text.includes(secret)))
  const told = `${gateway.logLines.join('\n')}${JSON.stringify(gateway.events)}`
  for (const secret of [sharedSecret, handle.slice('urn:idporten:'.length), '14838541241'])
    assert.ok(!told.includes(secret))
})
