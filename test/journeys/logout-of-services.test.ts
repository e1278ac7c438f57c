import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { noBrowser, openBrowser, openPerson, pageFaults } from '../harness/browser.ts'
import { beginAtDemo, logInAtDemo, shownClaim } from '../harness/browser-login.ts'
import { makePkce } from '../harness/relying-party.ts'
import { type RunningProgram, startProgram } from '../harness/site-program.ts'
import { openReceiver, type Receiver } from '../harness/site-receiver.ts'
import { citizenA } from '../harness/standard-seed.ts'
import { openToldServices, type ToldServices } from '../requirements/logout/told-services.ts'

// A person logs out, and is shown service by service what came of it.

const skip = noBrowser
let program: RunningProgram
let browser: Browser
let receiver: Receiver
let services: ToldServices

before(async () => {
  if (skip) return
  receiver = await openReceiver()
  services = await openToldServices()
  program = await startProgram([
    {
      client_id: 'third',
      client_name: 'Tredje tjeneste',
      client_secret: 'third-only',
      redirect_uris: [`${receiver.origin}/callback`],
      post_logout_redirect_uris: [`${receiver.origin}/left`],
      backchannel_logout_uri: `${services.origin}/third`,
    },
  ])
  browser = await openBrowser()
})
afterEach(() => services?.release())
after(async () => {
  await browser?.close()
  await program?.stop()
  await services?.close()
  await receiver?.close()
})

/** Logged in at demo services A (told by a frame) and B (from server to server), and at a third that does as the test says. */
async function logInEverywhere(page: Page): Promise<void> {
  await logInAtDemo(page, program.demoA)
  await beginAtDemo(page, program.demoB)
  assert.equal(await shownClaim(page, 'pid'), citizenA)
  const parameters = {
    client_id: 'third',
    redirect_uri: `${receiver.origin}/callback`,
    response_type: 'code',
    scope: 'openid',
    state: 'state-of-the-third',
    nonce: 'n',
    code_challenge: makePkce().challenge,
    code_challenge_method: 'S256',
  }
  await page.goto(`${program.issuer}/authorize?${new URLSearchParams(parameters)}`)
  await page.waitForURL(`${receiver.origin}/callback?*`)
}

const states = (page: Page): Promise<string[]> =>
  page
    .locator('#services li')
    .evaluateAll((entries) =>
      entries.map((entry) => `${entry.querySelector('strong')?.textContent}: ${entry.getAttribute('data-state')}`),
    )

test('LOUT-1 LOUT-3 UD-1 UD-12 the states change while the person looks on, and the last page keeps them', {
  skip,
}, async () => {
  services.answer('third', 'silent')
  const page = await openPerson(browser)
  await logInEverywhere(page)
  await page.goto(`${program.issuer}/logout`)
  await page.getByRole('heading', { level: 1, name: 'Du blir logget ut' }).waitFor()
  await page.locator('#services li[data-state=called]').waitFor()
  await page.locator('#services li[data-state=confirmed]').waitFor()
  assert.deepEqual(await states(page), [
    'Demotjeneste A: called',
    'Demotjeneste B: confirmed',
    'Tredje tjeneste: waiting',
  ])
  // The third never answers, so the page goes on after the wait.
  await page.waitForURL(`${program.issuer}/logout/done?*`)
  assert.deepEqual(await states(page), [
    'Demotjeneste A: called',
    'Demotjeneste B: confirmed',
    'Tredje tjeneste: unconfirmed',
  ])
  assert.deepEqual(await pageFaults(page), [])
  await page.context().close()
})

test('LOGOUT-14 LOUT-1 when all have confirmed the browser returns at once, without a click', { skip }, async () => {
  services.answer('third', 200)
  const page = await openPerson(browser)
  await logInEverywhere(page)
  const started = Date.now()
  const parameters = { client_id: 'third', post_logout_redirect_uri: `${receiver.origin}/left`, state: 'left-42' }
  await page.goto(`${program.issuer}/logout?${new URLSearchParams(parameters)}`)
  await page.waitForURL(`${receiver.origin}/left?state=left-42`)
  assert.ok(Date.now() - started < 4_500, 'nothing was waited for')
  assert.equal(receiver.last('/left')?.path, '/left?state=left-42', 'only the state comes along')
  await page.context().close()
})

test('LOUT-1 LOUT-3 PAGE-21 without script the list and the link are there, and the last page knows what was confirmed', {
  skip,
}, async () => {
  services.answer('third', 500)
  const page = await openPerson(browser, { javaScriptEnabled: false })
  await logInEverywhere(page)
  await page.goto(`${program.issuer}/logout`)
  await page.getByRole('heading', { level: 1, name: 'Du blir logget ut' }).waitFor()
  assert.equal(await page.locator('#services li').count(), 3)
  await services.toldTimes('third', 1)
  await page.getByRole('link', { name: 'Fortsett' }).click()
  await page.getByRole('heading', { level: 1, name: 'Du er logget ut' }).waitFor()
  assert.deepEqual(await states(page), [
    'Demotjeneste A: unconfirmed',
    'Demotjeneste B: confirmed',
    'Tredje tjeneste: unconfirmed',
  ])
  await page.goto(`${program.demoA}/`)
  await page.locator('[data-notice="logged-out-elsewhere"]').waitFor()
  await page.goto(`${program.demoB}/`)
  await page.locator('[data-notice="logged-out-elsewhere"]').waitFor()
  await page.getByText('Portvakt sa fra om utlogging fra tjener til tjener').first().waitFor()
  await page.context().close()
})
