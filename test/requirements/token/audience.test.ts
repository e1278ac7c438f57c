import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { basicHeader, decodeToken, openRelyingParty } from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { introspect, seedWithServers } from './resource-servers.ts'

const [first, second, third] = ['https://api.example.no/first', 'https://api.example.no/second', 'urn:example:third']

let gateway: RunningGateway
before(async () => {
  const seed = seedWithServers({
    'eks:value.read': { enforced_aud_for_access_token: [first, second] },
    'eks:opaque.read': { enforced_aud_for_access_token: [second, third] },
  })
  gateway = await startGateway({ seed })
})
after(() => gateway.stop())

const api = () => openRelyingParty(gateway.issuer, 'api')

/** The address of a request for these audiences. */
const address = (scope: string, resources: readonly string[]): string => {
  const url = new URL(api().authorizeUrl({ scope }))
  for (const resource of resources) url.searchParams.append('resource', resource)
  return url.href
}

const refusals: [string, string, string[]][] = [
  ['a value that the scope does not name', 'eks:value.read', [third]],
  ['one right value and one wrong', 'eks:value.read', [first, third]],
  ['a value that only one of two scopes names', 'eks:value.read eks:opaque.read', [first]],
  ['another letter case', 'eks:value.read', [first.replace('api', 'API')]],
  ['more of the path', 'eks:value.read', [`${first}/`]],
]
for (const [what, scope, resources] of refusals)
  test(`AUD-5 ${what} is invalid_target`, async () => {
    const answer = await send(address(scope, resources))
    const { searchParams } = answer.location()
    assert.deepEqual([searchParams.get('error'), searchParams.get('state')], ['invalid_target', 'state-of-the-request'])
  })

const accepted: [string, string, string[]][] = [
  ['a value that the scope names', 'eks:value.read', [first]],
  ['all values that it names', 'eks:value.read', [second, first]],
  ['a value that both scopes name', 'eks:value.read eks:opaque.read', [second]],
  ['no value at all', 'eks:value.read', []],
  ['any value where no scope names one', 'openid eks:pseudo.read', [third]],
]
for (const [what, scope, resources] of accepted)
  test(`AUD-5 ${what} is accepted`, async () => {
    const answer = await openUserAgent().send(address(scope, resources))
    assert.equal(answer.location().pathname, '/authorize/selector')
  })

test('AUD-1 AUD-2 AUD-4 AUD-5 what was permitted stands in the token, is narrowed by a refresh and never widened', async () => {
  const service = api()
  const browser = openUserAgent()
  const asked = { scope: 'eks:value.read', resource: first }
  const tokens = await service.tokens(browser, asked)
  assert.equal(decodeToken(tokens.access_token ?? '').claims.aud, first)
  assert.equal((await introspect(gateway, tokens.access_token, 'rs-values')).json().aud, first)
  const wider = await service.refresh(tokens.refresh_token ?? '', { resource: second })
  assert.deepEqual([wider.status, wider.json().error], [400, 'invalid_target'])
  const without = await service.tokens(browser, { scope: 'eks:value.read' })
  assert.equal('aud' in decodeToken(without.access_token ?? '').claims, false)
})

test('AUD-5 a pushed request for another audience is refused where it is pushed', async () => {
  const form = Object.fromEntries(new URL(address('eks:value.read', [third])).searchParams)
  const headers = { authorization: basicHeader('api', sharedSecret) }
  const answer = await send(`${gateway.issuer}/par`, { form, headers })
  assert.deepEqual([answer.status, answer.json().error], [400, 'invalid_target'])
  const permitted = await send(`${gateway.issuer}/par`, { form: { ...form, resource: first }, headers })
  assert.equal(permitted.status, 201)
})
