import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { createRemoteJWKSet } from 'jose'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { keepExamples } from '../../harness/guide.ts'
import {
  basicHeader,
  decodeToken,
  openRelyingParty,
  openUserAgent,
  type Parameters,
} from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'
import { type Answer, send } from '../../harness/user-agent.ts'
import { introspect, seedWithServers } from '../token/resource-servers.ts'
import { checkBoundToken } from './check-bound-token.ts'
import { makeProof, makeProofKey, type ProofKey } from './proofs.ts'

let gateway: RunningGateway
let demanding: RunningGateway
let key: ProofKey
before(async () => {
  gateway = await startGateway({ seed: seedWithServers() })
  demanding = await startGateway({ variables: { GATEWAY_TEST_DPOP_NONCE: 'required' } })
  key = await makeProofKey()
})
after(async () => {
  await gateway.stop()
  await demanding.stop()
})

test('RFC9449-5 RFC9449-7.1 the requests and answers of the guide are real ones', async () => {
  keepExamples('sender-constrained-tokens.md', await exchangeAll())
})

test('RFC9449-7.1 the check in the guide lets a right request through once, and nothing else', async () => {
  const token = (await tokens()).access_token ?? ''
  const url = 'https://api.example.no/helse/v1?side=2'
  const seen = new Set<string>()
  const api = {
    issuer: gateway.issuer,
    keys: createRemoteJWKSet(new URL(`${gateway.issuer}/jwks.json`)),
    isFirst: async (id: string) => !seen.has(id) && seen.add(id) !== undefined,
    now: () => new Date(gateway.clock.nowSeconds() * 1000),
  }
  const proof = (by = key, htu = 'https://api.example.no/helse/v1', accessToken = token) =>
    makeProof(by, { htm: 'GET', htu, nowSeconds: gateway.clock.nowSeconds() }, { accessToken })
  const ask = async (dpop: string, scheme = 'DPoP') =>
    checkBoundToken(api, { method: 'GET', url, headers: { authorization: `${scheme} ${token}`, dpop } })
  const once = await proof()
  assert.equal((await ask(once)).client_id, 'web')
  await assert.rejects(ask(once))
  await assert.rejects(ask(await proof(), 'Bearer'))
  await assert.rejects(ask(await proof(await makeProofKey())))
  await assert.rejects(ask(await proof(key, 'https://other.example.no/helse/v1')))
  await assert.rejects(ask(await proof(key, 'https://api.example.no/helse/v1', 'another')))
})

async function tokens(scope = 'openid profile', clientId = 'web', at = gateway): Promise<Record<string, string>> {
  return (await exchange(at, undefined, clientId, scope)).answer.json() as Record<string, string>
}

/** One login and the exchange of its code, beside a proof with this nonce. */
async function exchange(at: RunningGateway, nonce?: string, clientId = 'web', scope = 'openid profile') {
  const party = openRelyingParty(at.issuer, clientId)
  const callback = await party.logIn(openUserAgent(), { scope })
  const form: Parameters = {
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code') ?? undefined,
    redirect_uri: party.redirectUri,
    code_verifier: party.verifier,
  }
  const request = { htm: 'POST', htu: `${at.issuer}/token`, nowSeconds: at.clock.nowSeconds() }
  const proof = await makeProof(key, request, { claims: { nonce } })
  return { form, proof, answer: await party.token(form, { dpop: proof }) }
}

async function exchangeAll(): Promise<string> {
  const sections: string[] = []
  const add = (title: string, words: string, ...blocks: string[]) =>
    sections.push(`### ${title}\n\n${words}\n\n\`\`\`\n${blocks.join('\n\n')}\n\`\`\`\n`)

  const first = await exchange(gateway)
  add('The proof', 'Header and claims, before they are signed with the key in `jwk`.', shown(decodeToken(first.proof)))
  add(
    'The token request',
    'As ever, with one header more. The answer says `DPoP`.',
    `POST /token\nAuthorization: Basic …\nDPoP: eyJ…\n\n${formOf(first.form)}`,
    answerOf(first.answer),
  )
  const { access_token: token = '' } = first.answer.json() as Record<string, string>
  add('The access token', 'Its claims name the key.', shown(decodeToken(token).claims))

  const at = `${gateway.issuer}/userinfo`
  const shownWith = await makeProof(
    key,
    { htm: 'GET', htu: at, nowSeconds: gateway.clock.nowSeconds() },
    { accessToken: token },
  )
  const headers = { authorization: `DPoP ${token}`, dpop: shownWith }
  add(
    'Using the token',
    'A new proof for each request; `ath` says for which token.',
    `GET /userinfo\nAuthorization: DPoP eyJ…\nDPoP: eyJ…\n\n${shown(decodeToken(shownWith).claims)}`,
    answerOf(await send(at, { headers })),
  )
  add(
    'A stolen token',
    'Without the key it is worth nothing.',
    'GET /userinfo\nAuthorization: Bearer eyJ…',
    answerOf(await send(at, { headers: { authorization: `Bearer ${token}` } }), 'www-authenticate'),
  )

  const refused = await exchange(demanding)
  add(
    'Where a nonce is demanded',
    'Make a new proof with the nonce of the answer, and send the same request again.',
    'POST /token\nAuthorization: Basic …\nDPoP: eyJ…',
    answerOf(refused.answer, 'dpop-nonce'),
  )

  const forApi = await tokens('openid eks:value.read', 'api')
  add(
    'What introspection tells an API',
    '`token_type` and `cnf`; the proof is the API’s own to check.',
    'POST /introspect\nAuthorization: Basic …\n\ntoken=eyJ…',
    answerOf(await introspect(gateway, forApi.access_token)),
  )

  const push = Object.fromEntries(new URL(openRelyingParty(gateway.issuer).authorizeUrl()).searchParams)
  const htu = `${gateway.issuer}/par`
  const dpop = await makeProof(key, { htm: 'POST', htu, nowSeconds: gateway.clock.nowSeconds() })
  const pushed = await send(htu, { form: push, headers: { authorization: basicHeader('web', sharedSecret), dpop } })
  add(
    'Binding the code too',
    'A proof beside the pushed request.',
    'POST /par\nAuthorization: Basic …\nDPoP: eyJ…',
    answerOf(pushed),
  )

  const check = readFileSync(new URL('check-bound-token.ts', import.meta.url), 'utf8')
  sections.push(
    `### How an API checks a self-contained token\n\nWith \`jose\`, in TypeScript.\n\n\`\`\`ts\n${check}\`\`\`\n`,
  )
  return sections.join('\n')
}

const answerOf = (answer: Answer, ...names: string[]): string =>
  [
    String(answer.status),
    ...names.map((name) => `${name}: ${hidden(answer.headers.get(name) ?? '')}`),
    shown(answer.json()),
  ].join('\n')

const formOf = (form: Parameters): string =>
  Object.entries(form)
    .map(([name, value]) => `${name}=${['code', 'code_verifier'].includes(name) ? '…' : value}`)
    .join('&')

/** What differs at each run is left out. */
const shown = (value: unknown): string =>
  hidden(
    JSON.stringify(value, null, 2)
      .replace(/"(access_token|id_token|refresh_token|x|y|jti|ath|jkt|sub|sid|kid)": "[^"]+"/g, '"$1": "…"')
      .replace(/"urn:idporten:[^"]+"/g, '"urn:idporten:…"'),
  )
const hidden = (text: string): string =>
  text
    .replaceAll(/http:\/\/localhost:\d+/g, 'https://gateway.example')
    .replaceAll(/localhost:\d+/g, 'gateway.example')
    .replaceAll(/\(ref: [^)]+\)/g, '(ref: …)')
    .replace(/^[A-Za-z0-9_-]{43}$/, '…')
