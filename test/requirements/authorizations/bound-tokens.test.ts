import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openRelyingParty, openUserAgent } from '../../harness/relying-party.ts'
import { makeProof, makeProofKey, type ProofKey } from '../sender-constrained/proofs.ts'
import { introspect } from '../token/resource-servers.ts'
import { type AuthorizationsProgram, citizenA, startAuthorizations } from './authorizations-program.ts'

let program: AuthorizationsProgram
let key: ProofKey
before(async () => {
  program = await startAuthorizations()
  key = await makeProofKey()
})
after(() => program.stop())

const path = '/clients/authorizations'
const proofFor = (htm: string, htu: string, accessToken?: string, of = key) =>
  makeProof(
    of,
    { htm, htu, nowSeconds: program.gateway.clock.nowSeconds() },
    accessToken === undefined ? {} : { accessToken },
  )

/** An access token that is bound to the key. */
async function boundToken(scope: string): Promise<string> {
  const { issuer } = program.gateway
  const party = openRelyingParty(issuer, 'etat-spa')
  const callback = await party.logIn(openUserAgent(), { scope, login_hint: `testid:${citizenA}_idporten-loa-high` })
  const form = {
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: party.redirectUri,
    code_verifier: party.verifier,
  }
  const answer = await party.token(form, { dpop: await proofFor('POST', `${issuer}/token`) })
  assert.equal(answer.json().token_type, 'DPoP', answer.text)
  return String(answer.json().access_token)
}

test('INTR-5 RFC9449-6.2 an API is told of either form of bound token to which key it is bound', async () => {
  for (const scope of ['etat:soknad.read', 'etat:opak.read']) {
    const told = (await introspect(program.gateway, await boundToken(scope), 'etat-rs')).json()
    assert.deepEqual([told.active, told.token_type, told.cnf], [true, 'DPoP', { jkt: key.jkt }])
  }
})

test('API-7 RFC9449-7.2 a bound token of a citizen opens the API with the proof of its key and not without', async () => {
  const token = await boundToken('etat:soknad.read idporten:authorizations')
  const url = program.apiBase + path
  const call = async (authorization: string, dpop: string | undefined) =>
    (await fetch(url, { headers: { authorization, ...(dpop === undefined ? {} : { dpop }) } })).status
  assert.equal(await call(`DPoP ${token}`, await proofFor('GET', url, token)), 200)
  assert.equal(await call(`Bearer ${token}`, undefined), 401)
  assert.equal(await call(`Bearer ${token}`, await proofFor('GET', url, token)), 401)
  assert.equal(await call(`DPoP ${token}`, undefined), 401)
  assert.equal(await call(`DPoP ${token}`, await proofFor('POST', url, token)), 401)
  assert.equal(await call(`DPoP ${token}`, await proofFor('GET', `${url}/x`, token)), 401)
  assert.equal(await call(`DPoP ${token}`, await proofFor('GET', url, token, await makeProofKey())), 401)
  const plain = (await program.give('etat-spa', 'idporten:authorizations')).access_token
  assert.equal(await call(`DPoP ${plain}`, await proofFor('GET', url, plain)), 401)
  const machine = await program.machineToken('etat-maskin')
  assert.equal(await call(`DPoP ${machine}`, await proofFor('GET', url, machine)), 401)
})
