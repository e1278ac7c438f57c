import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { runKeysCommand } from '../../../src/cli/keys.ts'
import { openRings } from '../../../src/compose-keys-command.ts'
import { startAuthorizations } from '../authorizations/authorizations-program.ts'
import { introspect, userinfo } from '../token/resource-servers.ts'

test("KEY-9 in an emergency a citizen's token counts for nothing at userinfo, at introspection and at our own APIs", async (context) => {
  const program = await startAuthorizations()
  context.after(() => program.stop())
  const { gateway } = program
  const scopes = 'openid etat:soknad.read idporten:authorizations'
  const own = '/clients/authorizations?requires_user_consent=false'
  const standing = async (token = '') => [
    (await userinfo(gateway, token)).status,
    (await introspect(gateway, token, 'etat-rs')).json().active,
    (await program.call('GET', own, token)).status,
  ]
  const { access_token: before } = await program.give('etat-spa', scopes)
  assert.deepEqual(await standing(before), [200, true, 200])
  const variables = {
    GATEWAY_DATABASE: join(gateway.folder, 'portvakt.sqlite'),
    GATEWAY_SECRETS_FILE: join(gateway.folder, 'secrets.json'),
  }
  const silent = { log: () => undefined, error: () => undefined }
  const words = ['emergency', '--environment', 'test', '--issuer', 'login', '--yes']
  assert.equal(await runKeysCommand(words, variables, (settings) => openRings(settings, gateway.clock), silent), 0)
  await gateway.tendKeys()
  assert.deepEqual(await standing(before), [401, false, 401])
  const { access_token: after } = await program.give('etat-spa', scopes)
  assert.deepEqual(await standing(after), [200, true, 200])
})
