import assert from 'node:assert/strict'
import { constants, createHmac, sign } from 'node:crypto'
import { SignJWT } from 'jose'
import { openUserAgent, send } from '../harness/user-agent.ts'
import { jwt, type Kinds, type KindsProbe, keys, post, probe, refused } from './kinds-world.ts'

const refresh = { grant_type: 'refresh_token', refresh_token: 'x' }
const [rsa, pss, curve] = [keys['key-rs'].privateKey, keys['key-ps'].privateKey, keys['key-ec'].privateKey]
const padding = constants.RSA_PKCS1_PSS_PADDING
const signs = {
  rs: (bytes: Buffer) => sign('sha256', bytes, rsa),
  rsByTheOther: (bytes: Buffer) => sign('sha256', bytes, pss),
  ps: (bytes: Buffer) => sign('sha256', bytes, { key: pss, padding, saltLength: 32 }),
  psByTheOther: (bytes: Buffer) => sign('sha256', bytes, { key: rsa, padding, saltLength: 32 }),
  ec: (bytes: Buffer) => sign('sha256', bytes, { key: curve, dsaEncoding: 'ieee-p1363' }),
  der: (bytes: Buffer) => sign('sha256', bytes, curve),
  sha1: (bytes: Buffer) => sign('sha1', bytes, rsa),
  mac: (bytes: Buffer) =>
    createHmac('sha256', keys['key-rs'].publicKey.export({ type: 'spki', format: 'pem' }))
      .update(bytes)
      .digest(),
  nothing: () => Buffer.alloc(0),
  zeros: () => Buffer.alloc(64),
  manyZeros: () => Buffer.alloc(256),
} as const

type Header = Record<string, unknown> | string
type Made = readonly [header: Header, signed: keyof typeof signs, change?: (token: string) => string]

/** Each is a right assertion but for its header, its signature or how it is written. */
const wrong: Readonly<Record<string, Made>> = {
  'ES256 with a signature in DER': [{ alg: 'ES256', kid: 'key-ec' }, 'der'],
  'ES256 with a signature of zeros': [{ alg: 'ES256', kid: 'key-ec' }, 'zeros'],
  'ES256 without a signature': [{ alg: 'ES256', kid: 'key-ec' }, 'nothing'],
  'RS256 of zeros': [{ alg: 'RS256', kid: 'key-rs' }, 'manyZeros'],
  'RS256 without a signature': [{ alg: 'RS256', kid: 'key-rs' }, 'nothing'],
  'PS256 of a key for RS256': [{ alg: 'PS256', kid: 'key-rs' }, 'psByTheOther'],
  'RS256 of a key for PS256': [{ alg: 'RS256', kid: 'key-ps' }, 'rsByTheOther'],
  'a PSS signature that says RS256': [{ alg: 'RS256', kid: 'key-rs' }, 'psByTheOther'],
  'a PKCS#1 signature that says PS256': [{ alg: 'PS256', kid: 'key-ps' }, 'rsByTheOther'],
  'a key of the client that is not the named one': [{ alg: 'RS256', kid: 'key-rs' }, 'rsByTheOther'],
  'ES256 with an RSA key’s name': [{ alg: 'ES256', kid: 'key-rs' }, 'ec'],
  'RS512 of a key for RS256': [{ alg: 'RS512', kid: 'key-rs' }, 'rs'],
  'SHA-1': [{ alg: 'RS256', kid: 'key-rs' }, 'sha1'],
  RS1: [{ alg: 'RS1', kid: 'key-rs' }, 'sha1'],
  'HS256 with the public key': [{ alg: 'HS256', kid: 'key-rs' }, 'mac'],
  'RS256 with a MAC': [{ alg: 'RS256', kid: 'key-rs' }, 'mac'],
  none: [{ alg: 'none', kid: 'key-rs' }, 'nothing'],
  None: [{ alg: 'None', kid: 'key-rs' }, 'nothing'],
  'rs256 in small letters': [{ alg: 'rs256', kid: 'key-rs' }, 'rs'],
  'no alg': [{ kid: 'key-rs' }, 'rs'],
  'a list of alg': [{ alg: ['RS256', 'none'], kid: 'key-rs' }, 'rs'],
  'alg twice': ['{"alg":"RS256","kid":"key-rs","alg":"none"}', 'rs'],
  'no kid': [{ alg: 'RS256' }, 'rs'],
  'an unknown kid': [{ alg: 'RS256', kid: 'retired' }, 'rs'],
  'a kid of another client': [{ alg: 'RS256', kid: 'key-1' }, 'rs'],
  'a kid of JavaScript': [{ alg: 'RS256', kid: '__proto__' }, 'rs'],
  'a kid that is a path': [{ alg: 'RS256', kid: '../../../../dev/null' }, 'rs'],
  'a kid with SQL': [{ alg: 'RS256', kid: "x' or '1'='1" }, 'rs'],
  'a kid with a null': [{ alg: 'RS256', kid: 'key-rs\u0000' }, 'rs'],
  'a kid of a list': [{ alg: 'RS256', kid: ['key-rs'] }, 'rs'],
  'an endless kid': [{ alg: 'RS256', kid: 'k'.repeat(20_000) }, 'rs'],
  'demands of its own': [{ alg: 'RS256', kid: 'key-rs', crit: ['b64'], b64: false }, 'rs'],
  'demands of nothing': [{ alg: 'RS256', kid: 'key-rs', crit: [] }, 'rs'],
  'another type': [{ alg: 'RS256', kid: 'key-rs', typ: 'at+jwt' }, 'rs'],
  'the type of a proof': [{ alg: 'RS256', kid: 'key-rs', typ: 'dpop+jwt' }, 'rs'],
  'a header that is a list': ['[]', 'rs'],
  'a header that is null': ['null', 'rs'],
  'a header that is no JSON': ['{alg:RS256}', 'rs'],
  'a fourth part': [{ alg: 'RS256', kid: 'key-rs' }, 'rs', (token) => `${token}.x`],
  'two parts': [{ alg: 'RS256', kid: 'key-rs' }, 'rs', (token) => token.slice(0, token.lastIndexOf('.'))],
  'a line break in it': [{ alg: 'RS256', kid: 'key-rs' }, 'rs', (token) => token.replace('.', '\n.')],
  'a letter more at the end': [{ alg: 'RS256', kid: 'key-rs' }, 'rs', (token) => `${token}A`],
  'a letter less at the end': [{ alg: 'RS256', kid: 'key-rs' }, 'rs', (token) => token.slice(0, -3)],
  'JSON for its parts': [
    { alg: 'RS256', kid: 'key-rs' },
    'rs',
    (token) => {
      const [header, payload, signature] = token.split('.')
      return JSON.stringify({ protected: header, payload, signature })
    },
  ],
}

const claims: Readonly<Record<string, Record<string, unknown> | string>> = {
  'exp as text': { exp: '99999999999' },
  'exp beyond all numbers': '{"iss":"signer","sub":"signer","aud":"x","iat":0,"exp":1e999}',
  'exp and iat in milliseconds': { exp: 1.8e12, iat: 1.8e12 },
  'an aud of nothing': { aud: [] },
  'aud with another server': { aud: ['https://other.example', 'x'] },
  'aud in a list of lists': { aud: [['x']] },
  'aud that begins as ours': { aud: 'http://localhost' },
  'sub as a list': { sub: ['signer'] },
  'iss of another': { iss: 'web-key' },
  'sub of another': { sub: 'web-key' },
  'sub with a blank': { sub: 'signer ' },
  'jti as a number': { jti: 1 },
  'an endless jti': { jti: 'j'.repeat(2000) },
  'nbf in an hour': { nbf: 99_999_999_999 },
  'a list for claims': '[]',
  'null for claims': 'null',
  'no JSON': '{',
}

const token = (world: Kinds, assertion: string, clientId = 'signer') =>
  post(world, '/token', world.byAssertion({ ...refresh, client_id: clientId }, assertion))

const rested = (name: string, run: KindsProbe['run']): KindsProbe =>
  probe(name, (world) => {
    world.gateway.clock.forward(61)
    return run(world)
  })

export const keyProbes: readonly KindsProbe[] = [
  ...(
    [
      ['RS256', 'key-rs', 'rs'],
      ['PS256', 'key-ps', 'ps'],
      ['ES256', 'key-ec', 'ec'],
    ] as const
  ).map(([alg, kid, signed]) =>
    rested(`CAUTH-14 ${alg} as it is registered proves the client, so the refusals say something`, async (world) =>
      refused(await token(world, jwt({ alg, kid }, world.claims(), signs[signed])), 'invalid_grant'),
    ),
  ),
  ...Object.entries(wrong).map(([what, [header, signed, change]]) =>
    rested(`CAUTH-14 an assertion with ${what} proves nobody`, async (world) => {
      const made = jwt(header, world.claims(), signs[signed])
      return refused(await token(world, change?.(made) ?? made), 'invalid_client')
    }),
  ),
  ...['jku', 'x5u', 'jwk', 'x5c'].map((name) =>
    rested(`CAUTH-14 ${name} in the header is neither called nor believed`, async (world) => {
      const value = { jwk: keys['key-ps'].publicKey.export({ format: 'jwk' }), x5c: ['AAAA'] }[name]
      const header = { alg: 'RS256', kid: 'key-rs', [name]: value ?? `${world.canary.origin}/${name}` }
      return refused(await token(world, jwt(header, world.claims(), signs.rsByTheOther)), 'invalid_client')
    }),
  ),
  ...Object.entries(claims).map(([what, said]) =>
    rested(`CAUTH-10 CAUTH-11 CAUTH-12 an assertion with ${what} proves nobody`, async (world) => {
      const payload = typeof said === 'string' ? said : world.claims(said)
      const assertion = jwt({ alg: 'RS256', kid: 'key-rs' }, payload)
      return refused(await token(world, assertion), 'invalid_client', 'invalid_request')
    }),
  ),

  ...(
    [
      ['by its address, without PAR', {}],
      ['with its request signed in the address', { signed: 'yes' }],
      ['by form_post without PAR', { response_mode: 'form_post' }],
    ] as const
  ).map(([how, changes]) =>
    rested(`FAPI2-5.3.2.1 a strict client that asks ${how} is refused`, async (world) => {
      const party = await world.strict()
      const sent = 'signed' in changes ? { request: await signedRequest(world, 'strict') } : changes
      const asked = Object.entries(party.request(sent)).filter((one): one is [string, string] => one[1] !== undefined)
      const answer = await send(`${world.issuer}/authorize?${new URLSearchParams(asked)}`)
      assert.match(`${answer.headers.get('location')} ${answer.text}`, /[?&]error=|name="error"/)
      assert.ok(!`${answer.headers.get('location')}`.includes('/selector'))
      assert.doesNotMatch(answer.text, /name="code"/)
      return answer
    }),
  ),
  ...(
    [
      ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }],
      ['PKCE by plain', { code_challenge_method: 'plain' }],
      ['PKCE without its method', { code_challenge_method: undefined }],
      ['no redirect_uri', { redirect_uri: undefined }],
      ['a token in the address', { response_type: 'code token' }],
      ['an id_token in the address', { response_type: 'code id_token' }],
    ] as const
  ).map(([what, changes]) =>
    rested(`FAPI2-5.3.2.2 a strict client cannot push ${what}`, async (world) => {
      const answer = await (await world.strict()).push(changes)
      return refused(answer, 'invalid_request', 'unsupported_response_type')
    }),
  ),
  ...(
    [
      ['the token endpoint', (issuer: string) => `${issuer}/token`],
      ['the PAR endpoint', (issuer: string) => `${issuer}/par`],
      ['a list with the issuer', (issuer: string) => [issuer]],
      ['the issuer with a slash', (issuer: string) => `${issuer}/`],
    ] as const
  ).map(([what, audOf]) =>
    rested(`FAPI2-5.3.2.1 a strict client’s assertion for ${what} is refused`, async (world) => {
      const party = await world.strict()
      const assertion = await party.assertion({ claims: { aud: audOf(world.issuer) } })
      return refused(await party.post('/par', party.request(), undefined, assertion), 'invalid_client')
    }),
  ),
  rested('FAPI2-5.4.1 a strict client’s assertion by RS256 is refused', async (world) => {
    const party = await world.strict('strict', world.rs256)
    return refused(await party.post('/par', party.request()), 'invalid_client')
  }),
  rested('FAPI2-5.3.2.1 a strict client is not believed by its id alone', async (world) => {
    const party = await world.strict()
    return refused(await post(world, '/par', party.request()), 'invalid_client')
  }),
  rested(
    'FAPI2-5.3.2.1 a strict client gets no tokens without a proof, and none that open anything as Bearer',
    async (world) => {
      const party = await world.strict()
      const callback = await party.logIn()
      const form = {
        grant_type: 'authorization_code',
        code: callback.searchParams.get('code') ?? '',
        redirect_uri: 'https://strict.example.no/callback',
      }
      const bare = refused(await party.post('/token', { ...form, code_verifier: 'A'.repeat(43) }), 'invalid_dpop_proof')
      const redeemed = await party.redeem(callback, world.proofKey)
      assert.equal(redeemed.status, 200, redeemed.text)
      const { access_token: access, refresh_token: kept, token_type: type } = redeemed.json() as Record<string, string>
      assert.equal(type, 'DPoP')
      const asBearer = await send(`${world.issuer}/userinfo`, { headers: { authorization: `Bearer ${access}` } })
      assert.equal(asBearer.status, 401)
      const inForm = await post(world, '/userinfo', { access_token: access })
      assert.equal(inForm.status, 401)
      const refreshed = refused(
        await party.post('/token', { grant_type: 'refresh_token', refresh_token: kept }),
        'invalid_dpop_proof',
      )
      const proof = await world.proof('/userinfo', access)
      const proven = { authorization: `DPoP ${access}`, dpop: proof }
      assert.equal((await send(`${world.issuer}/userinfo`, { headers: proven })).status, 200)
      const replayed = await send(`${world.issuer}/userinfo`, { headers: proven })
      assert.equal(replayed.status, 401)
      return [bare, asBearer, inForm, refreshed, replayed]
    },
  ),
  rested('FAPI2-5.3.2.1 a client that must sign cannot push plain, unsigned or by RS256', async (world) => {
    const party = await world.strict('strict-signed')
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`
    const weak = await signedRequest(world, 'strict-signed', 'RS256')
    return [
      refused(await party.push(), 'invalid_request'),
      refused(await party.post('/par', { client_id: 'strict-signed', request: unsigned }), 'invalid_request_object'),
      refused(await party.post('/par', { client_id: 'strict-signed', request: weak }), 'invalid_request_object'),
    ]
  }),
  rested('PAR-5 what a strict client pushed opens nothing for another, whoever tells its handle', async (world) => {
    const { request_uri: handle } = (await (await world.strict()).push()).json()
    const query = new URLSearchParams({ client_id: 'signer', request_uri: String(handle) })
    const answer = await openUserAgent().send(`${world.issuer}/authorize?${query}`)
    assert.equal(answer.status, 400)
    return answer
  }),
]

async function signedRequest(world: Kinds, clientId: string, alg = 'PS256'): Promise<string> {
  const party = await world.strict(clientId)
  const iat = world.gateway.clock.nowSeconds()
  const key = alg === 'PS256' ? world.ps256 : world.rs256
  return new SignJWT({ ...party.request(), iss: clientId, aud: world.issuer, iat, nbf: iat, exp: iat + 60 })
    .setProtectedHeader({ alg, kid: `key-${alg}`, typ: 'oauth-authz-req+jwt' })
    .sign(key.privateKey)
}
