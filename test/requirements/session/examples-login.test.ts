import assert from 'node:assert/strict'
import { createHash, X509Certificate } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty, signToken } from '../../harness/relying-party.ts'
import { assertionKey, citizenA } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { claimsAtOnce, claimsOf, high, logInClaims, substantial, visit } from './visit.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const web = () => openRelyingParty(gateway.issuer)
const api = (scope: string) => openRelyingParty(gateway.issuer, 'api', { scope })
const userinfo = (token: unknown) =>
  send(`${gateway.issuer}/userinfo`, { headers: { authorization: `Bearer ${String(token)}` } })
const base64url = /^[A-Za-z0-9_-]{43,}$/

test('EX-1 discovery names the addresses, the levels and that answers carry iss; nothing that is not there', async () => {
  const answer = await send(`${gateway.issuer}/.well-known/openid-configuration`)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/)
  assert.equal(answer.headers.get('access-control-allow-origin'), '*')
  assert.equal(answer.headers.get('cache-control'), 'public, max-age=3600')
  const metadata = answer.json()
  for (const [name, path] of [
    ['issuer', ''],
    ['authorization_endpoint', '/authorize'],
    ['token_endpoint', '/token'],
    ['userinfo_endpoint', '/userinfo'],
    ['introspection_endpoint', '/introspect'],
    ['revocation_endpoint', '/revoke'],
    ['end_session_endpoint', '/logout'],
    ['jwks_uri', '/jwks.json'],
  ] as const)
    assert.equal(metadata[name], gateway.issuer + path)
  assert.deepEqual(metadata.acr_values_supported, ['idporten-loa-low', substantial, high])
  assert.equal(metadata.authorization_response_iss_parameter_supported, true)
  assert.equal(metadata.pushed_authorization_request_endpoint, `${gateway.issuer}/par`)
  assert.equal(metadata.request_parameter_supported, true)
})

test('EX-2 each published key is named by its RFC 7638 thumbprint and stands in its own certificate', async () => {
  const { keys } = (await send(`${gateway.issuer}/jwks.json`)).json() as { keys: Record<string, string & string[]>[] }
  assert.ok(keys.length > 0)
  assert.deepEqual([keys[0]?.kty, keys[0]?.use, keys[0]?.alg], ['RSA', 'sig', 'RS256'])
  for (const { kty, kid, n, e, crv, x, y, x5c } of keys) {
    const members = JSON.stringify(kty === 'RSA' ? { e, kty, n } : { crv, kty, x, y })
    assert.equal(kid, createHash('sha256').update(members).digest('base64url'))
    const certified = new X509Certificate(Buffer.from(x5c?.[0] ?? '', 'base64')).publicKey.export({ format: 'jwk' })
    assert.deepEqual([certified.n, certified.x], [n, x])
  }
})

test('EX-3 a login at the asked level, in the asked language, comes back by 303 with code, iss and state', async () => {
  const browser = openUserAgent()
  const service = web()
  const begun = await service.authorize(browser, { acr_values: substantial, ui_locales: 'nn', state: 'IrN1-mJDa_XLbL' })
  assert.equal(begun.status, 302)
  const page = await browser.send(begun.location().href)
  assert.match(page.text, /<html lang="nn">/)
  const form = await browser.send(`${gateway.issuer}/authorize/testid1`, {
    headers: { referer: begun.location().href },
  })
  const action = /id="page-form"[^>]*action="([^"]+)"/.exec(form.text)?.[1] ?? ''
  const done = await browser.send(gateway.issuer + action, { form: { pid: citizenA, acr: substantial } })
  assert.equal(done.status, 303)
  assert.equal(done.headers.get('cache-control'), 'no-store')
  const location = done.location()
  assert.equal(location.origin + location.pathname, 'https://web.example.no/callback')
  assert.deepEqual([...location.searchParams.keys()], ['code', 'iss', 'state'])
  assert.match(location.searchParams.get('code') ?? '', base64url)
  assert.equal(location.searchParams.get('iss'), gateway.issuer)
  assert.equal(location.searchParams.get('state'), 'IrN1-mJDa_XLbL')
})

test('EX-4 EX-5 EX-6 the code gives tokens: their lifetimes, and every claim of both', async () => {
  const service = web()
  const callback = await service.logIn(openUserAgent(), { ui_locales: 'nn' })
  const loginAt = gateway.clock.nowSeconds()
  gateway.clock.forward(1)
  const answer = await service.redeem(callback)
  assert.equal(answer.status, 200)
  assert.deepEqual(
    ['cache-control', 'pragma'].map((name) => answer.headers.get(name)),
    ['no-store', 'no-cache'],
  )
  const { access_token, id_token, refresh_token, ...rest } = answer.json()
  assert.deepEqual(rest, {
    token_type: 'Bearer',
    expires_in: 120,
    scope: 'openid profile',
    refresh_token_expires_in: 600,
  })
  assert.match(String(refresh_token), /^[A-Za-z0-9_-]{43,}$/)

  const idToken = decodeToken(String(id_token))
  const { keys } = (await send(`${gateway.issuer}/jwks.json`)).json() as { keys: { kid: string }[] }
  assert.deepEqual(idToken.header, { alg: 'RS256', kid: keys[0]?.kid })
  const { sub, jti, sid, ...claims } = idToken.claims
  assert.deepEqual(claims, {
    iss: gateway.issuer,
    aud: 'web',
    pid: citizenA,
    acr: substantial,
    amr: ['TestID'],
    auth_time: loginAt,
    iat: loginAt + 1,
    exp: loginAt + 121,
    locale: 'nn',
    nonce: 'nonce-of-the-request',
  })
  assert.match(String(sub), base64url)
  assert.match(String(sid), base64url)
  assert.match(String(jti), /^[A-Za-z0-9_-]{22,}$/)

  const { jti: accessJti, ...access } = decodeToken(String(access_token)).claims
  assert.notEqual(accessJti, jti)
  assert.deepEqual(access, {
    iss: gateway.issuer,
    sub,
    pid: citizenA,
    acr: substantial,
    scope: 'openid profile',
    client_id: 'web',
    client_amr: 'client_secret_basic',
    consumer: { authority: 'iso6523-actorid-upis', ID: '0192:310000019' },
    client_orgno: '310000019',
    iat: loginAt + 1,
    exp: loginAt + 121,
  })
})

test('EX-7 userinfo tells subject, citizen and language while the token lives, and names its fault after 120 seconds', async () => {
  const tokens = await web().tokens(openUserAgent(), { ui_locales: 'nn' })
  const live = await userinfo(tokens.access_token)
  assert.equal(live.status, 200)
  assert.deepEqual(live.json(), { sub: claimsOf(tokens.id_token).sub, pid: citizenA, locale: 'nn' })
  gateway.clock.forward(120)
  const expired = await userinfo(tokens.access_token)
  assert.equal(expired.status, 401)
  const host = new URL(gateway.issuer).hostname
  assert.match(
    expired.headers.get('www-authenticate') ?? '',
    new RegExp(
      `^Bearer realm="${host}[^"]*", error="invalid_token", error_description="[^"]*expired[^"]*\\(ref: [^"]+\\)", DPoP realm=`,
    ),
  )
})

const portal = () => {
  const service = openRelyingParty(gateway.issuer, 'web-key', { authentication: 'none' })
  const now = gateway.clock.nowSeconds()
  const assertion = signToken(
    { alg: 'RS256', kid: 'key-1' },
    { iss: 'web-key', sub: 'web-key', aud: gateway.issuer, iat: now, exp: now + 60, jti: crypto.randomUUID() },
    assertionKey.privateKey,
  )
  const proof = {
    client_id: 'web-key',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }
  return { service, proof }
}

test('EX-9 a client proves itself with its registered key, names its API, and its assertion counts once', async () => {
  const { service, proof } = portal()
  const browser = openUserAgent()
  const callback = await service.logIn(browser, { acr_values: high, resource: 'https://permits.example/api' })
  const answer = await service.redeem(callback, proof)
  assert.equal(answer.status, 200)
  const { claims } = decodeToken(String(answer.json().access_token))
  assert.equal(claims.aud, 'https://permits.example/api')
  assert.equal(claims.client_amr, 'private_key_jwt')
  assert.equal(claims.acr, high)
  const again = await service.redeem((await service.authorize(browser)).location(), proof)
  assert.equal(again.status, 401)
  assert.equal(again.json().error, 'invalid_client')
  assert.match(String(again.json().error_description), /used before.* \(ref: [^)]+\)$/)
})

test('EX-11 a browser client may call the token endpoint from its own origin, without a secret', async () => {
  const origin = 'https://spa.example.no'
  const preflight = await send(`${gateway.issuer}/token`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  })
  assert.equal(preflight.status, 204)
  assert.equal(preflight.headers.get('access-control-allow-origin'), origin)
  assert.equal(preflight.headers.get('access-control-allow-methods'), 'GET, POST, OPTIONS')
  assert.equal(preflight.headers.get('access-control-allow-headers'), 'Authorization, Content-Type, DPoP')
  assert.match(preflight.headers.get('vary') ?? '', /Origin/)
  const spa = openRelyingParty(gateway.issuer, 'spa', { authentication: 'none' })
  const callback = await spa.logIn(openUserAgent())
  const form = { grant_type: 'authorization_code', code: callback.searchParams.get('code') ?? '' }
  const answer = await spa.token({ ...form, redirect_uri: spa.redirectUri, code_verifier: spa.verifier }, { origin })
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('access-control-allow-origin'), origin)
  assert.equal(decodeToken(String(answer.json().access_token)).claims.client_amr, 'none')
})

test('EX-12 EX-13 a refresh token is exchanged for the next one; shown again, it revokes all that came of it', async () => {
  const service = web()
  const first = await service.tokens(openUserAgent())
  gateway.clock.forward(100)
  const refreshed = await service.refresh(first.refresh_token ?? '')
  assert.equal(refreshed.status, 200)
  const { access_token, id_token, refresh_token, ...rest } = refreshed.json()
  assert.deepEqual(rest, {
    token_type: 'Bearer',
    expires_in: 120,
    scope: 'openid profile',
    refresh_token_expires_in: 600,
  })
  assert.notEqual(refresh_token, first.refresh_token)
  const [before, now] = [claimsOf(first.id_token), claimsOf(id_token)]
  assert.deepEqual([now.auth_time, now.sid, now.sub], [before.auth_time, before.sid, before.sub])
  assert.equal('nonce' in now, false)
  assert.equal(Number(now.iat), Number(before.iat) + 100)

  // From here on a lost answer is no excuse (RT-6).
  gateway.clock.forward(60)
  const replay = await service.refresh(first.refresh_token ?? '')
  assert.deepEqual([replay.status, replay.json().error], [400, 'invalid_grant'])
  assert.equal((await service.refresh(String(refresh_token))).json().error, 'invalid_grant')
  assert.equal((await userinfo(access_token)).status, 401)
})

test('EX-20 eight minutes later a second service is answered without a page, with its own subject', async () => {
  const browser = openUserAgent()
  const first = await logInClaims(web(), browser)
  gateway.clock.forward(481)
  const service = api('openid')
  const answer = await service.authorize(browser, { acr_values: substantial })
  assert.equal(answer.status, 302)
  const second = claimsOf((await service.redeem(answer.location())).json().id_token)
  assert.deepEqual([second.auth_time, Number(second.iat) - Number(first.iat)], [first.auth_time, 481])
  assert.notEqual(second.sub, first.sub)
  assert.equal('sid' in second, false, 'a client that did not ask for session ids')
})

test('EX-21 a higher level is a step-up with a note why; afterwards the lower one is answered from the session', async () => {
  const browser = openUserAgent()
  const first = await logInClaims(web(), browser)
  gateway.clock.forward(60)
  const begun = await web().authorize(browser, { acr_values: high })
  const page = await browser.send(begun.location().href)
  assert.match(page.text, /du er allerede logget inn, men denne tjenesten krever et høyere sikkerhetsnivå/i)
  const raised = await logInClaims(web(), browser, { acr_values: high })
  assert.deepEqual([raised.acr, Number(raised.auth_time)], [high, Number(first.auth_time) + 60])
  assert.equal((await claimsAtOnce(api('openid'), browser, { acr_values: substantial })).acr, high)
})

test('EX-34 a login hint for tests logs in without a page and without a session', async () => {
  const browser = openUserAgent()
  const service = web()
  const hint = { acr_values: high, login_hint: `testid:${citizenA}_${high}` }
  const answer = await service.authorize(browser, hint)
  assert.equal(answer.status, 302)
  assert.deepEqual([...answer.location().searchParams.keys()], ['code', 'iss', 'state'])
  const claims = claimsOf((await service.redeem(answer.location())).json().id_token)
  assert.deepEqual([claims.pid, claims.amr, claims.acr], [citizenA, ['TestID'], high])
  assert.equal(await visit(service, browser), 'login pages')
})

test('EX-35 on behalf of a body: its name on the page, its value in the id_token; an unknown one is refused', async () => {
  const browser = openUserAgent()
  const service = api('openid')
  const begun = await service.authorize(browser, { onbehalfof: 'fjord' })
  assert.match((await browser.send(begun.location().href)).text, /Fjord kommune<\/strong>/)
  const claims = await logInClaims(service, browser, { onbehalfof: 'fjord' })
  assert.deepEqual([claims.client_onbehalfof, claims.aud], ['fjord', 'api'])
  assert.deepEqual(await visit(service, browser, { onbehalfof: 'unknown' }), { error: 'invalid_request' })
})
