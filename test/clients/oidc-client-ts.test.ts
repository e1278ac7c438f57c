import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { noBrowser, openBrowser, openPerson } from '../harness/browser.ts'
import { freePort, type RunningGateway, startGateway } from '../harness/gateway.ts'
import { runningClock } from '../harness/site-program.ts'
import { openReceiver, type Receiver } from '../harness/site-receiver.ts'
import { citizenA, standardSeed } from '../harness/standard-seed.ts'

// oidc-client-ts in a page of another origin, in a real browser: everything but the login itself goes through CORS.

const skip = noBrowser
let gateway: RunningGateway
let service: Receiver
let stranger: Receiver
let browser: Browser

before(async () => {
  if (skip) return
  const origin = `http://127.0.0.1:${await freePort()}`
  const client = {
    client_id: 'single-page',
    client_name: 'Ensidetjeneste',
    client_orgno: '310000019',
    integration_type: 'idporten',
    application_type: 'browser',
    token_endpoint_auth_method: 'none',
    redirect_uris: [`${origin}/callback`],
    post_logout_redirect_uris: [`${origin}/logged-out`],
  }
  gateway = await startGateway({ seed: standardSeed([client]), clock: runningClock() })
  service = await openReceiver(Number(new URL(origin).port))
  stranger = await openReceiver()
  browser = await openBrowser()
  for (const receiver of [service, stranger]) serveApplication(receiver)
})
after(async () => {
  await browser?.close()
  await Promise.all([service?.close(), stranger?.close(), gateway?.stop()])
})

function serveApplication(receiver: Receiver): void {
  const library = new URL('../browser/oidc-client-ts.min.js', import.meta.resolve('oidc-client-ts'))
  const page = {
    type: 'text/html',
    content: '<!doctype html><title>App</title><script src="/library.js"></script><script src="/app.js"></script>',
  }
  for (const path of ['/', '/callback', '/logged-out']) receiver.files.set(path, page)
  receiver.files.set('/library.js', { type: 'text/javascript', content: readFileSync(fileURLToPath(library)) })
  receiver.files.set('/app.js', {
    type: 'text/javascript',
    content: `window.manager = new oidc.UserManager({
      authority: ${JSON.stringify(gateway.issuer)},
      client_id: 'single-page',
      redirect_uri: ${JSON.stringify(`${service.origin}/callback`)},
      post_logout_redirect_uri: ${JSON.stringify(`${service.origin}/logged-out`)},
      scope: 'openid profile',
      loadUserInfo: true,
      filterProtocolClaims: false,
      automaticSilentRenew: false,
      userStore: new oidc.WebStorageStateStore({ store: sessionStorage }),
    })`,
  })
}

interface User {
  readonly access_token: string
  readonly profile: Readonly<Record<string, unknown>>
}

const run = <Result>(page: Page, script: string): Promise<Result> => page.evaluate(script)

test('RP-2 HTTP-10 oidc-client-ts in a page of another origin logs in, reads userinfo, renews, and logs out', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await page.goto(`${service.origin}/`)
  await run(page, `void manager.signinRedirect({ ui_locales: 'nb' })`)
  await page.getByRole('link', { name: 'TestID' }).click()
  await page.locator('#pid').fill(citizenA)
  await page.getByRole('button', { name: 'Autentiser' }).click()
  await page.waitForURL(`${service.origin}/callback?*`)
  const user = await run<User>(page, 'manager.signinRedirectCallback()')
  assert.equal(user.profile.iss, gateway.issuer)
  assert.equal(user.profile.aud, 'single-page')
  assert.equal(user.profile.pid, citizenA)
  assert.equal(user.profile.acr, 'idporten-loa-substantial')

  const renewed = await run<User>(page, 'manager.signinSilent()')
  assert.notEqual(renewed.access_token, user.access_token)
  assert.equal(renewed.profile.sub, user.profile.sub)

  await run(page, `void manager.signoutRedirect({ state: 'where-we-were' })`)
  await page.waitForURL(`${service.origin}/logged-out?*`)
  await run(page, 'manager.signoutRedirectCallback()')
  assert.equal(await run(page, 'manager.getUser()'), null)
  await page.context().close()
})

test('RP-2 HTTP-10 a page whose origin no client has registered may read metadata but not ask for tokens', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await page.goto(`${stranger.origin}/`)
  assert.equal(await run(page, 'manager.metadataService.getIssuer()'), gateway.issuer)
  const ask = (path: string) =>
    run(
      page,
      `fetch(${JSON.stringify(gateway.issuer + path)}, { method: 'POST', body: '' }).then(() => 'read', () => 'kept away')`,
    )
  assert.equal(await ask('/token'), 'kept away')
  assert.equal(await ask('/userinfo'), 'kept away')
  await page.goto(`${service.origin}/`)
  assert.equal(await ask('/token'), 'read')
  assert.equal(await ask('/userinfo'), 'read')
  await page.context().close()
})
