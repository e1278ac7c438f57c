import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, type RelyingParty } from '../../harness/relying-party.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { assertErrorPage, assertErrorRedirect, sendRaw } from './answers.ts'

let gateway: RunningGateway
let web: RelyingParty
before(async () => {
  gateway = await startGateway()
  web = openRelyingParty(gateway.issuer)
})
after(() => gateway.stop())

const authorize = (query: string) => send(`${gateway.issuer}/authorize?${query}`)
const queryOf = (changes: Record<string, string | undefined> = {}) => new URL(web.authorizeUrl(changes)).search.slice(1)
const marker = 'pv"><script>reflected</script>'

test('AUTHZ-51 HTTP-2 a method that /authorize does not have gets 405, Allow and a page', async () => {
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const answer = await send(`${web.authorizeUrl({ state: marker })}`, { method })
    assertErrorPage(answer, 405, marker, 'reflected')
    assert.equal(answer.headers.get('allow'), 'GET, HEAD, POST')
  }
  for (const method of ['TRACE', 'PROPFIND', 'SEARCH']) {
    const { status, head, body } = await sendRaw(
      gateway.issuer,
      `${method} /authorize?x=reflected HTTP/1.1\r\nHost: x\r\nX-Odd: reflected\r\nConnection: close\r\n\r\n`,
    )
    assert.equal(status, 405, method)
    assert.match(head, /\r\nallow: GET, HEAD, POST\r\n/i)
    assert.doesNotMatch(body, /reflected/)
  }
})

test('AUTHZ-51 a parameter that must be single before the address is trusted, sent twice, is answered by a page', async () => {
  for (const [name, value] of [
    ['client_id', 'web'],
    ['client_id', ''],
    ['redirect_uri', 'https://web.example.no/callback'],
    ['redirect_uri', 'https://evil.example/reflected'],
  ]) {
    assertErrorPage(await authorize(`${queryOf()}&${name}=${encodeURIComponent(value ?? '')}`), 400, 'reflected')
  }
  for (const name of ['request', 'request_uri'])
    assertErrorPage(await authorize(`${queryOf()}&${name}=reflected&${name}=reflected`), 400, 'reflected')
})

test('AUTHZ-51 HTTP-4 every other parameter sent twice goes back to the service, whichever it is', async () => {
  for (const name of ['scope', 'state', 'nonce', 'response_type', 'prompt', 'acr_values', 'login_hint', 'x-unknown']) {
    const answer = await authorize(`${queryOf({ [name]: 'a' })}&${name}=reflected`)
    assertErrorRedirect(answer, web.redirectUri, 'invalid_request')
    assert.doesNotMatch(answer.headers.get('location') ?? '', /reflected/)
  }
})

test('AUTHZ-51 arrays in brackets are unknown names, not values', async () => {
  assertErrorPage(await authorize('client_id[]=web&redirect_uri[]=https://web.example.no/callback'), 400)
  assertErrorRedirect(
    await authorize(queryOf({ scope: undefined, 'scope[]': 'openid' })),
    web.redirectUri,
    'invalid_scope',
  )
  const answer = await authorize(queryOf({ 'prompt[]': 'none', 'prompt[0]': 'none', __proto__x: 'y' }))
  assert.equal(answer.location().pathname, '/authorize/selector')
})

test('AUTHZ-51 broken percent-encoding and bytes that are not UTF-8 are answered by a page', async () => {
  for (const broken of ['%', '%2', '%zz', '%ff%fe', '%c0%af', '%ed%a0%80', 'a%00%'])
    for (const place of [`state=${broken}`, `${broken}=reflected`, `client_id=${broken}`])
      assertErrorPage(await authorize(`${queryOf({ state: undefined })}&${place}`), 400, 'reflected')
})

test('AUTHZ-51 a broken path and bytes that are not HTTP get 400 with a reference and nothing of what came', async () => {
  for (const path of [
    '/authorize%ZZreflected',
    '/%ff%fereflected',
    '/authorize/%reflected',
    '/authorize?x=\xff\xfe',
    '/\x01',
  ]) {
    const { status, head, body } = await sendRaw(
      gateway.issuer,
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    )
    assert.equal(status, 400, path)
    assert.match(head, /\r\nx-correlation-id: [A-Za-z0-9-]{8,64}\r\n/i)
    assert.doesNotMatch(head + body, /reflected|FST_|stack/)
  }
  const unknown = await sendRaw(gateway.issuer, 'REFLECTED /authorize HTTP/1.1\r\nHost: x\r\n\r\n')
  assert.equal(unknown.status, 400)
  assert.doesNotMatch(unknown.head + unknown.body, /REFLECTED/)
})

test('AUTHZ-51 HTTP-11 an address of 8192 bytes is read, one beyond all bounds gets 414', async () => {
  const short = web.authorizeUrl({ login_hint: '' }).length - gateway.issuer.length
  const longest = await authorize(queryOf({ login_hint: 'x'.repeat(8192 - 'GET  HTTP/1.1'.length - short) }))
  assert.equal(longest.location().pathname, '/authorize/selector')
  assertErrorPage(await authorize(queryOf({ login_hint: 'x'.repeat(33_000) })), 414, 'xxxxxxxx')
  for (const length of [70_000, 200_000]) {
    const { status, head } = await sendRaw(
      gateway.issuer,
      `GET /authorize?x=${'x'.repeat(length)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    )
    assert.equal(status, 414)
    assert.match(head, /\r\nx-correlation-id: /i)
  }
})

test('AUTHZ-51 HTTP-11 a form of 64 KiB is read, a larger body of any kind gets 413', async () => {
  const form = `${queryOf()}&login_hint=`
  const post = (body: string, type = 'application/x-www-form-urlencoded') =>
    send(`${gateway.issuer}/authorize`, { method: 'POST', body, headers: { 'content-type': type } })
  assert.equal((await post(form + 'x'.repeat(65_536 - form.length))).status, 303)
  assertErrorPage(await post(form + 'x'.repeat(65_537 - form.length)), 413, 'xxxxxxxx')
  assertErrorPage(await post('x'.repeat(65_537), 'application/json'), 413, 'xxxxxxxx')
})

test('AUTHZ-51 more than 200 parameters are not read', async () => {
  assertErrorPage(await authorize(`${queryOf()}${'&a=1'.repeat(201)}`), 400)
})

const odd = [
  '\0',
  'a\0b',
  '\r\nSet-Cookie: a=b',
  marker,
  '𠮷é',
  '\u202e',
  '__proto__',
  'constructor',
  '{{7*7}}',
  "' or 1=1 --",
  '[object Object]',
]

test('AUTHZ-51 NUL, line ends, markup and names of the language in any parameter never make a fault of ours', async () => {
  const names = [
    'state',
    'nonce',
    'scope',
    'response_type',
    'response_mode',
    'code_challenge',
    'code_challenge_method',
    'prompt',
  ]
  const more = [
    'max_age',
    'acr_values',
    'ui_locales',
    'login_hint',
    'id_token_hint',
    'onbehalfof',
    'resource',
    'claims',
  ]
  for (const name of [...names, ...more])
    for (const value of odd) {
      const browser = openUserAgent()
      const answer = await web.authorize(browser, { [name]: value })
      assert.equal(answer.status, 302, `${name}=${JSON.stringify(value)}: ${answer.status}`)
      const location = answer.location()
      if (location.origin === gateway.issuer) {
        const page = await browser.send(location.href)
        assert.equal(page.status, 200, `${name}=${JSON.stringify(value)}`)
        assert.doesNotMatch(page.text, /<script>reflected|<html lang="(?!nb")/)
      } else if (name !== 'state') {
        assert.doesNotMatch(location.searchParams.get('error_description') ?? '', /reflected|constructor|7\*7|1=1/)
      }
      assert.equal(answer.headers.get('set-cookie')?.includes('a=b') ?? false, false)
    }
  assert.deepEqual(
    gateway.logLines.filter((line) => line.includes('unexpectedly')),
    [],
  )
})

test('AUTHZ-51 the same in client_id and redirect_uri is answered by a page that reflects nothing', async () => {
  for (const value of odd)
    for (const name of ['client_id', 'redirect_uri'])
      assertErrorPage(await web.authorize(openUserAgent(), { [name]: value }), 400, value)
})

test('AUTHZ-33 a level of the 2018 profile is looked up among its two names only', async () => {
  const legacy = openRelyingParty(gateway.issuer, 'legacy')
  for (const level of ['constructor', '__proto__', 'toString'])
    assertErrorRedirect(
      await legacy.authorize(openUserAgent(), { acr_values: level }),
      legacy.redirectUri,
      'invalid_request',
    )
})

test('AUTHZ-1 HTTP-3 a body that is not a form is refused with 400, however its type is written', async () => {
  for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', ';;;', 'x'])
    assertErrorPage(
      await send(`${gateway.issuer}/authorize`, { method: 'POST', body: queryOf(), headers: { 'content-type': type } }),
      400,
    )
  const none = await sendRaw(
    gateway.issuer,
    'POST /authorize HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\na=b',
  )
  assert.equal(none.status, 400)
  const chunked = await sendRaw(
    gateway.issuer,
    'POST /authorize HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  )
  assert.equal(chunked.status, 400)
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  assertErrorPage(await send(`${gateway.issuer}/authorize`, { method: 'POST', body: 'state=%', headers: type }), 400)
})
