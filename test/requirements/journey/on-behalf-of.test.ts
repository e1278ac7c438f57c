import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { basicHeader, openRelyingParty, openUserAgent } from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'
import { send } from '../../harness/user-agent.ts'
import { claimsAtOnce, logInClaims } from '../session/visit.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const supplier = (scope = 'openid profile') => openRelyingParty(gateway.issuer, 'api', { scope })
const fjord = { onbehalfof: 'fjord' }

test('REG-116 an entry has the addresses, scopes and secret of its client, and none of its own', async () => {
  const elsewhere = await supplier().authorize(openUserAgent(), {
    ...fjord,
    redirect_uri: 'https://fjord.example.no/callback',
  })
  assert.equal(elsewhere.status, 400, 'an address at the body itself is not registered')
  const own = await supplier().tokens(openUserAgent(), fjord)
  assert.equal(typeof own.access_token, 'string')
  const asEntry = openRelyingParty(gateway.issuer, 'api::fjord')
  assert.equal((await asEntry.authorize(openUserAgent())).status, 400, 'the entry is no client')
  const refused = await send(`${gateway.issuer}/token`, {
    form: { grant_type: 'authorization_code', code: 'none', redirect_uri: 'https://api.example.no/callback' },
    headers: { authorization: basicHeader('api::fjord', sharedSecret) },
  })
  assert.deepEqual([refused.status, refused.json().error], [401, 'invalid_client'])
})

test('REG-119 single sign-on, subject and session are those of the client, whoever it speaks for', async () => {
  const browser = openUserAgent()
  const asFjord = await logInClaims(supplier(), browser, fjord)
  const plain = await claimsAtOnce(supplier(), browser)
  const again = await claimsAtOnce(supplier(), browser, fjord)
  for (const claims of [plain, again])
    assert.deepEqual(
      [claims.sub, claims.sid, claims.auth_time, claims.aud],
      [asFjord.sub, asFjord.sid, asFjord.auth_time, 'api'],
    )
  assert.deepEqual([plain.client_onbehalfof, again.client_onbehalfof], [undefined, 'fjord'])
})
