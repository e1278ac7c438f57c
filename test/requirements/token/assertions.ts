import { createHmac, type KeyObject, randomUUID } from 'node:crypto'
import { signToken } from '../../harness/relying-party.ts'
import { assertionKey, standardSeed } from '../../harness/standard-seed.ts'

type Members = Record<string, unknown>

export interface Assertion {
  /** Claims that differ from the right ones; undefined leaves one out. */
  readonly claims?: Members
  readonly header?: Members
  readonly key?: KeyObject
  readonly digest?: string
}

/** The token request's parameters of a client assertion that is right, but for what the test changes. */
export function assertionParameters(issuer: string, nowSeconds: number, assertion: Assertion = {}) {
  const claims = { iss: 'keys', sub: 'keys', aud: issuer, iat: nowSeconds, exp: nowSeconds + 60, jti: randomUUID() }
  const header = { alg: 'RS256', kid: 'key-256', ...assertion.header }
  return parametersOf(
    signToken(header, { ...claims, ...assertion.claims }, assertion.key ?? assertionKey.privateKey, assertion.digest),
  )
}

export const parametersOf = (assertion: string) => ({
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: assertion,
})

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A JWT whose "signature" is an HMAC with this key: what a verifier accepts that lets the token choose the algorithm. */
export function signWithHmac(header: Members, claims: Members, key: string): string {
  const signed = `${encode(header)}.${encode(claims)}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}

export const unsigned = (claims: Members): string => `${encode({ alg: 'none', kid: 'key-256' })}.${encode(claims)}.`

const { n, e } = assertionKey.publicKey.export({ format: 'jwk' })
const registeredKey = (alg: string, more: Members = {}) => ({
  kty: 'RSA',
  use: 'sig',
  alg,
  kid: `key-${alg.slice(2)}`,
  n,
  e,
  ...more,
})

/** The standard seed with `keys`, a client with one key per algorithm and one that expires early, and `keys-2` beside it. */
export function seedWithKeys(earlyEndSeconds: number) {
  const [web] = standardSeed().clients
  const client = (client_id: string, keys: readonly Members[]) => ({
    ...web,
    client_id,
    client_secret: undefined,
    token_endpoint_auth_method: 'private_key_jwt',
    redirect_uris: [`https://${client_id}.example.no/callback`],
    frontchannel_logout_uri: undefined,
    frontchannel_logout_session_required: undefined,
    jwks: { keys },
  })
  const early = registeredKey('RS256', { kid: 'key-early', exp: earlyEndSeconds })
  return standardSeed([
    client('keys', [registeredKey('RS256'), registeredKey('RS384'), registeredKey('RS512'), early]),
    client('keys-2', [registeredKey('RS256', { kid: 'other' })]),
  ])
}
