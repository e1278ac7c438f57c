import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../src/protocol/client.ts'
import { jwtBearerGrant } from '../../../src/protocol/client-registration-types.ts'
import { type OrderProgram, orgno, startOrderProgram } from '../orders/order-program.ts'
import { type ApiAnswer, answerOf, makeAssertion, publicJwk, requestToken } from '../self-service-api/api-program.ts'

let at: OrderProgram
before(async () => {
  at = await startOrderProgram({ variables: { GATEWAY_PROD_SIM_API_ADMIN_KEYS_ALLOWED: 'true' } })
})
after(() => at.stop())

/** A client in production, as an order would have left it. */
async function addToProduction(name: string, changes: Partial<Client> = {}): Promise<void> {
  await at.verified(name, changes)
  const made = await at.store.environment('test').clients.find(name)
  if (made === undefined) throw new Error('no client')
  await at.store.environment('prod-sim').clients.save(made.thing, 'hand', at.program.clock.nowSeconds())
}

async function askForSecret(): Promise<ApiAnswer> {
  const issuer = `${at.program.productionIssuer}/machine/`
  const claims = { scope: 'idporten:dcr.write' }
  const granted = await requestToken(issuer, makeAssertion(issuer, 'etat-admin', at.program.clock.nowSeconds(), claims))
  return answerOf(
    await fetch(`${at.program.portal}/api/prod-sim/clients/tjeneste/secret`, {
      method: 'POST',
      headers: { authorization: `Bearer ${granted.body.access_token}` },
    }),
  )
}

test('REG-75 a production secret leaves by its delivery, and by the API only for who has self-service in production', async () => {
  await addToProduction('tjeneste')
  await addToProduction('etat-admin', {
    integrationType: 'maskinporten',
    tokenEndpointAuthMethod: 'private_key_jwt',
    grantTypes: [jwtBearerGrant],
    scopes: ['idporten:dcr.write'],
    redirectUris: [],
    postLogoutRedirectUris: [],
    jwks: [publicJwk('admin-key') as unknown as Client['jwks'][number]],
  })
  const onScreen = await at.owner.post(`/o/${orgno}/clients/prod-sim/tjeneste/secrets`)
  assert.equal(onScreen.status, 403)
  assert.doesNotMatch(onScreen.html, /cs_p_/)
  const secrets = async () => (await at.store.environment('prod-sim').clients.find('tjeneste'))?.thing.secrets ?? []
  assert.deepEqual(await secrets(), [])

  const refused = await askForSecret()
  assert.equal(refused.status, 403, refused.text)
  assert.doesNotMatch(refused.text, /cs_p_/)
  const organisation = (await at.store.organisations.find(orgno))?.thing
  if (organisation === undefined) throw new Error('no organisation')
  const nowSeconds = at.program.clock.nowSeconds()
  await at.store.organisations.save({ ...organisation, productionSelfService: 'all' }, 'hand', nowSeconds)
  const given = await askForSecret()
  assert.equal(given.status, 200, given.text)
  assert.match(given.body.client_secret, /^cs_p_/)
  assert.equal((await secrets()).length, 1)
  assert.deepEqual(await at.store.portal.deliveries.list(), [])
})
