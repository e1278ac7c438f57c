import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as openid from 'openid-client'
import { type RunningGateway, startGateway } from '../harness/gateway.ts'
import { openUserAgent, passTestId } from '../harness/relying-party.ts'
import { runningClock } from '../harness/site-program.ts'
import { citizenA, sharedSecret, standardSeed } from '../harness/standard-seed.ts'
import { makeProofKey, type ProofKey } from '../requirements/sender-constrained/proofs.ts'
import { strictClient } from '../requirements/sender-constrained/strict-party.ts'

// openid-client with proofs, at a gateway that wants its own nonce in each: every first request is refused and sent again.

let gateway: RunningGateway
let keys: Readonly<Record<'PS256' | 'ES256', ProofKey>>
before(async () => {
  keys = { PS256: await makeProofKey('PS256'), ES256: await makeProofKey('ES256') }
  const both = [keys.PS256, keys.ES256]
  gateway = await startGateway({
    clock: runningClock(),
    seed: standardSeed([
      strictClient('strict-ps256', both, { require_signed_request_object: true }),
      strictClient('strict-es256', both, { id_token_signed_response_alg: 'ES256' }),
    ]),
    variables: { GATEWAY_TEST_DPOP_NONCE: 'required' },
  })
})
after(() => gateway.stop())

interface Way {
  readonly clientId: string
  readonly authentication: openid.ClientAuth
  readonly metadata?: Partial<openid.ClientMetadata>
  /** How the request reaches the gateway: by itself, pushed, or pushed as a signed object. */
  readonly by: 'address' | 'par' | 'signed-par'
  readonly key?: ProofKey
}

const ways: Readonly<Record<string, () => Way>> = {
  'a server with a secret': () => ({
    clientId: 'web',
    authentication: openid.ClientSecretBasic(sharedSecret),
    by: 'address',
  }),
  'a server with a secret that pushes': () => ({
    clientId: 'web-post',
    authentication: openid.ClientSecretPost(sharedSecret),
    by: 'par',
  }),
  'a script in the browser': () => ({ clientId: 'spa', authentication: openid.None(), by: 'address' }),
  'the strict profile with PS256 and signed requests': () => strictWay('PS256', 'signed-par'),
  'the strict profile with ES256': () => strictWay('ES256', 'par'),
}

function strictWay(alg: 'PS256' | 'ES256', by: Way['by']): Way {
  const key = keys[alg]
  return {
    clientId: `strict-${alg.toLowerCase()}`,
    authentication: openid.PrivateKeyJwt({ key: key.privateKey, kid: `key-${alg}` }),
    metadata: { id_token_signed_response_alg: alg },
    by,
    key,
  }
}

async function addressOf(
  way: Way,
  configuration: openid.Configuration,
  parameters: Record<string, string>,
  proof: Required<openid.DPoPOptions>,
): Promise<URL> {
  switch (way.by) {
    case 'address':
      return openid.buildAuthorizationUrl(configuration, {
        ...parameters,
        dpop_jkt: await proof.DPoP.calculateThumbprint(),
      })
    case 'par':
      return openid.buildAuthorizationUrlWithPAR(configuration, parameters, proof)
    case 'signed-par': {
      const { key } = way
      if (key === undefined) throw new Error('nothing to sign with')
      const signing = { key: key.privateKey, kid: `key-${key.alg}` }
      const signed = await openid.buildAuthorizationUrlWithJAR(configuration, parameters, signing)
      return openid.buildAuthorizationUrlWithPAR(configuration, signed.searchParams, proof)
    }
    default:
      return way.by satisfies never
  }
}

for (const [name, open] of Object.entries(ways))
  test(`RP-1 RFC9449-5 openid-client binds its tokens for ${name}`, async () => {
    const way = open()
    const configuration = await openid.discovery(
      new URL(gateway.issuer),
      way.clientId,
      way.metadata,
      way.authentication,
      { execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks] },
    )
    const proof = { DPoP: openid.getDPoPHandle(configuration, await openid.randomDPoPKeyPair('ES256')) }
    const pkceCodeVerifier = openid.randomPKCECodeVerifier()
    const [expectedState, expectedNonce] = [openid.randomState(), openid.randomNonce()]
    const url = await addressOf(
      way,
      configuration,
      {
        redirect_uri: `https://${way.clientId}.example.no/callback`,
        scope: 'openid profile',
        code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
        state: expectedState,
        nonce: expectedNonce,
      },
      proof,
    )
    const browser = openUserAgent()
    const callback = await passTestId(browser, (await browser.send(url.href)).location())
    const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true }
    const tokens = await openid.authorizationCodeGrant(configuration, callback, checks, undefined, proof)
    assert.equal(tokens.token_type, 'dpop')
    const subject = tokens.claims()?.sub ?? ''
    const ask = (token: string) => openid.fetchUserInfo(configuration, token, subject, proof)
    assert.equal((await ask(tokens.access_token)).pid, citizenA)

    const renewed = await openid.refreshTokenGrant(configuration, tokens.refresh_token ?? '', undefined, proof)
    assert.equal(renewed.token_type, 'dpop')
    assert.equal((await ask(renewed.access_token)).pid, citizenA)

    await assert.rejects(openid.fetchUserInfo(configuration, renewed.access_token, subject), (failure) => {
      assert.ok(failure instanceof openid.WWWAuthenticateChallengeError)
      assert.deepEqual(
        failure.cause.map(({ scheme }) => scheme),
        ['bearer', 'dpop'],
      )
      return true
    })
    const other = { DPoP: openid.getDPoPHandle(configuration, await openid.randomDPoPKeyPair('ES256')) }
    await assert.rejects(openid.fetchUserInfo(configuration, renewed.access_token, subject, other))
  })
