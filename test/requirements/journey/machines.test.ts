import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../src/protocol/client.ts'
import { jwtBearerGrant } from '../../../src/protocol/client-registration-types.ts'
import { filledIn, type OrderProgram, openOrderForm, orderNoOf, startOrderProgram } from '../orders/order-program.ts'
import { makeAssertion, publicJwk, requestToken } from '../self-service-api/api-program.ts'

const scope = 'idporten:dcr.read'
const daySeconds = 86_400
let at: OrderProgram

before(async () => {
  at = await startOrderProgram({ variables: { GATEWAY_TEST_API_ADMIN_KEYS_ALLOWED: 'true' } })
})
after(() => at.stop())

const fetchToken = async (clientId: string): Promise<number> => {
  const issuer = `${at.program.issuer}/machine/`
  const assertion = makeAssertion(issuer, clientId, at.program.clock.nowSeconds(), { scope })
  return (await requestToken(issuer, assertion)).status
}

const addClient = (name: string): Promise<string> =>
  at.verified(name, {
    integrationType: 'maskinporten',
    tokenEndpointAuthMethod: 'private_key_jwt',
    grantTypes: [jwtBearerGrant],
    scopes: [scope],
    redirectUris: [],
    postLogoutRedirectUris: [],
    jwks: [publicJwk('admin-key') as unknown as Client['jwks'][number]],
  })

/** Sends a form for production that lacks nothing of its own. */
async function order(integration: string) {
  const form = await openOrderForm(at.owner, integration)
  const jwks = JSON.stringify({ keys: [publicJwk('prod-key')] })
  return at.owner.submit(form, '/edit', { ...filledIn, jwks, do: 'submit' })
}
const isUnproven = async (integration: string): Promise<boolean> => {
  const { status, words } = await order(integration)
  return status === 409 && /ikke hentet noe token i test de siste 90 dagene/.test(words)
}

test('ONB-72 a machine needs no verification but a token that it fetched in test within ninety days, found by itself', async () => {
  const integration = await addClient('maskinell')
  assert.ok(await isUnproven(integration), 'nothing was fetched yet')
  assert.equal(await fetchToken('maskinell'), 200)
  at.program.clock.forward(92 * daySeconds)
  await at.owner.logIn({ fresh: true })
  assert.ok(await isUnproven(integration), 'too long ago')
  assert.equal(await fetchToken('maskinell'), 200)
  const sent = await order(integration)
  assert.equal(sent.status, 200, sent.words)
  const kept = (await at.store.portal.orders.find(orderNoOf(sent)))?.thing
  assert.deepEqual([kept?.state, kept?.verificationRunId], ['SUBMITTED', undefined])
})
