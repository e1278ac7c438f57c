import assert from 'node:assert/strict'
import { evil, marker, openUserAgent, type Probe, page, probe, toldToService, type World } from './world.ts'

const authorize = (world: World, changes: Record<string, string | undefined>) =>
  world.web.authorize(openUserAgent(), changes)

const registered = 'https://web.example.no/callback'

/** Each is near the registered address, and none of them is it. */
const nearAddresses: Readonly<Record<string, string>> = {
  'the scheme in capitals': registered.replace('https', 'HTTPS'),
  'the host in capitals': registered.replace('web.', 'WEB.'),
  'the path in capitals': registered.replace('callback', 'Callback'),
  'a slash at the end': `${registered}/`,
  'a doubled slash': registered.replace('/callback', '//callback'),
  'a dot segment': registered.replace('/callback', '/x/../callback'),
  'an encoded dot segment': registered.replace('/callback', '/%2e/callback'),
  'an encoded letter': registered.replace('callback', 'c%61llback'),
  'an encoded slash': registered.replace('/callback', '%2fcallback'),
  'a back-slash': registered.replace('/callback', '\\callback'),
  'the default port': registered.replace('.no/', '.no:443/'),
  'another port': registered.replace('.no/', '.no:8443/'),
  'another scheme': registered.replace('https', 'http'),
  'a user before the host': registered.replace('web.', 'evil@web.'),
  'the host as user of another': 'https://web.example.no@evil.example/callback',
  'the host before another': 'https://web.example.no.evil.example/callback',
  'a dot behind the host': registered.replace('.no/', '.no./'),
  'a query': `${registered}?next=${evil}`,
  'a semicolon': `${registered};x`,
  'a fragment': `${registered}#x`,
  'an encoded fragment': `${registered}%23x`,
  'a null byte': `${registered}\0`,
  'an encoded null byte': `${registered}%00`,
  'a line break': `${registered}\r\nLocation: ${evil}`,
  'a blank before it': ` ${registered}`,
  'a blank behind it': `${registered} `,
  'a tabulator inside': registered.replace('call', 'call\t'),
  'a Cyrillic letter': registered.replace('web', 'wеb'),
  'a full-width slash': registered.replace('/callback', '／callback'),
  'a soft hyphen': registered.replace('web', 'we\u00adb'),
  'no scheme': '//web.example.no/callback',
  'a path alone': '/callback',
  'a script': 'javascript:alert(1)',
  data: 'data:text/html,x',
  'another service of ours': 'https://api.example.no/callback',
  'half of it': registered.slice(0, -3),
  'twice itself': registered + registered,
  'the word null': 'null',
  'a list': `["${registered}"]`,
  nothing: '',
}

const redirects: Probe[] = Object.entries(nearAddresses).map(([what, address]) =>
  probe(`AUTHZ-13 redirect_uri with ${what} is answered by a page`, async (world) =>
    page(await authorize(world, { redirect_uri: address })),
  ),
)

const downgrades: Probe[] = Object.entries({
  'no challenge': { code_challenge: undefined, code_challenge_method: undefined },
  'no method': { code_challenge_method: undefined },
  plain: { code_challenge_method: 'plain' },
  'the method in small letters': { code_challenge_method: 's256' },
  'an unknown method': { code_challenge_method: 'S512' },
  padding: { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM=' },
  'a short challenge': { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c' },
  'a long challenge': { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cMM' },
  'base64 instead of base64url': { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM' },
  'a challenge of blanks': { code_challenge: ' '.repeat(43) },
}).map(([what, changes]) =>
  probe(`AUTHZ-17 AUTHZ-18 AUTHZ-19 PKCE with ${what} is refused`, async (world) =>
    toldToService(await authorize(world, changes), 'invalid_request'),
  ),
)

const faults: Probe[] = (
  [
    ['response_type token', { response_type: 'token' }, 'unsupported_response_type'],
    ['response_type code token', { response_type: 'code token' }, 'unsupported_response_type'],
    ['response_type id_token', { response_type: 'id_token' }, 'unsupported_response_type'],
    ['response_type in capitals', { response_type: 'CODE' }, 'unsupported_response_type'],
    ['no response_type', { response_type: undefined }, 'invalid_request'],
    ['no scope', { scope: undefined }, 'invalid_scope'],
    ['a scope of another organisation', { scope: 'openid other:secret' }, 'invalid_scope'],
    ['the scope of the administration', { scope: 'openid idporten:dcr.write' }, 'invalid_scope'],
    ['the scope of introspection', { scope: 'openid idporten:token.introspection' }, 'invalid_scope'],
    ['a scope named __proto__', { scope: 'openid __proto__' }, 'invalid_scope'],
    ['a scope with a quotation mark', { scope: 'openid "x' }, 'invalid_scope'],
    ['prompt=none with login', { prompt: 'none login' }, 'invalid_request'],
    ['an unknown prompt', { prompt: 'create' }, 'invalid_request'],
    ['a negative max_age', { max_age: '-1' }, 'invalid_request'],
    ['max_age as 1e3', { max_age: '1e3' }, 'invalid_request'],
    ['a max_age beyond numbers', { max_age: '9'.repeat(40) }, 'invalid_request'],
    ['unknown levels alone', { acr_values: 'urn:mace:incommon:iap:silver' }, 'invalid_request'],
    ['a level of another family', { acr_values: 'eidas-loa-high' }, 'invalid_request'],
    ['a nonce with a line break', { nonce: 'a\r\nb' }, 'invalid_request'],
    ['a nonce that is too long', { nonce: 'n'.repeat(1025) }, 'invalid_request'],
    ['a state with a null byte', { state: 'a\0b' }, 'invalid_request'],
    ['a state that is too long', { state: 's'.repeat(4097) }, 'invalid_request'],
    ['a state that is not ASCII', { state: 'blåbær' }, 'invalid_request'],
    ['an unknown response_mode', { response_mode: 'query.jwt' }, 'invalid_request'],
    ['web_message', { response_mode: 'web_message' }, 'invalid_request'],
    ['a resource with a fragment', { resource: 'https://api.example/#x' }, 'invalid_target'],
    ['a relative resource', { resource: '/api' }, 'invalid_target'],
    ['an unknown onbehalfof', { onbehalfof: 'constructor' }, 'invalid_request'],
    ['an id_token_hint that is none', { id_token_hint: 'a.b.c' }, 'invalid_request'],
    ['an id_token_hint without signature', { id_token_hint: 'eyJhbGciOiJub25lIn0.e30.' }, 'invalid_request'],
    ['an unsigned request object', { request: 'eyJhbGciOiJub25lIn0.e30.' }, 'invalid_request_object'],
    ['a request object that is a word', { request: 'x' }, 'invalid_request_object'],
    ['a request object by reference', { request_uri: evil }, 'request_uri_not_supported'],
    ['a request object by reference to ourselves', { request_uri: 'http://127.0.0.1:1/' }, 'request_uri_not_supported'],
    [
      'a login_hint with a real looking number',
      { login_hint: 'testid:01010012356_idporten-loa-high' },
      'invalid_request',
    ],
    ['a login_hint with an unknown level', { login_hint: 'testid:14838541241_high' }, 'invalid_request'],
    ['a dpop_jkt that is none', { dpop_jkt: 'x' }, 'invalid_request'],
  ] as const
).map(([what, changes, code]) =>
  probe(`AUTHZ-51 ${what} is told to the service as ${code}`, async (world) =>
    toldToService(await authorize(world, changes), code),
  ),
)

const unknownClients: Probe[] = [
  'nobody',
  'WEB',
  'web ',
  'web\0',
  'ｗｅｂ',
  '__proto__',
  'constructor',
  '../web',
  "web' or '1'='1",
  'web%20',
  marker,
  'x'.repeat(5000),
].map((clientId) =>
  probe(
    `AUTHZ-51 client_id ${JSON.stringify(clientId.slice(0, 24))} is nobody, and nothing is redirected`,
    async (world) => page(await authorize(world, { client_id: clientId, redirect_uri: evil })),
  ),
)

const pushed: Probe[] = [
  ['urn:idporten:', 'an empty handle'],
  [`urn:idporten:${'A'.repeat(43)}`, 'a guessed handle'],
  [`urn:idporten:${'A'.repeat(4000)}`, 'an endless handle'],
  ['urn:idporten:../../x', 'a handle with a path'],
  ['URN:IDPORTEN:x', 'a handle in capitals'],
].map(([handle = '', what]) =>
  probe(`PAR-7 ${what} opens nothing`, async (world) => {
    const answer = await authorize(world, { request_uri: handle })
    return answer.status === 302 ? toldToService(answer, 'request_uri_not_supported') : page(answer)
  }),
)

export const authorizationProbes: readonly Probe[] = [
  ...redirects,
  ...downgrades,
  ...faults,
  ...unknownClients,
  ...pushed,
  probe('AUTHZ-51 a repeated redirect_uri is answered by a page', async (world) =>
    page(await world.get(`/authorize?${new URL(world.web.authorizeUrl()).search.slice(1)}&redirect_uri=${evil}`)),
  ),
  ...['client_id', 'request', 'request_uri'].map((name) =>
    probe(`AUTHZ-51 ${name} sent twice is answered by a page`, async (world) =>
      page(await world.get(`/authorize?${new URL(world.web.authorizeUrl()).search.slice(1)}&${name}=x&${name}=y`)),
    ),
  ),
  ...['scope', 'state', 'nonce', 'prompt', 'code_challenge', 'response_type', 'acr_values', 'max_age'].map((name) =>
    probe(`HTTP-4 ${name} sent twice is refused, whichever value is first`, async (world) =>
      toldToService(
        await world.get(`/authorize?${new URL(world.web.authorizeUrl()).search.slice(1)}&${name}=a&${name}=b`),
        'invalid_request',
      ),
    ),
  ),
  probe('AUTHZ-24 markup in state comes back encoded, once', async (world) => {
    const answer = await authorize(world, { prompt: 'none', state: `${marker}%0d%0a` })
    assert.equal(toldToService(answer, 'login_required').location().searchParams.get('state'), `${marker}%0d%0a`)
    return answer
  }),
  probe('AUTHZ-48 markup in state is text on the page of form_post', async (world) => {
    const answer = await authorize(world, { prompt: 'none', response_mode: 'form_post', state: marker })
    assert.equal(answer.status, 200)
    return answer
  }),
  probe('AUTHZ-1 HTTP-15 a posted request is judged as one in the address', async (world) => {
    const form = Object.fromEntries(new URL(world.web.authorizeUrl({ redirect_uri: evil })).searchParams)
    const parked = await world.post('/authorize', { form })
    const browser = openUserAgent()
    return page(await browser.send(new URL(parked.headers.get('location') ?? '', world.issuer).href))
  }),
  probe('CLI-28 a client that must push cannot send its request by the browser', async (world) => {
    const answer = await world.get(
      `/authorize?${new URLSearchParams({
        ...Object.fromEntries(new URL(world.web.authorizeUrl()).searchParams),
        client_id: 'must-push',
        redirect_uri: 'https://must-push.example.no/callback',
      })}`,
    )
    assert.equal(answer.location().searchParams.get('error'), 'invalid_request')
    return answer
  }),
]
