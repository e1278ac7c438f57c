import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { languages } from '../../src/protocol/language.ts'
import { noBrowser, openBrowser, openPerson, pageFaults } from '../harness/browser.ts'
import { beginAtDemo, chooseTestId, logInAtDemo, submitTestIdPage } from '../harness/browser-login.ts'
import { openRelyingParty } from '../harness/relying-party.ts'
import { type RunningProgram, startProgram } from '../harness/site-program.ts'

// Every page that a person can come to, as the running program serves it: axe-core and reflow, wide and at 320 px.

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

async function assertGood(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
  assert.deepEqual(await pageFaults(page), [], `${heading} at ${page.url().split('?')[0]}`)
}

test('UD-1 UD-12 the pages of a login have no fault that axe-core sees and need no sideways scroll', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await beginAtDemo(page, program.demoA)
  await assertGood(page, 'Velg hvordan du vil logge inn')
  await chooseTestId(page)
  await assertGood(page, 'Logg inn med TestID')
  await submitTestIdPage(page, { pid: '12345678901' })
  await page.locator('.ds-error-summary:focus').waitFor()
  await assertGood(page, 'Logg inn med TestID')
  await submitTestIdPage(page)
  await page.waitForURL(`${program.demoA}/`)
  await beginAtDemo(page, program.demoB, { acr_values: 'idporten-loa-high' })
  await assertGood(page, 'Du må logge inn på et høyere sikkerhetsnivå')
  await beginAtDemo(page, program.demoB, { prompt: 'login' })
  await assertGood(page, 'Du må logge inn på nytt')

  // Its script is held back, or the page would be gone.
  await page.route('**/form-post.js', (route) => route.abort())
  await beginAtDemo(page, program.demoB, { response_mode: 'form_post' })
  await assertGood(page, 'Fortsett')
  await page.context().close()
})

test('UD-1 UD-12 the pages of a logout have no fault that axe-core sees and need no sideways scroll', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await logInAtDemo(page, program.demoA)
  await page.route('**/logout.js', (route) => route.abort())
  await page.goto(`${program.issuer}/logout`)
  await assertGood(page, 'Du blir logget ut')
  await page.getByRole('link', { name: 'Fortsett' }).click()
  await assertGood(page, 'Du er logget ut')
  await page.context().close()
})

const unknownLogin = `/authorize/selector?login=${'A'.repeat(43)}`
const errorPages: readonly (readonly [heading: string, path: string])[] = [
  ['Nettleseren stopper informasjonskapsler', unknownLogin],
  ['Vi kan ikke logge deg ut', '/logout'],
  ['Lenken til tjenesten virker ikke', '/authorize?client_id=nobody'],
  ['Forespørselen kan ikke behandles', '/authorize?client_id=%FF'],
  ['Vi finner ikke siden', '/nowhere'],
  ['Siden kan ikke åpnes på denne måten', '/language'],
  ['Det kom for mye på én gang', `/authorize?client_id=${'a'.repeat(40_000)}`],
]

test('UD-1 UD-12 ERRP-3 every error page that can be come to is as good as the others', { skip }, async () => {
  const page = await openPerson(browser)
  for (const [heading, path] of errorPages) {
    await page.goto(`${program.issuer}${path}`)
    await assertGood(page, heading)
  }
  await beginAtDemo(page, program.demoA)
  await page.waitForURL('**/authorize/selector?*')
  const { href, search } = new URL(page.url())
  await page.goto(`${program.issuer}${unknownLogin}`)
  await assertGood(page, 'Innloggingslenken kan ikke brukes')

  program.gateway.clock.forward(1801)
  await page.goto(href)
  program.gateway.clock.forward(-1801)
  await assertGood(page, 'Innloggingen tok for lang tid')

  await page.goto(`${program.demoA}/`)
  await page.evaluate(`{
    const form = document.createElement('form')
    Object.assign(form, { method: 'post', action: ${JSON.stringify(`${program.issuer}/authorize/cancel${search}`)} })
    document.body.append(form)
    form.submit()
  }`)
  await assertGood(page, 'Du har ikke tilgang til dette')

  await page.goto(href)
  await chooseTestId(page)
  await submitTestIdPage(page)
  await page.waitForURL(`${program.demoA}/`)
  await page.goto(href)
  await assertGood(page, 'Denne innloggingen er allerede fullført')
  await page.context().close()
})

const portalHeadings = {
  nb: ['Logg inn til offentlige tjenester', 'Kom i gang'],
  nn: ['Logg inn til offentlege tenester', 'Kom i gang'],
  en: ['Log in to public services', 'Get started'],
  se: ['Logge sisa almmolaš bálvalusaide', 'Álggat'],
} as const

for (const language of languages)
  test(`UD-1 UD-12 ONB-9 the portal's pages in ${language} are as good as the others`, { skip }, async () => {
    const page = await openPerson(browser)
    const [front, guide] = portalHeadings[language]
    await page.goto(`${program.portal}/?lang=${language}`)
    assert.equal(await page.locator('html').getAttribute('lang'), language)
    await assertGood(page, front)
    await page.goto(`${program.portal}/guide?lang=${language}`)
    await assertGood(page, guide)
    await page.context().close()
  })

test('UD-1 UD-12 the pages of a demo service are as good as the others, also with everything unfolded', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await page.goto(`${program.demoA}/`)
  await page.locator('summary').click()
  await assertGood(page, 'Demotjeneste A')
  await page.goto(`${program.demoA}/callback?code=a&state=b`)
  await assertGood(page, 'Noe gikk galt')
  await logInAtDemo(page, program.demoA)
  await page.evaluate('for (const part of document.querySelectorAll("details")) part.open = true')
  await assertGood(page, 'Demotjeneste A')
  await page.context().close()
})

test('WEIGHT-1 the first page of a login weighs at most 60 kB with style and typeface, its HTML at most 15 kB', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const addresses = new Map<string, string>()
  const weights = new Map<string, number>()
  session.on('Network.responseReceived', ({ requestId, response }) => addresses.set(requestId, response.url))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => weights.set(requestId, encodedDataLength))
  const party = openRelyingParty(program.issuer, 'demo-a', {
    redirectUri: `${program.demoA}/callback`,
    scope: 'openid',
  })
  await page.goto(party.authorizeUrl(), { waitUntil: 'networkidle' })
  assert.equal(await page.evaluate('document.fonts.check("16px Inter")'), true)

  const weightOf = (kind: RegExp): number =>
    [...addresses].filter(([, url]) => kind.test(url)).reduce((sum, [id]) => sum + (weights.get(id) ?? 0), 0)
  assert.ok(weightOf(/selector/) > 1000 && weightOf(/selector/) <= 15_000, `HTML: ${weightOf(/selector/)} bytes`)
  assert.ok(weightOf(/\.css/) > 1000 && weightOf(/\.woff2/) > 1000, 'style and typeface were measured')
  const all = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  assert.ok(all <= 60_000, `${all} bytes in ${weights.size} answers`)
  const origins = new Set(
    [...addresses.values()].filter((url) => !url.startsWith('data:')).map((url) => new URL(url).origin),
  )
  assert.deepEqual([...origins], [program.issuer], 'nothing is loaded from elsewhere (PAGE-25)')
  await page.context().close()
})
