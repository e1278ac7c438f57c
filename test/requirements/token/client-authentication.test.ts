import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { basicHeader, decodeToken, openRelyingParty } from '../../harness/relying-party.ts'
import { sharedSecret, standardSeed } from '../../harness/standard-seed.ts'
import { type Answer, openUserAgent, send } from '../../harness/user-agent.ts'
import { assertRefused } from './refused.ts'

const awkwardId = 'odd:id+%&=1'
const awkwardSecret = 'pass word+%:ø/='
let gateway: RunningGateway
before(async () => {
  const [web] = standardSeed().clients
  const odd = { ...web, client_id: 'odd', client_secret: awkwardSecret }
  gateway = await startGateway({ seed: standardSeed([odd]) })
})
after(() => gateway.stop())

/** A refresh with a token that nobody has: `invalid_grant` says that the client was let through. */
const ask = (form: Record<string, string | undefined>, headers: Record<string, string> = {}): Promise<Answer> => {
  gateway.clock.forward(61) // Failures of one test do not slow down the next.
  return send(`${gateway.issuer}/token`, {
    form: { grant_type: 'refresh_token', refresh_token: 'nobody-has-this', ...form },
    headers,
  })
}
const basic = (id: string, secret = sharedSecret) => ({ authorization: basicHeader(id, secret) })
const post = (id: string, secret = sharedSecret) => ({ client_id: id, client_secret: secret })
const assertion = {
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ3ZWIifQ.AA',
}

test('CAUTH-1 the registered method opens the door', async () => {
  assertRefused(await ask({}, basic('web')), 400, 'invalid_grant')
  assertRefused(await ask(post('web-post')), 400, 'invalid_grant')
  assertRefused(await ask({ client_id: 'spa' }), 400, 'invalid_grant')
})

const unregistered: [string, () => Promise<Answer>][] = [
  ['CAUTH-1 a basic client is refused with the right secret in the body', () => ask(post('web'))],
  ['CAUTH-1 a post client is refused with the right secret in the header', () => ask({}, basic('web-post'))],
  ['CAUTH-1 a confidential client is refused without credentials', () => ask({ client_id: 'web' })],
  ['CAUTH-1 a key client is refused with a secret', () => ask(post('web-key'))],
  ['CAUTH-1 a secret client is refused with an assertion', () => ask({ ...assertion, client_id: 'web-post' })],
  ['CAUTH-1 nothing at all is no authentication', () => ask({})],
  ['CAUTH-1 a wrong secret is refused', () => ask({}, basic('web', `${sharedSecret}x`))],
  ['CAUTH-1 an empty secret is refused', () => ask({}, basic('web', ''))],
  ['CAUTH-1 a client that nobody knows is refused', () => ask({}, basic('nobody'))],
  [
    'CAUTH-3 another client_id in the body than in the header is refused',
    () => ask({ client_id: 'api' }, basic('web')),
  ],
  ['CAUTH-3 client_id is required with a secret in the body', () => ask({ client_secret: sharedSecret })],
  ['CAUTH-19 a public client that sends a secret is refused', () => ask(post('spa'))],
  ['CAUTH-19 a public client that sends an Authorization header is refused', () => ask({}, basic('spa', 'x'))],
  [
    'CAUTH-19 a public client that sends its id in the header too is refused',
    () => ask({ client_id: 'spa' }, basic('spa', '')),
  ],
  ['CAUTH-19 a public client that sends an assertion is refused', () => ask({ ...assertion, client_id: 'spa' })],
]
for (const [name, asking] of unregistered)
  test(`${name}`, async () => {
    const answer = await asking()
    assertRefused(answer, 401, 'invalid_client')
    assert.doesNotMatch(answer.text, /harness-secret/)
  })

const twice: [string, () => Promise<Answer>][] = [
  ['CAUTH-2 header and body secret together', () => ask(post('web'), basic('web'))],
  ['CAUTH-2 header and assertion together', () => ask(assertion, basic('web'))],
  ['CAUTH-2 body secret and assertion together', () => ask({ ...assertion, ...post('web-post') })],
  ['CAUTH-2 all three together', () => ask({ ...assertion, ...post('web') }, basic('web'))],
  [
    'CAUTH-2 header and only the type of an assertion',
    () => ask({ client_assertion_type: assertion.client_assertion_type }, basic('web')),
  ],
]
for (const [name, asking] of twice)
  test(`${name}`, async () => {
    assertRefused(await asking(), 400, 'invalid_request')
  })

test('CAUTH-3 client_id in the body may equal the one in the header, or be missing, or be empty', async () => {
  for (const client_id of ['web', undefined, ''])
    assertRefused(await ask({ client_id }, basic('web')), 400, 'invalid_grant')
})

test('CAUTH-4 invalid_client names the Basic scheme when the header was used, and only then', async () => {
  const withHeader = await ask({}, basic('web', 'wrong'))
  assertRefused(withHeader, 401, 'invalid_client')
  assert.match(withHeader.headers.get('www-authenticate') ?? '', /^Basic realm="localhost:\d+"/)
  const otherScheme = await ask({ client_id: 'spa' }, { authorization: 'Bearer abc' })
  assertRefused(otherScheme, 401, 'invalid_client')
  assert.match(otherScheme.headers.get('www-authenticate') ?? '', /^Basic realm="/)
  const inBody = await ask(post('web-post', 'wrong'))
  assertRefused(inBody, 401, 'invalid_client')
  assert.equal(inBody.headers.get('www-authenticate'), null)
})

const formEncoded = (text: string) => new URLSearchParams({ x: text }).toString().slice(2)
const base64 = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })

test('CAUTH-6 both halves of Basic are decoded from form encoding, also plus for space', async () => {
  assertRefused(await ask({}, base64(`odd:${formEncoded(awkwardSecret)}`)), 400, 'invalid_grant')
  assertRefused(await ask({}, basic('odd', awkwardSecret)), 400, 'invalid_grant')
  assertRefused(await ask({}, base64(`%6f%64%64:${formEncoded(awkwardSecret)}`)), 400, 'invalid_grant')
  assertRefused(await ask({}, base64(`odd:${awkwardSecret}`)), 401, 'invalid_client')
})

const unreadable: [string, string][] = [
  ['CAUTH-6 Basic without credentials', 'Basic'],
  ['CAUTH-6 Basic with spaces only', 'Basic   '],
  ['CAUTH-6 Basic that is not base64', 'Basic !!!!'],
  ['CAUTH-6 Basic with two values', 'Basic d2Vi d2Vi'],
  ['CAUTH-6 Basic without a colon', base64('web').authorization],
  ['CAUTH-6 Basic with an empty id', base64(`:${sharedSecret}`).authorization],
  ['CAUTH-6 Basic with broken percent-encoding', base64('web:%ZZ').authorization],
  ['CAUTH-6 Basic with bytes that are not UTF-8', base64('web:%FF').authorization],
  ['CAUTH-6 Basic with a NUL', base64(`web\0:${sharedSecret}`).authorization],
  ['CAUTH-6 Basic with a very long id', base64(`${'w'.repeat(20_000)}:x`).authorization],
  ['CAUTH-6 Basic with an unknown id full of reserved characters', basic(awkwardId).authorization],
  ['CAUTH-6 another scheme', 'Digest username="web"'],
  ['CAUTH-6 a scheme alone, of unknown kind', 'x'],
]
for (const [name, authorization] of unreadable)
  test(`${name} is refused`, async () => {
    const answer = await ask({}, { authorization })
    assertRefused(answer, 401, 'invalid_client')
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Basic realm="/)
  })

test('CAUTH-7 credentials in the address are refused, whatever the body says', async () => {
  for (const query of [`client_id=web-post&client_secret=${sharedSecret}`, 'client_assertion=x', 'a=1&code=x'])
    assertRefused(
      await send(`${gateway.issuer}/token?${query}`, {
        form: { grant_type: 'refresh_token', refresh_token: 'x', ...post('web-post') },
      }),
      400,
      'invalid_request',
    )
})

test('CAUTH-7 a client_id in the address names nobody', async () => {
  const answer = await send(`${gateway.issuer}/token?client_id=spa`, {
    form: { grant_type: 'refresh_token', refresh_token: 'x' },
  })
  assertRefused(answer, 401, 'invalid_client')
})

const reported: [string, 'client_secret_basic' | 'client_secret_post' | 'none', string][] = [
  ['CAUTH-20 a public client is reported as none', 'none', 'spa'],
  ['CAUTH-21 a secret in the header is reported as client_secret_basic', 'client_secret_basic', 'web'],
  ['CAUTH-21 a secret in the body is reported as client_secret_post', 'client_secret_post', 'web-post'],
]
for (const [name, authentication, clientId] of reported)
  test(`${name}`, async () => {
    const tokens = await openRelyingParty(gateway.issuer, clientId, { authentication }).tokens(openUserAgent())
    assert.equal(decodeToken(tokens.access_token ?? '').claims.client_amr, authentication)
    const event = gateway.events.at(-1)
    assert.equal(event?.kind === 'tokens-issued' ? event.clientAmr : event?.kind, authentication)
  })
