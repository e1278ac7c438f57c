import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as openid from 'openid-client'
import type { RunningGateway } from '../harness/gateway.ts'
import { openRelyingParty, openUserAgent } from '../harness/relying-party.ts'
import { citizenA, sharedSecret } from '../harness/standard-seed.ts'
import { startWithServers } from '../requirements/token/resource-servers.ts'

// openid-client as an API asks about tokens and as a service gives them back: addresses from discovery alone.

let gateway: RunningGateway
before(async () => {
  gateway = await startWithServers()
})
after(() => gateway.stop())

const discover = (clientId: string): Promise<openid.Configuration> =>
  openid.discovery(new URL(gateway.issuer), clientId, sharedSecret, openid.ClientSecretBasic(sharedSecret), {
    execute: [openid.allowInsecureRequests],
  })

test('INTR-1 INTR-5 REV-1 REV-3 DISC-11 DISC-12 openid-client introspects and revokes at the addresses of the metadata', async () => {
  const scope = 'openid eks:opaque.read eks:value.read'
  const tokens = await openRelyingParty(gateway.issuer, 'api').tokens(openUserAgent(), { scope })
  const [server, service] = [await discover('rs-main'), await discover('api')]
  const { access_token = '', refresh_token = '' } = tokens
  const told = await openid.tokenIntrospection(server, access_token)
  assert.deepEqual(
    [told.active, told.client_id, told.pid, told.scope, told.token_type],
    [true, 'api', citizenA, 'eks:opaque.read eks:value.read', 'Bearer'],
  )
  await openid.tokenRevocation(service, refresh_token, { token_type_hint: 'refresh_token' })
  assert.deepEqual({ ...(await openid.tokenIntrospection(server, access_token)) }, { active: false })
  await openid.tokenRevocation(service, refresh_token)
  await assert.rejects(openid.tokenIntrospection(service, access_token), { error: 'access_denied', status: 403 })
})
