import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { idTokenClaims } from '../../../src/protocol/claims.ts'
import type { Client } from '../../../src/protocol/client.ts'
import { acrClaim } from '../../../src/protocol/level-of-assurance.ts'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty, submitTestId } from '../../harness/relying-party.ts'
import { citizenA, standardSeed } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { isSignedByGateway } from './published-key.ts'
import { assertRefused } from './refused.ts'

let gateway: RunningGateway
before(async () => {
  const api = standardSeed().clients.find(({ client_id }) => client_id === 'api')
  const redirect_uris = ['https://legacy-api.example.no/callback']
  const own = { client_id: 'legacy-api', token_profile: 'legacy2018', redirect_uris }
  const addresses = { post_logout_redirect_uris: undefined, client_uri: undefined }
  gateway = await startGateway({ seed: standardSeed([{ ...api, ...own, ...addresses }]) })
})
after(() => gateway.stop())

const legacy = () => openRelyingParty(gateway.issuer, 'legacy')
const tokensOf = (changes = {}, person = {}) => legacy().tokens(openUserAgent(), changes, person)

const levels: [string, string, string, string][] = [
  ['LEG-1 LEG-3 Level3 asks for and is told for substantial', 'Level3', 'idporten-loa-substantial', 'Level3'],
  ['LEG-1 LEG-3 Level4 asks for and is told for high', 'Level4', 'idporten-loa-high', 'Level4'],
  ['LEG-1 LEG-3 the names of today are accepted too', 'idporten-loa-high', 'idporten-loa-high', 'Level4'],
  ['LEG-1 LEG-3 Level3 is enough of a request for high', 'Level3', 'idporten-loa-high', 'Level4'],
]
for (const [name, acr_values, performed, acr] of levels)
  test(`${name}`, async () => {
    const tokens = await tokensOf({ acr_values }, { acr: performed })
    for (const token of [tokens.id_token, tokens.access_token]) assert.equal(decodeToken(token ?? '').claims.acr, acr)
  })

test('LEG-1 low is never accepted, not even when it was asked for', async () => {
  const browser = openUserAgent()
  const low = { acr_values: 'idporten-loa-low' }
  const selector = (await legacy().authorize(browser, low)).location()
  assert.equal((await submitTestId(browser, selector, { acr: 'idporten-loa-low' })).status, 422)
  assert.equal(decodeToken((await tokensOf(low)).id_token ?? '').claims.acr, 'Level3')
  await openRelyingParty(gateway.issuer).tokens(browser, low, { acr: 'idporten-loa-low' })
  assert.equal((await legacy().authorize(browser, low)).location().pathname, '/authorize/selector')
})

test('LEG-1 the levels of the eIDAS regulation have the same two names', () => {
  assert.deepEqual(
    [acrClaim('eidas-loa-substantial', 'legacy2018'), acrClaim('eidas-loa-high', 'legacy2018')],
    ['Level3', 'Level4'],
  )
})

test('LEG-2 amr is plain text, and mobile BankID is spelt as it was', async () => {
  assert.equal(decodeToken((await tokensOf()).id_token ?? '').claims.amr, 'TestID')
  const login = {
    issuer: 'i',
    subject: 's',
    acr: 'idporten-loa-high',
    authTimeSeconds: 1,
    locale: 'nb',
    sid: null,
    onbehalfof: null,
  } as const
  const token = { jti: 'j', issuedAtSeconds: 1, lifetimeSeconds: 1 }
  const amrOf = (amr: string, tokenProfile: Client['tokenProfile']) =>
    idTokenClaims({ ...login, amr }, { ...({} as Client), tokenProfile }, token).amr
  assert.deepEqual(
    [amrOf('BankID Mobil', 'legacy2018'), amrOf('BankID', 'legacy2018'), amrOf('BankID Mobil', 'current')],
    ['BankID-mobil', 'BankID', ['BankID Mobil']],
  )
})

test('LEG-3 the old names mean nothing to other clients', async () => {
  const answer = await openRelyingParty(gateway.issuer).authorize(openUserAgent(), { acr_values: 'Level4' })
  assert.equal(answer.location().searchParams.get('error'), 'invalid_request')
})

test('LEG-4 sid is always there', async () => {
  assert.match(String(decodeToken((await tokensOf()).id_token ?? '').claims.sid), /^[A-Za-z0-9_-]{43}$/)
})

test('LEG-5 on behalf of somebody, the old claim stands beside the new', async () => {
  const service = openRelyingParty(gateway.issuer, 'legacy-api')
  const { claims } = decodeToken((await service.tokens(openUserAgent(), { onbehalfof: 'fjord' })).id_token ?? '')
  assert.deepEqual([claims.client_onbehalfof, claims.aud_onbehalfof], ['fjord', 'fjord'])
  const without = decodeToken((await service.tokens(openUserAgent())).id_token ?? '').claims
  assert.ok(!('aud_onbehalfof' in without))
})

test('LEG-6 AT-17 the access token says that it is a bearer token, which no other client hears', async () => {
  const { claims } = decodeToken((await tokensOf()).access_token ?? '')
  assert.deepEqual([claims.token_type, claims.acr], ['Bearer', 'Level3'])
  const current = await openRelyingParty(gateway.issuer).tokens(openUserAgent())
  assert.ok(!('token_type' in decodeToken(current.access_token ?? '').claims))
})

test('LEG-7 the client that asks for the logout is not called, and is called when another asks', async () => {
  const calls = async (asking: string) => {
    const browser = openUserAgent()
    await legacy().tokens(browser)
    await openRelyingParty(gateway.issuer).tokens(browser)
    const page = await browser.send(`${gateway.issuer}/logout?client_id=${asking}`)
    return [...page.text.matchAll(/<iframe src="([^"?]+)/g)].map((found) => found[1]).sort()
  }
  assert.deepEqual(await calls('legacy'), ['https://web.example.no/fc'])
  assert.deepEqual(await calls('web'), ['https://legacy.example.no/fc', 'https://web.example.no/fc'])
})

test('LEG-8 PKCE is demanded as of any client', async () => {
  const changes = { code_challenge: undefined, code_challenge_method: undefined }
  const answer = (await legacy().authorize(openUserAgent(), changes)).location()
  assert.deepEqual(
    [answer.searchParams.get('error'), answer.searchParams.get('state')],
    ['invalid_request', 'state-of-the-request'],
  )
})

test('LEG-9 issuer, key, sub and errors are those of every client', async () => {
  const tokens = await tokensOf()
  const { claims } = decodeToken(tokens.id_token ?? '')
  assert.deepEqual([claims.iss, claims.aud, claims.pid], [gateway.issuer, 'legacy', citizenA])
  assert.equal(await isSignedByGateway(gateway.issuer, tokens.id_token ?? ''), true)
  const userinfo = await send(`${gateway.issuer}/userinfo`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })
  assert.equal(userinfo.json().sub, claims.sub)
  assertRefused(await legacy().refresh('x'), 400, 'invalid_grant')
})
