import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { languages } from '../../src/protocol/language.ts'
import { textsFor } from '../../src/texts/text.ts'
import { noBrowser, openBrowser, openPerson, pageFaults } from '../harness/browser.ts'
import { beginAtDemo, chooseTestId, shownClaim, submitTestIdPage } from '../harness/browser-login.ts'
import { type RunningProgram, startProgram } from '../harness/site-program.ts'
import { citizenA } from '../harness/standard-seed.ts'

// A person who is asked for consent: with the mouse, with the keyboard, without script, in four languages.

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

/** To the dialogue, which is asked for even if this citizen has agreed before. */
async function comeToDialogue(page: Page): Promise<void> {
  await beginAtDemo(page, program.demoB, { api: 'yes', prompt: 'consent' })
  if (!page.url().includes('/authorize/consent')) {
    await chooseTestId(page)
    await submitTestIdPage(page)
  }
  await page.getByRole('heading', { level: 1, name: 'En tjeneste ber om tilgang', exact: true }).waitFor()
}

const accessOf = (page: Page): Promise<string> => page.locator('#access-token-payload').textContent().then(String)

test('CONS-4 AUTO-9 a person says yes and the service has the scope', { skip }, async () => {
  const page = await openPerson(browser)
  await comeToDialogue(page)
  await page.locator('button[name=decision][value=accept]').click()
  await page.waitForURL(`${program.demoB}/`)
  assert.equal(await shownClaim(page, 'pid'), citizenA)
  assert.match(await accessOf(page), /eksempel:vedtak\.read/)
  await page.context().close()
})

test('PAGE-21 CONS-5 without script a person reloads, says no and is logged in without the scope', {
  skip,
}, async () => {
  const page = await openPerson(browser, { javaScriptEnabled: false })
  await comeToDialogue(page)
  await page.reload()
  await page.getByRole('button', { name: 'Nei, ikke gi tilgang', exact: true }).click()
  await page.waitForURL(`${program.demoB}/`)
  assert.equal(await shownClaim(page, 'pid'), citizenA)
  assert.doesNotMatch(await accessOf(page), /eksempel:vedtak\.read/)
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'Denne innloggingen er allerede fullført' }).waitFor()
  await page.context().close()
})

test('CONS-3 UD-2 with the keyboard nothing is answered before a button has the focus; the yes comes first', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await comeToDialogue(page)
  await page.keyboard.press('Enter')
  await page.locator('h1').click()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Space')
  assert.match(page.url(), /\/authorize\/consent\?/)
  const focused = () =>
    page.evaluate('(document.activeElement.value ?? "") + document.activeElement.textContent.trim()')
  const passed: unknown[] = []
  for (let presses = 0; presses < 30 && !String(passed.at(-1)).startsWith('decline'); presses += 1) {
    await page.keyboard.press('Tab')
    passed.push(await focused())
  }
  const answers = passed.filter((name) => /^(?:accept|decline)/.test(String(name)))
  assert.deepEqual(answers, ['acceptJa, gi tilgang', 'declineNei, ikke gi tilgang'])
  assert.ok(passed.some((name) => String(name).includes('hos etaten (etat.example.test, åpnes i en ny fane)')))
  await page.keyboard.press('Enter')
  await page.waitForURL(`${program.demoB}/`)
  await page.context().close()
})

const readLooks = `[...document.querySelectorAll('button[name=decision]')].map((button) => {
  const { backgroundColor, color, borderColor, fontWeight } = getComputedStyle(button)
  const { width, height } = button.getBoundingClientRect()
  return { backgroundColor, color, borderColor, fontWeight, width: Math.round(width), height: Math.round(height) }
})`

test('CONS-3 UD-5 the two buttons are equally large and look the same', { skip }, async () => {
  const page = await openPerson(browser)
  await comeToDialogue(page)
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 })
    const looks = await page.evaluate<readonly { readonly height: number }[]>(readLooks)
    assert.equal(looks.length, 2)
    assert.deepEqual(looks[0], looks[1])
    assert.ok((looks[0]?.height ?? 0) >= 44)
  }
  await page.context().close()
})

test('UD-1 UD-12 LANG-1 the dialogue has no fault that axe-core sees in any language, wide or at 320 px', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await comeToDialogue(page)
  for (const language of languages) {
    await page.getByRole('button', { name: textsFor(language)('language.name'), exact: true }).click()
    await page.getByRole('heading', { level: 1, name: textsFor(language)('consent.heading'), exact: true }).waitFor()
    assert.deepEqual(await pageFaults(page), [], language)
  }
  await page.context().close()
})
