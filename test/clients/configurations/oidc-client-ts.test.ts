import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { noBrowser, openBrowser, openPerson } from '../../harness/browser.ts'
import { freePort, type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { runningClock } from '../../harness/site-program.ts'
import { openReceiver, type Receiver } from '../../harness/site-receiver.ts'
import { citizenA, standardSeed } from '../../harness/standard-seed.ts'
import { paste } from './pasted-files.ts'
import { type ClientChoices, seedEntry, sheetOf } from './registered-client.ts'

// The module as the portal gives it, in a page of another origin; an import map stands in for the bundler of the application.

const skip = noBrowser
let gateway: RunningGateway
let service: Receiver
let client: ClientChoices

before(async () => {
  if (skip) return
  service = await openReceiver(await freePort())
  client = {
    clientId: 'pasted-page',
    applicationType: 'browser',
    tokenEndpointAuthMethod: 'none',
    redirectUri: `${service.origin}/callback`,
    postLogoutRedirectUri: `${service.origin}/logged-out`,
  }
  gateway = await startGateway({ seed: standardSeed([seedEntry(client)]), clock: runningClock() })
})
after(async () => {
  await service?.close()
  await gateway?.stop()
})

const library = import.meta.resolve('oidc-client-ts')
const scripts = { '/library.js': library, '/jwt-decode.js': new URL('../../../jwt-decode/build/esm/index.js', library) }
const page = `<!doctype html><title>App</title>
<script type="importmap">{ "imports": { "oidc-client-ts": "/library.js", "jwt-decode": "/jwt-decode.js" } }</script>
<script type="module">window.login = await import('/login.js')</script>`

test('CONFIG-9 oidc-client-ts in a browser logs in and out by the pasted file', { skip }, async () => {
  const pasted = paste('oidc-client-ts', sheetOf(client, gateway.issuer))
  const browser = await openBrowser()
  try {
    for (const path of ['/', '/callback', '/logged-out']) service.files.set(path, { type: 'text/html', content: page })
    for (const [path, file] of Object.entries({ ...scripts, '/login.js': pathToFileURL(pasted.path('login.js')) }))
      service.files.set(path, { type: 'text/javascript', content: readFileSync(new URL(file)) })
    const person = await openPerson(browser)
    await person.goto(`${service.origin}/`)
    await person.waitForFunction('window.login !== undefined')
    await person.evaluate('void window.login.logIn()')
    await person.getByRole('link', { name: 'TestID' }).click()
    await person.locator('#pid').fill(citizenA)
    await person.getByRole('button', { name: 'Autentiser' }).click()
    await person.waitForURL(`${service.origin}/callback?*`)
    await person.waitForFunction('window.login !== undefined')
    const user = await person.evaluate<{ profile: Record<string, unknown> }>('window.login.finishLogin()')
    assert.equal(user.profile.pid, citizenA)
    assert.equal(user.profile.acr, 'idporten-loa-substantial')

    await person.evaluate('void window.login.logOut()')
    await person.waitForURL(`${service.origin}/logged-out*`)
    await person.waitForFunction('window.login !== undefined')
    assert.equal(await person.evaluate('window.login.manager.getUser()'), null)
  } finally {
    await browser.close()
    pasted.remove()
  }
})
