import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { noBrowser, openBrowser, openPerson } from '../harness/browser.ts'
import { beginAtDemo, chooseTestId, shownClaim } from '../harness/browser-login.ts'
import { type RunningProgram, startProgram } from '../harness/site-program.ts'
import { citizenA } from '../harness/standard-seed.ts'

// A person without a mouse: Tab, Enter, space and the arrows, and always able to see where they are.

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

interface Stop {
  readonly name: string
  /** With the outline of the focus, and inside the window. */
  readonly visible: boolean
  readonly top: number
  readonly left: number
}

// A choice is outlined together with its label: by the label, the field around both, or something drawn beside them.
const readStop = `(() => {
  const here = document.activeElement
  const box = here.getBoundingClientRect()
  const label = here.labels?.[0]
  const outlined = (element) => ['', '::before', '::after'].some((part) => {
    const style = getComputedStyle(element, part)
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
  })
  return {
    name: (label?.textContent ?? here.getAttribute('aria-label') ?? (here.textContent || here.value || ''))
      .replace(/\\s+/g, ' ').trim(),
    visible: [here, label, here.type === 'radio' && here.parentElement].some((part) => part && outlined(part)) &&
      box.top >= 0 && box.bottom <= innerHeight && box.width > 0,
    top: box.top + scrollY,
    left: box.left,
  }
})()`

/** Presses Tab until the focus is on the control of that name; every stop on the way must be visible and further on. */
async function tabTo(page: Page, name: string): Promise<void> {
  let before: Stop | undefined
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab')
    const stop: Stop = await page.evaluate(readStop)
    assert.ok(stop.visible, `the focus on "${stop.name}" at ${page.url()} cannot be seen`)
    const goesOn = before === undefined || stop.top > before.top - 30 || stop.left > before.left
    assert.ok(goesOn, `from "${before?.name}" Tab goes back to "${stop.name}"`)
    if (stop.name.startsWith(name)) return
    before = stop
  }
  assert.fail(`no stop is called "${name}" at ${page.url()}`)
}

test('UD-2 UD-3 a person logs in and out by the keyboard alone, and sees the focus at every stop', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await page.goto(`${program.portal}/`)
  await tabTo(page, 'Åpne demotjeneste A')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${program.demoA}/`)
  await tabTo(page, 'Logg inn')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/authorize/selector?*')
  await tabTo(page, 'Te TestID Lag din egen testbruker')
  await page.keyboard.press('Enter')
  await page.locator('#pid').waitFor()
  await tabTo(page, 'Personidentifikator (syntetisk)')
  await page.keyboard.type(citizenA)
  await tabTo(page, 'Betydelig')
  await page.keyboard.press('ArrowDown')
  await tabTo(page, 'Autentiser')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${program.demoA}/`)
  assert.equal(await shownClaim(page, 'acr'), 'idporten-loa-high')
  await tabTo(page, 'Logg ut')
  await page.keyboard.press('Space')
  await page.waitForURL(`${program.demoA}/logged-out?*`)
  await page.context().close()
})

test('UD-2 UD-6 a wrong number is corrected by the keyboard: the summary has the focus, its link leads to the field', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await beginAtDemo(page, program.demoA)
  await chooseTestId(page)
  await tabTo(page, 'Personidentifikator (syntetisk)')
  await page.keyboard.type('14838541242')
  await page.keyboard.press('Enter')
  await page.locator('.ds-error-summary:focus').waitFor()
  assert.match(await page.title(), /^Feil: /)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.locator('#pid:focus').waitFor()
  await page.keyboard.press('Control+A')
  await page.keyboard.type(citizenA)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${program.demoA}/`)
  assert.equal(await shownClaim(page, 'pid'), citizenA)
  await page.context().close()
})

test('UD-2 CANC-1 LANG-4 language and cancelling are reached by the keyboard', { skip }, async () => {
  const page = await openPerson(browser, { viewport: { width: 320, height: 640 } })
  await beginAtDemo(page, program.demoA)
  await page.waitForURL('**/authorize/selector?*')
  await tabTo(page, 'Nynorsk')
  await page.keyboard.press('Enter')
  await page.locator('html[lang=nn]').waitFor()
  await tabTo(page, 'Avbryt')
  await page.keyboard.press('Space')
  await page.waitForURL(`${program.demoA}/`)
  await page.locator('[data-notice="refused-by-gateway"]').waitFor()
  await page.context().close()
})
