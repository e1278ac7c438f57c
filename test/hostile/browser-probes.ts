import assert from 'node:assert/strict'
import { openTestIdForm } from '../harness/relying-party.ts'
import { citizenA } from '../harness/standard-seed.ts'
import { evil, marker, openUserAgent, type Probe, page, probe, type World } from './world.ts'

/** A login under way: its browser, and the address of the selection. */
async function begun(world: World) {
  const browser = openUserAgent()
  const selector = (await world.web.authorize(browser)).location()
  return { browser, selector }
}

const notFound = [
  '/.env',
  '/admin',
  '/authorize/../token',
  '/%2e%2e/etc/passwd',
  `/${marker}`,
  '/authorize/unknown1',
  '//evil.example/x',
  '/jwks.json/x',
]

const headers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Host of another': { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example;proto=http' },
  'another path': { 'x-original-url': '/logout', 'x-rewrite-url': '/logout' },
  'another method': { 'x-http-method-override': 'DELETE', 'x-method-override': 'PUT' },
  'another address': { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', 'client-ip': '127.0.0.1' },
  'another port and scheme': { 'x-forwarded-port': '1', 'x-forwarded-proto': 'http', 'x-forwarded-scheme': 'http' },
}

export const browserProbes: readonly Probe[] = [
  ...notFound.map((path) =>
    probe(`ERR-25 ${path.slice(0, 30)} is no page, and says nothing of what came`, async (world) => {
      const answer = await world.get(encodeURI(path))
      assert.ok([400, 404, 405].includes(answer.status))
      return answer
    }),
  ),
  ...Object.entries(headers).map(([what, sent]) =>
    probe(`ENV-2 headers that speak of ${what} change nothing`, async (world) => {
      const discovery = await world.get('/.well-known/openid-configuration', sent)
      assert.equal(discovery.json().issuer, world.issuer)
      assert.ok(!discovery.text.includes('evil'))
      const login = await world.get(
        new URL(world.web.authorizeUrl()).pathname + new URL(world.web.authorizeUrl()).search,
        sent,
      )
      assert.equal(login.location().origin, world.issuer)
      return [discovery, login]
    }),
  ),
  ...['x-correlation-id', 'x-request-id', 'traceparent'].map((name) =>
    probe(`HTTP-16 a reference is ours, whatever ${name} says`, async (world) => {
      const answer = await world.get('/userinfo', { [name]: `forged ${marker}` })
      assert.ok(!answer.headers.get('x-correlation-id')?.includes('forged'))
      return answer
    }),
  ),
  ...['pid', 'acr'].map((field) =>
    probe(`PAGE-22 markup in the field ${field} is text on the page`, async (world) => {
      const { browser, selector } = await begun(world)
      const form = await openTestIdForm(browser, selector)
      return browser.send(form.action, {
        form: { pid: citizenA, acr: 'idporten-loa-high', [field]: marker },
        headers: { 'sec-fetch-site': 'same-origin' },
      })
    }),
  ),
  ...['cross-site', 'same-site', 'none'].map((site) =>
    probe(`PAGE-22 a form of ours that comes from ${site} is forged`, async (world) => {
      const { browser, selector } = await begun(world)
      const form = await openTestIdForm(browser, selector)
      return page(
        await browser.send(form.action, {
          form: { pid: citizenA, acr: 'idporten-loa-high' },
          headers: { 'sec-fetch-site': site },
        }),
        403,
      )
    }),
  ),
  ...['https://evil.example', 'http://localhost:1', 'https://localhost.evil.example'].map((origin) =>
    probe(
      `PAGE-22 a form of ours is forged that names only the origin ${origin}, as over plain http`,
      async (world) => {
        const { browser, selector } = await begun(world)
        const form = await openTestIdForm(browser, selector)
        return page(
          await browser.send(form.action, { form: { pid: citizenA, acr: 'idporten-loa-high' }, headers: { origin } }),
          403,
        )
      },
    ),
  ),
  probe('PAGE-24 the address of a login is worth nothing in another browser', async (world) => {
    const { selector } = await begun(world)
    const stranger = openUserAgent()
    const answer = await stranger.send(selector.href)
    assert.ok(answer.status >= 400)
    return answer
  }),
  probe('PAGE-24 a form submitted by another browser logs nobody in', async (world) => {
    const { browser, selector } = await begun(world)
    const form = await openTestIdForm(browser, selector)
    const answer = await openUserAgent().send(form.action, { form: { pid: citizenA, acr: 'idporten-loa-high' } })
    assert.ok(answer.status >= 400)
    assert.equal(answer.headers.get('location'), null)
    return answer
  }),
  probe('HTTP-14 session cookies that were planted beforehand prove nothing, and are replaced', async (world) => {
    const first = openUserAgent()
    await world.web.logIn(first)
    const names = [...first.cookies.keys()]
    const victim = openUserAgent()
    for (const name of names) victim.cookies.set(name, 'planted')
    await world.web.logIn(victim, { prompt: 'login' })
    for (const name of names.filter((each) => /session/.test(each)))
      assert.notEqual(victim.cookies.get(name), 'planted')
    return undefined
  }),
  probe('HTTP-14 the session cookie has a new value after each login', async (world) => {
    const browser = openUserAgent()
    await world.web.logIn(browser)
    const before = new Map(browser.cookies)
    await world.web.logIn(browser, { prompt: 'login' })
    const session = [...before.keys()].find((name) => /session/.test(name)) ?? ''
    assert.notEqual(browser.cookies.get(session), before.get(session))
    return undefined
  }),
  ...['a'.repeat(6000), 'x=y; x=z; =; ;;;', '__proto__=1; constructor=2', '\u00e6\u00f8\u00e5', '%00%0d%0a'].map(
    (cookie) =>
      probe(`HTTP-14 the cookies ${JSON.stringify(cookie.slice(0, 18))} do no harm`, async (world) =>
        world.get(new URL(world.web.authorizeUrl()).pathname + new URL(world.web.authorizeUrl()).search, {
          cookie: Buffer.from(cookie).toString('latin1'),
        }),
      ),
  ),
  ...[evil, '//evil.example', '/\\evil.example', 'javascript:alert(1)', marker].map((address) =>
    probe(`LOGOUT-32 a logout to ${address.slice(0, 24)} stays with us`, async (world) => {
      const browser = openUserAgent()
      await world.web.logIn(browser)
      const answer = await browser.send(
        `${world.issuer}/logout?${new URLSearchParams({ client_id: 'web', post_logout_redirect_uri: address, state: marker })}`,
      )
      assert.ok(answer.status === 200 || answer.location().origin === world.issuer)
      assert.doesNotMatch(answer.text, /(?:href|src|action|content|formaction)="[^"]*evil/)
      assert.equal(answer.headers.get('refresh'), null)
      return answer
    }),
  ),
  ...['a.b.c', 'eyJhbGciOiJub25lIn0.e30.', marker, 'x'.repeat(6000)].map((hint) =>
    probe(
      `LOGOUT-34 the hint ${JSON.stringify(hint.slice(0, 16))} is discarded, and the logout goes on`,
      async (world) => {
        const browser = openUserAgent()
        await world.web.logIn(browser)
        const answer = await browser.send(
          `${world.issuer}/logout?${new URLSearchParams({ id_token_hint: hint, post_logout_redirect_uri: 'https://web.example.no/logged-out' })}`,
        )
        assert.ok(answer.status < 400)
        const after = await world.web.authorize(browser, { prompt: 'none' })
        assert.equal(after.location().searchParams.get('error'), 'login_required')
        return [answer, after]
      },
    ),
  ),
  ...['/language', '/authorize/cancel', '/authorize/testid1', '/authorize/consent'].map((path) =>
    probe(`PAGE-22 ${path} takes no form from a foreign page`, async (world) => {
      const { browser } = await begun(world)
      const answer = await browser.send(`${world.issuer}${path}`, {
        form: { language: 'en', decision: 'accept', pid: citizenA },
        headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      })
      assert.ok(answer.status >= 400)
      return answer
    }),
  ),
  probe('LANG-4 the language switch leads to no foreign address', async (world) =>
    world.post('/language', {
      form: { language: 'en', page: 'form-post', return: evil, service: 'web', 'answer-code': marker },
      headers: { 'sec-fetch-site': 'same-origin' },
    }),
  ),
  probe('HTTP-12 every page forbids frames, also the error page', async (world) => {
    const answers = [await world.get('/authorize'), await world.get('/logout'), await world.get('/unknown')]
    for (const answer of answers) assert.equal(answer.headers.get('x-frame-options'), 'DENY')
    return answers
  }),
  ...['TRACE', 'DELETE', 'PUT', 'PATCH'].map((method) =>
    probe(`HTTP-2 ${method} is not a method of the token endpoint`, async (world) => {
      if (method === 'TRACE') {
        const { status, text } = await world.raw(
          `TRACE /token HTTP/1.1\r\nHost: x\r\nCookie: secret=1\r\nConnection: close\r\n\r\n`,
        )
        assert.equal(status, 405)
        assert.ok(!text.includes('secret=1'))
        return undefined
      }
      const answer = await world.post('/token', { method, form: { x: 'y' } })
      assert.equal(answer.status, 405)
      assert.ok(answer.headers.get('allow'))
      return answer
    }),
  ),
]
