import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { freePort, startGateway } from '../../harness/gateway.ts'
import { passTestId } from '../../harness/relying-party.ts'
import { runningClock } from '../../harness/site-program.ts'
import { citizenA, sharedSecret, standardSeed } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'

test('BCL-2.4 BCL-2.5 the example service ends its session when it is told from server to server, and believes no other token', async (context) => {
  const port = await freePort()
  const baseUrl = `http://localhost:${port}`
  const gateway = await startGateway({
    clock: runningClock(),
    seed: standardSeed([
      {
        client_id: 'example',
        client_name: 'Eksempel',
        client_orgno: '310000019',
        integration_type: 'idporten',
        client_secret: sharedSecret,
        redirect_uris: [`${baseUrl}/callback`],
        post_logout_redirect_uris: [`${baseUrl}/`],
        backchannel_logout_uri: `${baseUrl}/backchannel-logout`,
        backchannel_logout_session_required: true,
      },
    ]),
  })
  context.after(() => gateway.stop())
  const env = { ISSUER: gateway.issuer, CLIENT_ID: 'example', CLIENT_SECRET: sharedSecret, BASE_URL: baseUrl }
  const service = spawn(process.execPath, ['examples/relying-party.ts'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  context.after(() => service.kill())
  await listening(port)

  const browser = openUserAgent()
  const asked = (await browser.send(`${baseUrl}/login`)).location()
  const callback = await passTestId(browser, (await browser.send(asked.href)).location())
  await browser.send(callback.href)
  const isLoggedIn = async () => (await browser.send(`${baseUrl}/`)).text.includes(citizenA)
  assert.equal(await isLoggedIn(), true)

  const told = (logout_token: string) => send(`${baseUrl}/backchannel-logout`, { form: { logout_token } })
  for (const token of ['', 'a.b.c']) assert.equal((await told(token)).status, 400)
  assert.equal(await isLoggedIn(), true)
  await browser.send(`${gateway.issuer}/logout`)
  const outcome = () => gateway.events.find((event) => event.kind === 'service-logout')
  while (outcome() === undefined) await send(`${gateway.issuer}/jwks.json`)
  assert.equal(outcome()?.state, 'confirmed')
  assert.equal(await isLoggedIn(), false)
})

/** Resolves when somebody listens on the port. */
async function listening(port: number): Promise<void> {
  for (;;) {
    const socket = connect({ port, host: 'localhost' })
    const [event] = await Promise.race([
      once(socket, 'connect').then(() => ['connect']),
      new Promise<[string]>((failed) => socket.once('close', () => failed(['close']))),
    ]).catch(() => ['error'])
    socket.destroy()
    if (event === 'connect') return
    await new Promise(setImmediate)
  }
}
