import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { noBrowser, openBrowser, openPerson } from '../harness/browser.ts'
import { beginAtDemo, chooseTestId, logInAtDemo, shownClaim, submitTestIdPage } from '../harness/browser-login.ts'
import { openRelyingParty, type Parameters } from '../harness/relying-party.ts'
import { type RunningProgram, startProgram } from '../harness/site-program.ts'
import { openReceiver, type Receiver } from '../harness/site-receiver.ts'
import { citizenA, sharedSecret } from '../harness/standard-seed.ts'

// The service is on another site than the gateway (127.0.0.1 and localhost), as nearly all real ones are.

const skip = noBrowser
let program: RunningProgram
let service: Receiver
let onward: Receiver
let browser: Browser

before(async () => {
  if (skip) return
  service = await openReceiver()
  onward = await openReceiver()
  program = await startProgram([
    {
      client_id: 'elsewhere',
      client_name: 'Tjeneste et annet sted',
      client_secret: sharedSecret,
      redirect_uris: [`${service.origin}/callback`, `${service.origin}/sends-on`],
      post_logout_redirect_uris: [`${service.origin}/logged-out`],
    },
  ])
  browser = await openBrowser()
  service.files.set('/sends-on', { location: `${onward.origin}/home` })
})
after(async () => {
  await browser?.close()
  await Promise.all([service?.close(), onward?.close(), program?.stop()])
})

const party = () =>
  openRelyingParty(program.issuer, 'elsewhere', { redirectUri: `${service.origin}/callback`, scope: 'openid' })

/** A page of the service from which the person goes to the gateway: with a link, or with a form that posts. */
async function leaveFromService(page: Page, how: 'link' | 'form', address: string, fields: Parameters = {}) {
  const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
  const content =
    how === 'link'
      ? `<a href="${address.replaceAll('&', '&amp;')}">Go</a>`
      : `<form method="post" action="${address}">${inputs.join('')}<button>Go</button></form>`
  service.files.set('/start', { type: 'text/html', content: `<!doctype html><title>Start</title>${content}` })
  await page.goto(`${service.origin}/start`)
  await page.getByText('Go', { exact: true }).click()
}

test('HTTP-13 AUTO-11 the form of a login may end at another site, which sends the person on to a third', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  const blocked: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) blocked.push(message.text())
  })
  await leaveFromService(page, 'link', party().authorizeUrl({ redirect_uri: `${service.origin}/sends-on` }))
  await chooseTestId(page)
  await submitTestIdPage(page)
  await page.waitForURL(`${onward.origin}/home`)
  assert.match(service.last('/sends-on')?.path ?? '', /[?&]code=/)

  await leaveFromService(page, 'link', party().authorizeUrl({ prompt: 'login', state: 'cancelled-here' }))
  await page.getByTestId('cancel').click()
  await page.waitForURL(`${service.origin}/callback?*`)
  assert.match(service.last('/callback')?.path ?? '', /error=access_denied.*state=cancelled-here/)
  assert.deepEqual(blocked, [])
  await page.context().close()
})

test('AUTHZ-48 HTTP-13 the answer is posted to a service on another site', { skip }, async () => {
  const page = await openPerson(browser)
  const asking = party()
  await leaveFromService(page, 'link', asking.authorizeUrl({ response_mode: 'form_post', state: 'posted "state"' }))
  await chooseTestId(page)
  await submitTestIdPage(page)
  await page.waitForURL(`${service.origin}/callback`)
  const { method, body } = service.last('/callback') ?? {}
  assert.equal(method, 'POST')
  const posted = new URLSearchParams(body)
  assert.equal(posted.get('state'), 'posted "state"')
  assert.equal(posted.get('iss'), program.issuer)
  assert.equal((await asking.redeem(new URL(`${service.origin}/?${posted}`))).status, 200)
  await page.context().close()
})

test('HTTP-15 AUTHZ-1 LOGOUT-1 a form of another site begins a login that meets the session, and a logout that ends it', {
  skip,
}, async () => {
  const page = await openPerson(browser)
  await leaveFromService(page, 'link', party().authorizeUrl())
  await chooseTestId(page)
  await submitTestIdPage(page)
  await page.waitForURL(`${service.origin}/callback?*`)

  const request = Object.fromEntries(new URL(party().authorizeUrl({ prompt: 'none', state: 'by-form' })).searchParams)
  await leaveFromService(page, 'form', `${program.issuer}/authorize`, request)
  await page.waitForURL(/state=by-form/)
  assert.match(page.url(), /[?&]code=/)

  const logout = { client_id: 'elsewhere', post_logout_redirect_uri: `${service.origin}/logged-out`, state: 'left' }
  await leaveFromService(page, 'form', `${program.issuer}/logout`, logout)
  await page.waitForURL(/\/logged-out|\/logout/)
  await leaveFromService(page, 'link', party().authorizeUrl({ prompt: 'none', state: 'after' }))
  await page.waitForURL(/state=after/)
  assert.match(page.url(), /error=login_required/)
  await page.context().close()
})

test('PAGE-22 a form of another site can neither finish nor cancel a login', { skip }, async () => {
  const page = await openPerson(browser)
  await leaveFromService(page, 'link', party().authorizeUrl())
  await page.waitForURL('**/authorize/selector?*')
  const { search } = new URL(page.url())
  for (const [path, fields] of [
    ['/authorize/testid1', { pid: citizenA, acr: 'idporten-loa-high' }],
    ['/authorize/cancel', {}],
  ] as const) {
    await leaveFromService(page, 'form', `${program.issuer}${path}${search}`, fields)
    await page.getByRole('heading', { level: 1, name: 'Du har ikke tilgang til dette' }).waitFor()
  }
  await page.goto(`${program.issuer}/authorize/selector${search}`)
  await chooseTestId(page)
  await page.context().close()
})

test('HTTP-12 no other site can show a page of the login in a frame', { skip }, async () => {
  const page = await openPerson(browser)
  const address = party().authorizeUrl().replaceAll('&', '&amp;')
  service.files.set('/framing', { type: 'text/html', content: `<title>x</title><iframe src="${address}"></iframe>` })
  const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'))
  await page.goto(`${service.origin}/framing`)
  await refused
  assert.equal(await page.frameLocator('iframe').locator('.pv-page').count(), 0)
  await page.context().close()
})

for (const mode of ['form_post', 'fragment'] as const)
  test(`${mode === 'form_post' ? 'AUTHZ-48 DEMO-1' : 'AUTHZ-49 DEMO-1'} a service that asks for ${mode} gets its answer`, {
    skip,
  }, async () => {
    const page = await openPerson(browser)
    await logInAtDemo(page, program.demoA, { response_mode: mode })
    assert.equal(await shownClaim(page, 'pid'), citizenA)
    assert.equal(page.url(), `${program.demoA}/`)
    await page.goBack().catch(() => undefined)
    assert.equal(page.url().includes('code='), false)
    await page.context().close()
  })

test('AUTHZ-46 a test user in login_hint logs in without a page', { skip }, async () => {
  const page = await openPerson(browser)
  await beginAtDemo(page, program.demoA, { login_hint: `testid:${citizenA}_idporten-loa-high` })
  assert.equal(await shownClaim(page, 'acr'), 'idporten-loa-high')
  await page.context().close()
})
