import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Browser, chromium } from 'playwright-core'
import { launchOptions, noBrowser, openBrowser, openPerson } from '../harness/browser.ts'
import { beginAtDemo, chooseTestId, logInAtDemo, shownClaim, submitTestIdPage } from '../harness/browser-login.ts'
import { decodeToken, openRelyingParty } from '../harness/relying-party.ts'
import { type RunningProgram, startProgram } from '../harness/site-program.ts'
import { openReceiver, type Receiver } from '../harness/site-receiver.ts'
import { citizenA, sharedSecret } from '../harness/standard-seed.ts'

// What people do that programs do not: several tabs, the back button, a long pause, two presses, another language.

const skip = noBrowser
const tabs = ['one', 'two', 'three', 'four', 'five'] as const
let program: RunningProgram
let services: Receiver
let browser: Browser

before(async () => {
  if (skip) return
  services = await openReceiver()
  program = await startProgram(
    tabs.map((name) => ({
      client_id: name,
      client_name: `Tjeneste ${name}`,
      client_secret: sharedSecret,
      redirect_uris: [`${services.origin}/${name}`],
    })),
  )
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await Promise.all([services?.close(), program?.stop()])
})

const partyOf = (name: string) =>
  openRelyingParty(program.issuer, name, { redirectUri: `${services.origin}/${name}`, scope: 'openid' })

test('ACC-23 PAGE-23 of five tabs at once, interleaved, each service gets the code of its own login', {
  skip,
}, async () => {
  const { context, ...pages } = await openFiveTabs()
  const parties = Object.fromEntries(tabs.map((name) => [name, partyOf(name)])) as Record<
    (typeof tabs)[number],
    ReturnType<typeof partyOf>
  >
  for (const name of tabs)
    await pages[name].goto(parties[name].authorizeUrl({ state: `state-${name}`, nonce: `nonce-${name}` }))
  for (const name of ['three', 'one', 'five', 'two', 'four'] as const) {
    await pages[name].bringToFront()
    await chooseTestId(pages[name])
  }
  for (const name of ['two', 'five', 'one', 'four', 'three'] as const) {
    await pages[name].bringToFront()
    assert.match(await pages[name].title(), new RegExp(`Tjeneste ${name} `))
    await submitTestIdPage(pages[name])
    await pages[name].waitForURL(`${services.origin}/${name}?*`)
  }
  for (const name of tabs) {
    const callback = new URL(services.last(`/${name}`)?.path ?? '', services.origin)
    assert.equal(callback.searchParams.get('state'), `state-${name}`)
    const answer = (await parties[name].redeem(callback)).json()
    const { claims } = decodeToken(String(answer.id_token))
    assert.deepEqual([claims.aud, claims.nonce, claims.pid], [name, `nonce-${name}`, citizenA])
  }
  assert.equal(services.received.filter(({ path }) => path.includes('code=')).length, 5)
  await context.close()
})

async function openFiveTabs() {
  const first = await openPerson(browser)
  const context = first.context()
  const more = await Promise.all(tabs.slice(1).map(() => context.newPage()))
  const [two, three, four, five] = more as [typeof first, typeof first, typeof first, typeof first]
  return { context, one: first, two, three, four, five }
}

const codesTo = (clientId: string): number =>
  program.gateway.events.filter((event) => event.kind === 'login-completed' && event.clientId === clientId).length

test('ACC-24 PAGE-23 back to a finished login explains itself, links to the service and gives no second code', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await logInAtDemo(page, program.demoA)
  const codes = codesTo('demo-a')
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'Denne innloggingen er allerede fullført' }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'Denne innloggingen er allerede fullført' }).waitFor()
  assert.equal(codesTo('demo-a'), codes)
  await page.getByRole('link', { name: 'Gå til Demotjeneste A' }).click()
  assert.equal(await shownClaim(page, 'pid'), citizenA)
  await page.context().close()
})

test('PAGE-22 two presses of the button are one login', { skip }, async () => {
  const page = await openPerson(browser)
  await beginAtDemo(page, program.demoA)
  await chooseTestId(page)
  await page.locator('#pid').fill(citizenA)
  const codes = codesTo('demo-a')
  await page.getByRole('button', { name: 'Autentiser' }).dblclick()
  await page.getByRole('heading', { level: 1, name: /^Demotjeneste A$|allerede fullført$/ }).waitFor()
  assert.equal(codesTo('demo-a'), codes + 1)
  await page.context().close()
})

test('TIME-1 a form that is sent after 30 minutes says so and leads to the service', { skip }, async () => {
  const page = await openPerson(browser)
  await beginAtDemo(page, program.demoA)
  await chooseTestId(page)
  program.gateway.clock.forward(1801)
  try {
    await submitTestIdPage(page)
    await page.getByRole('heading', { level: 1, name: 'Innloggingen tok for lang tid' }).waitFor()
    await page.getByRole('link', { name: 'Gå til Demotjeneste A' }).click()
    await page.waitForURL(`${program.demoA}/`)
  } finally {
    program.gateway.clock.forward(-1801)
  }
  await page.context().close()
})

test('LANG-3 LANG-4 another language on the form keeps the person and the level, and stays for the next login', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await beginAtDemo(page, program.demoA, { ui_locales: 'en' })
  await page.getByRole('button', { name: 'Bokmål' }).click()
  await chooseTestId(page)
  await page.locator('#pid').fill('148385 41241')
  await page.getByRole('radio', { name: 'Høyt' }).check()
  await page.getByRole('button', { name: 'Davvisámegiella' }).click()
  await page.locator('html[lang=se]').waitFor()
  assert.equal(await page.locator('#pid').inputValue(), '148385 41241')
  assert.equal(await page.locator('[name=acr]:checked').getAttribute('value'), 'idporten-loa-high')
  assert.equal(await page.locator('[aria-invalid]').count(), 0)
  await page.locator('#page-form button[type=submit]').click()
  await page.waitForURL(`${program.demoA}/`)
  assert.equal(await shownClaim(page, 'locale'), 'se')
  assert.equal(await shownClaim(page, 'acr'), 'idporten-loa-high')
  const cookies = await page.context().cookies(program.issuer)
  assert.equal(cookies.find(({ name }) => name === 'IDPORTEN_SELECTED_LANGUAGE')?.value, 'se')
  await page.context().close()
})

test('LANG-4 an error page is shown again in the chosen language with the same reference', { skip }, async () => {
  const page = await openPerson(browser)
  await page.goto(`${program.issuer}/authorize?client_id=nobody`)
  const reference = await page.locator('.pv-facts code').textContent()
  await page.getByRole('button', { name: 'English' }).click()
  await page.locator('html[lang=en]').waitFor()
  assert.equal(await page.locator('.pv-facts code').textContent(), reference)
  await page.context().close()
})

test('ERRP-4 a browser that keeps no cookies is told so, and not sent round in circles', { skip }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portvakt-profile-'))
  mkdirSync(join(folder, 'Default'))
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } }
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences))
  const context = await chromium.launchPersistentContext(folder, { ...launchOptions, locale: 'nb-NO' })
  try {
    const page = await context.newPage()
    await page.goto(partyOf('one').authorizeUrl())
    await page.getByRole('heading', { level: 1, name: 'Nettleseren stopper informasjonskapsler' }).waitFor()
    assert.equal((await context.cookies()).length, 0)
  } finally {
    await context.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
