import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { freePort, type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { runningClock } from '../../harness/site-program.ts'
import { openReceiver, type Receiver } from '../../harness/site-receiver.ts'
import { citizenA, standardSeed } from '../../harness/standard-seed.ts'
import { writeKeyFiles } from './key-files.ts'
import { paste } from './pasted-files.ts'
import { openPerson } from './person.ts'
import { type ClientChoices, seedEntry, sheetOf } from './registered-client.ts'

// The module as the portal gives it, called as a service would call it: begin, come back, read the claims, log out.

interface Login {
  beginLogin(): Promise<{ readonly url: URL; readonly expected: object }>
  finishLogin(
    callbackUrl: string,
    expected: object,
  ): Promise<{ readonly claims: Readonly<Record<string, unknown>>; readonly idToken: string }>
  logoutUrl(idToken: string): URL
}

const keyFiles = writeKeyFiles()
const methods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'] as const
let gateway: RunningGateway
let service: Receiver
let clients: readonly ClientChoices[]

before(async () => {
  service = await openReceiver(await freePort())
  clients = methods.map((method) => ({
    clientId: `node-${method}`,
    tokenEndpointAuthMethod: method,
    applicationType: method === 'none' ? 'native' : 'web',
    redirectUri: `${service.origin}/callback`,
    postLogoutRedirectUri: `${service.origin}/logged-out`,
    ...(method === 'private_key_jwt' ? { jwks: keyFiles.jwks } : {}),
  }))
  gateway = await startGateway({ seed: standardSeed(clients.map(seedEntry)), clock: runningClock() })
})
after(async () => {
  keyFiles.remove()
  await service.close()
  await gateway.stop()
})

for (const [index, method] of methods.entries())
  test(`CONFIG-6 openid-client with ${method} logs in and out by the pasted file`, async () => {
    const client = clients[index] as ClientChoices
    const pasted = paste('openid-client', sheetOf(client, gateway.issuer), keyFiles)
    try {
      if (existsSync(pasted.path('.env'))) process.loadEnvFile(pasted.path('.env'))
      const login = await pasted.load<Login>('login.mjs')
      const { url, expected } = await login.beginLogin()
      for (const name of ['state', 'nonce', 'code_challenge'])
        assert.ok((url.searchParams.get(name) ?? '').length > 20, name)
      const person = openPerson(gateway.issuer)
      const arrival = await person.open(url.href)
      const { claims, idToken } = await login.finishLogin(arrival.url.href, expected)
      assert.equal(claims.pid, citizenA)
      assert.equal(claims.acr, 'idporten-loa-substantial')
      assert.equal(claims.locale, 'nb')
      assert.equal(claims.aud, client.clientId)

      const ended = await person.logOutBy(login.logoutUrl(idToken).href)
      assert.equal(ended.url.href, client.postLogoutRedirectUri)
      const again = await person.peek((await login.beginLogin()).url.href)
      assert.equal(again.location?.pathname, '/authorize/selector', 'the session is gone')
    } finally {
      delete process.env.OIDC_CLIENT_SECRET
      pasted.remove()
    }
  })
