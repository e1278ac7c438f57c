import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { noBrowser, openBrowser, openPerson } from '../harness/browser.ts'
import {
  beginAtDemo,
  chooseTestId,
  logInAtDemo,
  press,
  shownClaim,
  submitTestIdPage,
} from '../harness/browser-login.ts'
import { type RunningProgram, startProgram } from '../harness/site-program.ts'
import { citizenA } from '../harness/standard-seed.ts'

// A browser that runs no script at all: everything works, by buttons and links that everybody has.

const skip = noBrowser
let program: RunningProgram
let browser: Browser

before(async () => {
  if (skip) return
  program = await startProgram()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await program?.stop()
})

const openPersonWithoutScript = (): Promise<Page> => openPerson(browser, { javaScriptEnabled: false })

test('PAGE-21 without script a person logs in, meets the session at the other service, renews and reads userinfo', {
  skip,
}, async () => {
  const page = await openPersonWithoutScript()
  await page.goto(`${program.portal}/`)
  await page.getByRole('link', { name: 'Åpne demotjeneste A' }).click()
  await page.getByRole('button', { name: 'Logg inn', exact: true }).click()
  await chooseTestId(page)
  await submitTestIdPage(page, { pid: '123' })
  await page.locator('.ds-error-summary a').click()
  assert.match(page.url(), /#pid$/)
  await submitTestIdPage(page, { level: 'Høyt' })
  await page.waitForURL(`${program.demoA}/`)
  assert.equal(await shownClaim(page, 'acr'), 'idporten-loa-high')
  await press(page, 'Forny tokenene')
  await press(page, 'Hent brukerinfo på nytt')
  assert.equal(await page.locator('.ds-alert').count(), 0)
  await beginAtDemo(page, program.demoB)
  assert.equal(await shownClaim(page, 'pid'), citizenA)
  await page.context().close()
})

test('PAGE-21 CANC-1 without script a person cancels, and gets a random person', { skip }, async () => {
  const page = await openPersonWithoutScript()
  await beginAtDemo(page, program.demoA)
  await chooseTestId(page)
  await press(page, 'Hent tilfeldig person')
  assert.match(await page.locator('#pid').inputValue(), /^\d{11}$/)
  await page.getByTestId('cancel').click()
  await page.waitForURL(`${program.demoA}/`)
  assert.equal(await page.locator('[data-notice="refused-by-gateway"] code').textContent(), 'access_denied')
  await page.context().close()
})

test('PAGE-21 LANG-4 without script the language is changed on every kind of page, and typed data is kept', {
  skip,
}, async () => {
  const page = await openPersonWithoutScript()
  for (const address of [`${program.portal}/guide`, `${program.demoA}/`, `${program.issuer}/nowhere`]) {
    await page.goto(address)
    await press(page, 'English')
    assert.equal(await page.locator('html').getAttribute('lang'), 'en', address)
    await press(page, 'Bokmål')
    assert.equal(await page.locator('html').getAttribute('lang'), 'nb', address)
  }
  await beginAtDemo(page, program.demoA)
  await press(page, 'Nynorsk')
  assert.equal(await page.locator('html').getAttribute('lang'), 'nn')
  await press(page, 'Bokmål')
  await chooseTestId(page)
  await page.locator('#pid').fill('1483')
  await press(page, 'English')
  assert.equal(await page.locator('#pid').inputValue(), '1483')
  assert.equal(await page.locator('html').getAttribute('lang'), 'en')
  await page.context().close()
})

test('PAGE-21 LANG-4 LOGOUT-14 LOUT-1 without script a logout reaches the other service and comes back by its links, in any language', {
  skip,
}, async () => {
  const page = await openPersonWithoutScript()
  await logInAtDemo(page, program.demoA)
  await beginAtDemo(page, program.demoB)
  assert.equal(await shownClaim(page, 'pid'), citizenA)
  await page.goto(`${program.demoA}/`)
  await page.getByRole('button', { name: 'Logg ut' }).click()
  await page.getByRole('heading', { level: 1, name: 'Logger ut' }).waitFor()
  await page.getByRole('button', { name: 'Fortsett' }).click()
  await page.getByRole('heading', { level: 1, name: 'Du blir logget ut' }).waitFor()
  await page.waitForLoadState()
  await press(page, 'English')
  await page.getByRole('link', { name: 'Continue' }).click()
  await page.waitForURL(`${program.demoA}/logged-out?*`)
  await page.locator('[data-notice="logged-out"]').waitFor()
  await page.goto(`${program.demoB}/`)
  await page.locator('[data-notice="logged-out-elsewhere"]').waitFor()
  await page.context().close()
})

test('PAGE-21 LANG-4 AUTHZ-48 without script an answer as a form is sent by its button, and one after # is explained', {
  skip,
}, async () => {
  const page = await openPersonWithoutScript()
  await beginAtDemo(page, program.demoA, { response_mode: 'form_post' })
  await chooseTestId(page)
  await submitTestIdPage(page)
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL(`${program.demoA}/`)
  assert.equal(await shownClaim(page, 'pid'), citizenA)
  await beginAtDemo(page, program.demoB, { response_mode: 'fragment' })
  await page.locator('noscript .ds-alert').waitFor()
  await page.getByRole('link', { name: 'Tilbake til forsiden' }).click()
  await page.waitForURL(`${program.demoB}/`)
  await page.context().close()
})
