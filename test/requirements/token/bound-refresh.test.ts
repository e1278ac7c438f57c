import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { openUserAgent } from '../../harness/user-agent.ts'
import { makeProof, makeProofKey } from '../sender-constrained/proofs.ts'
import { assertRefused } from './refused.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

test('RT-6 a refresh token that is bound to a key is told again to whoever has the key, and to nobody else', async () => {
  const service = openRelyingParty(gateway.issuer, 'spa', { authentication: 'none' })
  const [key, other] = [await makeProofKey(), await makeProofKey()]
  const proof = async (by = key) => ({
    dpop: await makeProof(by, {
      htm: 'POST',
      htu: `${gateway.issuer}/token`,
      nowSeconds: gateway.clock.nowSeconds(),
    }),
  })
  const callback = await service.logIn(openUserAgent())
  const redeemed = await service.token(
    {
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: service.redirectUri,
      code_verifier: service.verifier,
    },
    await proof(),
  )
  const first = String(redeemed.json().refresh_token)
  const refresh = (headers: Readonly<Record<string, string>>) =>
    service.token({ grant_type: 'refresh_token', refresh_token: first }, headers)
  const lost = (await refresh(await proof())).json()
  gateway.clock.forward(30)
  assertRefused(await refresh(await proof(other)), 400, 'invalid_grant')
  assertRefused(await refresh({}), 400, 'invalid_dpop_proof')
  const again = (await refresh(await proof())).json()
  assert.deepEqual([again.token_type, again.refresh_token], ['DPoP', lost.refresh_token])
})
