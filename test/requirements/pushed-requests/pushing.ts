import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import type { RunningGateway } from '../../harness/gateway.ts'
import {
  basicHeader,
  openRelyingParty,
  openUserAgent,
  type Parameters,
  passTestId,
  type RelyingParty,
  signToken,
} from '../../harness/relying-party.ts'
import { assertionKey, sharedSecret, standardSeed } from '../../harness/standard-seed.ts'
import { type Answer, send, type UserAgent } from '../../harness/user-agent.ts'
import { assertionParameters } from '../token/assertions.ts'

type Members = Record<string, unknown>

/** A key of the curve P-256 that the client `keys` has registered as `key-ec`. */
export const curveKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const { n, e } = assertionKey.publicKey.export({ format: 'jwk' })
const rsaKey = (alg: string, more: Members = {}) => ({
  kty: 'RSA',
  use: 'sig',
  alg,
  kid: `key-${alg.slice(2)}`,
  n,
  e,
  ...more,
})

/** The standard seed, with clients that sign, that must push, and that must sign. `earlyEndSeconds` is when one key ends. */
export function seedForPushing(earlyEndSeconds = 0) {
  const client = (client_id: string, changes: Members) => ({
    client_id,
    client_name: `Tjeneste ${client_id}`,
    client_orgno: '310000019',
    integration_type: 'idporten',
    redirect_uris: [`https://${client_id}.example.no/callback`],
    ...changes,
  })
  const signing = (keys: readonly Members[]) => ({ token_endpoint_auth_method: 'private_key_jwt', jwks: { keys } })
  const curve = { ...curveKey.publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'key-ec' }
  const early = rsaKey('RS256', { kid: 'key-early', exp: earlyEndSeconds })
  const all = [rsaKey('RS256'), rsaKey('RS384'), rsaKey('RS512'), rsaKey('PS256', { kid: 'key-ps' }), curve]
  return standardSeed([
    client('keys', signing(earlyEndSeconds === 0 ? all : [...all.slice(0, 4), early])),
    client('keys-2', signing([rsaKey('RS256')])),
    client('must-push', { client_secret: sharedSecret, require_pushed_authorization_requests: true }),
    client('keys-machine', {
      ...signing([rsaKey('RS256')]),
      integration_type: 'maskinporten',
      redirect_uris: undefined,
      scopes: ['eks:closed.read'],
    }),
    client('must-sign', { ...signing([rsaKey('RS256')]), require_signed_request_object: true }),
  ])
}

/** The parameters of the service's usual request; a change to undefined leaves one out. */
export const requestOf = (party: RelyingParty, changes?: Parameters): Record<string, string> =>
  Object.fromEntries(new URL(party.authorizeUrl(changes)).searchParams)

/** How a client proves itself at `/par`: by its key if it is one of those that sign, else by the shared secret. */
export function credentialsOf(gateway: RunningGateway, clientId: string): { form: Parameters; headers: Members } {
  if (clientId === 'spa' || clientId === 'app') return { form: { client_id: clientId }, headers: {} }
  if (!/^keys|^must-sign/.test(clientId))
    return { form: {}, headers: { authorization: basicHeader(clientId, sharedSecret) } }
  const claims = { iss: clientId, sub: clientId }
  return { form: assertionParameters(gateway.issuer, gateway.clock.nowSeconds(), { claims }), headers: {} }
}

/** `POST /par` of this client, proven as it is registered. */
export function push(gateway: RunningGateway, clientId: string, form: Parameters): Promise<Answer> {
  const { form: own, headers } = credentialsOf(gateway, clientId)
  return send(`${gateway.issuer}/par`, { form: { ...form, ...own }, headers: headers as Record<string, string> })
}

/** Pushes the service's usual request; resolves with the handle, or throws with the answer. */
export async function pushed(gateway: RunningGateway, party: RelyingParty, changes?: Parameters): Promise<string> {
  const answer = await push(gateway, party.clientId, requestOf(party, changes))
  if (answer.status !== 201) throw new Error(`not pushed: ${answer.status} ${answer.text}`)
  return String(answer.json().request_uri)
}

/** Address that opens a handle, with whatever else a client may put there. */
export const openingUrl = (
  gateway: RunningGateway,
  clientId: string,
  handle: string,
  more: Parameters = {},
): string => {
  const query = new URLSearchParams({ client_id: clientId, request_uri: handle })
  for (const [name, value] of Object.entries(more)) if (value !== undefined) query.set(name, value)
  return `${gateway.issuer}/authorize?${query}`
}

/** Opens a handle in this browser and logs in with TestID: to the redirect with the answer. */
export async function logInWith(
  gateway: RunningGateway,
  clientId: string,
  handle: string,
  browser: UserAgent = openUserAgent(),
): Promise<URL> {
  const next = (await browser.send(openingUrl(gateway, clientId, handle))).location()
  return next.pathname === '/authorize/selector' ? passTestId(browser, next) : next
}

export interface ObjectChanges {
  /** Claims that differ from the right ones; undefined leaves one out. */
  readonly claims?: Members
  readonly header?: Members
  readonly key?: KeyObject
  readonly digest?: string
}

/** A request object of the client `keys` that is right, but for what the test changes. */
export function requestObject(gateway: RunningGateway, party: RelyingParty, changes: ObjectChanges = {}): string {
  const nowSeconds = gateway.clock.nowSeconds()
  const claims = {
    ...requestOf(party),
    iss: party.clientId,
    aud: gateway.issuer,
    iat: nowSeconds,
    exp: nowSeconds + 300,
    jti: randomUUID(),
    ...changes.claims,
  }
  const header = { alg: 'RS256', kid: 'key-256', ...changes.header }
  return signToken(header, claims, changes.key ?? assertionKey.privateKey, changes.digest)
}

/** A relying party with its usual redirect address. */
export const service = (gateway: RunningGateway, clientId: string): RelyingParty =>
  openRelyingParty(gateway.issuer, clientId)
