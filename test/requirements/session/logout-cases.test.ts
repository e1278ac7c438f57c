import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty, type Parameters, signToken } from '../../harness/relying-party.ts'
import { citizenB } from '../../harness/standard-seed.ts'
import { openUserAgent } from '../../harness/user-agent.ts'
import { sessionCookie, visit } from './visit.ts'

let gateway: RunningGateway
/** id_tokens: of this very session, of another citizen, forged. Filled anew for each case. */
let hints: { own: string; foreign: string; forged: string; otherIssuer: string }
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const strangersKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const service = () => openRelyingParty(gateway.issuer, 'no-pkce')
const registered = 'https://no-pkce.example.no/logged-out'

type Case = readonly [
  name: string,
  parameters: () => Parameters | string,
  logout: 'logged out' | 'not logged out',
  end: string | 'logged-out page' | 'error page',
]
const back = { post_logout_redirect_uri: registered, state: 'farewell' }
const known = { ...back, client_id: 'no-pkce' }
const cases: readonly Case[] = [
  [
    'LOGOUT-30 LOGOUT-4 known by hint: back to the service',
    () => ({ ...back, id_token_hint: hints.own }),
    'logged out',
    `${registered}?state=farewell`,
  ],
  [
    'LOGOUT-30 LOGOUT-4 known by client_id: back to the service',
    () => known,
    'logged out',
    `${registered}?state=farewell`,
  ],
  [
    'LOGOUT-30 known by both, which agree: back to the service',
    () => ({ ...known, id_token_hint: hints.own }),
    'logged out',
    `${registered}?state=farewell`,
  ],
  ['LOGOUT-30 without a state none is added', () => ({ ...known, state: undefined }), 'logged out', registered],
  [
    'LOGOUT-31 no address given: the logged-out page',
    () => ({ client_id: 'no-pkce' }),
    'logged out',
    'logged-out page',
  ],
  [
    'LOGOUT-32 an address of somebody else: no redirect',
    () => ({ ...known, post_logout_redirect_uri: 'https://evil.example.net/' }),
    'logged out',
    'logged-out page',
  ],
  [
    'LOGOUT-32 nearly the registered address: no redirect',
    () => ({ ...known, post_logout_redirect_uri: `${registered}/` }),
    'logged out',
    'logged-out page',
  ],
  [
    'LOGOUT-32 an address of another client: no redirect',
    () => ({ ...known, client_id: 'web' }),
    'logged out',
    'logged-out page',
  ],
  [
    'LOGOUT-32 a redirect_uri is no post-logout address',
    () => ({ ...known, post_logout_redirect_uri: 'https://no-pkce.example.no/callback' }),
    'logged out',
    'logged-out page',
  ],
  ['LOGOUT-33 LOGOUT-7 neither hint nor client_id: no redirect', () => back, 'logged out', 'logged-out page'],
  [
    'LOGOUT-33 a client_id that nobody has: no redirect',
    () => ({ ...known, client_id: 'nobody' }),
    'logged out',
    'logged-out page',
  ],
  [
    'LOGOUT-34 a hint that is no JWT is discarded, client_id counts',
    () => ({ ...known, id_token_hint: 'rubbish' }),
    'logged out',
    `${registered}?state=farewell`,
  ],
  [
    'LOGOUT-34 LOGOUT-3 a hint with a forged signature does not count',
    () => ({ ...back, id_token_hint: hints.forged }),
    'logged out',
    'logged-out page',
  ],
  [
    'LOGOUT-34 LOGOUT-3 a hint of a foreign issuer does not count',
    () => ({ ...back, id_token_hint: hints.otherIssuer }),
    'logged out',
    'logged-out page',
  ],
  [
    'LOGOUT-34 a forged hint for another client does not disturb client_id',
    () => ({ ...known, id_token_hint: hints.forged }),
    'logged out',
    `${registered}?state=farewell`,
  ],
  [
    'LOGOUT-35 LOGOUT-4 hint and client_id disagree: both are discarded',
    () => ({ ...known, id_token_hint: hints.own, client_id: 'web' }),
    'logged out',
    'logged-out page',
  ],
  [
    'LOGOUT-36 the hint of another citizen and session: this session ends, back to the service',
    () => ({ ...back, id_token_hint: hints.foreign }),
    'logged out',
    `${registered}?state=farewell`,
  ],
  [
    'LOGOUT-39 LOGOUT-5 a state with a line break: no redirect',
    () => ({ ...known, state: 'a\nb' }),
    'logged out',
    'logged-out page',
  ],
  [
    'LOGOUT-39 LOGOUT-5 a state with a NUL: no redirect',
    () => ({ ...known, state: 'a\0b' }),
    'logged out',
    'logged-out page',
  ],
  [
    'LOGOUT-39 LOGOUT-5 a state of 4097 characters: no redirect',
    () => ({ ...known, state: 's'.repeat(4097) }),
    'logged out',
    'logged-out page',
  ],
  [
    'LOGOUT-40 a parameter given twice: an error page, and the session lives',
    () => 'state=a&state=a',
    'not logged out',
    'error page',
  ],
  [
    'LOGOUT-40 an unknown parameter given twice: an error page',
    () => 'x=1&x=2&client_id=no-pkce',
    'not logged out',
    'error page',
  ],
]

for (const [name, parameters, logout, end] of cases)
  test(`${name}`, async () => {
    const browser = openUserAgent()
    const { id_token: own = '' } = await service().tokens(browser)
    const { id_token: foreign = '' } = await service().tokens(openUserAgent(), {}, { pid: citizenB })
    const { header, claims } = decodeToken(own)
    hints = {
      own,
      foreign,
      forged: signToken(header, claims, strangersKey),
      otherIssuer: signToken(header, { ...claims, iss: 'https://issuer.example.net' }, strangersKey),
    }
    const asked = parameters()
    const query =
      typeof asked === 'string'
        ? asked
        : new URLSearchParams(Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== undefined))
    const answer = await browser.send(`${gateway.issuer}/logout?${query}`)
    assert.equal(answer.headers.get('location'), end.startsWith('https:') ? end : null)
    assert.equal(answer.status, end === 'error page' ? 400 : end === 'logged-out page' ? 200 : 302)
    if (end === 'logged-out page') assert.match(answer.text, /<h1[^>]*>Du er logget ut</)
    assert.doesNotMatch(answer.text, /evil|rubbish|farewell|nobody/)
    assert.equal(browser.cookies.has(sessionCookie), logout === 'not logged out')
    const met = await visit(service(), browser)
    assert.equal(met === 'login pages' ? 'logged out' : 'not logged out', logout)
  })

for (const [name, query] of [
  ['LOGOUT-37 LOUT-4 without a session cookie: an error page in status 400', 'ui_locales=nb'],
  ['LOGOUT-37 also with everything needed to return: no redirect', `${new URLSearchParams(known)}`],
] as const)
  test(`${name}`, async () => {
    const answer = await openUserAgent().send(`${gateway.issuer}/logout?${query}`)
    assert.equal(answer.status, 400)
    assert.equal(answer.headers.get('location'), null)
    assert.deepEqual(answer.headers.getSetCookie(), [])
    assert.match(
      answer.text,
      /<h1[^>]*>Vi kan ikke logge deg ut<\/h1>\n<p>Vi fant ingen innlogging[^<]*Lukk alle vinduene/,
    )
    assert.ok(answer.text.includes(`<code>${answer.headers.get('x-correlation-id')}</code>`))
    assert.doesNotMatch(answer.text, /iframe|example\.no/)
  })

test('LOGOUT-38 LOUT-5 a session that has run out: its cookie is deleted, the logged-out page, no redirect, no calls', async () => {
  const browser = openUserAgent()
  await openRelyingParty(gateway.issuer).logIn(browser)
  gateway.clock.forward(1800)
  const seen = gateway.events.length
  const answer = await browser.send(`${gateway.issuer}/logout?${new URLSearchParams(known)}`)
  assert.equal(answer.status, 200)
  assert.match(answer.text, /<h1[^>]*>Du er logget ut</)
  assert.doesNotMatch(answer.text, /iframe/)
  assert.equal(browser.cookies.has(sessionCookie), false)
  assert.equal(gateway.events.length, seen, 'there was nothing left to log out')
})

test('LOGOUT-38 a cookie that no session ever had is answered alike', async () => {
  const browser = openUserAgent()
  browser.cookies.set(sessionCookie, 'made-up')
  const answer = await browser.send(`${gateway.issuer}/logout?${new URLSearchParams(known)}`)
  assert.deepEqual([answer.status, answer.headers.get('location')], [200, null])
  assert.match(answer.text, /<h1[^>]*>Du er logget ut</)
})

test('LOGOUT-40 broken encoding and too long an address end in an error page, not in a fault of ours', async () => {
  const browser = openUserAgent()
  await service().logIn(browser)
  for (const [query, status] of [
    ['state=%ZZ', 400],
    ['state=%C3%28', 400],
    [`state=${'s'.repeat(40_000)}`, 414],
  ] as const) {
    const answer = await browser.send(`${gateway.issuer}/logout?${query}`)
    assert.equal(answer.status, status)
    assert.match(answer.text, /<code>[A-Za-z0-9-]+<\/code>/)
  }
  assert.notEqual(await visit(service(), browser), 'login pages')
})
