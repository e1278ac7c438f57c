import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, unescapeHtml } from '../../harness/relying-party.ts'
import { openUserAgent } from '../../harness/user-agent.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const hiddenFields = (page: string): Record<string, string> =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [
      name,
      unescapeHtml(value),
    ]),
  )

const loggingOut = async (returnTo: string) => {
  const browser = openUserAgent()
  const { id_token } = await openRelyingParty(gateway.issuer).tokens(browser)
  const query = new URLSearchParams({ id_token_hint: id_token ?? '', post_logout_redirect_uri: returnTo, state: 'bye' })
  const page = await browser.send(`${gateway.issuer}/logout?${query}`)
  const form = { ...hiddenFields(page.text), language: 'se' }
  return { page, changed: await browser.send(`${gateway.issuer}/language`, { form }) }
}

test('LANG-4 changing the language while services are told keeps the way back to the service', async () => {
  const { page, changed } = await loggingOut('https://web.example.no/logged-out')
  assert.match(page.text, /<iframe /)
  assert.equal(changed.status, 200)
  assert.match(changed.text, /<html lang="se">/)
  assert.match(changed.text, /href="https:\/\/web\.example\.no\/logged-out\?state=bye"/)
  assert.doesNotMatch(changed.text, /<iframe /)
})

test('LANG-4 LOGOUT-32 changing the language there leads to no address that is not registered', async () => {
  const { page, changed } = await loggingOut('https://evil.example/')
  assert.match(page.text, /<iframe /)
  assert.equal(changed.status, 200)
  assert.match(changed.text, /href="\/logout\/done\?client_id=web&amp;logout=[\w-]{50}"/)
  assert.doesNotMatch(changed.text, /href="https:\/\/evil/)
})

test('CANC-1 cancelling is one event, and no refusal', async () => {
  const browser = openUserAgent()
  const selector = (await openRelyingParty(gateway.issuer).authorize(browser)).location()
  const before = gateway.events.length
  const answer = await browser.send(`${gateway.issuer}/authorize/cancel${selector.search}`, { method: 'POST' })
  assert.equal(answer.location().searchParams.get('error'), 'access_denied')
  assert.deepEqual(
    gateway.events.slice(before).map(({ kind }) => kind),
    ['login-cancelled'],
  )
})
