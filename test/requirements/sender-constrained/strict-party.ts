import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { RunningGateway } from '../../harness/gateway.ts'
import { makePkce, openUserAgent, passTestId } from '../../harness/relying-party.ts'
import { standardSeed } from '../../harness/standard-seed.ts'
import { type Answer, send } from '../../harness/user-agent.ts'
import { makeProof, makeProofKey, type ProofKey } from './proofs.ts'

type Members = Readonly<Record<string, unknown>>

/** A registration of the strict profile, with one key of `PS256` and one of `ES256`. */
export function strictClient(clientId: string, keys: readonly ProofKey[], more: Members = {}): Record<string, unknown> {
  const [web] = standardSeed().clients
  return {
    ...web,
    client_id: clientId,
    client_secret: undefined,
    redirect_uris: [`https://${clientId}.example.no/callback`],
    frontchannel_logout_uri: undefined,
    frontchannel_logout_session_required: undefined,
    token_endpoint_auth_method: 'private_key_jwt',
    security_profile: 'fapi2',
    jwks: { keys: keys.map(registered) },
    ...more,
  }
}
export const registered = ({ jwk, alg }: ProofKey) => ({ ...jwk, alg, use: 'sig', kid: `key-${alg}` })

export interface StrictParty {
  assertion(changes?: {
    readonly claims?: Members
    readonly header?: Members
    readonly key?: ProofKey
  }): Promise<string>
  /** `POST` with an assertion, and a proof of `by` unless that is undefined. */
  post(
    path: string,
    form: Readonly<Record<string, string | undefined>>,
    by?: ProofKey,
    assertion?: string,
  ): Promise<Answer>
  /** Parameters of a right request; `scope` and others may be changed. */
  request(changes?: Readonly<Record<string, string | undefined>>): Record<string, string | undefined>
  push(changes?: Readonly<Record<string, string | undefined>>): Promise<Answer>
  /** From a pushed request through the login to the callback. */
  logIn(changes?: Readonly<Record<string, string | undefined>>): Promise<URL>
  redeem(callback: URL, by?: ProofKey): Promise<Answer>
}

/** A service of the strict profile in a test; it signs with `key`. */
export async function openStrictParty(gateway: RunningGateway, clientId: string, key: ProofKey): Promise<StrictParty> {
  const { verifier, challenge } = makePkce()
  const redirectUri = `https://${clientId}.example.no/callback`
  const proofKey = await makeProofKey()
  const party: StrictParty = {
    assertion({ claims = {}, header = {}, key: signer = key } = {}) {
      const iat = gateway.clock.nowSeconds()
      const said = {
        iss: clientId,
        sub: clientId,
        aud: gateway.issuer,
        iat,
        exp: iat + 60,
        jti: randomUUID(),
        ...claims,
      }
      return new SignJWT(said)
        .setProtectedHeader({ alg: signer.alg, kid: `key-${signer.alg}`, ...header })
        .sign(signer.privateKey)
    },
    async post(path, form, by, assertion) {
      const request = { htm: 'POST', htu: gateway.issuer + path, nowSeconds: gateway.clock.nowSeconds() }
      return send(gateway.issuer + path, {
        form: {
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: assertion ?? (await party.assertion()),
          ...form,
        },
        headers: by === undefined ? {} : { dpop: await makeProof(by, request) },
      })
    },
    request: (changes = {}) => ({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid profile',
      state: 'state-of-the-request',
      nonce: 'nonce-of-the-request',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...changes,
    }),
    push: (changes) => party.post('/par', party.request(changes)),
    async logIn(changes) {
      const pushed = await party.push(changes)
      if (pushed.status !== 201) throw new Error(`not pushed: ${pushed.status} ${pushed.text}`)
      const query = new URLSearchParams({ client_id: clientId, request_uri: String(pushed.json().request_uri) })
      const browser = openUserAgent()
      return passTestId(browser, (await browser.send(`${gateway.issuer}/authorize?${query}`)).location())
    },
    redeem: (callback, by = proofKey) =>
      party.post(
        '/token',
        {
          grant_type: 'authorization_code',
          code: callback.searchParams.get('code') ?? undefined,
          redirect_uri: redirectUri,
          code_verifier: verifier,
        },
        by,
      ),
  }
  return party
}
