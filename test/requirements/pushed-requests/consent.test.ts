import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, openUserAgent, submitTestId } from '../../harness/relying-party.ts'
import type { UserAgent } from '../../harness/user-agent.ts'
import { assertErrorPage, lastRefusal } from '../authorize/answers.ts'
import { consentSeed, type Dialogue, read, readDialogue, redeemed } from '../consent/dialogue.ts'
import { openingUrl, pushed } from './pushing.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({ seed: consentSeed() })
})
after(() => gateway.stop())

const lege = (scope: string) => openRelyingParty(gateway.issuer, 'lege', { scope })
const open = (handle: string, browser: UserAgent) => browser.send(openingUrl(gateway, 'lege', handle))

/** Opens the handle, logs in if that is asked for, and comes to the dialogue. */
async function askedWith(handle: string, browser: UserAgent): Promise<Dialogue> {
  const next = (await open(handle, browser)).location()
  const reached = next.pathname === '/authorize/selector' ? (await submitTestId(browser, next)).location() : next
  assert.equal(reached.pathname, '/authorize/consent')
  return readDialogue(browser, reached)
}

async function assertSpent(handle: string): Promise<void> {
  assertErrorPage(await open(handle, openUserAgent()), 400)
  assert.equal(lastRefusal(gateway).code, 'invalid_request_uri')
}

test('PAR-5 a handle lives through login and consent, in two tabs, until one of them answers', async () => {
  const party = lege(`openid ${read}`)
  const browser = openUserAgent()
  const handle = await pushed(gateway, party)
  const first = await askedWith(handle, browser)
  const second = await askedWith(handle, browser)
  const tokens = await redeemed(party, await first.press('accept'))
  assert.equal(tokens.scope, `openid ${read}`)
  assertErrorPage(await second.press('accept'), 400)
  assert.match(lastRefusal(gateway).description, /another login with this request_uri ended first/)
  await assertSpent(handle)
})

test('PAR-5 a no that leaves nothing is access_denied to the service, and spends the handle', async () => {
  const handle = await pushed(gateway, lege(read), { prompt: 'consent' })
  const dialogue = await askedWith(handle, openUserAgent())
  const answer = await dialogue.press('decline')
  assert.equal(answer.location().searchParams.get('error'), 'access_denied')
  await assertSpent(handle)
})

test('PAR-5 consent_required spends the handle of a request that may show no page', async () => {
  const browser = openUserAgent()
  await lege('openid').logIn(browser)
  const handle = await pushed(gateway, lege(`openid ${read}`), { prompt: 'none', onbehalfof: 'fjord' })
  assert.equal((await open(handle, browser)).location().searchParams.get('error'), 'consent_required')
  await assertSpent(handle)
})
