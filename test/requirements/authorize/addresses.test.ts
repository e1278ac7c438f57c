import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freePort, type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty, openTestIdForm } from '../../harness/relying-party.ts'
import { citizenA, standardSeed } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { assertErrorPage } from './answers.ts'

const issuer = 'https://id.example.no/oidc/test/'
const loginBase = 'https://login.example.no'
/** Addresses of two hosts, one with a path, in front of a gateway that listens at `local`. */
let split: RunningGateway
let local: string
/** As on one's own machine: one address for both. */
let plain: RunningGateway
let otherEnvironment: string
before(async () => {
  const [port, other] = [await freePort(), await freePort()]
  local = `http://localhost:${port}`
  otherEnvironment = `http://localhost:${other}`
  split = await startGateway({
    variables: {
      GATEWAY_TEST_PORT: String(port),
      GATEWAY_TEST_ISSUER: issuer,
      GATEWAY_TEST_LOGIN_BASE: loginBase,
      GATEWAY_TEST_LIFETIME_METADATA_CACHE: '600',
    },
  })
  plain = await startGateway({ variables: { GATEWAY_PROD_SIM_PORT: String(other) } })
})
after(async () => {
  await split.stop()
  await plain.stop()
})

test('ENV-1 ENV-2 DISC-2 DISC-3 two hosts: the metadata gives each endpoint its own, and the issuer byte for byte', async () => {
  const answer = await send(`${local}/oidc/test/.well-known/openid-configuration`)
  assert.equal(answer.status, 200)
  const metadata = answer.json()
  assert.deepEqual(
    ['issuer', 'authorization_endpoint', 'end_session_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri'].map(
      (name) => metadata[name],
    ),
    [
      issuer,
      `${loginBase}/authorize`,
      `${loginBase}/logout`,
      'https://id.example.no/oidc/test/token',
      'https://id.example.no/oidc/test/userinfo',
      'https://id.example.no/oidc/test/jwks.json',
    ],
  )
  assert.equal(answer.headers.get('cache-control'), 'public, max-age=600')
})

test('ENV-6 ENV-16 DISC-46 the metadata also answers at the login base; the OAuth one has the path at its end', async () => {
  const own = await send(`${local}/oidc/test/.well-known/openid-configuration`)
  const alias = await send(`${local}/.well-known/openid-configuration`)
  assert.deepEqual([alias.status, alias.text], [200, own.text])
  const oauth = await send(`${local}/.well-known/oauth-authorization-server/oidc/test`)
  assert.deepEqual([oauth.status, oauth.json().issuer], [200, issuer])
  assert.equal((await send(`${local}/.well-known/oauth-authorization-server`)).status, 404)
  assert.equal((await send(`${local}/token`, { form: {} })).status, 404)
})

test('ENV-2 the same issuer stands in the answer, the id_token and the access token', async () => {
  const service = openRelyingParty(local)
  const browser = openUserAgent()
  const answer = await service.authorize(browser, { login_hint: `testid:${citizenA}_idporten-loa-high` })
  assert.equal(answer.location().searchParams.get('iss'), issuer)
  const error = await service.authorize(browser, { scope: 'x:y' })
  assert.equal(error.location().searchParams.get('iss'), issuer)
  const redeemed = await send(`${local}/oidc/test/token`, {
    form: {
      grant_type: 'authorization_code',
      code: answer.location().searchParams.get('code') ?? '',
      redirect_uri: service.redirectUri,
      code_verifier: service.verifier,
    },
    headers: { authorization: `Basic ${btoa('web:harness-secret-of-all-clients')}` },
  })
  const tokens = redeemed.json()
  for (const name of ['id_token', 'access_token']) assert.equal(decodeToken(String(tokens[name])).claims.iss, issuer)
})

test('HTTP-14 over https cookies are Secure, HttpOnly, of the whole host only, Lax, 256 bits, and new at every login', async () => {
  const service = openRelyingParty(local)
  const browser = openUserAgent()
  const sessions: string[] = []
  for (const prompt of ['login', 'login']) {
    const answer = await service.authorize(browser, { prompt })
    const { action } = await openTestIdForm(browser, answer.location())
    const done = await browser.send(action, { form: { pid: citizenA } })
    const lines = [...answer.headers.getSetCookie(), ...done.headers.getSetCookie()]
    assert.ok(lines.length >= 3)
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split('; ')
      assert.match(pair, /^__Host-portvakt-test-(browser|login|session|tab-[\w-]{12})=([\w-]{43,50})?$/)
      const rest = attributes.filter((attribute) => attribute !== 'Max-Age=0')
      assert.deepEqual(rest.sort(), ['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'])
    }
    sessions.push(browser.cookies.get('__Host-portvakt-test-session') ?? '')
  }
  assert.match(sessions[0] ?? '', /^[\w-]{43}$/)
  assert.notEqual(sessions[0], sessions[1])
})

test('HTTP-14 the session that was replaced is worth nothing any more', async () => {
  const service = openRelyingParty(plain.issuer)
  const browser = openUserAgent()
  await service.logIn(browser)
  const old = new Map(browser.cookies)
  await service.logIn(browser, { prompt: 'login' })
  const thief = openUserAgent()
  for (const [name, value] of old) thief.cookies.set(name, value)
  const answer = await service.authorize(thief, { prompt: 'none' })
  assert.equal(answer.location().searchParams.get('error'), 'login_required')
})

test('ENV-7 ENV-8 ENV-9 ENV-11 ENV-12 ENV-15 ENV-16 every endpoint has its path, and its other names do the same', async () => {
  const at = (path: string) => `${plain.issuer}${path}`
  assert.equal((await send(at('/.well-known/oauth-authorization-server'))).json().issuer, plain.issuer)
  const keys = await send(at('/jwks.json'))
  assert.equal(keys.status, 200)
  const alias = await send(at('/jwk'))
  assert.deepEqual([alias.status, alias.text], [200, keys.text])
  assertErrorPage(await send(at('/authorize')), 400)
  assert.equal((await send(at('/token'), { form: {} })).json().error, 'invalid_request')
  assert.equal((await send(at('/userinfo'))).status, 401)
  for (const path of ['/logout', '/endsession']) {
    const browser = openUserAgent()
    const service = openRelyingParty(plain.issuer, 'api')
    await service.logIn(browser)
    const { status, headers } = await browser.send(at(path))
    assert.deepEqual([status, headers.get('location')], [200, null])
    assert.equal(
      (await service.authorize(browser, { prompt: 'none' })).location().searchParams.get('error'),
      'login_required',
    )
  }
  const metadata = JSON.stringify((await send(at('/.well-known/openid-configuration'))).json())
  assert.doesNotMatch(metadata, /\/jwk"|endsession|tokeninfo/)
})

test('HTTP-2 every endpoint answers a wrong method with 405 and the right ones', async () => {
  for (const [path, method, allow] of [
    ['/.well-known/openid-configuration', 'POST', 'GET, HEAD'],
    ['/.well-known/oauth-authorization-server', 'DELETE', 'GET, HEAD'],
    ['/jwks.json', 'PUT', 'GET, HEAD'],
    ['/jwk', 'POST', 'GET, HEAD'],
    ['/token', 'GET', 'POST, OPTIONS'],
    ['/userinfo', 'DELETE', 'GET, HEAD, POST, OPTIONS'],
    ['/authorize', 'PUT', 'GET, HEAD, POST'],
    ['/authorize/selector', 'POST', 'GET, HEAD'],
    ['/authorize/cancel', 'GET', 'POST'],
    ['/language', 'GET', 'POST'],
    ['/logout', 'DELETE', 'GET, HEAD, POST'],
    ['/endsession', 'PATCH', 'GET, HEAD, POST'],
  ] as const) {
    const answer = await send(`${plain.issuer}${path}`, { method })
    assert.deepEqual([answer.status, answer.headers.get('allow')], [405, allow], path)
    assert.match(answer.headers.get('x-correlation-id') ?? '', /^[A-Za-z0-9-]{8,64}$/)
  }
  const withPath = await send(`${local}/oidc/test/jwks.json`, { method: 'POST' })
  assert.deepEqual([withPath.status, withPath.headers.get('allow')], [405, 'GET, HEAD'])
  assert.equal(withPath.json().error, 'invalid_request')
  assert.equal((await send(`${local}/oidc/test/nothing`)).status, 404)
})

test('ENV-5 what changes in the registry holds from the next request on', async () => {
  const late = {
    client_id: 'late',
    client_name: 'Sen tjeneste',
    client_orgno: '310000019',
    integration_type: 'idporten',
    redirect_uris: ['https://late.example.no/callback'],
  }
  const service = openRelyingParty(plain.issuer, 'late')
  assertErrorPage(await service.authorize(openUserAgent()), 400)
  assert.deepEqual(await plain.reseed(standardSeed([late])), [])
  assert.equal((await service.authorize(openUserAgent())).location().pathname, '/authorize/selector')
  assert.deepEqual(await plain.reseed(standardSeed([{ ...late, redirect_uris: ['https://late.example.no/new'] }])), [])
  assertErrorPage(await service.authorize(openUserAgent()), 400)
  assert.deepEqual(await plain.reseed(standardSeed([{ ...late, active: false }])), [])
  const moved = openRelyingParty(plain.issuer, 'late', { redirectUri: 'https://late.example.no/new' })
  assertErrorPage(await moved.authorize(openUserAgent()), 400)
})

test('KEY-7 two environments have different keys, and neither knows the other’s clients', async () => {
  const kids = async (base: string) =>
    ((await send(`${base}/jwks.json`)).json().keys as { kid: string }[]).map(({ kid }) => kid)
  const [one, two, three] = [await kids(plain.issuer), await kids(otherEnvironment), await kids(`${local}/oidc/test`)]
  assert.equal(new Set([...one, ...two, ...three]).size, one.length + two.length + three.length)
  assertErrorPage(await openRelyingParty(otherEnvironment).authorize(openUserAgent()), 400)
})

test('HTTP-1 an address of http is refused for an issuer or a login base that is not this machine', async () => {
  for (const variable of ['GATEWAY_TEST_ISSUER', 'GATEWAY_TEST_LOGIN_BASE'])
    await assert.rejects(startGateway({ variables: { [variable]: 'http://login.example.no' } }), (error: Error) =>
      error.message.includes(`${variable} must be https`),
    )
  const answer = await send(`${local}/oidc/test/token`, { form: {} })
  assert.equal(answer.headers.get('location'), null, 'nothing is redirected from http to https')
})
