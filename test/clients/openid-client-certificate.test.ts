import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import * as openid from 'openid-client'
import { openFileDevelopmentCa } from '../../src/certificates/development-ca/file-development-ca.ts'
import { type RunningGateway, startGateway } from '../harness/gateway.ts'
import { openUserAgent, passTestId } from '../harness/relying-party.ts'
import { runningClock } from '../harness/site-program.ts'
import { citizenA } from '../harness/standard-seed.ts'
import { seedWithCertificates } from '../requirements/certificates/seed-with-certificates.ts'

// openid-client with an enterprise certificate: the library signs, and x5c is put into the header before it does.

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({ clock: runningClock(), seed: seedWithCertificates() })
})
after(() => gateway.stop())

test('RP-1 CAUTH-16 openid-client logs in, renews and is refused after revocation with nothing but a certificate', async () => {
  const ca = openFileDevelopmentCa(join(gateway.folder, 'development-ca'), `${gateway.issuer}/dev/ca/crl`)
  const order = { orgno: '310000019', name: 'Etaten', flaw: 'good', profile: 'seid1', password: 'dev' } as const
  const certificate = await ca.issue(order, gateway.clock.nowSeconds())
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const der = createPrivateKey(certificate.privateKeyPem).export({ format: 'der', type: 'pkcs8' })
  const key = await crypto.subtle.importKey('pkcs8', new Uint8Array(der), algorithm, false, ['sign'])
  const authentication = openid.PrivateKeyJwt(key, {
    [openid.modifyAssertion]: (header) => {
      header.x5c = [...certificate.x5c]
    },
  })
  const configuration = await openid.discovery(new URL(gateway.issuer), 'sealed', undefined, authentication, {
    execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks],
  })
  const pkceCodeVerifier = openid.randomPKCECodeVerifier()
  const expectedState = openid.randomState()
  const url = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: 'https://sealed.example.no/callback',
    scope: 'openid profile',
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
  })
  const browser = openUserAgent()
  const callback = await passTestId(browser, (await browser.send(url.href)).location())
  const checks = { pkceCodeVerifier, expectedState, idTokenExpected: true }
  const tokens = await openid.authorizationCodeGrant(configuration, callback, checks)
  assert.equal(tokens.claims()?.pid, citizenA)
  const renewed = await openid.refreshTokenGrant(configuration, tokens.refresh_token ?? '')
  ca.revoke(certificate.serialNumber, gateway.clock.nowSeconds())
  await assert.rejects(
    openid.refreshTokenGrant(configuration, renewed.refresh_token ?? ''),
    (failure) => failure instanceof openid.ResponseBodyError && failure.error === 'invalid_client',
  )
})
