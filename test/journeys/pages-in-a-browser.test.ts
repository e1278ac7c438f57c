import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import { languages } from '../../src/protocol/language.ts'
import { samplePages } from '../requirements/pages/sample-pages.ts'

// The pages as a browser sees them: reflow, text spacing, axe-core, keyboard, and the two scripts.

const chromiumFile = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((file) => file !== undefined && existsSync(file))
const skip = chromiumFile === undefined ? 'no Chromium here: set CHROMIUM to its path' : false

const policy =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; frame-src 'self'"
const types: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript', woff2: 'font/woff2' }
const pages = new Map<string, string>(
  languages.flatMap((language) =>
    Object.entries(samplePages(language)).map(([name, page]) => [`/${language}/${name}`, page] as const),
  ),
)
const received: { path: string; body: string }[] = []

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '').split('?')[0] ?? ''
  const page = pages.get(path)
  if (page !== undefined) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
    response.end(page)
  } else if (path.startsWith('/assets/')) {
    response.writeHead(200, { 'content-type': types[path.split('.').at(-1) ?? ''] ?? '' })
    response.end(readFileSync(new URL(`../../public/${path.slice(8)}`, import.meta.url)))
  } else if (path === '/favicon.ico') {
    response.writeHead(404).end()
  } else if (path === '/slow') {
    received.push({ path, body: '' }) // and never an answer
  } else {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      received.push({ path, body })
      response.writeHead(200, { 'content-type': 'text/html' }).end('<title>ok</title>')
    })
  }
}

const server = createServer(answer)
let browser: Browser
let origin = ''

before(async () => {
  if (skip) return
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await chromium.launch({
    executablePath: chromiumFile as string,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
})

after(async () => {
  await browser?.close()
  server.closeAllConnections()
  server.close()
})

async function open(path: string, options: { width?: number; script?: boolean } = {}): Promise<Page> {
  received.length = 0
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 800 },
    javaScriptEnabled: options.script ?? true,
  })
  const page = await context.newPage()
  await page.goto(`${origin}${path}`, { waitUntil: 'domcontentloaded' })
  return page
}

const still = /selector|test-id|logged-out|error-(unexpected|cookies-blocked|too-large)$/
const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
// As WCAG 1.4.12 gives them.
const spacing =
  '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}'

for (const language of languages) {
  test(`UD-1 UD-12 pages in ${language} pass axe-core and need no horizontal scroll at 320 px, also with wide text`, {
    skip,
  }, async () => {
    const page = await open(`/${language}/selector`, { width: 320 })
    for (const path of pages.keys()) {
      if (!path.startsWith(`/${language}/`) || !still.test(path)) continue
      await page.goto(`${origin}${path}`)
      await page.evaluate(axe)
      const faults = await page.evaluate('axe.run().then((found) => found.violations.map((fault) => fault.id))')
      assert.deepEqual(faults, [], path)
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320, path)
      await page.evaluate(`{
        const sheet = new CSSStyleSheet()
        sheet.replaceSync(${JSON.stringify(spacing)})
        document.adoptedStyleSheets = [sheet]
      }`)
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320, `${path} with text spacing`)
    }
    await page.context().close()
  })
}

test('AUTO-2 SEL-3 the way to TestID is one link with one name', { skip }, async () => {
  const page = await open('/nb/selector')
  const link = page.getByRole('link', { name: 'TestID Lag din egen testbruker', exact: true })
  assert.equal(await link.getAttribute('href'), '/authorize/testid1')
  await page.context().close()
})

test('UD-2 LANG-4 Enter in the field logs in and does not change the language', { skip }, async () => {
  const page = await open('/nb/test-id', { script: false })
  await page.getByLabel('Personidentifikator (syntetisk)').fill('14838541241')
  await page.locator('#pid').press('Enter')
  await page.waitForURL('**/authorize/testid')
  assert.deepEqual(received.at(-1), { path: '/authorize/testid', body: 'pid=14838541241&acr=idporten-loa-substantial' })
  await page.context().close()
})

test('LANG-4 a change of language sends what was typed along', { skip }, async () => {
  const page = await open('/nb/test-id', { script: false })
  await page.locator('#pid').fill('1483')
  await page.getByRole('button', { name: 'Nynorsk' }).click()
  await page.waitForURL('**/authorize/testid')
  assert.equal(received.at(-1)?.body, 'language=nn&pid=1483&acr=idporten-loa-substantial')
  await page.context().close()
})

test('UD-6 the summary of errors has the focus, and its links lead to the fields', { skip }, async () => {
  const page = await open('/nb/test-id-faults', { script: false })
  await page.locator('.ds-error-summary:focus').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.locator('#pid:focus').waitFor()
  await page.context().close()
})

test('UD-2 the first stop of the keyboard is a link past the header', { skip }, async () => {
  const page = await open('/nb/selector')
  await page.keyboard.press('Tab')
  const link = page.locator('.ds-skip-link:focus')
  await link.waitFor()
  assert.ok(((await link.boundingBox())?.height ?? 0) >= 24)
  await page.context().close()
})

for (const script of [true, false]) {
  test(`AUTHZ-48 the form_post page ${script ? 'sends itself' : 'works by its button without script'}`, {
    skip,
  }, async () => {
    const page = await open('/nb/form-post', { script })
    if (!script) await page.getByRole('button', { name: 'Fortsett' }).click()
    await page.waitForURL('**/callback')
    assert.equal(received.at(-1)?.body, 'code=a%22b&submit=named+like+the+method')
    await page.context().close()
  })
}

test('LOGOUT-14 LOGOUT-17 with a service that does not answer the browser goes on after the wait', {
  skip,
}, async () => {
  const started = Date.now()
  const page = await open('/nb/logout')
  await page.waitForURL('**/done?state=a&iss=b')
  assert.ok(Date.now() - started >= 4_500, 'a frame was still being loaded')
  assert.deepEqual(received.map(({ path }) => path).sort(), ['/done', '/quick', '/slow'])
  await page.context().close()
})

pages.set('/logout-quick', (pages.get('/nb/logout') ?? '').replaceAll('/slow', '/also-quick'))

test('LOGOUT-14 when all frames have loaded the browser goes on at once', { skip }, async () => {
  const started = Date.now()
  const page = await open('/logout-quick')
  await page.waitForURL('**/done?state=a&iss=b')
  assert.ok(Date.now() - started < 4_000)
  await page.context().close()
})

test('PAGE-21 LOGOUT-14 without script the logout page goes on by itself, or by its link', { skip }, async () => {
  const page = await open('/logout-quick', { script: false })
  await page.waitForURL('**/done?state=a&iss=b')
  await page.goto(`${origin}/nb/logout`, { waitUntil: 'commit' })
  await page.getByRole('link', { name: 'Fortsett' }).click()
  await page.waitForURL('**/done?state=a&iss=b')
  await page.context().close()
})
