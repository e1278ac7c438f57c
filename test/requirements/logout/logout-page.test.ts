import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, type Parameters, unescapeHtml } from '../../harness/relying-party.ts'
import { citizenA } from '../../harness/standard-seed.ts'
import { openUserAgent, send, type UserAgent } from '../../harness/user-agent.ts'
import { openToldServices, seedWithTold, type ToldServices } from './told-services.ts'

let gateway: RunningGateway
let services: ToldServices
before(async () => {
  services = await openToldServices()
  gateway = await startGateway({
    seed: seedWithTold(services.origin, { reuse: {}, 'no-pkce': {} }),
  })
})
afterEach(() => services.release())
after(async () => {
  await gateway.stop()
  await services.close()
})

const party = (clientId = 'web') => openRelyingParty(gateway.issuer, clientId)
const at = (path: string) => `${gateway.issuer}${path}`
const logout = (browser: UserAgent, parameters: Parameters = {}) =>
  browser.send(at(`/logout?${new URLSearchParams(parameters as Record<string, string>)}`))
const handleOf = (page: string) => /logout=([\w-]{50})/.exec(page)?.[1] ?? ''
/** The services of a page with how it stands with each. */
const shown = (page: string) =>
  Array.from(
    page.matchAll(/<li data-state="([\w-]+)"><strong>([^<]*)<\/strong> <span>([^<]*)</g),
    ([, state, name, words]) => [name, state, words],
  )
const settled = async (handle: string) => {
  while ((await send(at(`/logout/state?logout=${handle}`))).json().settled !== true);
}

test('LOUT-1 the page of the calls lists each service of the session with how it stands with it', async () => {
  services.answer('reuse', 'silent')
  const browser = openUserAgent()
  for (const clientId of ['web', 'reuse', 'web-key']) await party(clientId).logIn(browser)
  const page = await logout(browser)
  assert.deepEqual(shown(page.text), [
    ['Tjeneste web', 'waiting', 'Får beskjed'],
    ['Tjeneste som gjenbruker', 'waiting', 'Får beskjed'],
    ['Tjeneste web-key', 'not-told', 'Kan ikke få beskjed herfra. Logg ut der også'],
  ])
  assert.match(page.text, /<iframe src="https:\/\/web\.example\.no\/fc[^"]*" hidden title="[^"]+" data-service="0">/)
  const policy = page.headers.get('content-security-policy') ?? ''
  assert.match(policy, /; connect-src 'self'; frame-src https:\/\/web\.example\.no$/)
})

test('LOUT-3 the last page tells what was confirmed, what came through here and what did not, each apart', async () => {
  services.answer('reuse', 500)
  services.answer('no-pkce', 200)
  const browser = openUserAgent()
  for (const clientId of ['web', 'web-post', 'reuse', 'no-pkce', 'web-key']) await party(clientId).logIn(browser)
  const page = await logout(browser)
  const onward = unescapeHtml(/id="continue" href="([^"]*)"/.exec(page.text)?.[1] ?? '')
  await settled(handleOf(page.text))
  const end = await browser.send(at(`${onward}&called=0`))
  assert.deepEqual(shown(end.text), [
    ['Tjeneste web', 'called', 'Har fått beskjed'],
    ['Tjeneste web-post', 'unconfirmed', 'Har ikke bekreftet at du er logget ut'],
    ['Tjeneste som gjenbruker', 'unconfirmed', 'Har ikke bekreftet at du er logget ut'],
    ['Tjeneste uten PKCE', 'confirmed', 'Logget ut. Tjenesten har bekreftet det'],
    ['Tjeneste web-key', 'not-told', 'Kan ikke få beskjed herfra. Logg ut der også'],
  ])
  assert.match(end.text, /En tjeneste vi ikke fikk kontakt med, kan fortsatt ha deg innlogget/)
})

test('LOUT-3 LANG-4 the language of both pages changes, and what is known of the services stays', async () => {
  services.answer('no-pkce', 200)
  const browser = openUserAgent()
  for (const clientId of ['web', 'no-pkce']) await party(clientId).logIn(browser)
  const page = await logout(browser, { client_id: 'web' })
  await settled(handleOf(page.text))
  const change = (text: string, language: string) => {
    const form = /<form class="pv-languages"[\s\S]*?<\/form>/.exec(text)?.[0] ?? ''
    const fields = Array.from(form.matchAll(/name="([\w-]+)" value="([^"]*)">/g), ([, name = '', value = '']) => [
      name,
      unescapeHtml(value),
    ])
    return browser.send(at('/language'), { form: { ...Object.fromEntries(fields), language } })
  }
  const english = await change(page.text, 'en')
  assert.deepEqual(shown(english.text).at(1), [
    'Tjeneste uten PKCE',
    'confirmed',
    'Logged out. The service has confirmed it',
  ])
  const onward = unescapeHtml(/id="continue" href="([^"]*)"/.exec(english.text)?.[1] ?? '')
  const end = await browser.send(at(`${onward}&called=0`))
  const sami = await change(end.text, 'se')
  assert.deepEqual(shown(sami.text), [
    ['Tjeneste web', 'called', 'Lea ožžon dieđu'],
    ['Tjeneste uten PKCE', 'confirmed', 'Čálihuvvon olggos. Bálvalus lea dan duođaštan'],
  ])
})

test('LOUT-2 with nobody to tell and nowhere to return to, the logged-out page says at once where to log out besides', async () => {
  const browser = openUserAgent()
  await party('web-key').logIn(browser)
  const page = await logout(browser)
  assert.match(page.text, /<h1[^>]*>Du er logget ut</)
  assert.deepEqual(shown(page.text), [['Tjeneste web-key', 'not-told', 'Kan ikke få beskjed herfra. Logg ut der også']])
})

test('LOGOUT-14 a service that is only told from server to server has the page too, which leads back to the asking one', async () => {
  services.answer('no-pkce', 'silent')
  const browser = openUserAgent()
  await party('no-pkce').logIn(browser)
  const address = 'https://no-pkce.example.no/logged-out'
  const page = await logout(browser, { client_id: 'no-pkce', post_logout_redirect_uri: address, state: 's' })
  assert.equal(page.status, 200)
  assert.match(
    page.text,
    new RegExp(`id="continue" href="${address}\\?state=s" data-wait-seconds="5" data-state-address=`),
  )
  assert.doesNotMatch(page.text, /data-stays-here|<iframe/)
  assert.match(
    page.text,
    /<noscript><meta http-equiv="refresh" content="5;url=https:\/\/no-pkce\.example\.no\/logged-out\?state=s">/,
  )
})

test('LOUT-3 how a logout goes is told in states alone, to whoever has its handle, for ten minutes', async () => {
  services.answer('reuse', 'silent')
  const browser = openUserAgent()
  const { sid } = { sid: (await party('reuse').tokens(browser)).id_token }
  await party('web').logIn(browser)
  const handle = handleOf((await logout(browser)).text)
  const answer = await send(at(`/logout/state?logout=${handle}`))
  assert.equal(answer.text, '{"states":["waiting","not-told"],"settled":false}')
  assert.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8')
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  for (const personal of [citizenA, sid ?? '', 'reuse', 'Tjeneste']) assert.ok(!answer.text.includes(personal))
  services.release()
  await settled(handle)
  gateway.clock.forward(600)
  const gone = await send(at(`/logout/state?logout=${handle}`))
  assert.deepEqual([gone.status, gone.text], [404, '{"error":"not_found"}'])
  const end = await browser.send(at(`/logout/done?logout=${handle}`))
  assert.deepEqual([end.status, shown(end.text)], [200, []])
})

for (const query of [
  '',
  'logout=',
  'logout=x',
  `logout=${'A'.repeat(50)}`,
  'logout=%00',
  `logout=${'<script>'.repeat(9)}`,
])
  test(`LOUT-3 a handle that nobody was given is answered with nothing: ${query.slice(0, 20)}`, async () => {
    const answer = await send(at(`/logout/state?${query}`))
    assert.deepEqual([answer.status, answer.text], [404, '{"error":"not_found"}'])
    const page = await send(at(`/logout/done?${query}&called=${encodeURIComponent('0.99999"><b>')}`))
    assert.equal(page.status, 200)
    assert.doesNotMatch(page.text, /script>script|<b>|pv-told/)
  })

test('LOUT-3 what the browser says of frames counts only for services that are called by one', async () => {
  services.answer('reuse', 500)
  const browser = openUserAgent()
  await party('reuse').logIn(browser)
  const handle = handleOf((await logout(browser)).text)
  await settled(handle)
  const end = await browser.send(at(`/logout/done?logout=${handle}&called=0.1.7`))
  assert.deepEqual(
    shown(end.text).map(([, state]) => state),
    ['unconfirmed'],
  )
})
