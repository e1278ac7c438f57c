import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { basicHeader, openRelyingParty, openUserAgent, type Parameters } from '../../harness/relying-party.ts'
import { citizenA, sharedSecret } from '../../harness/standard-seed.ts'
import { type Answer, send } from '../../harness/user-agent.ts'
import { assertRefused } from '../token/refused.ts'
import { makeProof, makeProofKey, type ProofKey } from './proofs.ts'

let gateway: RunningGateway
let key: ProofKey
let other: ProofKey
before(async () => {
  gateway = await startGateway()
  ;[key, other] = [await makeProofKey(), await makeProofKey()]
})
after(() => gateway.stop())

const service = () => openRelyingParty(gateway.issuer)
const proof = (path: string, by: ProofKey) =>
  makeProof(by, { htm: 'POST', htu: gateway.issuer + path, nowSeconds: gateway.clock.nowSeconds() })

async function redeem(party: ReturnType<typeof service>, callback: URL, by?: ProofKey): Promise<Answer> {
  return party.token(
    {
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? undefined,
      redirect_uri: party.redirectUri,
      code_verifier: party.verifier,
    },
    by === undefined ? {} : { dpop: await proof('/token', by) },
  )
}

/** Pushes a right request of `web`, but for the changes, beside a proof of `by`. */
async function push(party: ReturnType<typeof service>, changes: Parameters, by?: ProofKey): Promise<Answer> {
  const form = Object.fromEntries(new URL(party.authorizeUrl(changes)).searchParams)
  const dpop = by === undefined ? {} : { dpop: await proof('/par', by) }
  return send(`${gateway.issuer}/par`, {
    form: { ...form, client_id: undefined },
    headers: { authorization: basicHeader('web', sharedSecret), ...dpop },
  })
}

/** The whole way from a pushed request to the callback. */
async function logInPushed(party: ReturnType<typeof service>, pushed: Answer): Promise<URL> {
  assert.equal(pushed.status, 201, pushed.text)
  const requestUri = String(pushed.json().request_uri)
  const only = Object.fromEntries(
    [...new URL(party.authorizeUrl()).searchParams.keys()].map((name) => [name, undefined]),
  )
  return party.logIn(openUserAgent(), { ...only, client_id: 'web', request_uri: requestUri })
}

test('RFC9449-10 a code that was asked for with dpop_jkt is exchanged beside a proof of that key', async () => {
  const party = service()
  const callback = await party.logIn(openUserAgent(), { dpop_jkt: key.jkt })
  const answer = await redeem(party, callback, key)
  assert.deepEqual([answer.status, answer.json().token_type], [200, 'DPoP'])
  const refreshed = await party.refresh(String(answer.json().refresh_token))
  assertRefused(refreshed, 400, 'invalid_dpop_proof')
})

test('RFC9449-10 another key, or none, is invalid_grant and burns the code', async () => {
  for (const wrong of [other, undefined]) {
    const party = service()
    const callback = await party.logIn(openUserAgent(), { dpop_jkt: key.jkt })
    assertRefused(await redeem(party, callback, wrong), 400, 'invalid_grant')
    assertRefused(await redeem(party, callback, key), 400, 'invalid_grant')
  }
})

test('RFC9449-10 a session and an automatic login bind their codes as well', async () => {
  const [party, browser] = [service(), openUserAgent()]
  await party.logIn(browser)
  const again = await party.logIn(browser, { dpop_jkt: key.jkt })
  assertRefused(await redeem(party, again, other), 400, 'invalid_grant')
  const automatic = await party.logIn(openUserAgent(), {
    dpop_jkt: key.jkt,
    login_hint: `testid:${citizenA}_idporten-loa-high`,
  })
  assertRefused(await redeem(party, automatic), 400, 'invalid_grant')
})

test('RFC9449-10 a dpop_jkt that can be no thumbprint is told to the client', async () => {
  for (const dpop_jkt of ['x', `${key.jkt}=`, key.jkt.slice(1), `+${key.jkt.slice(1)}`]) {
    const { searchParams } = (await service().authorize(openUserAgent(), { dpop_jkt })).location()
    assert.equal(searchParams.get('error'), 'invalid_request')
    assert.match(searchParams.get('error_description') ?? '', /dpop_jkt/)
  }
})

test('RFC9449-10.1 a proof beside a pushed request binds the code, with and without dpop_jkt', async () => {
  for (const changes of [{}, { dpop_jkt: key.jkt }]) {
    const party = service()
    const callback = await logInPushed(party, await push(party, changes, key))
    assert.equal((await redeem(party, callback, key)).json().token_type, 'DPoP')
    const stolen = await logInPushed(party, await push(party, changes, key))
    assertRefused(await redeem(party, stolen, other), 400, 'invalid_grant')
  }
})

test('RFC9449-10.1 dpop_jkt in a pushed request is enough', async () => {
  const party = service()
  const callback = await logInPushed(party, await push(party, { dpop_jkt: key.jkt }))
  assertRefused(await redeem(party, callback, other), 400, 'invalid_grant')
})

test('RFC9449-10.1 a dpop_jkt of another key than the proof’s is refused, and so is a proof that does not hold', async () => {
  assertRefused(await push(service(), { dpop_jkt: key.jkt }, other), 400, 'invalid_request')
  const form = Object.fromEntries(new URL(service().authorizeUrl()).searchParams)
  const headers = { authorization: basicHeader('web', sharedSecret), dpop: await proof('/token', key) }
  assertRefused(await send(`${gateway.issuer}/par`, { form, headers }), 400, 'invalid_dpop_proof')
})
