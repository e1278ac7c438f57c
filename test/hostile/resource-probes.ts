import assert from 'node:assert/strict'
import {
  basicHeader,
  evil,
  marker,
  openUserAgent,
  type Probe,
  page,
  probe,
  refused,
  sharedSecret,
  type World,
} from './world.ts'

const challenged = (answer: Awaited<ReturnType<World['get']>>, status = 401) => {
  assert.equal(answer.status, status)
  assert.match(answer.headers.get('www-authenticate') ?? '', /^(Bearer|DPoP) /)
  return answer
}

const tokens: Probe[] = Object.entries({
  'a word': 'Bearer word',
  'nothing behind Bearer': 'Bearer ',
  Basic: `Basic ${Buffer.from('web:x').toString('base64')}`,
  'two tokens': 'Bearer a Bearer b',
  'a token with a comma': 'Bearer a,b',
  'an endless token': `Bearer ${'t'.repeat(7000)}`,
  'an unsigned JWT': 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.',
  'DPoP without proof': 'DPoP word',
}).map(([what, authorization]) =>
  probe(`UINF-5 userinfo with ${what} is refused with a challenge`, async (world) =>
    challenged(await world.get('/userinfo', { authorization })),
  ),
)

const rs = { authorization: basicHeader('api-owner', sharedSecret) }

export const resourceProbes: readonly Probe[] = [
  ...tokens,
  probe('AT-21 an id_token is no access token', async (world) => {
    const { id_token: token } = await world.web.tokens(openUserAgent())
    return challenged(await world.get('/userinfo', { authorization: `Bearer ${token}` }))
  }),
  probe('UINF-4 an access token with one letter changed is unknown', async (world) => {
    const { access_token: token = '' } = await world.web.tokens(openUserAgent())
    const changed = token.slice(0, -2) + (token.endsWith('A') ? 'B' : 'A') + token.slice(-1)
    return challenged(await world.get('/userinfo', { authorization: `Bearer ${changed}` }))
  }),
  probe('UINF-1 a token in the address is refused', async (world) => {
    const { access_token: token } = await world.web.tokens(openUserAgent())
    return refused(await world.get(`/userinfo?access_token=${token}`), 'invalid_request')
  }),
  probe('UINF-5 a token in header and body at once is refused', async (world) => {
    const { access_token: token = '' } = await world.web.tokens(openUserAgent())
    const answer = await world.post('/userinfo', {
      headers: { authorization: `Bearer ${token}` },
      form: { access_token: token },
    })
    return refused(answer, 'invalid_request')
  }),
  probe('INTR-2 a client without the scope learns nothing of a token', async (world) => {
    const { access_token: token = '' } = await world.api.tokens(openUserAgent())
    return (
      refused(await world.api.token({ grant_type: 'x' }), 'unsupported_grant_type') &&
      refused(
        await world.post('/introspect', {
          headers: { authorization: basicHeader('web', sharedSecret) },
          form: { token },
        }),
        'access_denied',
        403,
      )
    )
  }),
  probe('INTR-2 a resource server that no scope names learns nothing of a token', async (world) => {
    const { access_token: token = '' } = await world.api.tokens(openUserAgent())
    const answer = await world.post('/introspect', { headers: rs, form: { token } })
    assert.deepEqual(answer.json(), { active: false })
    return answer
  }),
  ...['unknown', marker, 'x'.repeat(9000), '__proto__', 'a.b.c'].map((token) =>
    probe(
      `INTR-4 the token ${JSON.stringify(token.slice(0, 20))} is not active, and no more is said`,
      async (world) => {
        const answer = await world.post('/introspect', { headers: rs, form: { token } })
        assert.deepEqual(answer.json(), { active: false })
        return answer
      },
    ),
  ),
  probe('INTR-3 nobody introspects without credentials', async (world) =>
    refused(await world.post('/introspect', { form: { token: 'x', client_id: 'api-owner' } }), 'invalid_client', 401),
  ),
  probe('INTR-8 introspection without token is refused', async (world) =>
    refused(await world.post('/introspect', { headers: rs, form: {} }), 'invalid_request'),
  ),
  probe('HTTP-4 two tokens to introspect are refused', async (world) =>
    refused(
      await world.post('/introspect', {
        headers: { ...rs, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'token=a&token=b',
      }),
      'invalid_request',
    ),
  ),
  probe('REV-4 a foreign token is not revoked', async (world) => {
    const { refresh_token: token = '' } = await world.api.tokens(openUserAgent())
    const foreign = await world.post('/revoke', {
      headers: { authorization: basicHeader('web', sharedSecret) },
      form: { token },
    })
    const own = await world.api.refresh(token)
    assert.equal(own.status, 200)
    return [refused(foreign, 'invalid_grant'), own]
  }),
  probe('REV-3 an unknown token is revoked without a word', async (world) => {
    const answer = await world.post('/revoke', {
      headers: { authorization: basicHeader('web', sharedSecret) },
      form: { token: marker },
    })
    assert.equal(answer.status, 200)
    assert.equal(answer.text, '')
    return answer
  }),
  probe('REV-1 nobody revokes without credentials', async (world) =>
    refused(await world.post('/revoke', { form: { token: 'x', client_id: 'web' } }), 'invalid_client', 401),
  ),
  ...(
    [
      ['request_uri', { request_uri: 'urn:idporten:x' }, 'invalid_request'],
      ['a foreign redirect_uri', { redirect_uri: evil }, 'invalid_request'],
      ['no PKCE', { code_challenge: undefined }, 'invalid_request'],
      ['another client_id', { client_id: 'api' }, 'invalid_client'],
      ['an unsigned request object', { request: 'eyJhbGciOiJub25lIn0.e30.' }, 'invalid_request_object'],
      ['a scope of others', { scope: 'openid other:secret' }, 'invalid_scope'],
    ] as const
  ).map(([what, changes, code]) =>
    probe(`PAR-2 PAR-3 a pushed request with ${what} is refused at once, and never by a redirect`, async (world) => {
      const form = { ...Object.fromEntries(new URL(world.web.authorizeUrl()).searchParams), ...changes }
      const answer = await world.post('/par', { headers: { authorization: basicHeader('web', sharedSecret) }, form })
      assert.equal(answer.headers.get('location'), null)
      return refused(answer, code, code === 'invalid_client' ? 401 : 400)
    }),
  ),
  probe('PAR-5 a handle of one client opens nothing for another', async (world) => {
    const form = Object.fromEntries(new URL(world.web.authorizeUrl()).searchParams)
    const pushed = await world.post('/par', { headers: { authorization: basicHeader('web', sharedSecret) }, form })
    const { request_uri: handle } = pushed.json()
    return [
      pushed,
      page(await world.get(`/authorize?${new URLSearchParams({ client_id: 'api', request_uri: String(handle) })}`)),
    ]
  }),
  probe('RFC9449-5 a client with bound tokens gets none without a proof', async (world) => {
    const answer = await world.post('/token', {
      headers: { authorization: basicHeader('bound', sharedSecret) },
      form: { grant_type: 'refresh_token', refresh_token: 'x' },
    })
    return refused(answer, 'invalid_dpop_proof')
  }),
  ...['x', 'a.b.c', 'eyJhbGciOiJub25lIn0.e30.', 'p,p', 'p'.repeat(7000)].map((proof) =>
    probe(`RFC9449-4.3 the proof ${JSON.stringify(proof.slice(0, 16))} is none`, async (world) =>
      refused(
        await world.post('/token', {
          headers: { authorization: basicHeader('web', sharedSecret), dpop: proof },
          form: { grant_type: 'refresh_token', refresh_token: 'x' },
        }),
        'invalid_dpop_proof',
      ),
    ),
  ),
  ...['/token', '/userinfo', '/par', '/revoke', '/introspect', '/logout', '/authorize/selector'].map((path) =>
    probe(`HTTP-10 scripts of a foreign origin may not read ${path}`, async (world) => {
      const answer = await world.post(path, { headers: { origin: 'https://evil.example' }, form: { x: 'y' } })
      assert.equal(answer.headers.get('access-control-allow-origin'), null)
      assert.equal(answer.headers.get('access-control-allow-credentials'), null)
      return answer
    }),
  ),
  ...['null', 'https://web.example.no.evil.example', 'http://spa.example.no', 'https://spa.example.no:1'].map(
    (origin) =>
      probe(`HTTP-10 the origin ${origin} is not one of a browser client`, async (world) => {
        const answer = await world.post('/token', { headers: { origin }, form: { grant_type: 'x' } })
        assert.equal(answer.headers.get('access-control-allow-origin'), null)
        return answer
      }),
  ),
]
