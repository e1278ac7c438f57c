import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { languages } from '../../src/protocol/language.ts'
import { profileTexts } from '../../src/texts/profile-text.ts'
import { noBrowser, openBrowser, openPerson, pageFaults } from '../harness/browser.ts'
import { beginAtDemo, chooseTestId, submitTestIdPage } from '../harness/browser-login.ts'
import { type RunningProgram, startProgram } from '../harness/site-program.ts'

// A citizen who looks after the own logins: in four languages, wide and narrow, without script.

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

/** Gives demo service B access and cancels once, so that the pages have something of each kind; ends at the front page. */
async function comeToProfile(page: Page): Promise<void> {
  await beginAtDemo(page, program.demoB, { api: 'yes', prompt: 'consent' })
  await chooseTestId(page)
  await submitTestIdPage(page)
  await page.locator('.pv-cancel button').click()
  await beginAtDemo(page, program.demoB, { api: 'yes', prompt: 'consent' })
  await page.locator('button[name=decision][value=accept]').click()
  await page.waitForURL(`${program.demoB}/`)
  await page.goto(`${program.portal}/profile`)
  await page.getByRole('link', { name: 'Logg inn', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Min profil', exact: true }).waitFor()
}

async function assertGood(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
  assert.deepEqual(await pageFaults(page), [], `${heading} at ${page.url().split('?')[0]}`)
}

/** With SHOTS=<folder> the pages are kept as pictures, to be looked at. */
async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS
  if (folder === undefined) return
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 })
    await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true })
  }
}

test('PROF-2 PROF-3 PROF-4 UD-1 UD-12 PAGE-21 a citizen without script sees all, withdraws an access and logs out everywhere', {
  skip,
}, async () => {
  const page = await openPerson(browser, { javaScriptEnabled: false })
  await comeToProfile(page)
  await page.getByRole('link', { name: 'Innlogginger', exact: true }).first().click()
  await page.getByText('Avbrutt', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'Tilganger du har gitt', exact: true }).first().click()
  await page.getByRole('link', { name: 'Trekk tilbake tilgangen til Demotjeneste B' }).first().click()
  await page.getByRole('button', { name: 'Trekk tilbake', exact: true }).click()
  await page.getByRole('status').getByText('Tilgangen er trukket tilbake.').waitFor()
  await page.getByRole('link', { name: 'Min profil', exact: true }).click()
  await page.getByRole('button', { name: 'Logg ut overalt', exact: true }).click()
  await page.getByRole('button', { name: 'Logg ut', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Du blir logget ut', exact: true }).waitFor()
  await page.goto(`${program.portal}/profile/test`)
  await page.getByRole('link', { name: 'Logg inn', exact: true }).waitFor()
  await page.context().close()
})

for (const language of languages)
  test(`UD-1 UD-12 LANG-1 PROF-1 the citizen's pages in ${language} are as good as the others`, { skip }, async () => {
    const page = await openPerson(browser)
    const text = profileTexts(language)
    const at = (path: string) => `${program.portal}/profile/test${path}?lang=${language}`
    await page.goto(at(''))
    await assertGood(page, text('title'))
    await comeToProfile(page)
    for (const [path, heading] of [
      ['', text('title')],
      ['/history', text('title.history')],
      ['/access', text('title.access')],
    ] as const) {
      await page.goto(at(path))
      await assertGood(page, heading)
      await keepPicture(page, `${language}${path.replace('/', '-')}`)
    }
    const question = await page.locator('.pv-asked a.ds-button').first().getAttribute('href')
    await page.goto(`${program.portal}${question}?lang=${language}`)
    await assertGood(page, text('title.withdraw'))
    await keepPicture(page, `${language}-withdraw`)
    await page.goto(at('/logged-out'))
    await assertGood(page, text('title.logged-out'))
    await page.goto(at('/login/callback'))
    await assertGood(page, text('title.failed'))
    await page.context().close()
  })
