import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { basicHeader, openRelyingParty, openUserAgent } from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'
import { type Answer, send } from '../../harness/user-agent.ts'
import { assertRefused } from '../token/refused.ts'
import { makeProof, makeProofKey, type ProofKey } from './proofs.ts'

let gateway: RunningGateway
let key: ProofKey
before(async () => {
  gateway = await startGateway({ variables: { GATEWAY_TEST_DPOP_NONCE: 'required' } })
  key = await makeProofKey()
})
after(() => gateway.stop())

const proof = (path: string, nonce: string | undefined, accessToken?: string) =>
  makeProof(
    key,
    { htm: path === '/userinfo' ? 'GET' : 'POST', htu: gateway.issuer + path, nowSeconds: gateway.clock.nowSeconds() },
    { claims: { nonce }, ...(accessToken === undefined ? {} : { accessToken }) },
  )
const nonceOf = (answer: Answer): string => answer.headers.get('dpop-nonce') ?? ''

async function logIn() {
  const party = openRelyingParty(gateway.issuer)
  const callback = await party.logIn(openUserAgent())
  const form = {
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code') ?? undefined,
    redirect_uri: party.redirectUri,
    code_verifier: party.verifier,
  }
  return {
    redeem: async (nonce?: string) => party.token(form, { dpop: await proof('/token', nonce) }),
    party,
  }
}
const userinfo = async (token: string, nonce?: string) =>
  send(`${gateway.issuer}/userinfo`, {
    headers: { authorization: `DPoP ${token}`, dpop: await proof('/userinfo', nonce, token) },
  })

test('RFC9449-8 the token endpoint gives a nonce, and takes the same code with it', async () => {
  const { redeem } = await logIn()
  const first = await redeem()
  assertRefused(first, 400, 'use_dpop_nonce')
  assert.match(nonceOf(first), /^[A-Za-z0-9_-]{43}$/)
  assertRefused(await redeem('made up'), 400, 'use_dpop_nonce')
  const answer = await redeem(nonceOf(first))
  assert.deepEqual([answer.status, answer.json().token_type], [200, 'DPoP'])
  assert.equal(nonceOf(answer), nonceOf(first))
})

test('RFC9449-8 a nonce is good for one turn more than it is handed out, and the next one comes with every answer', async () => {
  const { redeem } = await logIn()
  const former = nonceOf(await redeem())
  gateway.clock.forward(30)
  const early = await redeem(former)
  assert.equal(early.status, 200)
  const { redeem: again } = await logIn()
  const old = nonceOf(await again())
  gateway.clock.forward(180)
  const later = await logIn()
  const late = await later.redeem(old)
  assert.equal(late.status, 200)
  assert.notEqual(nonceOf(late), old)
  gateway.clock.forward(180)
  const refused = await (await logIn()).redeem(old)
  assertRefused(refused, 400, 'use_dpop_nonce')
})

test('RFC9449-8 a nonce of before a restart is still good', async () => {
  const former = nonceOf(await (await logIn()).redeem())
  await gateway.restart()
  assert.equal((await (await logIn()).redeem(former)).status, 200)
})

test('RFC9449-9 userinfo gives a nonce with 401 and a challenge', async () => {
  const { redeem } = await logIn()
  const nonce = nonceOf(await redeem())
  const token = String((await redeem(nonce)).json().access_token)
  const refused = await userinfo(token)
  assertRefused(refused, 401, 'use_dpop_nonce')
  assert.match(refused.headers.get('www-authenticate') ?? '', /DPoP realm="[^"]+", error="use_dpop_nonce"/)
  assert.equal((await userinfo(token, nonceOf(refused))).status, 200)
})

test('RFC9449-8 a pushed request is taken with the nonce that its refusal gave', async () => {
  const form = Object.fromEntries(new URL(openRelyingParty(gateway.issuer).authorizeUrl()).searchParams)
  const push = async (nonce?: string) =>
    send(`${gateway.issuer}/par`, {
      form,
      headers: { authorization: basicHeader('web', sharedSecret), dpop: await proof('/par', nonce) },
    })
  const refused = await push()
  assertRefused(refused, 400, 'use_dpop_nonce')
  assert.equal((await push(nonceOf(refused))).status, 201)
})

test('RFC9449-8 who sends no proof is asked for no nonce and told none', async () => {
  const party = openRelyingParty(gateway.issuer)
  const answer = await party.redeem(await party.logIn(openUserAgent()))
  assert.deepEqual([answer.status, answer.headers.get('dpop-nonce')], [200, null])
})
