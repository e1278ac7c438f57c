import assert from 'node:assert/strict'
import {
  assertion,
  basicHeader,
  byAssertion,
  evil,
  foreignAssertion,
  macAssertion,
  marker,
  openUserAgent,
  type Probe,
  probe,
  refused,
  sharedSecret,
  type World,
} from './world.ts'

const refresh = { grant_type: 'refresh_token', refresh_token: 'unknown' }

const grants: Probe[] = (
  [
    ['no grant_type', {}, 'invalid_request'],
    ['password', { grant_type: 'password', username: 'x', password: 'y' }, 'unsupported_grant_type'],
    ['client_credentials', { grant_type: 'client_credentials' }, 'unsupported_grant_type'],
    ['implicit', { grant_type: 'implicit' }, 'unsupported_grant_type'],
    ['the JWT grant', { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' }, 'unsupported_grant_type'],
    ['token exchange', { grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange' }, 'unsupported_grant_type'],
    ['a grant named __proto__', { grant_type: '__proto__' }, 'unsupported_grant_type'],
    ['a grant named toString', { grant_type: 'toString' }, 'unsupported_grant_type'],
    ['no code', { grant_type: 'authorization_code', redirect_uri: 'https://x.no/' }, 'invalid_request'],
    [
      'a code of markup',
      { grant_type: 'authorization_code', code: marker, redirect_uri: 'https://x.no/' },
      'invalid_grant',
    ],
    [
      'an endless code',
      { grant_type: 'authorization_code', code: 'c'.repeat(20_000), redirect_uri: 'https://x.no/' },
      'invalid_grant',
    ],
    ['an unknown refresh token', refresh, 'invalid_grant'],
    ['a refresh token of the right length', { ...refresh, refresh_token: 'A'.repeat(65) }, 'invalid_grant'],
  ] as const
).map(([what, form, code]) =>
  probe(`TOK-1 ${what} is answered ${code}`, async (world) => refused(await world.token(form), code)),
)

const misused: Probe[] = (
  [
    ['with the verifier changed', { code_verifier: 'A'.repeat(43) }, 'invalid_grant'],
    [
      'with the challenge as verifier',
      { code_verifier: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' },
      'invalid_grant',
    ],
    ['without verifier', { code_verifier: undefined }, 'invalid_request'],
    ['with a verifier of 42 letters', { code_verifier: 'A'.repeat(42) }, 'invalid_request'],
    ['with another redirect_uri', { redirect_uri: 'https://web.example.no/callback/' }, 'invalid_grant'],
    ['with the address of an attacker', { redirect_uri: evil }, 'invalid_grant'],
    ['without redirect_uri', { redirect_uri: undefined }, 'invalid_request'],
    ['with an audience that was not authorized', { resource: evil }, 'invalid_target'],
  ] as const
).map(([what, changes, code]) =>
  probe(`CODE-6 CODE-7 a code ${what} is answered ${code}`, async (world) =>
    refused(await world.token({ ...(await world.redemption()), ...changes }), code),
  ),
)

const basic = (clientId: string, secret: string) => ({ authorization: basicHeader(clientId, secret) })
const plain = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })

const credentials: Probe[] = (
  [
    ['no credentials', {}, {}, 'invalid_client', 401],
    ['a wrong secret', basic('web', 'wrong'), {}, 'invalid_client', 401],
    ['an empty secret', basic('web', ''), {}, 'invalid_client', 401],
    ['the hash of the secret', basic('web', 'ca978112ca1bbdcafac231b39a23dc4d'), {}, 'invalid_client', 401],
    ['an unknown client', basic('nobody', sharedSecret), {}, 'invalid_client', 401],
    ['Basic without a colon', plain('web'), {}, 'invalid_client', 401],
    ['Basic that is not base64', { authorization: 'Basic ***' }, {}, 'invalid_client', 401],
    ['Basic with broken encoding', plain('web%zz:x'), {}, 'invalid_client', 401],
    ['Bearer', { authorization: 'Bearer x' }, {}, 'invalid_client', 401],
    ['Digest', { authorization: 'Digest username="web"' }, {}, 'invalid_client', 401],
    ['the right secret in the body', {}, { client_id: 'web', client_secret: sharedSecret }, 'invalid_client', 401],
    [
      'header and body at once',
      basic('web', sharedSecret),
      { client_id: 'web', client_secret: sharedSecret },
      'invalid_request',
      400,
    ],
    [
      'header and assertion at once',
      basic('web', sharedSecret),
      { client_assertion: 'a.b.c', client_assertion_type: 'x' },
      'invalid_request',
      400,
    ],
    ['another client_id in the body', basic('web', sharedSecret), { client_id: 'api' }, 'invalid_client', 401],
    ['a secret from a public client', {}, { client_id: 'spa', client_secret: 'x' }, 'invalid_client', 401],
    ['Basic from a public client', basic('spa', 'x'), {}, 'invalid_client', 401],
    ['nothing from a client with a secret', {}, { client_id: 'web' }, 'invalid_client', 401],
    [
      'an assertion type that is unknown',
      {},
      { client_assertion: 'a.b.c', client_assertion_type: 'saml' },
      'invalid_request',
      400,
    ],
    ['an assertion without type', {}, { client_assertion: 'a.b.c' }, 'invalid_request', 400],
    ['an id with SQL', basic("web' --", 'x'), {}, 'invalid_client', 401],
    ['an id named __proto__', basic('__proto__', 'x'), {}, 'invalid_client', 401],
    ['an endless id', basic('x'.repeat(9000), 'x'), {}, 'invalid_client', 401],
  ] as const
).map(([what, headers, form, code, status]) =>
  probe(`CAUTH-1 CAUTH-2 CAUTH-4 ${what} is answered ${code}`, async (world) =>
    refused(await world.token({ ...refresh, ...form }, headers), code, status),
  ),
)

const assertionRows: readonly (readonly [string, (world: World) => string])[] = [
  ['an unsigned one', (world) => assertion(world, {}, { alg: 'none' }).replace(/[^.]*$/, '')],
  ['one under a MAC with the public key', macAssertion],
  ['one with a foreign key', (world) => foreignAssertion(world)],
  ['one that brings its key in jwk', (world) => foreignAssertion(world, { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } })],
  ['one that points to its key by jku', (world) => foreignAssertion(world, { jku: `${world.canary.origin}/jwks` })],
  [
    'one that points to its certificate by x5u',
    (world) => foreignAssertion(world, { x5u: `${world.canary.origin}/x5u` }),
  ],
  ['one with x5c beside registered keys', (world) => foreignAssertion(world, { kid: undefined, x5c: ['MIIB'] })],
  ['one without kid', (world) => assertion(world, {}, { kid: undefined })],
  ['one with the kid of nobody', (world) => assertion(world, {}, { kid: 'key-2' })],
  ['one with a kid that is a path', (world) => assertion(world, {}, { kid: '../../dev/null' })],
  ['one with crit', (world) => assertion(world, {}, { crit: ['exp'] })],
  ['one of another typ', (world) => assertion(world, {}, { typ: 'dpop+jwt' })],
  ['one of another issuer', (world) => assertion(world, { iss: 'web' })],
  ['one about another subject', (world) => assertion(world, { sub: 'web' })],
  ['one for another audience', (world) => assertion(world, { aud: evil })],
  ['one for us and another audience', (world) => assertion(world, { aud: [world.issuer, evil] })],
  ['one for nobody', (world) => assertion(world, { aud: [] })],
  ['one for the issuer with a slash', (world) => assertion(world, { aud: `${world.issuer}/` })],
  ['one that has expired', (world) => assertion(world, { iat: 1_772_442_000, exp: 1_772_442_060 })],
  ['one that lives too long', (world) => assertion(world, { exp: world.gateway.clock.nowSeconds() + 3600 })],
  ['one of the far future', (world) => assertion(world, { iat: 4_000_000_000, exp: 4_000_000_060 })],
  ['one without exp', (world) => assertion(world, { exp: undefined })],
  ['one without iat', (world) => assertion(world, { iat: undefined })],
  ['one whose exp is text', (world) => assertion(world, { exp: '9999999999' })],
  ['one not valid yet', (world) => assertion(world, { nbf: world.gateway.clock.nowSeconds() + 60 })],
  ['one with a jti that is a number', (world) => assertion(world, { jti: 7 })],
  ['one cut off', (world) => assertion(world).slice(0, -4)],
  ['one of two parts', (world) => assertion(world).split('.').slice(0, 2).join('.')],
  ['an encrypted one', () => 'e30.e30.e30.e30.e30'],
  ['one whose payload is a list', () => `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.W10.x`],
  ['a word', () => 'assertion'],
]

const assertions: Probe[] = assertionRows.map(([what, make]) =>
  probe(`CAUTH-10 CAUTH-11 CAUTH-12 CAUTH-14 CAUTH-15 assertion: ${what} is refused`, async (world) => {
    // A client each minute: failures of one are slowed down (CAUTH-5), which is not what is tried here.
    world.gateway.clock.forward(61)
    const answer = await world.token(byAssertion(make(world)), {})
    assert.deepEqual(world.canary.received, [])
    return refused(answer, 'invalid_client', 401)
  }),
)

export const tokenProbes: readonly Probe[] = [
  ...grants,
  ...misused,
  ...credentials.map((each) => ({
    ...each,
    run: (world: World) => {
      world.gateway.clock.forward(61)
      return each.run(world)
    },
  })),
  ...assertions,
  probe('CAUTH-13 an assertion that was used is refused', async (world) => {
    world.gateway.clock.forward(61)
    const token = assertion(world)
    const first = refused(await world.token(byAssertion(token), {}), 'invalid_grant')
    return [first, refused(await world.token(byAssertion(token), {}), 'invalid_client', 401)]
  }),
  probe('CAUTH-13 of fifty equal assertions at once one is believed', async (world) => {
    world.gateway.clock.forward(61)
    const token = assertion(world)
    const answers = await Promise.all(Array.from({ length: 50 }, () => world.token(byAssertion(token), {})))
    assert.equal(answers.filter((answer) => answer.json().error === 'invalid_grant').length, 1)
    world.gateway.clock.forward(61)
    return answers
  }),
  probe('CODE-11 of fifty exchanges of one code at once one succeeds', async (world) => {
    const form = await world.redemption()
    const answers = await Promise.all(Array.from({ length: 50 }, () => world.token(form)))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    return answers
  }),
  probe('CODE-9 a code that comes again kills the tokens of its first use', async (world) => {
    const form = await world.redemption()
    const { access_token: token } = (await world.token(form)).json()
    const again = refused(await world.token(form), 'invalid_grant')
    const userinfo = await world.get('/userinfo', { authorization: `Bearer ${token}` })
    assert.equal(userinfo.status, 401)
    return [again, userinfo]
  }),
  probe('RT-4 RT-6 of fifty refreshes at once all hold one and the same successor', async (world) => {
    const tokens = await world.web.tokens(openUserAgent())
    const answers = await Promise.all(Array.from({ length: 50 }, () => world.web.refresh(tokens.refresh_token ?? '')))
    const successors = new Set(answers.map((answer) => answer.json().refresh_token))
    assert.equal(successors.size, 1)
    assert.ok(answers.every(({ status }) => status === 200))
    return answers
  }),
  probe('RT-5 a refresh token that comes again after the minute ends the family', async (world) => {
    const tokens = await world.web.tokens(openUserAgent())
    const next = (await world.web.refresh(tokens.refresh_token ?? '')).json()
    world.gateway.clock.forward(61)
    const replay = refused(await world.web.refresh(tokens.refresh_token ?? ''), 'invalid_grant')
    return [replay, refused(await world.web.refresh(String(next.refresh_token)), 'invalid_grant')]
  }),
  probe('CODE-6 a code of another client is refused and burnt', async (world) => {
    const form = await world.redemption(world.api)
    const foreign = refused(await world.token(form), 'invalid_grant')
    return [foreign, refused(await world.api.token(form), 'invalid_grant')]
  }),
  probe('RT-3 a refresh token of another client is refused and stays good for its owner', async (world) => {
    const tokens = await world.api.tokens(openUserAgent())
    const foreign = refused(await world.web.refresh(tokens.refresh_token ?? ''), 'invalid_grant')
    const own = await world.api.refresh(tokens.refresh_token ?? '')
    assert.equal(own.status, 200)
    return [foreign, own]
  }),
  probe('CAUTH-7 a secret in the address is refused', async (world) =>
    refused(
      await world.post(`/token?client_id=web&client_secret=${sharedSecret}`, { form: refresh }),
      'invalid_request',
    ),
  ),
  ...['grant_type', 'code', 'refresh_token', 'client_id', 'client_secret', 'code_verifier', 'redirect_uri'].map(
    (name) =>
      probe(`HTTP-4 ${name} sent twice to the token endpoint is refused`, async (world) =>
        refused(
          await world.post('/token', {
            headers: { ...basic('web', sharedSecret), 'content-type': 'application/x-www-form-urlencoded' },
            body: `grant_type=refresh_token&refresh_token=x&${name}=a&${name}=a`,
          }),
          'invalid_request',
        ),
      ),
  ),
  ...['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'application/xml', ''].map((type) =>
    probe(`HTTP-3 a body of type ${JSON.stringify(type)} is refused`, async (world) =>
      refused(
        await world.post('/token', {
          headers: { ...basic('web', sharedSecret), 'content-type': type },
          body: '{"grant_type":"refresh_token"}',
        }),
        'invalid_request',
      ),
    ),
  ),
  probe('HTTP-3 a form that is not UTF-8 is refused', async (world) =>
    refused(
      await world.post('/token', {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'grant_type=%ff%fe',
      }),
      'invalid_request',
    ),
  ),
  probe('HTTP-11 a body beyond the limit is refused', async (world) => {
    const answer = await world.token({ ...refresh, padding: 'x'.repeat(200_000) })
    assert.equal(answer.status, 413)
    return answer
  }),
  probe('CAUTH-5 ten failures slow a client down at that address, with Retry-After, and nobody else', async (world) => {
    world.gateway.clock.forward(61)
    const tries = []
    for (let count = 0; count < 11; count += 1) tries.push(await world.token(refresh, basic('web', 'wrong')))
    const last = tries.at(-1)
    assert.equal(last?.status, 429)
    assert.ok(Number(last?.headers.get('retry-after')) > 0)
    const other = refused(await world.api.token(refresh), 'invalid_grant')
    world.gateway.clock.forward(61)
    return [...tries, other]
  }),
]
