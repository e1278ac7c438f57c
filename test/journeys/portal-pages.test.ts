import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { noBrowser, openBrowser, pageFaults } from '../harness/browser.ts'
import { type Stop, startTour, type Tour } from './portal-tour.ts'

// Every page of the portal and the console with something on it: axe-core and reflow, wide and at 320 px.

const skip = noBrowser
let tour: Tour
let browser: Browser

before(async () => {
  if (skip) return
  tour = await startTour()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await tour?.at.stop()
})

async function visit(by: Stop['by'], language: 'nb' | 'en'): Promise<void> {
  const page = await tour.open(browser, by)
  for (const { path } of tour.stops.filter((stop) => stop.by === by)) {
    const answer = await page.goto(`${tour.at.program.portal}${path}${path.includes('?') ? '&' : '?'}lang=${language}`)
    assert.equal(answer?.status(), path === '/nowhere' ? 404 : 200, path)
    if (new URL(page.url()).origin === tour.at.program.portal) {
      assert.equal(await page.locator('html').getAttribute('lang'), language, path)
      // Whoever reads English is not shown a page in bokmål.
      assert.equal(await page.locator('.site-member[lang]').count(), 0, `${path} in ${language}`)
    }
    assert.equal(await page.locator('h1').count(), 1, path)
    assert.deepEqual(await pageFaults(page), [], path)
  }
  await page.context().close()
}

for (const [by, what] of [
  ['nobody', 'that need no login'],
  ['owner', 'of an organisation'],
  ['staff', 'of the console'],
  ['administrator', 'of administrators'],
] as const)
  test(
    `UD-1 UD-12 ONB-198 the pages ${what} have one heading, no fault that axe-core sees and no sideways scroll`,
    {
      skip,
    },
    () => visit(by, by === 'nobody' || by === 'staff' ? 'nb' : 'en'),
  )
