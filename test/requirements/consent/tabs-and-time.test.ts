import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty, type RelyingParty, submitTestId } from '../../harness/relying-party.ts'
import { citizenB } from '../../harness/standard-seed.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { consentSeed, openDialogue, plain, read, readDialogue, redeemed } from './dialogue.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({ seed: consentSeed() })
})
after(() => gateway.stop())

const parties = new Map<string, RelyingParty>()
/** One service a choice of scopes: each has a code verifier of its own. */
function lege(scope = `openid profile ${plain} ${read}`): RelyingParty {
  const party = parties.get(scope) ?? openRelyingParty(gateway.issuer, 'lege', { scope })
  parties.set(scope, party)
  return party
}
/** Each test has a citizen who has agreed to nothing yet. */
const forget = () => gateway.clock.forward(7201)

test('PAGE-22 of several answers to one dialogue one gets the code', async () => {
  forget()
  const browser = openUserAgent()
  const dialogue = await openDialogue(lege(), browser)
  const answers = await Promise.all(Array.from({ length: 8 }, () => dialogue.press('accept')))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 400, 400, 400, 400, 400, 400, 400])
  assert.ok(answers.find(({ status }) => status === 400)?.text.includes('Denne innloggingen er allerede fullført'))
})

test('PAGE-22 an answer from another site does nothing', async () => {
  forget()
  const browser = openUserAgent()
  const { url, page } = await openDialogue(lege(), browser)
  const seal = /name="seal" value="([^"]*)"/.exec(page.text)?.[1]
  const forged = await browser.send(url.href, {
    form: { seal, shown: 'nb', decision: 'accept' },
    headers: { 'sec-fetch-site': 'cross-site' },
  })
  assert.equal(forged.status, 403)
  assert.equal((await browser.send(url.href)).status, 200)
})

test('PAGE-23 the dialogue may be reloaded, and the citizen may go back and log in again', async () => {
  forget()
  const browser = openUserAgent()
  const dialogue = await openDialogue(lege(), browser)
  assert.equal((await browser.send(dialogue.url.href)).status, 200)
  const selector = new URL(dialogue.url.href.replace('/consent', '/selector'))
  assert.equal((await submitTestId(browser, selector, { pid: citizenB })).location().href, dialogue.url.href)
  const tokens = await redeemed(lege(), await (await readDialogue(browser, dialogue.url)).press('accept'))
  assert.equal(decodeToken(tokens.id_token ?? '').claims.pid, citizenB)
})

test('PAGE-23 an answer given to the dialogue of somebody who is no longer logged in is asked for again', async () => {
  forget()
  const browser = openUserAgent()
  const dialogue = await openDialogue(lege(), browser)
  const selector = new URL(dialogue.url.href.replace('/consent', '/selector'))
  await submitTestId(browser, selector, { pid: citizenB })
  const answer = await dialogue.press('accept')
  assert.equal(answer.status, 200)
  assert.match(answer.text, /er endret siden det ble vist/)
})

test('CONS-1 SESS-12 where the session is over, or somebody else’s, the login is gone through again', async () => {
  forget()
  const browser = openUserAgent()
  const dialogue = await openDialogue(lege(), browser)
  await openRelyingParty(gateway.issuer).logIn(browser, { prompt: 'login' }, { pid: citizenB })
  for (const answer of [await browser.send(dialogue.url.href), await dialogue.press('accept')])
    assert.equal(answer.location().pathname, '/authorize/selector')
  const next = (await submitTestId(browser, (await browser.send(dialogue.url.href)).location())).location()
  assert.equal(next.pathname, '/authorize/consent')
  await browser.send(`${gateway.issuer}/logout`)
  assert.equal((await browser.send(dialogue.url.href)).location().pathname, '/authorize/selector')
})

test('PAGE-24 the address of a dialogue is worth nothing in another browser, and nothing before the login', async () => {
  forget()
  const browser = openUserAgent()
  const dialogue = await openDialogue(lege(), browser)
  assert.equal((await send(dialogue.url.href)).status, 400)
  assert.equal((await openUserAgent().send(dialogue.url.href, { form: { decision: 'accept' } })).status, 400)
  const early = (await lege().authorize(openUserAgent())).location()
  assert.equal(early.pathname, '/authorize/selector')
  const stranger = openUserAgent()
  const begun = (await lege().authorize(stranger)).location()
  const straight = await stranger.send(begun.href.replace('/selector', '/consent'))
  assert.equal(straight.location().pathname, '/authorize/selector')
})

test('TIME-1 an answer after thirty minutes is told that the login took too long', async () => {
  forget()
  const browser = openUserAgent()
  const dialogue = await openDialogue(lege(), browser)
  gateway.clock.forward(1800)
  const late = await dialogue.press('accept')
  assert.equal(late.status, 400)
  assert.match(late.text, /Innloggingen tok for lang tid/)
})

test('CONS-3 an answer that is neither yes nor no, or answers no dialogue, gives nothing', async () => {
  forget()
  const browser = openUserAgent()
  const dialogue = await openDialogue(lege(), browser)
  assert.equal((await dialogue.press('perhaps')).status, 400)
  assert.equal((await dialogue.press('accept', { seal: 'x'.repeat(43) })).status, 200)
  assert.equal((await dialogue.press('accept', { seal: undefined })).status, 200)
  assert.equal((await dialogue.press('accept', { shown: 'en' })).status, 200)
  assert.equal((await dialogue.press('accept')).status, 303)
})

test('SSO-4 a service that was not let in is not called at logout', async () => {
  forget()
  const browser = openUserAgent()
  await openDialogue(lege(), browser)
  const before = await browser.send(`${gateway.issuer}/logout`)
  assert.equal(before.text.includes('https://lege.example.no/fc'), false)
  await (await openDialogue(lege(), browser)).press('accept')
  const afterwards = await browser.send(`${gateway.issuer}/logout`)
  assert.equal(afterwards.text.includes('https://lege.example.no/fc'), true)
})

test('SESS-3 an answered dialogue is an answered request: the session lives on from there', async () => {
  forget()
  const browser = openUserAgent()
  await openRelyingParty(gateway.issuer).logIn(browser)
  gateway.clock.forward(1000)
  await (await openDialogue(lege(), browser)).press('accept')
  gateway.clock.forward(1799)
  assert.equal((await lege().authorize(browser)).location().host, 'lege.example.no')
})

test('PAGE-23 two tabs with a dialogue each: both are answered, also after a new login of the same citizen', async () => {
  forget()
  const browser = openUserAgent()
  const first = await openDialogue(lege(), browser, { state: 'first-tab' })
  const second = await openDialogue(lege(), browser, { state: 'second-tab', prompt: 'login' })
  const states = []
  for (const tab of [first, second]) states.push((await tab.press('accept')).location().searchParams.get('state'))
  assert.deepEqual(states, ['first-tab', 'second-tab'])
})

test('PAGE-22 a login form that is sent several times leads to the dialogue, and to one code', async () => {
  forget()
  const browser = openUserAgent()
  const selector = (await lege().authorize(browser)).location()
  const [first, second] = [await submitTestId(browser, selector), await submitTestId(browser, selector)]
  assert.equal(first.location().href, second.location().href)
  const dialogue = await readDialogue(browser, second.location())
  assert.equal((await dialogue.press('accept')).status, 303)
  assert.equal((await dialogue.press('accept')).status, 400)
  assert.equal(await submitTestId(browser, selector).catch(() => 'no form'), 'no form')
})

test('SESS-2 CONS-1 a session that expires while the dialogue is open has to be begun anew', async () => {
  forget()
  const browser = openUserAgent()
  await openRelyingParty(gateway.issuer).logIn(browser)
  gateway.clock.forward(1700)
  const dialogue = await openDialogue(lege(), browser)
  gateway.clock.forward(100)
  assert.equal((await dialogue.press('accept')).location().pathname, '/authorize/selector')
  const next = (await submitTestId(browser, new URL(dialogue.url.href.replace('/consent', '/selector')))).location()
  assert.equal((await (await readDialogue(browser, next)).press('accept')).location().host, 'lege.example.no')
})
