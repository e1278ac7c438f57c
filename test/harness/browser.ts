import { existsSync, readFileSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const chromiumFile = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((file) => file !== undefined && existsSync(file))

/** For the option `skip` of a test that needs a browser: why it cannot be had, or false. */
export const noBrowser: string | false =
  chromiumFile === undefined ? 'no Chromium here: set CHROMIUM to its path' : false

/** How Chromium is started: asking nobody but the sites it is sent to. */
export const launchOptions = {
  executablePath: chromiumFile ?? '',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

/** Starts a real Chromium. */
export const openBrowser = (): Promise<Browser> => chromium.launch(launchOptions)

/** One person with a browser of their own: cookies of nobody else. A step that takes longer than ten seconds has failed. */
export async function openPerson(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'nb-NO', ...options })
  context.setDefaultTimeout(10_000)
  return context.newPage()
}

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

/** What axe-core finds on the page as it stands, best practice included; each fault with the place it is at. */
async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(`axe.run({ resultTypes: ['violations'] }).then((found) => found.violations.map((fault) =>
    fault.id + ': ' + fault.nodes.map((node) => node.target.join(' ')).join(', ')))`)
}

/** How wide the page is, in CSS pixels; more than the window means that it must be scrolled sideways. */
const widthOf = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth')

// The text spacing that WCAG 1.4.12 says no content may be lost by.
const spacing =
  '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}'

/**
 * Judges the page as it stands, on a wide window and on one of 320 px (UD-1, UD-12): axe-core, horizontal scroll, and scroll
 * with wide text. An empty list means that nothing was found.
 */
export async function pageFaults(page: Page): Promise<string[]> {
  // A page is judged by its colours and sizes, so with its stylesheet.
  await page.waitForLoadState('load')
  const faults: string[] = []
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 })
    faults.push(...(await axeFaults(page)).map((fault) => `${width} px: ${fault}`))
    if ((await widthOf(page)) > width) faults.push(`${width} px: must be scrolled sideways`)
  }
  await page.evaluate(`{
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(${JSON.stringify(spacing)})
    document.adoptedStyleSheets = [sheet]
  }`)
  if ((await widthOf(page)) > 320) faults.push('320 px with text spacing: must be scrolled sideways')
  await page.evaluate('document.adoptedStyleSheets = []')
  return faults
}
