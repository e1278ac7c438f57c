import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Environment } from '../../../src/config/environments.ts'
import { gatewayCookies } from '../../../src/http/guards/cookies.ts'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, openTestIdForm, type Parameters, unescapeHtml } from '../../harness/relying-party.ts'
import { citizenA } from '../../harness/standard-seed.ts'
import { type Answer, openUserAgent, type UserAgent } from '../../harness/user-agent.ts'
import { claimsAtOnce, high, logInClaims } from '../session/visit.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const cookieName = 'IDPORTEN_SELECTED_LANGUAGE'
const web = () => openRelyingParty(gateway.issuer)
const languageOf = (page: Answer) => /^<!doctype html>\n<html lang="([^"]*)">/.exec(page.text)?.[1]
const selectorFor = async (browser: UserAgent, changes: Parameters = {}) => {
  const { href } = (await web().authorize(browser, changes)).location()
  return browser.send(href, { headers: { 'accept-language': 'en-GB,en;q=0.9' } })
}
const hiddenFields = (page: Answer): Record<string, string> => {
  const form = /<form class="pv-languages"[\s\S]*?<\/form>/.exec(page.text)?.[0] ?? assert.fail('no language form')
  return Object.fromEntries(
    Array.from(form.matchAll(/name="([^"]+)" value="([^"]*)">/g), (m) => [m[1], unescapeHtml(m[2] ?? '')]),
  )
}
const choose = (browser: UserAgent, page: Answer, language: string) =>
  browser.send(`${gateway.issuer}/language`, { form: { ...hiddenFields(page), language } })

const priorities: readonly (readonly [
  name: string,
  cookie: string | undefined,
  asked: string | undefined,
  shown: string,
])[] = [
  ['LANG-2 nothing said: bokmål, whatever the browser prefers', undefined, undefined, 'nb'],
  ['LANG-2 the request decides when the citizen has not', undefined, 'en', 'en'],
  ['LANG-2 LANG-5 the request may ask for Northern Sámi', undefined, 'se', 'se'],
  ['LANG-2 the citizen’s own choice comes before the request', 'nn', 'en', 'nn'],
  ['LANG-2 a request for a language that we have not is as none', undefined, 'fr de', 'nb'],
  ['LANG-3 a cookie with another value is ignored', 'fr', 'en', 'en'],
  ['LANG-3 a cookie that is code is ignored', '"><script>', undefined, 'nb'],
]
for (const [name, cookie, asked, shown] of priorities)
  test(`${name}`, async () => {
    const browser = openUserAgent()
    if (cookie !== undefined) browser.cookies.set(cookieName, cookie)
    const page = await selectorFor(browser, { ui_locales: asked })
    assert.equal(languageOf(page), shown)
    assert.equal(page.text.includes('<script>'), false)
    const form = await openTestIdForm(browser, (await web().authorize(browser, { ui_locales: asked })).location())
    assert.match(form.text, new RegExp(`<html lang="${shown}">`))
  })

test('LANG-3 the cookie is set when the citizen chooses, for a year, and never by a request', async () => {
  const browser = openUserAgent()
  const page = await selectorFor(browser, { ui_locales: 'en' })
  assert.equal(browser.cookies.has(cookieName), false)
  const chosen = await choose(browser, page, 'se')
  assert.deepEqual(chosen.headers.getSetCookie(), [`${cookieName}=se; Max-Age=31536000; Path=/; SameSite=Lax`])
})

test('LANG-3 over TLS the cookie is Secure, and no Domain widens it', () => {
  const environment = { name: 'prod', loginBase: 'https://login.example.no' } as Environment
  assert.equal(
    gatewayCookies(environment).setLanguage('nn'),
    `${cookieName}=nn; Max-Age=31536000; Path=/; SameSite=Lax; Secure`,
  )
})

for (const [name, language] of [
  ['LANG-3 a language that we have not cannot be chosen', 'fr'],
  ['LANG-3 no language at all cannot be chosen', undefined],
] as const)
  test(`${name}`, async () => {
    const browser = openUserAgent()
    const answer = await browser.send(`${gateway.issuer}/language`, { form: { page: 'selector', language } })
    assert.equal(answer.status, 400)
    assert.equal(browser.cookies.has(cookieName), false)
  })

test('LANG-4 on the selection page the switch keeps the login', async () => {
  const browser = openUserAgent()
  const begun = (await web().authorize(browser)).location()
  const changed = await choose(browser, await browser.send(begun.href), 'nn')
  assert.equal(changed.status, 303)
  assert.equal(changed.location().href, begun.href)
  assert.equal(languageOf(await browser.send(begun.href)), 'nn')
})

test('LANG-4 on a form the switch keeps what was typed and chosen, judges nothing, and the login goes on', async () => {
  const browser = openUserAgent()
  const selector = (await web().authorize(browser)).location()
  const { action, text } = await openTestIdForm(browser, selector)
  assert.match(text, /<button name="language" value="en" lang="en" form="page-form" formnovalidate>English<\/button>/)
  const changed = await browser.send(action, { form: { pid: '1483 8541', acr: high, language: 'en' } })
  assert.equal(changed.status, 200)
  assert.equal(languageOf(changed), 'en')
  assert.match(changed.text, /id="pid"[^>]* value="1483 8541"/)
  assert.match(changed.text, /value="idporten-loa-high" checked/)
  assert.doesNotMatch(changed.text, /error-summary|aria-invalid/)
  assert.equal(browser.cookies.get(cookieName), 'en')
  const done = await browser.send(action, { form: { pid: citizenA, acr: high } })
  assert.equal(done.status, 303)
})

test('LANG-4 a whole number that is typed does not log in when only the language is changed', async () => {
  const browser = openUserAgent()
  const { action } = await openTestIdForm(browser, (await web().authorize(browser)).location())
  const changed = await browser.send(action, { form: { pid: citizenA, acr: high, language: 'nn' } })
  assert.equal(changed.status, 200)
  assert.match(changed.text, new RegExp(`value="${citizenA}"`))
})

test('LANG-4 an error page that changes language keeps its reference and time', async () => {
  const browser = openUserAgent()
  const page = await web().authorize(browser, { redirect_uri: 'https://evil.example.net/' })
  const reference = page.headers.get('x-correlation-id') ?? ''
  gateway.clock.forward(60)
  const changed = await choose(browser, page, 'en')
  assert.equal(languageOf(changed), 'en')
  assert.match(changed.text, /<h1[^>]*>The link to the service does not work</)
  assert.ok(changed.text.includes(`<code>${reference}</code>`))
  const again = await choose(browser, changed, 'nb')
  const time = (answer: Answer) => /<dt>Tidspunkt<\/dt><dd>([^<]+)</.exec(answer.text)?.[1]
  assert.ok(time(page))
  assert.equal(time(again), time(page))
})

test('LANG-4 what the switch is given is checked: a forged error page cannot be made', async () => {
  const browser = openUserAgent()
  for (const forged of [
    { page: 'error', kind: 'unexpected', reference: 'call 555 now please', at: '1' },
    { page: 'error', kind: 'made-up', reference: 'abcdefgh', at: '1' },
    { page: 'error', kind: 'unexpected', reference: 'abcdefgh', at: '9'.repeat(12) },
    { page: 'selector', login: 'x?y=z' },
    { page: 'form-post', service: 'web', return: 'https://evil.example.net/', code: 'code-of-mine' },
    {},
  ]) {
    const answer = await browser.send(`${gateway.issuer}/language`, { form: { ...forged, language: 'en' } })
    assert.equal(answer.status, 400)
    assert.doesNotMatch(answer.text, /call 555|made-up<|x\?y|code-of-mine/)
    assert.match(answer.text, /<h1[^>]*>The request cannot be handled</)
  }
})

test('LANG-4 LANG-5 the logged-out page changes language and keeps the link to its service', async () => {
  const browser = openUserAgent()
  await openRelyingParty(gateway.issuer, 'no-pkce').logIn(browser)
  const page = await browser.send(`${gateway.issuer}/logout?client_id=no-pkce&ui_locales=se`)
  assert.equal(languageOf(page), 'se')
  const changed = await choose(browser, page, 'en')
  assert.equal(languageOf(changed), 'en')
  assert.match(
    changed.text,
    /You are logged out[\s\S]*href="https:\/\/no-pkce\.example\.no\/">Go to Tjeneste uten PKCE</,
  )
})

test('LANG-5 locale is the language in effect when the code was issued, also when no page was shown', async () => {
  const browser = openUserAgent()
  assert.equal((await logInClaims(web(), browser, { ui_locales: 'se' })).locale, 'se')
  assert.equal((await claimsAtOnce(web(), browser, { ui_locales: 'en-GB' })).locale, 'en')
  assert.equal((await claimsAtOnce(web(), browser)).locale, 'nb')
  browser.cookies.set(cookieName, 'nn')
  assert.equal((await claimsAtOnce(web(), browser, { ui_locales: 'en' })).locale, 'nn')
})

test('LANG-2 an answer by form_post is a page in the asked language too', async () => {
  const browser = openUserAgent()
  const { action } = await openTestIdForm(
    browser,
    (await web().authorize(browser, { response_mode: 'form_post', ui_locales: 'nn' })).location(),
  )
  assert.equal(languageOf(await browser.send(action, { form: { pid: citizenA } })), 'nn')
  assert.equal(languageOf(await web().authorize(browser, { response_mode: 'form_post', ui_locales: 'en' })), 'en')
  const refused = { response_mode: 'form_post', ui_locales: 'se', scope: 'other:secret' }
  assert.equal(languageOf(await web().authorize(browser, refused)), 'se')
})

test('LANG-4 an answer by form_post is still there after a change of language', async () => {
  const browser = openUserAgent()
  const service = web()
  await service.logIn(browser)
  const page = await service.authorize(browser, { response_mode: 'form_post', state: '<a> & "b"' })
  const changed = await choose(browser, page, 'en')
  assert.equal(languageOf(changed), 'en')
  const form = (answer: Answer) => /<form id="form-post"[\s\S]*<input [^>]*>/.exec(answer.text)?.[0]
  assert.ok(form(page)?.includes('name="code"'))
  assert.equal(form(changed), form(page))
  const policy = 'content-security-policy'
  assert.equal(changed.headers.get(policy), page.headers.get(policy))
})
