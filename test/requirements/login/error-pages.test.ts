import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { errorPageKinds } from '../../../src/pages/error-page.ts'
import { languages } from '../../../src/protocol/language.ts'
import { textsFor } from '../../../src/texts/text.ts'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, openTestIdForm, submitTestId, unescapeHtml } from '../../harness/relying-party.ts'
import { citizenA } from '../../harness/standard-seed.ts'
import { type Answer, openUserAgent, send, type UserAgent } from '../../harness/user-agent.ts'
import { high, sessionCookie, visit } from '../session/visit.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const web = () => openRelyingParty(gateway.issuer)
const begin = async (browser: UserAgent, changes = {}) => (await web().authorize(browser, changes)).location()
const heading = (page: Answer) => /<h1[^>]*>([^<]*)</.exec(page.text)?.[1]

test('TIME-1 a login lives 30 minutes: one second before, its form is taken', async () => {
  const browser = openUserAgent()
  const selector = await begin(browser)
  gateway.clock.forward(1799)
  assert.equal((await submitTestId(browser, selector)).status, 303)
})

test('TIME-1 after 30 minutes every step says that it took too long, and leads back to the service', async () => {
  const browser = openUserAgent()
  const selector = await begin(browser, { ui_locales: 'en' })
  const { action } = await openTestIdForm(browser, selector)
  gateway.clock.forward(1800)
  for (const answer of [
    await browser.send(action, { form: { pid: citizenA } }),
    await browser.send(selector.href),
    await browser.send(`${gateway.issuer}/authorize/cancel${selector.search}`, { form: {} }),
  ]) {
    assert.equal(answer.status, 400)
    assert.equal(answer.headers.get('location'), null)
    assert.equal(heading(answer), 'The login took too long')
    assert.match(answer.text, /30 minutes[\s\S]*href="https:\/\/web\.example\.no\/">Go to Tjeneste web</)
  }
  assert.equal(browser.cookies.has(sessionCookie), false)
})

test('TIME-1 long after, what is left of a login is a link that cannot be used', async () => {
  const browser = openUserAgent()
  const selector = await begin(browser)
  gateway.clock.forward(30 * 86_400)
  assert.equal(heading(await browser.send(selector.href)), 'Innloggingslenken kan ikke brukes')
})

test('ERRP-4 a browser that keeps no cookies is told so at the first page, and is sent nowhere again', async () => {
  const selector = await begin(openUserAgent())
  for (const answer of [
    await send(selector.href),
    await send(`${gateway.issuer}/authorize/testid1${selector.search}`),
    await send(`${gateway.issuer}/authorize/testid1${selector.search}`, { form: { pid: citizenA } }),
  ]) {
    assert.equal(answer.status, 400)
    assert.equal(answer.headers.get('location'), null)
    assert.equal(heading(answer), 'Nettleseren stopper informasjonskapsler')
    assert.deepEqual(answer.headers.getSetCookie(), [])
  }
})

test('ERRP-2 an error page says what to do, has reference, time, language switch and help, and no internals', async () => {
  const answer = await web().authorize(openUserAgent(), { redirect_uri: 'https://evil.example.net/x?y=z' })
  assert.equal(answer.status, 400)
  assert.equal(heading(answer), 'Lenken til tjenesten virker ikke')
  assert.match(answer.text, /Gå tilbake til tjenesten og prøv igjen/)
  assert.ok(answer.text.includes(`<dd><code>${answer.headers.get('x-correlation-id')}</code></dd>`))
  assert.match(answer.text, /<dt>Tidspunkt<\/dt><dd>\d{1,2}\. [a-z]+ 2026 kl\. \d\d:\d\d:\d\d</)
  assert.ok(answer.text.includes(`name="at" value="${gateway.clock.nowSeconds()}"`))
  assert.equal(answer.text.split('name="language"').length - 1, 4)
  assert.match(answer.text, /<footer[\s\S]*>Hjelp og kontakt</)
  assert.doesNotMatch(answer.text, /evil|redirect_uri|invalid_request|Gå til Tjeneste/)
  assert.deepEqual(answer.headers.getSetCookie(), [])
})

const asked = ['unknown-service-link', 'login-link-used', 'login-took-too-long', 'cookies-blocked', 'eid-unavailable']
const rest = ['eid-invalid-answer', 'identifier-not-accepted', 'overloaded', 'unexpected', 'not-found']
test('ERRP-3 every kind of error has a heading and a text of its own, in every language', () => {
  for (const kind of [...asked, ...rest]) assert.ok((errorPageKinds as readonly string[]).includes(kind), kind)
  for (const language of languages) {
    const text = textsFor(language)
    const shown = errorPageKinds.map((kind) => `${text(`error.${kind}.heading`)} ${text(`error.${kind}.text`)}`)
    assert.equal(new Set(shown).size, errorPageKinds.length)
  }
})

for (const [name, ...locale] of [
  ['ERRP-1 LANG-2 in the language of the request', 'ui_locales=en', '', 'en'],
  ['ERRP-1 LANG-2 in the citizen’s own language', 'ui_locales=en', 'IDPORTEN_SELECTED_LANGUAGE=se', 'se'],
  ['ERRP-1 LANG-2 in bokmål when nothing is said', '', '', 'nb'],
] as const)
  test(`${name}, a request without a trusted address is answered with a page and no redirect`, async () => {
    const [query, cookie, language] = locale
    const answer = await send(`${gateway.issuer}/authorize?client_id=nobody&${query}`, { headers: { cookie } })
    assert.equal(answer.status, 400)
    assert.match(answer.text, new RegExp(`<html lang="${language}">`))
    assert.equal(answer.headers.get('location'), null)
  })

test('ERRP-1 once the address is trusted, faults go to the service and no page is shown', async () => {
  const answer = await web().authorize(openUserAgent(), { response_type: 'token' })
  assert.equal(answer.status, 302)
  assert.equal(answer.location().searchParams.get('error'), 'unsupported_response_type')
  assert.equal(answer.text, '')
})

test('ERRP-5 UD-9 a fault in a form is shown in the form, which keeps what was typed and chosen', async () => {
  const browser = openUserAgent()
  const answer = await submitTestId(browser, await begin(browser), { pid: '148385', acr: high })
  assert.equal(answer.status, 422)
  assert.match(answer.text, /class="ds-error-summary" tabindex="-1" autofocus[\s\S]*href="#pid"/)
  assert.match(answer.text, /id="pid"[^>]* value="148385"[^>]*aria-describedby="pid-error/)
  assert.match(answer.text, /value="idporten-loa-high" checked/)
  assert.match(answer.text, /<title>Feil: /)
})

test('UD-10 no page of a login goes on by itself', async () => {
  const browser = openUserAgent()
  const selector = await begin(browser)
  const pages = [await browser.send(selector.href), await openTestIdForm(browser, selector), await send(selector.href)]
  for (const { text } of pages) assert.doesNotMatch(text, /http-equiv="refresh"|<script/)
})

test('LOUT-1 LOUT-3 while services are called the page says so, and promises no more than is known', async () => {
  const browser = openUserAgent()
  await web().logIn(browser)
  const page = await browser.send(`${gateway.issuer}/logout?client_id=web`)
  assert.equal(heading(page), 'Du blir logget ut')
  assert.match(page.text, /alle tjenestene du har brukt[^<]*høyst 5 sekunder/)
  const onward = /id="continue" href="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const end = await browser.send(gateway.issuer + onward)
  assert.match(end.text, /En tjeneste vi ikke fikk kontakt med, kan fortsatt ha deg innlogget/)
})

test('LANG-2 LOUT-2 a logout that was asked for in English ends in English, also after the calls', async () => {
  const browser = openUserAgent()
  await web().logIn(browser)
  const page = await browser.send(`${gateway.issuer}/logout?client_id=web&ui_locales=en`)
  assert.equal(heading(page), 'You are being logged out')
  const onward = unescapeHtml(/id="continue" href="([^"]+)"/.exec(page.text)?.[1] ?? '')
  const end = await browser.send(gateway.issuer + onward)
  assert.equal(heading(end), 'You are logged out')
  assert.match(end.text, /Go to Tjeneste web</)
})

test('PAGE-8 LOUT-2 the last page of a logout says what is over, warns on shared machines, links to a known service', async () => {
  const browser = openUserAgent()
  const service = openRelyingParty(gateway.issuer, 'no-pkce')
  await service.logIn(browser)
  const known = await browser.send(`${gateway.issuer}/logout?client_id=no-pkce`)
  assert.equal(heading(known), 'Du er logget ut')
  assert.match(known.text, /logget ut av Portvakt[\s\S]*maskin som flere har tilgang til\? Lukk alle vinduene/)
  assert.match(known.text, /href="https:\/\/no-pkce\.example\.no\/">Gå til Tjeneste uten PKCE</)
  await service.logIn(browser)
  const unknown = await browser.send(`${gateway.issuer}/logout`)
  assert.equal(heading(unknown), 'Du er logget ut')
  assert.doesNotMatch(unknown.text, /example\.no/)
  assert.equal(await visit(service, browser), 'login pages')
})

test('LOUT-5 a logout of a session that is over already ends at the same page, status 200', async () => {
  const browser = openUserAgent()
  await openRelyingParty(gateway.issuer, 'no-pkce').logIn(browser)
  gateway.clock.forward(1800)
  const page = await browser.send(`${gateway.issuer}/logout?client_id=no-pkce`)
  assert.deepEqual([page.status, heading(page)], [200, 'Du er logget ut'])
  assert.match(page.text, /Gå til Tjeneste uten PKCE</)
})

test('LOUT-4 "cannot log out" explains that no login was found, suggests to close the browser, shows the reference', async () => {
  const page = await send(`${gateway.issuer}/logout?ui_locales=en`)
  assert.deepEqual([page.status, heading(page)], [400, 'We cannot log you out'])
  assert.match(page.text, /no login in this browser[\s\S]*Close all windows/)
  assert.ok(page.text.includes(`<code>${page.headers.get('x-correlation-id')}</code>`))
})
