import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { matchRedirectUri } from './redirect-uri.ts'
import { faultsOfUri, lowerCaseUri, type UriClient, type UriRules, type UriUse } from './redirect-uri-registration.ts'

const test_: UriRules = { httpRedirects: 'accepted', localhostRedirects: 'accepted', unroutableHosts: 'accepted' }
const prod: UriRules = { httpRedirects: 'refused', localhostRedirects: 'refused', unroutableHosts: 'refused' }

const rulesOf = (uri: string, client: UriClient, rules: UriRules, use: UriUse = 'redirect'): string => {
  const ids = faultsOfUri(uri, use, client, rules).map((fault) => /\((RU-\d+)\)$/.exec(fault)?.[1])
  return ids.length === 0 ? 'ok' : ids.join(', ')
}

const table: [uri: string, webTest: string, webProd: string, nativeTest: string, nativeProd: string][] = [
  ['https://tjeneste.eksempel.no/cb', 'ok', 'ok', 'ok', 'ok'],
  ['https://tjeneste.eksempel.no/cb?x=1', 'ok', 'ok', 'ok', 'ok'],
  ['http://tjeneste.eksempel.no/cb', 'ok', 'RU-8', 'RU-10', 'RU-10'],
  ['http://localhost:3000/cb', 'ok', 'RU-8', 'ok', 'ok'],
  ['https://localhost:3000/cb', 'RU-7', 'RU-8', 'RU-10', 'RU-10'],
  ['http://127.0.0.1:0/cb', 'RU-1', 'RU-1, RU-8', 'ok', 'ok'],
  ['https://127.0.0.1:*/callback', 'RU-3', 'RU-3', 'ok', 'ok'],
  ['http://[::1]/cb', 'ok', 'RU-8', 'ok', 'ok'],
  ['https://*.eksempel.no/cb', 'RU-3', 'RU-3', 'RU-3', 'RU-3'],
  ['https://eksempel.no/cb#x', 'RU-2', 'RU-2', 'RU-2', 'RU-2'],
  ['https://u:p@eksempel.no/cb', 'RU-2', 'RU-2', 'RU-2', 'RU-2'],
  ['https://eksempel.no/a/../cb', 'RU-4', 'RU-4', 'RU-4', 'RU-4'],
  ['no.example.app:/cb', 'RU-5', 'RU-5', 'ok', 'ok'],
  ['myapp://cb', 'RU-5', 'RU-5', 'RU-12', 'RU-12'],
  ['javascript:alert(1)', 'RU-6', 'RU-6', 'RU-6', 'RU-6'],
  ['https://192.0.2.1/cb', 'ok', 'RU-9', 'ok', 'RU-9'],
  ['/cb', 'RU-1', 'RU-1', 'RU-1', 'RU-1'],
  // Neighbours of the rows above.
  ['', 'RU-1', 'RU-1', 'RU-1', 'RU-1'],
  ['https://', 'RU-1', 'RU-1', 'RU-1', 'RU-1'],
  ['https:///cb', 'RU-1', 'RU-1', 'RU-1', 'RU-1'],
  ['https:cb', 'RU-1', 'RU-1', 'RU-1', 'RU-1'],
  ['https://eksempel.no', 'ok', 'ok', 'ok', 'ok'],
  ['https://eksempel.no:8443/cb', 'ok', 'ok', 'ok', 'ok'],
  ['https://eksempel.no:0/cb', 'RU-1', 'RU-1', 'RU-1', 'RU-1'],
  ['https://eksempel.no:65536/cb', 'RU-1', 'RU-1', 'RU-1', 'RU-1'],
  ['https://eksempel.no:/cb', 'RU-1', 'RU-1', 'RU-1', 'RU-1'],
  ['https://eksempel.no:*/cb', 'RU-3', 'RU-3', 'RU-3', 'RU-3'],
  ['https://eksempel.no/c b', 'RU-2', 'RU-2', 'RU-2', 'RU-2'],
  ['https://eksempel.no\\@ond.no/cb', 'RU-2', 'RU-2', 'RU-2', 'RU-2'],
  ['https://eksempel.no/cb\n', 'RU-2', 'RU-2', 'RU-2', 'RU-2'],
  ['https://eksempel.no/%2e%2E/cb', 'RU-4', 'RU-4', 'RU-4', 'RU-4'],
  ['https://eksempel.no/a%2F..%2Fcb', 'RU-4', 'RU-4', 'RU-4', 'RU-4'],
  ['https://eksempel.no/./cb', 'RU-4', 'RU-4', 'RU-4', 'RU-4'],
  ['https://eksempel.no/a..b/.c', 'ok', 'ok', 'ok', 'ok'],
  ['https://eksempel.no/cb?q=*', 'RU-3', 'RU-3', 'RU-3', 'RU-3'],
  ['https://blåbær.no/cb', 'RU-1', 'RU-1', 'RU-1', 'RU-1'],
  ['https://xn--blbr-roah.no/cb', 'ok', 'ok', 'ok', 'ok'],
  ['https://eksempel.no/%zz', 'RU-1', 'RU-1', 'RU-1', 'RU-1'],
  ['https://eksempel.no/<b>', 'RU-1', 'RU-1', 'RU-1', 'RU-1'],
  ['https://0x7f.1/cb', 'RU-1', 'RU-1', 'RU-1', 'RU-1'],
  ['https://2130706433/cb', 'RU-1', 'RU-1', 'RU-1', 'RU-1'],
  ['https://127.1/cb', 'RU-1', 'RU-1', 'RU-1', 'RU-1'],
  ['http://[0:0:0:0:0:0:0:1]/cb', 'RU-1', 'RU-1', 'RU-1', 'RU-1'],
  ['http://127.0.0.2/cb', 'ok', 'RU-8', 'RU-10', 'RU-10'],
  ['http://app.localhost/cb', 'ok', 'RU-8', 'RU-10', 'RU-10'],
  ['https://[2001:db8::1]/cb', 'ok', 'RU-9', 'ok', 'RU-9'],
  ['https://intranett/cb', 'ok', 'RU-9', 'ok', 'RU-9'],
  ['https://tjeneste.internal/cb', 'ok', 'RU-9', 'ok', 'RU-9'],
  ['https://tjeneste.example/cb', 'ok', 'RU-9', 'ok', 'RU-9'],
  ['HTTPS://Eksempel.NO/cb', 'ok', 'ok', 'ok', 'ok'],
  ['http://127.0.0.1:8080/cb', 'ok', 'RU-8', 'ok', 'ok'],
  ['http://[::1]:*/cb', 'RU-3', 'RU-3', 'ok', 'ok'],
  ['http://localhost:0/cb', 'RU-1', 'RU-1, RU-8', 'RU-1', 'RU-1'],
  ['http://localhost:*/cb', 'RU-3', 'RU-3', 'RU-3', 'RU-3'],
  ['no.example.app://callback', 'RU-5', 'RU-5', 'ok', 'ok'],
  ['No.Example.App:/cb', 'RU-5', 'RU-5', 'RU-12', 'RU-12'],
  ['app.:/cb', 'RU-5', 'RU-5', 'RU-12', 'RU-12'],
  ['JavaScript://eksempel.no/%0aalert(1)', 'RU-6', 'RU-6', 'RU-6', 'RU-6'],
  ['data:text/html,x', 'RU-6', 'RU-6', 'RU-6', 'RU-6'],
  ['file:///etc/passwd', 'RU-6', 'RU-6', 'RU-6', 'RU-6'],
  ['urn:ietf:wg:oauth:2.0:oob', 'RU-6', 'RU-6', 'RU-6', 'RU-6'],
  ['wss://eksempel.no/', 'RU-6', 'RU-6', 'RU-6', 'RU-6'],
  ['mailto:a@eksempel.no', 'RU-6', 'RU-6', 'RU-6', 'RU-6'],
]
for (const [uri, webTest, webProd, nativeTest, nativeProd] of table) {
  const rules = new Set([webTest, webProd, nativeTest, nativeProd].flatMap((rule) => rule.match(/RU-\d+/g) ?? []))
  test(`${['CT-2', ...rules].join(' ')} ${JSON.stringify(uri)}: ${webTest} · ${webProd} · ${nativeTest} · ${nativeProd}`, () => {
    assert.equal(rulesOf(uri, 'web', test_), webTest, 'web, test')
    assert.equal(rulesOf(uri, 'browser', test_), webTest, 'browser, test')
    assert.equal(rulesOf(uri, 'web', prod), webProd, 'web, production')
    assert.equal(rulesOf(uri, 'native', test_), nativeTest, 'native, test')
    assert.equal(rulesOf(uri, 'native', prod), nativeProd, 'native, production')
  })
}

test('CT-2 every rule about one address is broken by a row of the table', () => {
  const broken = new Set(table.flatMap((row) => row.slice(1).flatMap((rule) => rule.match(/RU-\d+/g) ?? [])))
  assert.deepEqual(
    [...broken].sort((one, other) => Number(one.slice(3)) - Number(other.slice(3))),
    ['RU-1', 'RU-2', 'RU-3', 'RU-4', 'RU-5', 'RU-6', 'RU-7', 'RU-8', 'RU-9', 'RU-10', 'RU-12'],
  )
})

test('RU-1 2048 characters are accepted, one more is not', () => {
  const ofLength = (length: number): string => `https://eksempel.no/${'a'.repeat(length - 20)}`
  assert.equal(rulesOf(ofLength(2048), 'web', prod), 'ok')
  assert.equal(rulesOf(ofLength(2049), 'web', prod), 'RU-1')
})

test('RU-7 https on localhost is accepted where it is switched on, and never in production', () => {
  assert.equal(rulesOf('https://localhost:3000/cb', 'web', { ...test_, httpsLocalhost: true }), 'ok')
  assert.equal(rulesOf('https://localhost:3000/cb', 'web', { ...prod, httpsLocalhost: true }), 'RU-8')
})

test('RU-11 any port is for redirects: after logout a native client has an address of its own', () => {
  assert.equal(rulesOf('http://127.0.0.1:0/cb', 'native', prod, 'post-logout'), 'RU-1')
  assert.equal(rulesOf('http://127.0.0.1:*/cb', 'native', prod, 'post-logout'), 'RU-3')
  assert.equal(rulesOf('no.example.app:/out', 'native', prod, 'post-logout'), 'ok')
})

test('RU-20 a logout address of a native client is judged by the rules of the web', () => {
  assert.equal(rulesOf('no.example.app:/out', 'native', prod, 'front-channel-logout'), 'RU-5')
})

test('RU-13 only scheme and host are put in lower case', () => {
  assert.equal(lowerCaseUri('HTTPS://Eksempel.NO:443/Cb?A=B'), 'https://eksempel.no:443/Cb?A=B')
})

const piece = fc.constantFrom(
  'https',
  'http',
  '://',
  ':',
  '/',
  '//',
  '..',
  '.',
  '*',
  '@',
  '#',
  '?',
  '%2e',
  '[::1]',
  '127.0.0.1',
  'localhost',
  'eksempel.no',
  ':0',
  ':80',
  ':*',
  '\\',
  ' ',
  'no.example.app',
  'å',
  'cb',
)
const anything = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(''))

test('CT-2 RU-2 to RU-6 whatever is accepted is a plain address that a browser reads as we do', () => {
  fc.assert(
    fc.property(
      anything,
      fc.constantFrom<UriClient>('web', 'native'),
      fc.constantFrom(test_, prod),
      (uri, client, rules) => {
        if (faultsOfUri(uri, 'redirect', client, rules).length > 0) return
        const browser = new URL(uri.replace(':*', ':1'))
        assert.equal(browser.hash + browser.username + browser.password, '')
        assert.doesNotMatch(browser.href, /[\s\\#]/)
        if (client === 'web') assert.match(browser.protocol, rules === prod ? /^https:$/ : /^https?:$/)
        if (/^https?:/.test(uri))
          assert.equal(
            uri
              .toLowerCase()
              .split('/')[2]
              ?.replace(/:[0-9*]+$/, ''),
            browser.hostname,
          )
      },
    ),
    { numRuns: 3000 },
  )
})

const loopbackPort = /^(https?:\/\/(?:127\.0\.0\.1|\[::1\])):?(?:\d+|\*)?(?=[/?]|$)/

test('CT-2 RU-11 RU-15 an accepted address of a native client matches nothing but itself and, on a loopback literal, another port', () => {
  const loopback = fc
    .tuple(
      fc.constantFrom('http://127.0.0.1', 'https://127.0.0.1', 'http://[::1]', 'http://localhost'),
      fc.constantFrom('', ':0', ':*', ':8080', ':65535', ':'),
      fc.constantFrom('', '/', '/cb', '/cb?a=b', '/CB'),
    )
    .map((parts) => parts.join(''))
  const some = fc.oneof(loopback, anything)
  let otherPorts = 0
  fc.assert(
    fc.property(some, some, (registered, asked) => {
      if (faultsOfUri(registered, 'redirect', 'native', test_).length > 0) return
      const matched = matchRedirectUri([registered], asked, 'native')
      if (matched === undefined) return
      assert.equal(matched, asked)
      assert.ok(URL.canParse(asked) && !/:(?:0|\*)(?:[/?]|$)/.test(asked), `${asked} can be redirected to`)
      if (asked === registered) return
      otherPorts++
      assert.equal(asked.replace(loopbackPort, '$1'), registered.replace(loopbackPort, '$1'))
      assert.match(registered, loopbackPort)
    }),
    { numRuns: 3000 },
  )
  assert.ok(otherPorts > 0)
})

test('CT-2 RU-15 an accepted address of a web client matches itself and no other string at run time', () => {
  fc.assert(
    fc.property(anything, anything, (registered, asked) => {
      if (faultsOfUri(registered, 'redirect', 'web', test_).length > 0) return
      assert.equal(matchRedirectUri([registered], registered, 'web'), registered)
      if (asked !== registered) assert.equal(matchRedirectUri([registered], asked, 'web'), undefined)
    }),
    { numRuns: 3000 },
  )
})
