import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { openUserAgent } from '../../harness/user-agent.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({ variables: { GATEWAY_TEST_LOGOUT_REDIRECT_WITHOUT_SESSION: 'true' } })
})
after(() => gateway.stop())

const registered = 'https://web.example.no/logged-out'
const back = { client_id: 'web', post_logout_redirect_uri: registered, state: 's' }
const logout = (browser: ReturnType<typeof openUserAgent>, parameters: Record<string, string>) =>
  browser.send(`${gateway.issuer}/logout?${new URLSearchParams(parameters)}`)

test('LOGOUT-41 with the setting, a logout without a session returns to the service where everything else fits', async () => {
  const stranger = await logout(openUserAgent(), back)
  assert.deepEqual([stranger.status, stranger.headers.get('location')], [302, `${registered}?state=s`])
  const browser = openUserAgent()
  await openRelyingParty(gateway.issuer).logIn(browser)
  gateway.clock.forward(1800)
  const late = await logout(browser, back)
  assert.deepEqual([late.status, late.headers.get('location')], [302, `${registered}?state=s`])
})

test('LOGOUT-41 it opens no way to an address that is not registered, nor without a known client', async () => {
  for (const wrong of [
    { ...back, post_logout_redirect_uri: 'https://evil.example/' },
    { ...back, client_id: 'nobody' },
    { post_logout_redirect_uri: registered },
    { ...back, state: 'a\nb' },
    { client_id: 'web' },
  ]) {
    const answer = await logout(openUserAgent(), wrong as Record<string, string>)
    assert.deepEqual([answer.status, answer.headers.get('location')], [400, null])
  }
})

test('LOGOUT-41 by default there is no return without a session', async () => {
  const usual = await startGateway()
  const answer = await openUserAgent().send(`${usual.issuer}/logout?${new URLSearchParams(back)}`)
  await usual.stop()
  assert.deepEqual([answer.status, answer.headers.get('location')], [400, null])
})
