import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as openid from 'openid-client'
import { type RunningGateway, startGateway } from '../harness/gateway.ts'
import { openUserAgent, passTestId } from '../harness/relying-party.ts'
import { runningClock } from '../harness/site-program.ts'
import { assertionKey, citizenA, sharedSecret } from '../harness/standard-seed.ts'
import type { UserAgent } from '../harness/user-agent.ts'

// openid-client as a service uses it: metadata from discovery, every check of the library switched on.

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({ clock: runningClock() })
})
after(() => gateway.stop())

interface Way {
  readonly clientId: string
  readonly how: string
  readonly secret: string | undefined
  authentication(): Promise<openid.ClientAuth>
}

const ways: readonly Way[] = [
  {
    clientId: 'web',
    how: 'client_secret_basic',
    secret: sharedSecret,
    authentication: async () => openid.ClientSecretBasic(sharedSecret),
  },
  {
    clientId: 'web-post',
    how: 'client_secret_post',
    secret: sharedSecret,
    authentication: async () => openid.ClientSecretPost(sharedSecret),
  },
  {
    clientId: 'web-key',
    how: 'private_key_jwt',
    secret: undefined,
    authentication: async () => {
      const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
      const der = assertionKey.privateKey.export({ format: 'der', type: 'pkcs8' })
      const key = await crypto.subtle.importKey('pkcs8', new Uint8Array(der), algorithm, false, ['sign'])
      return openid.PrivateKeyJwt({ key, kid: 'key-1' })
    },
  },
]

async function discover(way: Way): Promise<openid.Configuration> {
  const configuration = await openid.discovery(
    new URL(gateway.issuer),
    way.clientId,
    way.secret,
    await way.authentication(),
    { execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks] },
  )
  return configuration
}

/** From the library's address of the request to the answer in its hands; the session logs in when there is one. */
async function logIn(way: Way, configuration: openid.Configuration, browser: UserAgent, more = {}) {
  const pkceCodeVerifier = openid.randomPKCECodeVerifier()
  const [expectedState, expectedNonce] = [openid.randomState(), openid.randomNonce()]
  const url = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: `https://${way.clientId}.example.no/callback`,
    scope: 'openid profile',
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
    ...more,
  })
  const next = (await browser.send(url.href)).location()
  const callback = next.pathname === '/authorize/selector' ? await passTestId(browser, next) : next
  return openid.authorizationCodeGrant(configuration, callback, {
    pkceCodeVerifier,
    expectedState,
    expectedNonce,
    idTokenExpected: true,
  })
}

for (const way of ways) {
  test(`RP-1 openid-client with ${way.how} logs in, asks for userinfo, renews, and logs out`, async () => {
    const configuration = await discover(way)
    assert.equal(configuration.serverMetadata().supportsPKCE(), true)
    const browser = openUserAgent()
    const tokens = await logIn(way, configuration, browser, { acr_values: 'idporten-loa-high' })
    const claims = tokens.claims()
    assert.equal(claims?.iss, gateway.issuer)
    assert.equal(claims?.aud, way.clientId)
    assert.equal(claims?.pid, citizenA)
    assert.equal(claims?.acr, 'idporten-loa-high')
    assert.deepEqual(claims?.amr, ['TestID'])
    const subject = claims?.sub ?? ''
    const told = await openid.fetchUserInfo(configuration, tokens.access_token, subject)
    assert.equal(told.pid, citizenA)

    const renewed = await openid.refreshTokenGrant(configuration, tokens.refresh_token ?? '')
    assert.notEqual(renewed.access_token, tokens.access_token)
    assert.equal(renewed.claims()?.sub ?? subject, subject)
    assert.equal((await openid.fetchUserInfo(configuration, renewed.access_token, subject)).pid, citizenA)

    const logout = openid.buildEndSessionUrl(configuration, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: `https://${way.clientId}.example.no/logged-out`,
      state: 'state-of-the-logout',
    })
    const answer = await browser.send(logout.href)
    const goesOn =
      answer.status === 302 ? answer.location().href : /id="continue" href="([^"]+)"/.exec(answer.text)?.[1]
    const end = new URL((goesOn ?? '').replaceAll('&amp;', '&'))
    assert.equal(end.origin + end.pathname, `https://${way.clientId}.example.no/logged-out`)
    assert.equal(end.searchParams.get('state'), 'state-of-the-logout')
    await assert.rejects(
      logIn(way, configuration, browser, { prompt: 'none' }),
      (failure) => failure instanceof openid.AuthorizationResponseError && failure.error === 'login_required',
    )
    await assert.rejects(
      openid.refreshTokenGrant(configuration, renewed.refresh_token ?? ''),
      (failure) => failure instanceof openid.ResponseBodyError && failure.error === 'invalid_grant',
    )
  })
}

test('RP-1 openid-client meets the session of one service at the other, with another subject', async () => {
  const [first, second] = ways as [Way, Way, Way]
  const [one, other] = [await discover(first), await discover(second)]
  const browser = openUserAgent()
  const before = (await logIn(first, one, browser)).claims()
  const after = (await logIn(second, other, browser, { prompt: 'none', max_age: '600' })).claims()
  assert.equal(after?.auth_time, before?.auth_time)
  assert.equal(after?.pid, before?.pid)
  assert.notEqual(after?.sid, before?.sid)
})

test('RP-1 openid-client tells a wrong secret by the challenge that RFC 6749 asks for', async () => {
  const way = ways[0] as Way
  const authentication = openid.ClientSecretBasic('not-the-secret')
  const execute = [openid.allowInsecureRequests]
  const wrong = await openid.discovery(new URL(gateway.issuer), way.clientId, undefined, authentication, { execute })
  await assert.rejects(logIn(way, wrong, openUserAgent()), (failure) => {
    assert.ok(failure instanceof openid.WWWAuthenticateChallengeError)
    assert.equal(failure.status, 401)
    assert.equal(failure.cause[0]?.scheme, 'basic')
    return true
  })
})
