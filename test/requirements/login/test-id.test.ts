import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, openTestIdForm, submitTestId, unescapeHtml } from '../../harness/relying-party.ts'
import { citizenA, citizenB } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { claimsAtOnce, claimsOf, high, sessionCookie, substantial, visit } from '../session/visit.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const web = () => openRelyingParty(gateway.issuer)
const begin = async (acr_values?: string) => {
  const browser = openUserAgent()
  return { browser, selector: (await web().authorize(browser, { acr_values })).location() }
}
const pidValue = (page: string) =>
  unescapeHtml(/id="pid"[^>]* value="([^"]*)"/.exec(page)?.[1] ?? assert.fail('no #pid'))

test('TID-2 TID-5 a number and a level are all it takes; amr is TestID and acr the level that was chosen', async () => {
  const { browser, selector } = await begin()
  const { text } = await openTestIdForm(browser, selector)
  assert.deepEqual(Array.from(text.matchAll(/<input [^>]*name="([^"]+)"/g), ([, name]) => name).sort(), [
    'acr',
    'acr',
    'acr',
    'pid',
    'random',
  ])
  assert.doesNotMatch(text, /type="password"/)
  const service = web()
  const { acr, amr, pid } = claimsOf((await service.tokens(openUserAgent(), {}, { pid: citizenB, acr: high })).id_token)
  assert.deepEqual([acr, amr, pid], [high, ['TestID'], citizenB])
})

for (const [name, asked, disabled, checked] of [
  ['TID-3 low is asked for', 'idporten-loa-low', [], 'idporten-loa-low'],
  ['TID-3 substantial is asked for', substantial, ['idporten-loa-low'], substantial],
  ['TID-3 high is asked for', high, ['idporten-loa-low', substantial], high],
] as const)
  test(`${name}: it is preselected, and what is lower cannot be chosen`, async () => {
    const { browser, selector } = await begin(asked)
    const { text } = await openTestIdForm(browser, selector)
    const choices = Array.from(text.matchAll(/name="acr" id="[^"]*" value="([^"]*)"([^>]*)>/g))
    assert.deepEqual(
      choices.map(([, value]) => value),
      ['idporten-loa-low', substantial, high],
    )
    const marked = (word: string) => choices.filter(([, , rest]) => rest?.includes(word)).map(([, value]) => value)
    assert.deepEqual(marked(' disabled'), disabled)
    assert.deepEqual(marked(' checked'), [checked])
  })

test('AUTO-6 AUTO-7 the shortest way: the link, the number, submit, and back at the service', async () => {
  const { browser, selector } = await begin(high)
  const page = await browser.send(selector.href)
  assert.match(page.text, /<a href="\/authorize\/testid1"/)
  const answer = await submitTestId(browser, selector, { pid: citizenA, acr: undefined })
  assert.equal(answer.status, 303)
  assert.equal(answer.location().origin, 'https://web.example.no')
  assert.equal((await claimsAtOnce(web(), browser)).acr, high, 'a level that is not touched is the one asked for')
})

test('AUTO-11 the form sets no limit to where it leads, since a service may send the browser on', async () => {
  const { browser, selector } = await begin()
  for (const path of [selector.pathname + selector.search, `/authorize/testid1${selector.search}`]) {
    const policy = (await browser.send(gateway.issuer + path)).headers.get('content-security-policy') ?? ''
    assert.match(policy, /frame-ancestors 'none'/)
    assert.doesNotMatch(policy, /form-action|unsafe/)
  }
})

test('TID-4 AUTO-5 a random person fills the field with a number that is good, keeps the level, and logs nobody in', async () => {
  const { browser, selector } = await begin()
  const { action, text } = await openTestIdForm(browser, selector)
  const button = /<input [^>]*type="submit" name="random"[^>]* value="([^"]*)">/.exec(text)?.[1]
  assert.equal(button, 'Hent tilfeldig person')
  const filled = await browser.send(action, { form: { pid: 'half', acr: high, random: button } })
  assert.equal(filled.status, 200)
  assert.match(pidValue(filled.text), /^\d{11}$/)
  assert.match(filled.text, /value="idporten-loa-high" checked/)
  assert.equal(browser.cookies.has(sessionCookie), false)
  const answer = await browser.send(action, { form: { pid: pidValue(filled.text), acr: high } })
  assert.equal(answer.status, 303)
})

test('TID-6 the mark of the test environment is on the pages of a login, its errors and its end', async () => {
  const { browser, selector } = await begin()
  const marked = /<div class="pv-test"><p><strong>Testmiljø<\/strong>/
  for (const address of [
    selector.href,
    `${gateway.issuer}/authorize/testid1${selector.search}`,
    `${gateway.issuer}/nothing`,
  ])
    assert.match((await browser.send(address)).text, marked)
  await submitTestId(browser, selector)
  assert.match((await browser.send(`${gateway.issuer}/logout`)).text, marked)
})

test('TID-7 TestID takes part in single sign-on, step-up and logout', async () => {
  const { browser, selector } = await begin()
  await submitTestId(browser, selector)
  assert.equal((await claimsAtOnce(web(), browser)).acr, substantial)
  assert.equal(await visit(web(), browser, { acr_values: high }), 'login pages')
  await web().logIn(browser, { acr_values: high })
  assert.equal((await claimsAtOnce(web(), browser)).acr, high)
  await browser.send(`${gateway.issuer}/logout`)
  assert.equal(await visit(web(), browser), 'login pages')
})

const form422: readonly (readonly [name: string, pid: string, says: RegExp])[] = [
  ['PID-11 nothing', '', /Skriv inn en personidentifikator/],
  ['PID-11 letters', '1483854124a', /Personidentifikatoren er ikke gyldig/],
  ['PID-11 a hyphen', '148385-41241', /Personidentifikatoren er ikke gyldig/],
  ['PID-11 PIDV-10 a wrong check digit', '14838541242', /Personidentifikatoren er ikke gyldig/],
  ['PID-11 a NUL', '14838541241\0', /Personidentifikatoren er ikke gyldig/],
  ['PID-9 PID-11 ACC-22 a number of the real kind (born 1854)', '01015450068', /Dette miljøet godtar ikke denne typen/],
  ['PID-11 a very long text', '1'.repeat(60_000), /Personidentifikatoren er ikke gyldig/],
]
for (const [name, pid, says] of form422)
  test(`${name} is a fault at the field, in the page and in no address, and logs nobody in`, async () => {
    const { browser, selector } = await begin()
    const answer = await submitTestId(browser, selector, { pid })
    assert.equal(answer.status, 422)
    assert.match(/id="pid-error">([^<]*)</.exec(answer.text)?.[1] ?? '', says)
    assert.match(answer.text, /<a class="ds-link" href="#pid">/)
    assert.equal(pidValue(answer.text).slice(0, 11), pid.slice(0, 11), 'what was typed is kept')
    assert.ok(answer.text.length < 20_000)
    assert.equal(browser.cookies.has(sessionCookie), false)
    assert.equal((await submitTestId(browser, selector)).status, 303, 'the login goes on')
  })

for (const [name, pid] of [
  ['PID-9 PIDV-1 a number with 80 added', citizenA],
  ['PID-9 PIDV-4 a D-number with 80 added', '49819037778'],
  ['PID-9 PIDV-5 a number with 40 added', '23456129188'],
  ['PID-9 PIDV-6 a D-number with 40 added', '63456128892'],
  ['PID-9 PIDV-7 a number with 65 added', '30747915500'],
] as const)
  test(`${name} logs in`, async () => {
    const callback = await web().logIn(openUserAgent(), {}, { pid })
    assert.ok(callback.searchParams.has('code'))
  })

test('PID-11 spaces in the number do no harm', async () => {
  const tokens = await web().tokens(openUserAgent(), {}, { pid: ' 148385 41241 ' })
  assert.equal(claimsOf(tokens.id_token).pid, citizenA)
})

test('PID-12 nothing is derived from the number: no token or answer tells age, sex, birth or name', async () => {
  const tokens = await web().tokens(openUserAgent())
  const headers = { authorization: `Bearer ${tokens.access_token}` }
  const told = {
    ...claimsOf(tokens.id_token),
    ...claimsOf(tokens.access_token),
    ...(await send(`${gateway.issuer}/userinfo`, { headers })).json(),
  }
  for (const name of Object.keys(told)) assert.doesNotMatch(name, /age|sex|gender|birth|name|citizen/i)
  assert.doesNotMatch(JSON.stringify(told), /1985/)
})

test('TID-8 the login without pages shows none, and leaves no session', async () => {
  const browser = openUserAgent()
  const answer = await web().authorize(browser, { login_hint: `testid:${citizenA}_${substantial}` })
  assert.ok(answer.location().searchParams.has('code'))
  assert.equal(await visit(web(), browser), 'login pages')
})

test('UD-7 UD-8 the number is one field of text that a password manager may fill and a person may paste into', async () => {
  const { browser, selector } = await begin()
  const { text } = await openTestIdForm(browser, selector)
  const field = /<input [^>]*id="pid"[^>]*>/.exec(text)?.[0] ?? ''
  for (const attribute of ['type="text"', 'inputmode="numeric"', 'autocomplete="username"'])
    assert.ok(field.includes(attribute))
  assert.doesNotMatch(field, /maxlength|onpaste|pattern/)
})
