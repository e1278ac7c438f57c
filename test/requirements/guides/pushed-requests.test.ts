import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decoded, exchange, type Guide, hideSecrets, openGuide, type ShownRequest } from '../../harness/guide.ts'
import { basicHeader, openUserAgent, passTestId, signToken } from '../../harness/relying-party.ts'
import { assertionKey, sharedSecret, standardSeed } from '../../harness/standard-seed.ts'
import { send } from '../../harness/user-agent.ts'

const redirectUri = (clientId: string) => `https://${clientId}.example.no/callback`
const login = (clientId: string) => ({
  client_id: clientId,
  redirect_uri: redirectUri(clientId),
  response_type: 'code',
  scope: 'openid profile',
  state: 'af0ifjsldkj',
  nonce: 'n-0S6_WzA2Mj',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
})
const basic = { authorization: basicHeader('web', sharedSecret) }
const call = (request: ShownRequest) => send(request.url, request)

test('EX-8 PAR-1 RO-1 the requests and answers of the guide for pushed and signed requests are real ones', async (context) => {
  const [, , signing] = standardSeed().clients
  const own = { client_id: 'strict', redirect_uris: [redirectUri('strict')], post_logout_redirect_uris: [] }
  const strict = {
    ...signing,
    ...own,
    require_pushed_authorization_requests: true,
    require_signed_request_object: true,
  }
  const gateway = await startGateway({ seed: standardSeed([strict]) })
  context.after(() => gateway.stop())
  const guide = openGuide('pushed-requests.md')
  await writePushed(gateway, guide)
  await writeSigned(gateway, guide)
  guide.finish()
})

async function writePushed({ issuer }: RunningGateway, guide: Guide): Promise<void> {
  const hide = hideSecrets(issuer)
  const push = { method: 'POST', url: `${issuer}/par`, headers: basic, form: login('web') }
  const pushed = await call(push)
  guide.add('Push', 'From your server, with your usual client authentication.', exchange(push, pushed, hide))

  const query = new URLSearchParams({ client_id: 'web', request_uri: String(pushed.json().request_uri) })
  const open = { method: 'GET', url: `${issuer}/authorize?${query}` }
  const browser = openUserAgent()
  const opened = await browser.send(open.url)
  const callback = await passTestId(browser, opened.location())
  guide.add(
    'Open',
    'The browser is sent on with the handle, and comes back as from any other login. Now the handle is spent.',
    exchange(open, opened, hide),
    `302\nlocation: ${hide(callback.href)}`,
  )
  const wrong = { ...push, form: { ...login('web'), redirect_uri: 'https://web.example.no/Callback' } }
  guide.add(
    'A fault is told at once',
    'To your server, before a citizen is sent anywhere.',
    exchange(wrong, await call(wrong), hide),
  )
}

async function writeSigned({ issuer, clock }: RunningGateway, guide: Guide): Promise<void> {
  const hide = hideSecrets(issuer)
  const sign = (claims: object, typ: string) =>
    signToken({ alg: 'RS256', kid: 'key-1', typ }, { ...claims, jti: randomUUID() }, assertionKey.privateKey)
  const now = clock.nowSeconds()
  const times = { iat: now, exp: now + 60 }
  const requestOf = (clientId: string) =>
    sign({ iss: clientId, aud: issuer, ...times, ...login(clientId) }, 'oauth-authz-req+jwt')
  const object = requestOf('web-key')
  const query = new URLSearchParams({ client_id: 'web-key', request: object })
  const ask = { method: 'GET', url: `${issuer}/authorize?${query}` }
  guide.add(
    'A signed request in the address',
    'Beside `client_id` stands the object, and in it everything else.',
    exchange(ask, await call(ask), hide),
    decoded(object, hide),
  )

  const assertion = sign({ iss: 'strict', sub: 'strict', aud: issuer, ...times }, 'client-authentication+jwt')
  const authentication = {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }
  const push = { method: 'POST', url: `${issuer}/par`, form: { request: requestOf('strict'), ...authentication } }
  guide.add(
    'Signed and pushed',
    'A client that is registered for both. The assertion says who you are, the object what you ask.',
    exchange(push, await call(push), hide),
  )
  const plain = { method: 'GET', url: `${issuer}/authorize?${new URLSearchParams(login('strict'))}` }
  guide.add(
    'The same client without',
    'It must not be answered as others are, so that nobody can begin a login in its name.',
    exchange(plain, await call(plain), hide),
  )
}
