import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../src/protocol/client.ts'
import { jwtBearerGrant } from '../../../src/protocol/client-registration-types.ts'
import { mailsWhen, type OrderProgram, orgno, receiversOf, startOrderProgram } from '../orders/order-program.ts'
import {
  type ApiAnswer,
  answerOf,
  clientRequest,
  makeAssertion,
  publicJwk,
  requestToken,
} from '../self-service-api/api-program.ts'

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

async function callApi(path: string, body?: unknown): Promise<ApiAnswer> {
  const issuer = `${at.program.productionIssuer}/machine/`
  const claims = { scope: 'idporten:dcr.write' }
  const granted = await requestToken(issuer, makeAssertion(issuer, 'etat-admin', at.program.clock.nowSeconds(), claims))
  return answerOf(
    await fetch(`${at.program.portal}/api/prod-sim/clients${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${granted.body.access_token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
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

  const refused = await callApi('/tjeneste/secret')
  assert.equal(refused.status, 403, refused.text)
  assert.doesNotMatch(refused.text, /cs_p_/)
  const organisation = (await at.store.organisations.find(orgno))?.thing
  if (organisation === undefined) throw new Error('no organisation')
  const nowSeconds = at.program.clock.nowSeconds()
  await at.store.organisations.save({ ...organisation, productionSelfService: 'all' }, 'hand', nowSeconds)
  const given = await callApi('/tjeneste/secret')
  assert.equal(given.status, 200, given.text)
  assert.match(given.body.client_secret, /^cs_p_/)
  assert.equal((await secrets()).length, 1)
  assert.deepEqual(await at.store.portal.deliveries.list(), [])
})

test('J-22 a production client made through the API stands in the portal as delivered, beside what was tested under its name', async () => {
  const organisation = (await at.store.organisations.find(orgno))?.thing
  if (organisation === undefined) throw new Error('no organisation')
  const nowSeconds = at.program.clock.nowSeconds()
  await at.store.organisations.save({ ...organisation, productionSelfService: 'all' }, 'hand', nowSeconds)
  const tested = await at.store.portal.integrations.find(await at.verified('provd'))
  if (tested === undefined) throw new Error('no integration')
  await at.store.portal.integrations.change({ ...tested.thing, state: 'LOGIN_SEEN' }, tested.revision, nowSeconds)
  const listed = async (clientId: string) =>
    (await at.store.portal.integrations.list({ orgno }))
      .map(({ thing }) => thing)
      .find(({ productionClientId }) => productionClientId === clientId)

  const known = await callApi('', { ...clientRequest, client_name: tested.thing.name })
  assert.equal(known.status, 200, known.text)
  const moved = await listed(known.body.client_id)
  assert.deepEqual([moved?.id, moved?.state, moved?.testClientId], [tested.thing.id, 'CREDENTIALS_DELIVERED', 'provd'])
  const fresh = await callApi('', { ...clientRequest, client_name: 'Eksempeletaten – Ny' })
  assert.equal(fresh.status, 200, fresh.text)
  const begun = await listed(fresh.body.client_id)
  assert.deepEqual([begun?.name, begun?.state], ['Eksempeletaten – Ny', 'CREDENTIALS_DELIVERED'])
  assert.ok((await at.owner.get(`/o/${orgno}/integrations`)).words.includes('Eksempeletaten – Ny'))
  for (const page of ['', '/configuration', '/log', '/verification', '/order'])
    assert.ok((await at.owner.get(`/o/${orgno}/integrations/${begun?.id}${page}`)).status < 500, page)
  const sheets = await mailsWhen(at.owner, { code: 'M-12' }, (all) => all.length === 4)
  assert.deepEqual([...new Set(receiversOf(sheets))], ['ada@etaten.no', 'drift@etaten.no'])
  for (const { text } of sheets) assert.doesNotMatch(text, /cs_p_/)
})
