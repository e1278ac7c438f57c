import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openRelyingParty, passTestId } from '../../harness/relying-party.ts'
import { type RunningProgram, startProgram } from '../../harness/site-program.ts'
import { citizenA, citizenB, sharedSecret } from '../../harness/standard-seed.ts'
import { openUserAgent, type UserAgent } from '../../harness/user-agent.ts'

const service = {
  client_id: 'soknad',
  client_name: 'Søknad om noe',
  client_secret: sharedSecret,
  integration_type: 'api_klient',
  scopes: ['openid', 'profile', 'eksempel:vedtak.read'],
  redirect_uris: ['https://soknad.example.no/callback'],
  client_uri: 'https://soknad.example.no/',
}
const firefox = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0' }

let program: RunningProgram
let base: string
before(async () => {
  program = await startProgram([service])
  base = `${program.portal}/profile/test`
})
after(() => program.stop())

const soknad = (scope = 'openid profile') => openRelyingParty(program.issuer, 'soknad', { scope })

/** Logs in to the citizen's pages; resolves with where the citizen ends. */
async function logInToProfile(browser: UserAgent, person = {}, from = `${base}/login`): Promise<URL> {
  let next = (await browser.send(from)).location()
  assert.equal(next.searchParams.get('acr_values'), 'idporten-loa-substantial')
  next = (await browser.send(next.href)).location()
  if (next.pathname === '/authorize/selector') next = await passTestId(browser, next, person)
  return new URL((await browser.send(next.href)).location(), program.portal)
}
const read = async (browser: UserAgent, path: string, headers = {}) => {
  const answer = await browser.send(base + path, { headers })
  assert.equal(answer.status, 200, `${path}: ${answer.status} ${answer.headers.get('location')}`)
  return answer.text
}
/** The text of a page without its markup, in single blanks. */
const words = (page: string) =>
  page
    .slice(Math.max(page.indexOf('<main'), 0))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')

test('PROF-1 the pages are a service of the gateway: who is not logged in is sent there, at substantial or higher, and comes back', async () => {
  const browser = openUserAgent()
  assert.match(words(await read(browser, '')), /Logg inn for å se din egen profil/)
  for (const path of ['/history', '/access', '/access/x']) {
    const answer = await browser.send(base + path)
    assert.deepEqual([answer.status, answer.location().pathname], [303, '/profile/test/login'])
  }
  const asked = (await browser.send(`${base}/history?page=1`)).location()
  const reached = await logInToProfile(browser, {}, new URL(asked, program.portal).href)
  assert.equal(reached.href, `${base}/history?page=1`)
  assert.match(words(await read(browser, '')), /Innlogginger siste tolv måneder/)
  const root = await openUserAgent().send(`${program.portal}/profile`)
  assert.deepEqual([root.status, root.location().pathname], [303, '/profile/test'])
})

test('PROF-1 an address elsewhere is never where a login ends', async () => {
  for (const elsewhere of ['https://evil.example', '//evil.example', `${base}`, '/profile/test//evil.example', '/my']) {
    const reached = await logInToProfile(openUserAgent(), {}, `${base}/login?return=${encodeURIComponent(elsewhere)}`)
    assert.equal(reached.href, base, elsewhere)
  }
})

test('PROF-1 the answer to a login opens nothing in another browser, nor a second time', async () => {
  const browser = openUserAgent()
  const authorize = (await browser.send(`${base}/login`)).location()
  const callback = await passTestId(browser, (await browser.send(authorize.href)).location())
  const stranger = await openUserAgent().send(callback.href)
  assert.equal(stranger.status, 400)
  assert.equal((await browser.send(callback.href)).status, 303)
  assert.equal((await browser.send(callback.href)).status, 400)
})

test('PROF-2 PAGE-10 API-75 the history tells each login with service, organisation, eID or single sign-on, level and browser', async () => {
  const browser = openUserAgent()
  const send = browser.send
  const likeFirefox: UserAgent = {
    ...browser,
    send: (url, sending = {}) => send(url, { ...sending, headers: { ...firefox, ...sending.headers } }),
  }
  const person = { pid: citizenB }
  await soknad().logIn(likeFirefox, {}, person)
  await soknad().logIn(likeFirefox)
  const { id_token: hint = '' } = await soknad().tokens(openUserAgent(), {}, { pid: citizenA })
  const other = await soknad().logIn(openUserAgent(), { id_token_hint: hint }, person)
  assert.equal(other.searchParams.get('error'), 'login_required')
  await logInToProfile(likeFirefox)
  const page = await read(browser, '/history')
  const [own = '', failed = '', sso = '', first = ''] = page.split('<li><strong>').slice(1).map(words)
  assert.match(own, /Min profil Tjeneste fra Eksempeletaten Logget inn .*Engangspålogging/)
  assert.match(failed, /Søknad om noe .*Mislyktes/)
  assert.match(sso, /Logget inn .*Engangspålogging: du var allerede logget inn/)
  assert.match(first, /Tjeneste fra Eksempeletaten Logget inn .* TestID .*Betydelig .*Firefox på Windows/)
  assert.equal(page.includes(citizenB), false)
})

test('PROF-2 twenty-five logins stand on a page, and older ones on the next', async () => {
  const reader = openUserAgent()
  const pid = '24926229865'
  for (let logins = 0; logins < 26; logins += 1)
    await soknad().authorize(openUserAgent(), { login_hint: `testid:${pid}_idporten-loa-high` })
  await logInToProfile(reader, { pid })
  const count = (page: string) => page.split('<li><strong>').length - 1
  const first = await read(reader, '/history')
  assert.equal(count(first), 25)
  assert.match(first, /Eldre innlogginger/)
  assert.doesNotMatch(first, /Nyere innlogginger/)
  const second = await read(reader, '/history?page=2')
  assert.equal(count(second), 2)
  assert.match(second, /Nyere innlogginger/)
  assert.equal(count(await read(reader, '/history?page=x')), 25)
})

/** Access that a citizen gives without a page, and its tokens. */
const give = async (pid: string) =>
  openRelyingParty(program.issuer, 'soknad').tokens(openUserAgent(), {
    scope: 'openid eksempel:vedtak.read',
    login_hint: `testid:${pid}_idporten-loa-high`,
  })
const isLive = async (token = '') =>
  (await fetch(`${program.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } })).status === 200

test('PROF-3 API-56 PAGE-10 the citizen sees what was given, in the own language, and withdraws it after a question', async () => {
  const { access_token: token } = await give(citizenA)
  const browser = openUserAgent()
  await logInToProfile(browser)
  const page = await read(browser, '/access')
  assert.match(words(page), /Søknad om noe Tjeneste fra Eksempeletaten Tjenesten kan Lese vedtakene dine/)
  assert.match(words(await read(browser, '/access?lang=en')), /The service can Read your decisions/)
  const [path = ''] = /\/access\/[\w-]{43}/.exec(page) ?? []
  const question = await read(browser, path)
  assert.match(words(question), /Trekk tilbake tilgangen\?/)
  assert.match(question, /Behold tilgangen/)
  assert.equal(await isLive(token), true)
  const done = await browser.send(base + path, { form: {} })
  assert.equal(done.status, 303)
  const told = await browser.send(new URL(done.location(), program.portal).href)
  assert.match(words(told.text), /Tilgangen er trukket tilbake\./)
  assert.match(words(told.text), /Ingen tjeneste har tilgang nå\./)
  assert.equal(await isLive(token), false)
  const again = await browser.send(base + path, { form: {} })
  assert.equal(again.location().search, '?withdrawn=0')
  const revoked = program.gateway.events.filter(({ kind }) => kind === 'authorization-revoked').at(-1)
  assert.equal(revoked !== undefined && 'by' in revoked && revoked.by, 'citizen')
  assert.equal(
    program.gateway.logLines.some((line) => line.includes(citizenA)),
    false,
  )
})

test('PROF-3 nobody sees or withdraws what another citizen gave, and no form of another site does', async () => {
  const { access_token: token } = await give(citizenA)
  const browser = openUserAgent()
  await logInToProfile(browser)
  const [path = ''] = /\/access\/[\w-]{43}/.exec(await read(browser, '/access')) ?? []
  const stranger = openUserAgent()
  await logInToProfile(stranger, { pid: citizenB })
  assert.doesNotMatch(await read(stranger, '/access'), /Søknad om noe/)
  assert.equal((await stranger.send(base + path)).location().search, '?withdrawn=0')
  assert.equal((await stranger.send(base + path, { form: {} })).location().search, '?withdrawn=0')
  const foreign = await browser.send(base + path, { form: {}, headers: { origin: 'https://evil.example' } })
  assert.equal(foreign.status, 403)
  assert.equal((await openUserAgent().send(base + path, { form: {} })).location().pathname, '/profile/test/login')
  assert.equal(await isLive(token), true)
})

test('PROF-4 to log out everywhere ends the pages’ session and the gateway’s', async () => {
  const browser = openUserAgent()
  await logInToProfile(browser)
  const leaving = await browser.send(`${base}/logout`, { form: {} })
  assert.equal(leaving.status, 200)
  assert.match(leaving.headers.get('content-security-policy') ?? '', new RegExp(`form-action [^;]*${program.issuer}`))
  const action = /<form method="post" action="([^"]+)" data-submit/.exec(leaving.text)?.[1] ?? ''
  assert.equal(action, `${program.issuer}/logout`)
  const form = Object.fromEntries(
    [
      ...leaving.text.matchAll(
        /<input type="hidden" name="(id_token_hint|post_logout_redirect_uri|state)" value="([^"]*)"/g,
      ),
    ].map(([, name = '', value = '']) => [name, value]),
  )
  assert.equal(form.post_logout_redirect_uri, `${base}/logged-out`)
  // From another site the gateway answers with an address that the browser sends its cookies to.
  const parked = await browser.send(action, { form })
  if (parked.status === 303) await browser.send(parked.location().href)
  assert.equal((await browser.send(`${base}/history`)).status, 303)
  const next = (await soknad().authorize(browser)).location()
  assert.equal(next.pathname, '/authorize/selector')
  assert.match(words(await read(browser, '/logged-out')), /Innloggingen din er avsluttet/)
})

test('PROF-4 LOGOUT-18 a logout at another service ends the session of the pages', async () => {
  const browser = openUserAgent()
  await logInToProfile(browser)
  const { id_token: hint = '' } = await soknad().tokens(browser)
  const page = await browser.send(`${program.issuer}/logout?id_token_hint=${hint}`)
  const frames = [...page.text.matchAll(/<iframe[^>]*src="([^"]+)"/g)].map(([, source = '']) =>
    source.replaceAll('&amp;', '&'),
  )
  const ours = frames.find((source) => source.startsWith(`${program.portal}/profile/`)) ?? ''
  const called = await openUserAgent().send(ours)
  assert.deepEqual([called.status, called.text], [200, ''])
  assert.match(called.headers.get('content-security-policy') ?? '', /frame-ancestors http/)
  assert.equal((await browser.send(`${base}/history`)).status, 303)
  assert.equal((await openUserAgent().send(`${program.portal}/profile/frontchannel-logout?iss=x&sid=y`)).status, 400)
})

test('PROF-1 a citizen who cancels is told so, and half an hour later is asked to log in again', async () => {
  const cancelled = await openUserAgent().send(`${base}/login/callback?error=access_denied&state=x`)
  assert.equal(cancelled.status, 400)
  const browser = openUserAgent()
  await logInToProfile(browser)
  program.gateway.clock.forward(1801)
  assert.equal((await browser.send(`${base}/history`)).status, 303)
  program.gateway.clock.forward(-1801)
})

for (const [language, heading] of [
  ['nb', 'Tilganger du har gitt'],
  ['nn', 'Tilgangar du har gitt'],
  ['en', 'Access you have given'],
  ['se', 'Vejolašvuođat maid don leat addán'],
] as const)
  test(`LANG-1 PROF-3 the pages are whole in ${language}`, async () => {
    const browser = openUserAgent()
    await logInToProfile(browser)
    const page = await read(browser, `/access?lang=${language}`)
    assert.match(page, new RegExp(`<html lang="${language}">`))
    assert.match(words(page), new RegExp(heading))
  })
