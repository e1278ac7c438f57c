import { createSign, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decoded, exchange, hideSecrets, openGuide, type ShownRequest } from '../../harness/guide.ts'
import { basicHeader, openRelyingParty, passTestId } from '../../harness/relying-party.ts'
import { assertionKey, sharedSecret } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'

const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const redirectUri = 'https://web.example.no/callback'
const basic = { authorization: basicHeader('web', sharedSecret) }
const login = {
  client_id: 'web',
  redirect_uri: redirectUri,
  response_type: 'code',
  scope: 'openid profile',
  acr_values: 'idporten-loa-high',
  ui_locales: 'nn',
  state: 'af0ifjsldkj',
  nonce: 'n-0S6_WzA2Mj',
  code_challenge: challenge,
  code_challenge_method: 'S256',
}

test('EX-1 EX-3 EX-8 the requests and answers of the guide for relying parties are real ones', async (context) => {
  const gateway = await startGateway()
  context.after(() => gateway.stop())
  const guide = openGuide('relying-party.md')
  await writeLogin(gateway, guide)
  await writeOtherWays(gateway, guide)
  guide.finish()
})

type Guide = ReturnType<typeof openGuide>

const call = (request: ShownRequest) => send(request.url, request)

async function writeLogin({ issuer, clock }: RunningGateway, guide: Guide): Promise<void> {
  const hide = hideSecrets(issuer)
  const show = (request: ShownRequest, answer: Awaited<ReturnType<typeof call>>) => exchange(request, answer, hide)
  const browser = openUserAgent()

  const discovery = { method: 'GET', url: `${issuer}/.well-known/openid-configuration` }
  guide.add(
    'Discovery',
    'Take every address from here; keep it for a day at most.',
    show(discovery, await call(discovery)),
  )

  const authorize = { method: 'GET', url: `${issuer}/authorize?${new URLSearchParams(login)}` }
  const asked = await browser.send(authorize.url)
  const callback = await passTestId(browser, asked.location(), { acr: 'idporten-loa-high' })
  guide.add(
    'The citizen is sent to log in',
    'Send the browser here. `state` and `nonce` are new each time; the challenge is the SHA-256 of a `code_verifier` that stays with you. After the login the browser comes back with a code.',
    show(authorize, asked),
    `302\nlocation: ${hide(callback.href)}`,
  )

  const redeem = {
    method: 'POST',
    url: `${issuer}/token`,
    headers: basic,
    form: {
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
    },
  }
  const answer = await call(redeem)
  const tokens = answer.json() as Record<string, string>
  guide.add(
    'The code becomes tokens',
    'Check first that `state` is the one you sent and `iss` the issuer. A code can be used once, within 60 seconds.',
    show(redeem, answer),
  )
  guide.add(
    'The id_token',
    'Check signature (by `kid`), `iss`, `aud`, `exp`, `nonce`, and that `acr` is the level you need: a higher one is fine.',
    decoded(tokens.id_token ?? '', hide),
  )

  const userinfo = {
    method: 'GET',
    url: `${issuer}/userinfo`,
    headers: { authorization: `Bearer ${tokens.access_token}` },
  }
  guide.add('Userinfo', '`sub` is the one of the id_token.', show(userinfo, await call(userinfo)))

  clock.forward(1)
  const refresh = {
    method: 'POST',
    url: `${issuer}/token`,
    headers: basic,
    form: { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' },
  }
  guide.add(
    'New tokens without the citizen',
    'The answer holds the next refresh token; the one you used is done. If the answer was lost, the same request within a minute is answered again. Later than that, or once the next one has been used, it ends the whole authorization.',
    show(refresh, await call(refresh)),
  )

  const renewed = { ...login, prompt: 'none' }
  const again = { method: 'GET', url: `${issuer}/authorize?${new URLSearchParams(renewed)}` }
  guide.add(
    'Is the citizen still logged in?',
    '`prompt=none` never shows a page: it answers from the session, or with `login_required`.',
    show(again, await openUserAgent().send(again.url)),
  )

  const wrong = { ...redeem, form: { ...redeem.form, code: 'used-or-unknown' } }
  guide.add(
    'When something is refused',
    'Act on `error`. The text is for you, and the reference at its end opens the whole story in the portal: what was sent, what is registered, which rule, how to mend it.',
    show(wrong, await call(wrong)),
  )
}

async function writeOtherWays({ issuer, clock }: RunningGateway, guide: Guide): Promise<void> {
  const hide = hideSecrets(issuer)
  const now = clock.nowSeconds()
  const sign = (claims: object, typ: string) => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const content = `${encode({ alg: 'RS256', kid: 'key-1', typ })}.${encode(claims)}`
    return `${content}.${createSign('sha256').update(content).sign(assertionKey.privateKey, 'base64url')}`
  }
  const common = { iss: 'web-key', iat: now, exp: now + 60, jti: randomBytes(16).toString('base64url') }

  const push = { method: 'POST', url: `${issuer}/par`, headers: basic, form: login }
  const pushed = await call(push)
  const { request_uri: requestUri } = pushed.json() as { request_uri: string }
  const open = `${issuer}/authorize?${new URLSearchParams({ client_id: 'web', request_uri: requestUri })}`
  guide.add(
    'The request goes from server to server (PAR)',
    'Nothing of the request stands in the address, and a fault is told to your server, not to the citizen. Open the handle within two minutes; it may be opened again until the login that it began has ended.',
    exchange(push, pushed, hide),
    hide(`GET ${open.replace('&', '\n  &')}`),
  )

  const keyed = { ...login, client_id: 'web-key', redirect_uri: 'https://web-key.example.no/callback' }
  const party = openRelyingParty(issuer, 'web-key', { authentication: 'none' })
  const callback = await party.logIn(openUserAgent(), keyed)
  const assertion = sign({ ...common, sub: 'web-key', aud: issuer }, 'client-authentication+jwt')
  const redeem = {
    method: 'POST',
    url: `${issuer}/token`,
    form: {
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: keyed.redirect_uri,
      code_verifier: verifier,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    },
  }
  guide.add(
    'A key instead of a secret (private_key_jwt)',
    'The assertion is signed with a registered key, or carries an enterprise certificate in `x5c`. It is new for each request and lives for 120 seconds at most.',
    exchange(redeem, await call(redeem), hide),
    decoded(assertion, hide),
  )

  const object = sign({ ...common, aud: issuer, ...keyed, jti: `${common.jti}2` }, 'oauth-authz-req+jwt')
  const signed = {
    method: 'GET',
    url: `${issuer}/authorize?${new URLSearchParams({ client_id: 'web-key', request: object })}`,
  }
  guide.add(
    'A signed request (request object)',
    'Only what is inside counts. It can be pushed too.',
    exchange(signed, await openUserAgent().send(signed.url), hide),
    decoded(object, hide),
  )
}
