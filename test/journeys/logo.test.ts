import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { noBrowser, openBrowser, openPerson, pageFaults } from '../harness/browser.ts'
import type { RunningPortal } from '../harness/portal-program.ts'
import type { UserAgent } from '../harness/user-agent.ts'
import { loginPage, logoPath, openPortalUser, pids, startLogoProgram } from '../requirements/logo/logo-program.ts'
import { plainPng } from '../requirements/logo/pictures.ts'

// A logo as people meet it: sent from a file chooser, looked at by the staff, seen by citizens on wide and narrow windows.

const skip = noBrowser
let program: RunningPortal
let browser: Browser

before(async () => {
  if (skip) return
  program = await startLogoProgram()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await program?.stop()
})

/** A browser that goes on where `agent` is. */
async function openAs(agent: UserAgent, url: string): Promise<Page> {
  const page = await openPerson(browser)
  await page.context().addCookies([...agent.cookies].map(([name, value]) => ({ name, value, url })))
  return page
}

const pictures = (page: Page): Promise<readonly { natural: number; width: number; height: number }[]> =>
  page.evaluate(
    `[...document.images].map((image) => ({ natural: image.naturalWidth, width: image.width, height: image.height }))`,
  )

async function send(page: Page, path: string, bytes: Buffer): Promise<void> {
  await page.goto(program.portal + path)
  await page.locator('input[type=file]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: bytes })
  await page.getByRole('button', { name: 'Send logo', exact: true }).click()
  await page.waitForLoadState('load')
}

test('LOGO-3 LOGO-4 UD-1 a logo is chosen, sent and seen on the login page, in its place before it has come', {
  skip,
}, async () => {
  const admin = await openPortalUser(program, pids.admin)
  const page = await openAs(admin.agent, program.portal)
  await send(page, logoPath('test'), plainPng(270, 90))
  assert.deepEqual(await pictures(page), [{ natural: 270, width: 270, height: 90 }])
  assert.deepEqual(await pageFaults(page), [])
  await page.context().close()

  const { browser: citizen, selector } = await loginPage(program.issuer)
  const login = await openAs(citizen, program.issuer)
  await login.setViewportSize({ width: 1280, height: 800 })
  // What is wider than 135 pixels is shown smaller, in its shape; the place is kept while the picture is on its way.
  const held = Promise.withResolvers<void>()
  await login.route('**/logo/*.png', async (route) => {
    await held.promise
    await route.continue()
  })
  await login.goto(selector.href, { waitUntil: 'commit' })
  await login.waitForFunction('document.styleSheets.length > 0 && document.images.length > 0')
  assert.deepEqual(await pictures(login), [{ natural: 0, width: 135, height: 45 }])
  held.resolve()
  await login.waitForLoadState('load')
  assert.deepEqual(await pictures(login), [{ natural: 270, width: 135, height: 45 }])
  assert.equal(await login.getByRole('img', { name: 'Byggesak & tilsyn' }).count(), 1)
  assert.deepEqual(await pageFaults(login), [])
  await login.context().close()
})

test('REG-122 UD-1 the staff see the logo that waits beside the one that is shown, and the pages are for everybody', {
  skip,
}, async () => {
  const admin = await openPortalUser(program, pids.admin)
  const reviewer = await openPortalUser(program, pids.reviewer)
  const page = await openAs(admin.agent, program.portal)
  const staff = await openAs(reviewer.agent, program.portal)
  for (const [bytes, seen] of [
    [plainPng(100, 50), 1],
    [plainPng(90, 40, [200, 0, 0]), 2],
  ] as const) {
    await send(page, logoPath('prod-sim'), bytes)
    assert.equal((await pictures(page)).length, seen)
    await staff.goto(`${program.portal}/operator?kind=logo_review`)
    await staff.locator('a[href^="/operator/logos/"]').click()
    await staff.getByRole('heading', { level: 1, name: 'Logo til vurdering: Byggesak & tilsyn' }).waitFor()
    assert.equal((await pictures(staff)).filter(({ natural }) => natural > 0).length, seen)
    assert.deepEqual(await pageFaults(staff), [])
    await staff.getByRole('button', { name: 'Godkjenn logoen', exact: true }).click()
    await staff.waitForURL(`${program.portal}/operator`)
  }
  await page.context().close()
  await staff.context().close()
})
