import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { basicHeader, openRelyingParty } from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { sendRaw } from '../authorize/answers.ts'
import { assertRefused } from './refused.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const form = 'application/x-www-form-urlencoded'
const authorization = basicHeader('web', sharedSecret)
const post = (body: string | undefined, headers: Record<string, string> = { 'content-type': form }) =>
  send(`${gateway.issuer}/token`, {
    method: 'POST',
    headers: { authorization, ...headers },
    ...(body === undefined ? {} : { body }),
  })

const unreadable: [string, string | undefined, Record<string, string>][] = [
  ['TOK-1 a JSON body', '{"grant_type":"refresh_token"}', { 'content-type': 'application/json' }],
  ['TOK-1 a form that is called text', 'grant_type=refresh_token&refresh_token=x', { 'content-type': 'text/plain' }],
  ['TOK-1 a multipart body', '--x\r\n\r\n--x--', { 'content-type': 'multipart/form-data; boundary=x' }],
  ['TOK-1 a content type that is none', 'grant_type=refresh_token&refresh_token=x', { 'content-type': 'x' }],
  ['TOK-1 no body at all', undefined, {}],
  ['TOK-1 an empty form', '', { 'content-type': form }],
  ['TOK-1 nothing but separators', '&&&===&=x&', { 'content-type': form }],
]
for (const [name, body, headers] of unreadable)
  test(`${name} is invalid_request`, async () => {
    assertRefused(await post(body, headers), 400, 'invalid_request')
  })

test('TOK-1 a form is a form with a charset, and in capitals', async () => {
  for (const type of [`${form}; charset=UTF-8`, `${form};charset="utf-8"`, form.toUpperCase()])
    assertRefused(
      await post('grant_type=refresh_token&refresh_token=x', { 'content-type': type }),
      400,
      'invalid_grant',
    )
})

const names = [
  'grant_type',
  'code',
  'refresh_token',
  'scope',
  'client_id',
  'client_secret',
  'client_assertion',
  'x-odd',
]
for (const [title, second] of [
  ['TOK-1 the same value twice', 'reflected'],
  ['TOK-1 an empty second value', ''],
] as const)
  test(`${title} is invalid_request for every parameter but resource`, async () => {
    for (const name of names) {
      const answer = await post(`grant_type=refresh_token&refresh_token=x&${name}=reflected&${name}=${second}`)
      assertRefused(answer, 400, 'invalid_request')
      assert.doesNotMatch(answer.text, /reflected/)
    }
    const twice = 'grant_type=refresh_token&refresh_token=x&resource=https://a.no&resource=https://b.no'
    assertRefused(await post(twice), 400, 'invalid_grant')
  })

test('TOK-1 names that every object has, and arrays in brackets, are unknown names', async () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'grant_type[]', 'code[0]', 'a.b'])
    assertRefused(await post(`grant_type=refresh_token&refresh_token=x&${name}=y`), 400, 'invalid_grant')
})

test('TOK-1 broken encoding and bytes that are not UTF-8 are invalid_request', async () => {
  for (const broken of ['%', '%2', '%zz', '%ff%fe', '%c0%af', '%ed%a0%80', 'a%00%'])
    for (const body of [`refresh_token=${broken}`, `${broken}=x`])
      assertRefused(await post(`grant_type=refresh_token&${body}`), 400, 'invalid_request')
})

test('TOK-1 more than 200 parameters are not read', async () => {
  const many = Array.from({ length: 200 }, (_, index) => `p${index}=x`).join('&')
  assertRefused(await post(`grant_type=refresh_token&refresh_token=x&${many}`), 400, 'invalid_request')
})

test('ERR-4 a form of 64 KiB is read, a larger body of any kind is 413', async () => {
  const start = 'grant_type=refresh_token&refresh_token='
  assertRefused(await post(start + 'x'.repeat(65_536 - start.length)), 400, 'invalid_grant')
  assertRefused(await post(start + 'x'.repeat(65_537 - start.length)), 413, 'invalid_request')
  assertRefused(await post('x'.repeat(65_537), { 'content-type': 'application/json' }), 413, 'invalid_request')
})

// NUL, controls, other alphabets, a lone surrogate, script, SQL: in every parameter, as value of a known one.
const odd = [
  '\0',
  'a\0b',
  '\r\nSet-Cookie: x=1',
  'ø漢\u{1F600}',
  "' OR 1=1 --",
  '<script>',
  '{{7*7}}',
  '../../x',
  '-1',
  'null',
]
test('ERR-1 odd values in any parameter give an OAuth error, never a fault, and never come back', async () => {
  for (const value of odd) {
    const encoded = encodeURIComponent(value)
    for (const name of ['grant_type', 'code', 'redirect_uri', 'code_verifier', 'scope', 'resource', 'client_id']) {
      const grant = name === 'scope' ? 'refresh_token' : 'authorization_code'
      const others = ['grant_type', 'code', 'redirect_uri', 'refresh_token'].filter((other) => other !== name)
      const body = others.map((other) => `${other}=${other === 'grant_type' ? grant : 'x'}`).join('&')
      const answer = await post(`${body}&${name}=${encoded}`)
      assert.ok([400, 401].includes(answer.status), `${name} ${JSON.stringify(value)}: ${answer.status}`)
      assertRefused(answer, answer.status, String(answer.json().error))
      // What is short or common may stand in the text of the error by itself.
      if (value.length > 4) assert.ok(!answer.text.includes(value), `${name} reflects ${JSON.stringify(value)}`)
      assert.deepEqual(answer.headers.getSetCookie(), [])
    }
    gateway.clock.forward(61)
  }
})

test('TOK-1 methods that nobody knows, and HTTP that is none, end at once without echo', async () => {
  const head = 'Host: x\r\nX-Odd: reflected\r\nConnection: close\r\n\r\n'
  for (const method of ['TRACE', 'PROPFIND']) {
    const answer = await sendRaw(gateway.issuer, `${method} /token HTTP/1.1\r\n${head}`)
    assert.equal(answer.status, 405)
    assert.match(answer.head, /\r\nallow: POST, OPTIONS\r\n/i)
    assert.doesNotMatch(answer.body, /reflected/)
  }
  const lengths = 'Content-Length: 1\r\nContent-Length: 2'
  for (const wrong of [
    lengths,
    'Content-Length: -1',
    'Content-Length: 5\r\nTransfer-Encoding: chunked',
    'Bad Name: x',
  ]) {
    const answer = await sendRaw(gateway.issuer, `POST /token HTTP/1.1\r\n${wrong}\r\n${head}`)
    assert.equal(answer.status, 400, wrong)
    assert.doesNotMatch(answer.body, /reflected|node|Error:/)
  }
})

test('RT-3 CODE-6 what belongs to one client is worth nothing to any other', async () => {
  const [web, post, spa] = [
    openRelyingParty(gateway.issuer, 'web'),
    openRelyingParty(gateway.issuer, 'web-post', { authentication: 'client_secret_post' }),
    openRelyingParty(gateway.issuer, 'spa', { authentication: 'none' }),
  ]
  for (const [owner, thief] of [
    [web, post],
    [post, spa],
    [spa, web],
  ] as const) {
    const tokens = await owner.tokens(openUserAgent())
    assertRefused(await thief.refresh(tokens.refresh_token ?? ''), 400, 'invalid_grant')
    assert.equal((await owner.refresh(tokens.refresh_token ?? '')).status, 200)
    const callback = await owner.logIn(openUserAgent())
    const stolen = { redirect_uri: owner.redirectUri, code_verifier: owner.verifier }
    assertRefused(await thief.redeem(callback, stolen), 400, 'invalid_grant')
  }
})

test('ERR-5 a browser client can read why it was refused, and no other origin can', async () => {
  const ask = (origin: string) =>
    send(`${gateway.issuer}/token`, {
      form: { grant_type: 'refresh_token', refresh_token: 'x', client_id: 'nobody' },
      headers: { origin },
    })
  const own = await ask('https://spa.example.no')
  assertRefused(own, 401, 'invalid_client')
  assert.equal(own.headers.get('access-control-allow-origin'), 'https://spa.example.no')
  assert.equal(own.headers.get('access-control-allow-credentials'), null)
  for (const origin of [
    'https://evil.example',
    'null',
    'https://spa.example.no.evil.example',
    'https://SPA.example.no',
  ])
    assert.equal((await ask(origin)).headers.get('access-control-allow-origin'), null, origin)
})
