import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as openid from 'openid-client'
import { type RunningGateway, startGateway } from '../harness/gateway.ts'
import { openUserAgent, passTestId } from '../harness/relying-party.ts'
import { runningClock } from '../harness/site-program.ts'
import { assertionKey, sharedSecret, standardSeed } from '../harness/standard-seed.ts'

// openid-client with the ways of asking that keep the request out of the address: pushed, signed, and both.

let gateway: RunningGateway
before(async () => {
  const [, , signing] = standardSeed().clients
  const own = { ...signing, client_id: 'strict', redirect_uris: ['https://strict.example.no/callback'] }
  const strict = { ...own, require_pushed_authorization_requests: true, require_signed_request_object: true }
  gateway = await startGateway({ clock: runningClock(), seed: standardSeed([strict]) })
})
after(() => gateway.stop())

async function privateKey(): Promise<openid.PrivateKey> {
  const der = assertionKey.privateKey.export({ format: 'der', type: 'pkcs8' })
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('pkcs8', new Uint8Array(der), algorithm, false, ['sign'])
  return { key, kid: 'key-1' }
}

async function discover(clientId: string): Promise<openid.Configuration> {
  const authentication =
    clientId === 'web' ? openid.ClientSecretBasic(sharedSecret) : openid.PrivateKeyJwt(await privateKey())
  return openid.discovery(new URL(gateway.issuer), clientId, undefined, authentication, {
    execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks],
  })
}

type Asking = (configuration: openid.Configuration, parameters: Record<string, string>) => Promise<URL>
const signed: Asking = async (configuration, parameters) =>
  openid.buildAuthorizationUrlWithJAR(configuration, parameters, await privateKey())

const ways: readonly {
  readonly how: string
  readonly clientId: string
  readonly shown: string
  readonly ask: Asking
}[] = [
  {
    how: 'PAR',
    clientId: 'web',
    shown: 'client_id request_uri',
    ask: (configuration, parameters) => openid.buildAuthorizationUrlWithPAR(configuration, parameters),
  },
  { how: 'JAR', clientId: 'web-key', shown: 'client_id request', ask: signed },
  {
    how: 'PAR and JAR',
    clientId: 'strict',
    shown: 'client_id request_uri',
    ask: async (configuration, parameters) =>
      openid.buildAuthorizationUrlWithPAR(configuration, (await signed(configuration, parameters)).searchParams),
  },
]

for (const { how, clientId, shown, ask } of ways)
  test(`RP-1 openid-client logs in with ${how}, twice in one browser, and is answered from the session`, async () => {
    const configuration = await discover(clientId)
    const browser = openUserAgent()
    for (const more of [{ max_age: '600' }, { prompt: 'none', max_age: '600' }]) {
      const pkceCodeVerifier = openid.randomPKCECodeVerifier()
      const [expectedState, expectedNonce] = [openid.randomState(), openid.randomNonce()]
      const url = await ask(configuration, {
        redirect_uri: `https://${clientId}.example.no/callback`,
        scope: 'openid profile',
        code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
        state: expectedState,
        nonce: expectedNonce,
        ...more,
      })
      assert.equal([...url.searchParams.keys()].sort().join(' '), shown)
      const next = (await browser.send(url.href)).location()
      const callback = next.pathname === '/authorize/selector' ? await passTestId(browser, next) : next
      const checks = { pkceCodeVerifier, expectedState, expectedNonce, maxAge: 600, idTokenExpected: true }
      const tokens = await openid.authorizationCodeGrant(configuration, callback, checks)
      assert.equal(tokens.claims()?.aud, clientId)
    }
  })

test('RP-1 openid-client tells what is wrong with a pushed request by the error of its answer', async () => {
  const wrong = openid.buildAuthorizationUrlWithPAR(await discover('web'), {
    redirect_uri: 'https://web.example.no/other',
    scope: 'openid',
  })
  await assert.rejects(wrong, (failure) => {
    assert.ok(failure instanceof openid.ResponseBodyError)
    assert.deepEqual([failure.status, failure.error], [400, 'invalid_request'])
    assert.match(failure.error_description ?? '', /redirect_uri/)
    return true
  })
})
