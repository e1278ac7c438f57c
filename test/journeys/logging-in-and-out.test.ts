import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
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
import { citizenA, citizenB } from '../harness/standard-seed.ts'

// A person logs in and out at the two demo services, as somebody who tries Portvakt for the first time does.

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

test('AUTO-1 AUTO-2 AUTO-3 AUTO-4 AUTO-6 AUTO-7 from the portal to a service, through TestID, and back with the claims', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await page.goto(`${program.portal}/`)
  await page.getByRole('link', { name: 'Åpne demotjeneste A' }).click()
  await page.waitForURL(`${program.demoA}/`)
  await page.getByRole('button', { name: 'Logg inn', exact: true }).click()
  await page.waitForURL(`${program.issuer}/authorize/selector?*`)
  assert.equal(await page.title(), 'Velg hvordan du vil logge inn – Demotjeneste A – Portvakt')

  const link = page.getByRole('link', { name: /^TestID/ })
  assert.equal(await link.getAttribute('href'), '/authorize/testid1')
  await page.getByRole('link', { name: 'TestID Lag din egen testbruker', exact: true }).click()
  const field = page.getByRole('textbox', { name: 'Personidentifikator (syntetisk)', exact: true })
  for (const [name, value] of [
    ['id', 'pid'],
    ['name', 'pid'],
    ['type', 'text'],
  ] as const)
    assert.equal(await field.getAttribute(name), value)
  await field.fill(citizenA)
  assert.equal(await page.locator('[name=acr]:checked').getAttribute('value'), 'idporten-loa-substantial')
  assert.equal(await page.locator('form:has(#pid) button[type=submit]').count(), 1)
  await page.getByRole('button', { name: 'Autentiser', exact: true }).click()

  await page.waitForURL(`${program.demoA}/`)
  assert.equal(await shownClaim(page, 'pid'), citizenA)
  assert.equal(await shownClaim(page, 'acr'), 'idporten-loa-substantial')
  assert.equal(await shownClaim(page, 'iss'), program.issuer)
  assert.equal(await shownClaim(page, 'aud'), 'demo-a')
  await page.getByRole('heading', { name: 'Svaret fra brukerinfo' }).waitFor()
  await page.context().close()
})

test('AUTO-5 a random person fills the field with eleven digits that log in', { skip }, async () => {
  const page = await openPerson(browser)
  await beginAtDemo(page, program.demoA)
  await chooseTestId(page)
  await page.getByRole('button', { name: 'Hent tilfeldig person' }).click()
  await page.locator('#pid:not([value=""])').waitFor()
  const pid = await page.locator('#pid').inputValue()
  assert.match(pid, /^\d{11}$/)
  await page.getByRole('button', { name: 'Autentiser' }).click()
  await page.waitForURL(`${program.demoA}/`)
  assert.equal(await shownClaim(page, 'pid'), pid)
  await page.context().close()
})

test('ACC-1 ACC-3 the second service answers without a login, with the same auth_time and another sub', {
  skip,
}, async () => {
  for (const [first, second] of [
    [program.demoA, program.demoB],
    [program.demoB, program.demoA],
  ] as const) {
    const page = await openPerson(browser)
    await logInAtDemo(page, first)
    const [authTime, sub] = [await shownClaim(page, 'auth_time'), await shownClaim(page, 'sub')]
    await beginAtDemo(page, second)
    await page.waitForURL(`${second}/`)
    assert.equal(await shownClaim(page, 'pid'), citizenA)
    assert.equal(await shownClaim(page, 'auth_time'), authTime)
    assert.notEqual(await shownClaim(page, 'sub'), sub)
    await page.context().close()
  }
})

test('ACC-4 SEL-5 a service that asks for more shows a step-up; afterwards the first gets the higher level too', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await logInAtDemo(page, program.demoA)
  await beginAtDemo(page, program.demoB, { acr_values: 'idporten-loa-high' })
  await page.getByRole('heading', { level: 1, name: 'Du må logge inn på et høyere sikkerhetsnivå' }).waitFor()
  await chooseTestId(page)
  assert.equal(await page.getByRole('radio', { name: 'Betydelig' }).isDisabled(), true)
  await submitTestIdPage(page)
  await page.waitForURL(`${program.demoB}/`)
  assert.equal(await shownClaim(page, 'acr'), 'idporten-loa-high')
  await page.goto(`${program.demoA}/`)
  await page.getByRole('button', { name: 'Logg ut' }).waitFor()
  await page.context().clearCookies({ name: 'portvakt-demo-a' })
  await beginAtDemo(page, program.demoA, { acr_values: 'idporten-loa-substantial' })
  await page.waitForURL(`${program.demoA}/`)
  assert.equal(await shownClaim(page, 'acr'), 'idporten-loa-high')
  await page.context().close()
})

test('ACC-9 SEL-5 a service that asks for a new login gets one, and the other is answered from the session', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await logInAtDemo(page, program.demoA)
  await beginAtDemo(page, program.demoB, { prompt: 'login' })
  await page.getByRole('heading', { level: 1, name: 'Du må logge inn på nytt' }).waitFor()
  await chooseTestId(page)
  await submitTestIdPage(page)
  await page.waitForURL(`${program.demoB}/`)
  await page.context().clearCookies({ name: 'portvakt-demo-a' })
  await beginAtDemo(page, program.demoA)
  await page.waitForURL(`${program.demoA}/`)
  assert.equal(await shownClaim(page, 'pid'), citizenA)
  await page.context().close()
})

test('ACC-16 CANC-1 CANC-2 AUTO-10 cancelling leads back with access_denied, and the session from before still works', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await beginAtDemo(page, program.demoA)
  await page.getByTestId('cancel').click()
  await page.waitForURL(`${program.demoA}/`)
  assert.equal(await page.locator('[data-notice="refused-by-gateway"] code').textContent(), 'access_denied')

  await logInAtDemo(page, program.demoA)
  await beginAtDemo(page, program.demoB, { acr_values: 'idporten-loa-high' })
  await chooseTestId(page)
  await page.getByRole('button', { name: 'Avbryt og gå tilbake til Demotjeneste B' }).click()
  await page.waitForURL(`${program.demoB}/`)
  assert.equal(await page.locator('[data-notice="refused-by-gateway"] code').textContent(), 'access_denied')
  await beginAtDemo(page, program.demoB)
  await page.waitForURL(`${program.demoB}/`)
  assert.equal(await shownClaim(page, 'acr'), 'idporten-loa-substantial')
  await page.context().close()
})

test('DEMO-6 tokens are renewed and userinfo is read again by the buttons of the page', { skip }, async () => {
  const page = await openPerson(browser)
  await logInAtDemo(page, program.demoA)
  const before = await page.locator('#access-token-raw').textContent()
  await press(page, 'Forny tokenene')
  assert.notEqual(await page.locator('#access-token-raw').textContent(), before)
  await press(page, 'Hent brukerinfo på nytt')
  assert.match((await page.locator('#userinfo-json').textContent()) ?? '', new RegExp(`"pid": "${citizenA}"`))
  assert.equal(await page.locator('.ds-alert').count(), 0)
  await page.context().close()
})

test('ACC-5 LOGOUT-13 LOGOUT-14 DEMO-9 DEMO-10 logging out at one service logs out at the other through its frame', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await logInAtDemo(page, program.demoA)
  await beginAtDemo(page, program.demoB)
  assert.equal(await shownClaim(page, 'pid'), citizenA)
  await page.goto(`${program.demoA}/`)
  await page.getByRole('button', { name: 'Logg ut' }).click()
  await page.waitForURL(`${program.demoA}/logged-out?*`)
  await page.locator('[data-notice="logged-out"]').waitFor()
  await page.getByText('Portvakt sa fra om utlogging i en skjult ramme').first().waitFor()

  await page.goto(`${program.demoB}/`)
  await page.locator('[data-notice="logged-out-elsewhere"]').waitFor()
  await beginAtDemo(page, program.demoB)
  await page.waitForURL(`${program.issuer}/authorize/selector?*`)
  await beginAtDemo(page, program.demoA)
  await page.waitForURL(`${program.issuer}/authorize/selector?*`)
  await page.context().close()
})

test('SESS-12 SSO-5 somebody else who logs in takes over, and no page tells who was there before', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await logInAtDemo(page, program.demoA)
  await beginAtDemo(page, program.demoB, { prompt: 'login' })
  assert.equal((await page.content()).includes(citizenA), false)
  await chooseTestId(page)
  assert.equal(await page.locator('#pid').inputValue(), '')
  await submitTestIdPage(page, { pid: citizenB })
  await page.waitForURL(`${program.demoB}/`)
  await page.context().clearCookies({ name: 'portvakt-demo-a' })
  await beginAtDemo(page, program.demoA)
  await page.waitForURL(`${program.demoA}/`)
  assert.equal(await shownClaim(page, 'pid'), citizenB)
  await page.context().close()
})
