import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { type RunningGateway, startGateway } from '../harness/gateway.ts'
import { openRelyingParty, type RelyingParty } from '../harness/relying-party.ts'
import { openReceiver, type Receiver } from '../harness/site-receiver.ts'
import { type Answer, openUserAgent, send, type UserAgent } from '../harness/user-agent.ts'
import { consentSeed } from '../requirements/consent/dialogue.ts'
import { openToldServices, type ToldServices } from '../requirements/logout/told-services.ts'
import { makeProof, makeProofKey, type ProofKey } from '../requirements/sender-constrained/proofs.ts'
import { openStrictParty, type StrictParty, strictClient } from '../requirements/sender-constrained/strict-party.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pss = generateKeyPairSync('rsa', { modulusLength: 2048 })
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwk = (key: KeyObject, alg: string, kid: string) => ({ ...key.export({ format: 'jwk' }), use: 'sig', alg, kid })

/** The registered keys of `signer`, by their kid. */
export const keys = { 'key-rs': rsa, 'key-ps': pss, 'key-ec': curve } as const

type Members = Readonly<Record<string, unknown>>
const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** A JWT of `signer`; `header` and `claims` may be text, to be wrong in ways that no JSON can be written in. */
export function jwt(header: Members | string, claims: Members | string, signed?: (input: Buffer) => Buffer): string {
  const input = `${encode(header)}.${encode(claims)}`
  const signature = (signed ?? ((bytes) => sign('sha256', bytes, rsa.privateKey)))(Buffer.from(input))
  return `${input}.${signature.toString('base64url')}`
}

/** A gateway with a service that has a token of every kind. */
export interface Kinds {
  readonly gateway: RunningGateway
  readonly issuer: string
  readonly told: ToldServices
  /** Must never be called by the gateway. */
  readonly canary: Receiver
  readonly party: RelyingParty
  readonly proofKey: ProofKey
  readonly ps256: ProofKey
  readonly rs256: ProofKey
  /** Claims of a right assertion of `signer`. */
  claims(changes?: Members): Record<string, unknown>
  assertion(changes?: Members): string
  byAssertion(
    form: Readonly<Record<string, string | undefined>>,
    assertion?: string,
  ): Record<string, string | undefined>
  tokens(browser?: UserAgent, scope?: string): Promise<Record<string, string>>
  strict(clientId?: string, key?: ProofKey): Promise<StrictParty>
  proof(path: string, accessToken?: string): Promise<string>
}

export interface KindsProbe {
  readonly name: string
  readonly run: (kinds: Kinds) => Promise<Answer | readonly Answer[]>
}
export const probe = (name: string, run: KindsProbe['run']): KindsProbe => ({ name, run })

const signer = (origin: string) => ({
  client_id: 'signer',
  client_name: 'Tjenesten som signerer',
  client_orgno: '310000019',
  integration_type: 'api_klient',
  token_endpoint_auth_method: 'private_key_jwt',
  redirect_uris: ['https://signer.example.no/callback'],
  post_logout_redirect_uris: ['https://signer.example.no/logged-out'],
  backchannel_logout_uri: `${origin}/signer`,
  backchannel_logout_session_required: true,
  scopes: ['openid', 'profile', 'eks:opaque.read'],
  jwks: {
    keys: [
      jwk(rsa.publicKey, 'RS256', 'key-rs'),
      jwk(pss.publicKey, 'PS256', 'key-ps'),
      jwk(curve.publicKey, 'ES256', 'key-ec'),
    ],
  },
})

const machine = {
  client_id: 'maskin',
  client_name: 'Maskinen',
  client_orgno: '310000019',
  integration_type: 'maskinporten',
  scopes: ['eks:maskin'],
  jwks: { keys: [jwk(rsa.publicKey, 'RS256', 'key-rs')] },
}

export async function openKinds(more: readonly Members[] = []): Promise<Kinds & { close(): Promise<void> }> {
  const [told, canary] = [await openToldServices(), await openReceiver()]
  const [proofKey, ps256, rs256] = [await makeProofKey(), await makeProofKey('PS256'), await makeProofKey('RS256')]
  const seed = consentSeed() as { clients: object[]; scopes: object[] }
  const gateway = await startGateway({
    seed: {
      ...seed,
      scopes: [
        ...seed.scopes,
        { name: 'eks:maskin', description: 'Maskiner', allowed_integration_types: ['maskinporten'] },
      ],
      clients: [
        ...seed.clients,
        signer(told.origin),
        machine,
        strictClient('strict', [ps256]),
        strictClient('strict-signed', [ps256], { require_signed_request_object: true }),
        ...more,
      ],
    },
  }).catch(async (fault: unknown) => {
    await Promise.all([told.close(), canary.close()])
    throw fault
  })
  const { issuer } = gateway
  const party = openRelyingParty(issuer, 'signer', { authentication: 'none' })
  const kinds: Kinds = {
    gateway,
    issuer,
    told,
    canary,
    party,
    proofKey,
    ps256,
    rs256,
    claims(changes = {}) {
      const iat = gateway.clock.nowSeconds()
      return { iss: 'signer', sub: 'signer', aud: issuer, iat, exp: iat + 60, jti: randomUUID(), ...changes }
    },
    assertion: (changes) => jwt({ alg: 'RS256', kid: 'key-rs' }, kinds.claims(changes)),
    byAssertion: (form, assertion = kinds.assertion()) => ({
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      ...form,
    }),
    async tokens(browser = openUserAgent(), scope = 'openid profile') {
      const answer = await party.redeem(await party.logIn(browser, { scope }), kinds.byAssertion({}))
      assert.equal(answer.status, 200, answer.text)
      return answer.json() as Record<string, string>
    },
    strict: (clientId = 'strict', key = ps256) => openStrictParty(gateway, clientId, key),
    proof: (path, accessToken) =>
      makeProof(
        proofKey,
        { htm: path === '/userinfo' ? 'GET' : 'POST', htu: issuer + path, nowSeconds: gateway.clock.nowSeconds() },
        accessToken === undefined ? {} : { accessToken },
      ),
  }
  return {
    ...kinds,
    async close() {
      await gateway.stop()
      await Promise.all([told.close(), canary.close()])
    },
  }
}

export const post = (
  { issuer }: Kinds,
  path: string,
  form: Readonly<Record<string, string | undefined>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => send(issuer + path, { form, headers })

/** What holds of every answer of this suite. */
export function judge(answer: Answer): void {
  assert.ok(answer.status < 500, `status ${answer.status}: ${answer.text.slice(0, 200)}`)
  assert.match(answer.headers.get('cache-control') ?? '', /no-store/)
}

export const refused = (answer: Answer, ...codes: readonly string[]): Answer => {
  assert.ok(answer.status >= 400, `${answer.status} ${answer.text.slice(0, 300)}`)
  assert.ok(codes.includes(String(answer.json().error)), answer.text.slice(0, 300))
  return answer
}
