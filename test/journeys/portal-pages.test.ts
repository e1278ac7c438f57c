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

const forms: readonly (readonly [Stop['by'], string, button: string])[] = [
  ['nobody', '/order', 'form[action="/order"] button[type=submit]'],
  ['nobody', '/support', 'form[action="/support"] button[type=submit]'],
  ['owner', '/join', '.site-member form[action="/join"] button[type=submit]'],
  ['owner', '/o/310000019/integrations/new', '.site-member form button[type=submit]'],
  ['owner', '/o/310000019/cases/new', '.site-member form button[type=submit]'],
  ['owner', '/o/310000019/users', '.site-member form button[type=submit]'],
  ['owner', '/o/310000019/test-certificates', '.site-member form button[type=submit]'],
  ['administrator', '/operator/organisations', '.site-member form[method=post] button[type=submit]'],
  ['administrator', '/operator/terms/new', '.site-member form button[type=submit]'],
]

test('UD-6 ONB-198 a form that is sent empty comes back with its faults listed and linked to their fields', {
  skip,
}, async () => {
  for (const [by, path, button] of forms) {
    const page = await tour.open(browser, by)
    await page.goto(`${tour.at.program.portal}${path}`)
    await page.locator(button).first().click()
    const summary = page.locator('.ds-error-summary')
    await summary.waitFor()
    for (const target of await summary
      .locator('a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href'))))
      assert.equal(await page.locator(`[id="${target?.slice(1)}"]`).count(), 1, `${path} ${target}`)
    assert.deepEqual(await pageFaults(page), [], path)
    await page.context().close()
  }
})
