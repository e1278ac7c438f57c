import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'
import { basicHeader, makePkce, openUserAgent, passTestId, signToken } from '../../harness/relying-party.ts'
import { citizenA } from '../../harness/standard-seed.ts'
import { send } from '../../harness/user-agent.ts'
import { type ApiProgram, apiSeed, owner, publicJwk, startApi, stranger } from '../self-service-api/api-program.ts'

const secret = 'the secret of the refused service'
const callback = 'https://tjeneste.etaten.no/callback'
const login = {
  client_id: 'tjeneste',
  client_name: 'Tjenesten',
  client_orgno: owner,
  integration_type: 'idporten',
  client_secret: secret,
  redirect_uris: [callback],
}

let api: ApiProgram
let program: RunningPortal
let owning: PortalPerson
let foreign: PortalPerson
before(async () => {
  api = await startApi()
  const seed = apiSeed('test')
  const withKey = {
    ...login,
    client_id: 'med-nokkel',
    client_secret: undefined,
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [publicJwk('key-1')] },
  }
  const faults = await api.gateway.reseed({ ...seed, clients: [...seed.clients, login, withKey] })
  assert.deepEqual(faults, [])
  program = await startPortalProgram({
    seed: {
      organisations: [
        { orgno: owner, name: 'Eksempeletaten', kind: 'public' },
        { orgno: stranger, name: 'En annen etat', kind: 'public' },
      ],
      users: [
        { email: 'ada@etaten.no', name: 'Ada', pid: '20914695016', roles: { [owner]: ['integration_admin'] } },
        { email: 'ole@annet.no', name: 'Ole', pid: '15867520160', roles: { [stranger]: ['integration_admin'] } },
      ],
      clients: [login],
    },
  })
  owning = await openPortalUser(program, '20914695016')
  foreign = await openPortalUser(program, '15867520160')
})
after(async () => {
  await api.stop()
  await program.stop()
})

const { verifier, challenge } = makePkce()
const authorizeUrl = (changes: Readonly<Record<string, string | undefined>> = {}, at = api.gateway) => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({
    client_id: 'tjeneste',
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid profile',
    state: 'state-of-20-letters!',
    nonce: 'nonce-of-the-request',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  }))
    if (value !== undefined) query.append(name, value)
  return `${at.issuer}/authorize?${query}`
}
const referenceOf = (answer: { readonly headers: Headers }): string => answer.headers.get('x-correlation-id') ?? ''
const refused = async (changes: Readonly<Record<string, string | undefined>>, at = api.gateway): Promise<string> =>
  referenceOf(await openUserAgent().send(authorizeUrl(changes, at)))
const token = (form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
  send(`${api.gateway.issuer}/token`, { form, headers })
const basic = { authorization: basicHeader('tjeneste', secret) }
const lookUp = async (reference: string) => {
  const found = await api.call('GET', `/errors/${reference}`, undefined, { headers: { 'accept-language': 'en' } })
  assert.equal(found.status, 200, found.text)
  return found.body
}

test('EXPL-2 a refused login tells its owner what was sent, what is registered, which rule, and how to mend it', async () => {
  const reference = await refused({ redirect_uri: `${callback}/?pid=${citizenA}`, login_hint: `testid:${citizenA}_x` })
  const { sent, ...told } = await lookUp(reference)
  assert.deepEqual(
    { ...told, time: undefined },
    {
      reference,
      time: undefined,
      environment: 'test',
      endpoint: '/authorize',
      client_id: 'tjeneste',
      error: 'invalid_request',
      error_description: 'redirect_uri is not registered on this client, character by character',
      rule: 'PV-AUTHZ-13-redirect-uri',
      requirement: 'AUTHZ-13',
      step: '5',
      registered: { redirect_uris: [callback], application_type: 'web' },
      language: 'en',
      meaning: `The redirect_uri is not registered on the client. Sent: ${callback}/?pid=…. Nearest registered: ${callback}. The first difference is character number 36: sent “/?pid=…”, registered “∅”.`,
      remedy: told.remedy,
      documentation: 'docs/errors.md#invalid_request',
    },
  )
  assert.match(told.remedy, /^Register the address as the service sends it/)
  assert.deepEqual(sent, {
    client_id: 'tjeneste',
    redirect_uri: `${callback}/?pid=…`,
    response_type: 'code',
    scope: 'openid profile',
    state: '(20 characters)',
    nonce: '(20 characters)',
    code_challenge: '(43 characters)',
    code_challenge_method: 'S256',
    login_hint: '(not shown)',
  })
})

test('EXPL-2 faults of each kind have their rule and the attributes that are compared', async () => {
  for (const [changes, rule, registered] of [
    [{ redirect_uri: undefined }, 'PV-AUTHZ-5-redirect-uri-missing', { redirect_uris: [callback] }],
    [{ scope: 'openid eks:les' }, 'PV-SCOPE-19-unregistered', { scopes: ['openid', 'profile'] }],
    [
      { code_challenge: undefined, code_challenge_method: undefined },
      'PV-AUTHZ-19-challenge-missing',
      { code_challenge_method: 'S256' },
    ],
    [{ code_challenge_method: 'plain' }, 'PV-AUTHZ-17-method', { code_challenge_method: 'S256' }],
    [{ acr_values: 'Level9' }, 'PV-AUTHZ-37-acr-values', { default_acr_values: [], token_profile: 'current' }],
    [{ prompt: 'none' }, 'PV-AUTHZ-27-no-session', { sso_disabled: false }],
    [{ prompt: 'never' }, 'PV-AUTHZ-25-prompt', {}],
    [{ max_age: '-1' }, 'PV-AUTHZ-30-max-age', {}],
    [{ response_type: 'token' }, 'PV-AUTHZ-6-response-type', {}],
    [{ response_mode: 'pigeon' }, 'PV-AUTHZ-50-response-mode', {}],
    [{ onbehalfof: 'fjord' }, 'PV-AUTHZ-43-on-behalf-of', { onbehalfof: [] }],
    [{ resource: 'no uri' }, 'PV-AUTHZ-44-resource', {}],
    [{ state: 'bl\u00e5' }, 'PV-AUTHZ-23-state-syntax', {}],
    [{ id_token_hint: 'x.y.z' }, 'PV-AUTHZ-31-hint', {}],
    [{ request: 'x.y.z' }, 'PV-RO-1-object', { jwks: [] }],
  ] as const) {
    const told = await lookUp(await refused(changes))
    assert.deepEqual([told.rule, told.registered], [rule, registered], JSON.stringify(changes))
    assert.ok(told.meaning.length > 20 && told.remedy.length > 20)
  }
})

test('EXPL-2 at the token endpoint codes, verifiers and secrets are told by their length or not at all', async () => {
  const browser = openUserAgent()
  const code =
    (await passTestId(browser, (await browser.send(authorizeUrl())).location())).searchParams.get('code') ?? ''
  const wrong = verifier.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))
  const form = { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: wrong }
  const told = await lookUp(referenceOf(await token(form, basic)))
  assert.deepEqual([told.rule, told.endpoint, told.error], ['PV-CODE-7-verifier-differs', '/token', 'invalid_grant'])
  assert.deepEqual(told.sent, {
    'header Authorization': 'Basic (not shown)',
    grant_type: 'authorization_code',
    code: `(${code.length} characters)`,
    redirect_uri: callback,
    code_verifier: '(43 characters)',
  })
  const posted = {
    client_id: 'tjeneste',
    client_secret: secret,
    grant_type: 'refresh_token',
    refresh_token: 'r'.repeat(65),
  }
  const method = await lookUp(referenceOf(await token(posted)))
  assert.equal(method.rule, 'PV-CAUTH-1-method')
  assert.deepEqual(method.registered, { token_endpoint_auth_method: 'client_secret_basic' })
  assert.deepEqual(method.sent, {
    client_id: 'tjeneste',
    client_secret: '(not shown)',
    grant_type: 'refresh_token',
    refresh_token: '(65 characters)',
  })
  const stale = await lookUp(referenceOf(await token(form, { authorization: basicHeader('tjeneste', 'wrong') })))
  assert.equal(stale.rule, 'PV-CAUTH-8-secret')
  assert.equal(stale.registered.secrets.length, 1)
  for (const kept of [secret, code, wrong]) {
    assert.ok(!JSON.stringify([told, method, stale]).includes(kept))
    assert.ok(!api.gateway.logLines.join('\n').includes(kept))
    assert.ok(!JSON.stringify(api.gateway.events).includes(kept))
  }
})

test('EXPL-2 a token that is refused at userinfo is told to the client that it was issued to', async () => {
  const browser = openUserAgent()
  const url = authorizeUrl()
  const code = (await passTestId(browser, (await browser.send(url)).location())).searchParams.get('code') ?? ''
  const form = { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier }
  const { access_token: accessToken } = (await token(form, basic)).json()
  await token(form, basic)
  const headers = { authorization: `Bearer ${accessToken}` }
  const answer = await send(`${api.gateway.issuer}/userinfo`, { headers })
  assert.equal(answer.status, 401)
  const told = await lookUp(referenceOf(answer))
  assert.deepEqual(
    [told.rule, told.endpoint, told.sent],
    ['PV-UINF-4-revoked', '/userinfo', { 'header Authorization': 'Bearer (not shown)' }],
  )
})

test('EXPL-2 of a posted and of a pushed request it is told what was posted and pushed', async () => {
  const form = {
    client_id: 'tjeneste',
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid eks:les',
    state: 'x'.repeat(20),
  }
  const browser = openUserAgent()
  const parked = await browser.send(`${api.gateway.issuer}/authorize`, { form })
  const posted = await lookUp(referenceOf(await browser.send(parked.location().href)))
  const pushed = await lookUp(referenceOf(await send(`${api.gateway.issuer}/par`, { form, headers: basic })))
  for (const { rule, sent } of [posted, pushed])
    assert.deepEqual(
      [rule, sent.scope, sent.state],
      ['PV-AUTHZ-19-challenge-missing', 'openid eks:les', '(20 characters)'],
    )
  assert.deepEqual([posted.endpoint, pushed.endpoint], ['/authorize', '/par'])
})

test('EXPL-2 of a client assertion its owner reads header and claims, and never the signature', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const now = api.gateway.clock.nowSeconds()
  const claims = {
    iss: 'med-nokkel',
    sub: 'med-nokkel',
    aud: 'https://other.example',
    iat: now,
    exp: now + 60,
    jti: 'secret-jti',
  }
  const assertion = signToken({ alg: 'RS256', kid: 'key-9' }, claims, privateKey)
  const answer = await token({
    grant_type: 'refresh_token',
    refresh_token: 'x',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  })
  const told = await lookUp(referenceOf(answer))
  assert.match(told.rule, /^PV-CAUTH-1[15]-/)
  assert.equal(
    told.sent.client_assertion,
    `alg RS256, kid key-9, iss med-nokkel, sub med-nokkel, aud https://other.example, iat ${now}, exp ${now + 60}, jti present`,
  )
  assert.ok(!JSON.stringify(told).includes(assertion.split('.')[2] ?? '-'))
  assert.ok(!JSON.stringify(told).includes('secret-jti'))
})

test('EXPL-2 the client itself learns only the code and a safe description with the reference', async () => {
  const answer = await token(
    { grant_type: 'refresh_token', refresh_token: 'x' },
    { authorization: basicHeader('tjeneste', 'wrong') },
  )
  const body = answer.json()
  assert.deepEqual(Object.keys(body).sort(), ['error', 'error_description'])
  assert.equal(body.error_description, `client authentication failed (ref: ${referenceOf(answer)})`)
})

test('EXPL-3 the reference of another organisation, of nobody, and an unknown one are not found', async () => {
  const own = await refused({ prompt: 'never' })
  const ofNobody = await refused({ client_id: 'unknown-client' })
  for (const [reference, as] of [
    [own, 'admin-stranger'],
    [own, 'admin-supplier'],
    [ofNobody, 'etat-admin'],
    ['no-such-reference', 'etat-admin'],
  ] as const)
    assert.equal((await api.call('GET', `/errors/${reference}`, undefined, { as })).status, 404, `${reference} ${as}`)
  assert.equal((await api.call('GET', `/errors/${own}`, undefined, { as: 'maskin' })).status, 403)
  assert.equal((await api.call('GET', `/errors/${own}`, undefined, { as: '' })).status, 401)
  const here = await refused({ prompt: 'never' }, program.gateway)
  const page = await foreign.get(`/o/${stranger}/errors?reference=${here}`)
  assert.match(page.words, /Vi finner ikke referansen/)
  assert.equal((await foreign.get(`/o/${owner}/errors?reference=${here}`)).status, 404)
  assert.equal((await foreign.get(`/portal/api/v1/organisations/${stranger}/errors/${here}`)).status, 404)
})

test('EXPL-2 the page of a reference shows the same, in the reader\u2019s language, and leads to the client', async () => {
  const reference = await refused({ scope: 'openid eks:les', state: 'a secret state' }, program.gateway)
  const page = await owning.get(`/o/${owner}/errors?reference=${reference}`)
  for (const words of [
    /Hva betyr det\? Et scope eller en mottaker/,
    /Slik retter du det Legg scopet til klienten/,
    /PV-SCOPE-19-unregistered/,
    /Det som ble sendt.*scope openid eks:les.*state \(14 characters\)/,
    /Det som er registrert nå.*scopes openid profile/,
  ])
    assert.match(page.words, words)
  assert.match(page.html, new RegExp(`href="/o/${owner}/clients/test/tjeneste/edit"`))
  assert.doesNotMatch(page.html, /a secret state/)
  const json = await owning.get(`/portal/api/v1/organisations/${owner}/errors/${reference}`)
  assert.equal(json.status, 200, json.html)
})

test('EXPL-5 the error page leads developers to the reference, in the organisation that it belongs to', async () => {
  const answer = await openUserAgent().send(authorizeUrl({ redirect_uri: 'https://andre.no/' }, program.gateway))
  const link = /<a class="ds-link" href="([^"]*\/errors\?[^"]+)">For utviklere: slå opp referansen</.exec(
    answer.text,
  )?.[1]
  assert.equal(link, `${program.portal}/errors?reference=${referenceOf(answer)}`)
  const page = await owning.get(link ?? '')
  assert.equal(page.path, `/o/${owner}/errors?reference=${referenceOf(answer)}`)
  assert.match(page.words, /PV-AUTHZ-13-redirect-uri/)
  assert.match((await foreign.get(link ?? '')).words, /Vi finner ikke referansen/)
  const late = await openUserAgent().send(`${program.gateway.issuer}/authorize/selector?login=unknown`)
  assert.doesNotMatch(late.text, /For utviklere/)
})

test('EXPL-4 an organisation may look up sixty references a minute', async () => {
  api.gateway.clock.forward(60)
  const statuses = new Set<number>()
  for (let times = 0; times < 60; times++) statuses.add((await api.call('GET', '/errors/none')).status)
  assert.deepEqual([...statuses], [404])
  const full = await api.call('GET', '/errors/none')
  assert.equal(full.status, 429)
  assert.match(full.headers.get('retry-after') ?? '', /^\d+$/)
  assert.equal((await api.call('GET', '/errors/none', undefined, { as: 'admin-stranger' })).status, 404)
  api.gateway.clock.forward(60)
  assert.equal((await api.call('GET', '/errors/none')).status, 404)
})
