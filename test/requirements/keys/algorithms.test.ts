import assert from 'node:assert/strict'
import { createHash, createPublicKey, X509Certificate } from 'node:crypto'
import { after, before, test } from 'node:test'
import { compactVerify } from 'jose/jws/compact/verify'
import { importJWK } from 'jose/key/import'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty } from '../../harness/relying-party.ts'
import { sharedSecret, standardSeed } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'

interface Published {
  readonly kty: string
  readonly n?: string
  readonly e?: string
  readonly crv?: string
  readonly x?: string
  readonly y?: string
  readonly kid: string
  readonly alg: string
  readonly x5c: readonly string[]
}

const algorithms = ['RS256', 'PS256', 'ES256'] as const
const clientOf = (alg: string) => `web-${alg.toLowerCase()}`
let gateway: RunningGateway
before(async () => {
  const seed = standardSeed()
  const web = seed.clients.find(({ client_id }) => client_id === 'web')
  const clients = algorithms.map((alg) => ({
    ...web,
    client_id: clientOf(alg),
    client_secret: sharedSecret,
    id_token_signed_response_alg: alg,
  }))
  gateway = await startGateway({ seed: { ...seed, clients: [...seed.clients, ...clients] } })
})
after(() => gateway.stop())

const published = async () => (await send(`${gateway.issuer}/jwks.json`)).json().keys as Published[]
const partyOf = (alg: string) =>
  openRelyingParty(gateway.issuer, clientOf(alg), { redirectUri: 'https://web.example.no/callback' })
const tokensOf = (alg: string) => partyOf(alg).tokens(openUserAgent())

for (const alg of algorithms)
  test(`KEY-1 KEY-3 KEY-4 a client registered with ${alg} gets id_tokens signed so, by a published key with its own thumbprint and certificate`, async () => {
    const { id_token: idToken = '', access_token: accessToken = '' } = await tokensOf(alg)
    const { header } = decodeToken(idToken)
    const key = (await published()).find(({ kid }) => kid === header.kid) ?? assert.fail('not published')
    assert.deepEqual(header, { alg, kid: key.kid })
    assert.equal(key.alg, alg)
    await compactVerify(idToken, await importJWK(key as never, alg), { algorithms: [alg] })
    assert.equal(decodeToken(accessToken).header.alg, 'RS256')
    const members =
      alg === 'ES256'
        ? `{"crv":"P-256","kty":"EC","x":"${key.x}","y":"${key.y}"}`
        : `{"e":"${key.e}","kty":"RSA","n":"${key.n}"}`
    assert.equal(key.kid, createHash('sha256').update(members).digest('base64url'))
    const certificate = new X509Certificate(Buffer.from(key.x5c[0] ?? '', 'base64'))
    const { kty, n, e, crv, x, y } = key
    const publicKey = createPublicKey({ key: JSON.parse(JSON.stringify({ kty, n, e, crv, x, y })), format: 'jwk' })
    assert.ok(certificate.publicKey.equals(publicKey))
    assert.ok(certificate.verify(publicKey), 'it signed itself')
  })

test('DISC-20 all three algorithms stand in the metadata, and every algorithm that was used has a key of its own', async () => {
  for (const alg of algorithms) await tokensOf(alg)
  const metadata = (await send(`${gateway.issuer}/.well-known/openid-configuration`)).json()
  assert.deepEqual(metadata.id_token_signing_alg_values_supported, algorithms)
  const keys = await published()
  assert.deepEqual(
    keys.map(({ alg }) => alg),
    algorithms,
  )
  assert.equal(new Set(keys.map(({ kid }) => kid)).size, 3)
})

for (const alg of algorithms)
  test(`AUTHZ-31 an id_token signed with ${alg} is taken as a hint, also long after it has expired`, async () => {
    const browser = openUserAgent()
    const party = partyOf(alg)
    const { id_token: hint = '' } = await party.tokens(browser)
    const silent = await party.authorize(browser, { prompt: 'none', id_token_hint: hint })
    assert.match(silent.location().search, /[?&]code=/)
    const [header, claims, signature = ''] = hint.split('.')
    const forged = `${header}.${claims}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
    const refused = await party.authorize(browser, { prompt: 'none', id_token_hint: forged })
    assert.match(refused.location().search, /error=invalid_request/)
  })
