import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { noBrowser, openBrowser, openPerson } from '../harness/browser.ts'
import { beginAtDemo, chooseTestId, submitTestIdPage } from '../harness/browser-login.ts'
import { type RunningProgram, startProgram } from '../harness/site-program.ts'

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

/** The page as it looks when everything on it has arrived. */
async function arrivedAt(page: Page, address: RegExp): Promise<void> {
  await page.waitForURL(address)
  await page.waitForLoadState('load')
}

/** Controls under 24 px, or under 44 px for what moves the login on. Links inside a sentence have the size of its line. */
const smallControls = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]
    .filter((control) => control.checkVisibility() && !control.closest('p') && !control.classList.contains('ds-skip-link'))
    .flatMap((control) => {
      const { width, height } = (control.type === 'radio' ? control.closest('.ds-field') : control).getBoundingClientRect()
      const isMain = control.matches('form#page-form button[type=submit], .pv-eids a, a.ds-button')
      return height < (isMain ? 44 : 24) || width < 24
        ? [(control.textContent || control.value || control.id).trim() + ' ' + Math.round(width) + ' x ' + Math.round(height)]
        : []
    })`)

test('UD-5 targets are at least 24 by 24 px, and what moves the login on is 44 px high', { skip }, async () => {
  for (const width of [1280, 320]) {
    const page = await openPerson(browser, { viewport: { width, height: 800 } })
    await beginAtDemo(page, program.demoA)
    await arrivedAt(page, /\/authorize\/selector/)
    assert.deepEqual(await smallControls(page), [], `selection page at ${width} px`)
    await chooseTestId(page)
    await arrivedAt(page, /\/authorize\/testid1/)
    assert.deepEqual(await smallControls(page), [], `TestID page at ${width} px`)
    await page.goto(`${program.issuer}/authorize?client_id=nobody`)
    assert.deepEqual(await smallControls(page), [], `error page at ${width} px`)
    await page.context().close()
  }
})

test('UD-13 who asks for less motion gets none, and no page needs an image', { skip }, async () => {
  const page = await openPerson(browser, { reducedMotion: 'reduce' })
  await page.route('**/*', (route) => (route.request().resourceType() === 'image' ? route.abort() : route.continue()))
  await beginAtDemo(page, program.demoA)
  await chooseTestId(page)
  await arrivedAt(page, /\/authorize\/testid1/)
  const moving = await page.evaluate(`[...document.querySelectorAll('*')].filter((element) => {
    const { transitionDuration, animationDuration } = getComputedStyle(element)
    return [transitionDuration, animationDuration].some((text) => text.split(',').some((part) => parseFloat(part) > 0.01))
  }).map((element) => element.tagName + '.' + element.className)`)
  assert.deepEqual(moving, [])
  await submitTestIdPage(page)
  await page.waitForURL(`${program.demoA}/**`)
})
