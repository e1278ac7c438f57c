import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freePort, type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { basicHeader, decodeToken, openRelyingParty, openTestIdForm } from '../../harness/relying-party.ts'
import { citizenA, standardSeed } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { sendRaw } from './answers.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const at = (path: string) => `${gateway.issuer}${path}`

test('HTTP-6 names that nobody knows do no harm at any endpoint', async () => {
  const web = openRelyingParty(gateway.issuer)
  const browser = openUserAgent()
  const extra = { 'x-client-SKU': 'ID_NET', domain_hint: 'x' }
  const tokens = (await web.redeem(await web.logIn(browser, extra), { ...extra, scope: 'x:y' })).json()
  assert.equal(tokens.scope, 'openid profile')
  const bearer = { authorization: `Bearer ${tokens.access_token}` }
  assert.equal((await send(`${at('/userinfo')}?schema=openid`, { headers: bearer })).status, 200)
  assert.equal((await web.refresh(String(tokens.refresh_token), extra)).status, 200)
  const loggedOut = await browser.send(`${at('/logout')}?x-unknown=1`)
  assert.equal(loggedOut.status, 200)
})

test('HTTP-7 HTTP-9 tokens and personal data come as JSON that nobody may keep', async () => {
  const web = openRelyingParty(gateway.issuer)
  const answer = await web.redeem(await web.logIn(openUserAgent()))
  const bearer = { authorization: `Bearer ${answer.json().access_token}` }
  const userinfo = await send(at('/userinfo'), { headers: bearer })
  assert.equal(userinfo.json().pid, citizenA)
  const refused = await send(at('/token'), { form: { grant_type: 'x' } })
  for (const one of [answer, userinfo, refused]) {
    assert.equal(one.headers.get('cache-control'), 'no-store')
    assert.equal(one.headers.get('pragma'), 'no-cache')
    assert.equal(one.headers.get('content-type'), 'application/json; charset=utf-8')
  }
  assert.deepEqual(Object.keys(refused.json()), ['error', 'error_description'])
})

test('HTTP-8 no redirect is a 307 or a 308: 302 answers a GET, 303 a POST', async () => {
  const web = openRelyingParty(gateway.issuer)
  const browser = openUserAgent()
  const asked = await web.authorize(browser)
  const { action } = await openTestIdForm(browser, asked.location())
  const proven = await browser.send(action, { form: { pid: citizenA } })
  const again = await web.authorize(browser)
  const posted = await send(at('/logout'), { form: {} })
  assert.deepEqual([asked.status, proven.status, again.status, posted.status], [302, 303, 302, 303])
})

const origin = 'https://spa.example.no'
test('HTTP-10 any origin may read metadata and keys, without credentials', async () => {
  for (const path of ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server', '/jwks.json']) {
    const { headers } = await send(at(path), { headers: { origin: 'https://anybody.example' } })
    assert.equal(headers.get('access-control-allow-origin'), '*')
    assert.equal(headers.get('access-control-allow-credentials'), null)
  }
})

test('HTTP-10 token and userinfo are open to origins of active browser clients, and to no other', async () => {
  const methods = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }
  for (const path of ['/token', '/userinfo']) {
    const asked = await send(at(path), { method: 'OPTIONS', headers: { origin, ...methods } })
    assert.equal(asked.status, 204)
    assert.equal(asked.headers.get('access-control-allow-origin'), origin)
    assert.equal(asked.headers.get('access-control-allow-methods'), 'GET, POST, OPTIONS')
    assert.equal(asked.headers.get('access-control-allow-headers'), 'Authorization, Content-Type, DPoP')
    assert.equal(asked.headers.get('access-control-allow-credentials'), null)
    const real = await send(at(path), { form: {}, headers: { origin } })
    assert.equal(real.headers.get('access-control-allow-origin'), origin)
    assert.equal(real.headers.get('vary'), 'Origin')
    for (const other of [
      'https://web.example.no',
      'http://spa.example.no',
      'https://spa.example.no:8443',
      'null',
      'x',
    ]) {
      const refused = await send(at(path), { method: 'OPTIONS', headers: { origin: other, ...methods } })
      assert.equal(refused.headers.get('access-control-allow-origin'), null, other)
      const real = await send(at(path), { form: {}, headers: { origin: other } })
      assert.equal(real.headers.get('access-control-allow-origin'), null, other)
    }
  }
})

test('HTTP-10 an inactive browser client opens nothing, and pages are open to nobody', async () => {
  for (const path of ['/authorize', '/logout', '/authorize/selector', '/language']) {
    const answer = await send(at(path), { headers: { origin } })
    assert.equal(answer.headers.get('access-control-allow-origin'), null)
  }
  const seed = standardSeed()
  const spa = seed.clients.find(({ client_id }) => client_id === 'spa')
  assert.deepEqual(await gateway.reseed(standardSeed([{ ...spa, active: false }])), [])
  const answer = await send(at('/token'), { form: {}, headers: { origin } })
  assert.equal(answer.headers.get('access-control-allow-origin'), null)
  assert.deepEqual(await gateway.reseed(seed), [])
})

test('HTTP-12 every page forbids framing, inline script, sniffing, referrers and keeping', async () => {
  const web = openRelyingParty(gateway.issuer)
  const browser = openUserAgent()
  const selector = (await web.authorize(browser)).location()
  await openTestIdForm(browser, selector)
  const pages = [
    await browser.send(selector.href),
    await browser.send(at('/authorize/testid1')),
    await browser.send(`${at('/authorize/testid1')}${selector.search}`, { form: { pid: 'x' } }),
    await send(at('/authorize')),
    await send(at('/no-such-page')),
    await send(at('/logout')),
    await send(at('/logout/done')),
    await web.authorize(browser, { response_mode: 'form_post', prompt: 'none' }),
  ]
  assert.deepEqual(
    pages.map(({ status }) => status),
    [200, 200, 422, 400, 404, 400, 200, 200],
  )
  for (const { headers } of pages) {
    const policy = headers.get('content-security-policy') ?? ''
    for (const directive of ["default-src 'none'", "frame-ancestors 'none'", "script-src 'self'", "base-uri 'none'"])
      assert.ok(policy.split('; ').includes(directive), `${directive} in ${policy}`)
    assert.doesNotMatch(policy, /unsafe|\*/)
    assert.equal(headers.get('x-frame-options'), 'DENY')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('referrer-policy')?.split(',')[0], 'no-referrer')
    assert.match(headers.get('strict-transport-security') ?? '', /max-age=\d{8}/)
    assert.equal(headers.get('cache-control'), 'no-store')
  }
})

test('HTTP-13 pages whose forms end at a service leave form-action out, others keep their forms at home', async () => {
  const web = openRelyingParty(gateway.issuer)
  const browser = openUserAgent()
  const selector = (await web.authorize(browser)).location()
  for (const url of [selector.href, `${at('/authorize/testid1')}${selector.search}`])
    assert.doesNotMatch((await browser.send(url)).headers.get('content-security-policy') ?? '', /form-action/)
  assert.match((await send(at('/authorize'))).headers.get('content-security-policy') ?? '', /form-action 'self'$/)
})

test('HTTP-15 a POST to /logout is kept and carried out by the GET that follows, once', async () => {
  const web = openRelyingParty(gateway.issuer, 'api')
  const browser = openUserAgent()
  const { id_token = '' } = await web.tokens(browser)
  const uri = 'https://api.example.no/logged-out'
  const form = { id_token_hint: id_token, post_logout_redirect_uri: uri, state: 's' }
  const posted = await send(at('/logout'), { form })
  assert.equal(posted.status, 303)
  assert.match(posted.location().href, /\/logout\?handle=[\w-]{50}$/)
  const done = await browser.send(posted.location().href)
  assert.equal(done.headers.get('location'), `${uri}?state=s`)
  assert.equal((await browser.send(posted.location().href)).status, 400)
})

test('HTTP-16 every answer has a reference of its own; the page, the error and the log line have the same', async () => {
  const seen = new Set<string>()
  for (const path of ['/jwks.json', '/authorize', '/token', '/userinfo', '/nothing', '/logout', '/.well-known/x']) {
    const answer = await send(at(path), { headers: { 'x-correlation-id': 'chosen-by-the-caller' } })
    const reference = answer.headers.get('x-correlation-id') ?? ''
    assert.match(reference, /^[A-Za-z0-9-]{8,64}$/)
    assert.notEqual(reference, 'chosen-by-the-caller')
    seen.add(reference)
  }
  assert.equal(seen.size, 7)
  const page = await send(at('/authorize'))
  const pageReference = page.headers.get('x-correlation-id') ?? ''
  assert.ok(page.text.includes(`<code>${pageReference}</code>`))
  const json = await send(at('/token'), { form: { grant_type: 'x' } })
  const jsonReference = json.headers.get('x-correlation-id') ?? ''
  assert.ok(String(json.json().error_description).endsWith(` (ref: ${jsonReference})`))
  for (const reference of [pageReference, jsonReference])
    assert.ok(gateway.logLines.some((line) => line.includes(`"correlationId":"${reference}"`)))
})

test('HTTP-16 behind a trusted proxy its reference is used, if it is one', async () => {
  const port = await freePort()
  const trusting = await startGateway({
    variables: { GATEWAY_TRUST_PROXY: 'true', GATEWAY_TEST_PORT: String(port) },
  })
  try {
    const ask = async (id: string) =>
      (await send(`${trusting.issuer}/authorize`, { headers: { 'x-correlation-id': id } })).headers.get(
        'x-correlation-id',
      )
    assert.equal(await ask('proxy-12345678'), 'proxy-12345678')
    for (const wrong of ['short', 'x'.repeat(65), 'with blanks in it', '<b>12345678</b>'])
      assert.match((await ask(wrong)) ?? '', /^[a-f0-9]{10}-[0-9a-z]+$/)
  } finally {
    await trusting.stop()
  }
})

test('HTTP-17 whoever guesses at a secret too often gets 429 with Retry-After, and is heard again later', async () => {
  const ask = (secret: string) =>
    send(at('/token'), {
      form: { grant_type: 'refresh_token', refresh_token: 'x' },
      headers: { authorization: basicHeader('reuse', secret) },
    })
  for (let guess = 1; guess <= 10; guess += 1) assert.equal((await ask(`guess-${guess}`)).status, 401)
  const limited = await ask('harness-secret-of-all-clients')
  assert.equal(limited.status, 429)
  const seconds = Number(limited.headers.get('retry-after'))
  assert.ok(seconds >= 1 && seconds <= 60)
  gateway.clock.forward(seconds)
  assert.equal((await ask('harness-secret-of-all-clients')).json().error, 'invalid_grant')
})

test('HTTP-19 times in tokens are whole seconds, never ahead of the clock', async () => {
  const web = openRelyingParty(gateway.issuer)
  const browser = openUserAgent()
  await web.logIn(browser)
  const authenticatedAt = gateway.clock.nowSeconds()
  gateway.clock.forward(7)
  const tokens = await web.tokens(browser)
  const idToken = decodeToken(tokens.id_token ?? '').claims
  const accessToken = decodeToken(tokens.access_token ?? '').claims
  assert.deepEqual(
    [idToken.auth_time, idToken.iat, idToken.exp, accessToken.iat, accessToken.exp],
    [authenticatedAt, authenticatedAt + 7, authenticatedAt + 127, authenticatedAt + 7, authenticatedAt + 127],
  )
})

test('HTTP-11 headers beyond all bounds get 431, with a reference', async () => {
  const { status, head } = await sendRaw(
    gateway.issuer,
    `GET /authorize HTTP/1.1\r\nHost: x\r\n${`Cookie: ${'x'.repeat(1000)}\r\n`.repeat(70)}\r\n`,
  )
  assert.equal(status, 431)
  assert.match(head, /X-Correlation-Id: [a-f0-9]{10}-/)
})
