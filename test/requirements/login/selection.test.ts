import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Eid } from '../../../src/eids/eid.ts'
import { eligibleEids } from '../../../src/usecases/login/advance-login.ts'
import type { OpenLogin } from '../../../src/usecases/login/open-login.ts'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, openTestIdForm, type Parameters, submitTestId } from '../../harness/relying-party.ts'
import { openUserAgent } from '../../harness/user-agent.ts'
import { claimsAtOnce, high, logInClaims, sessionCookie, substantial } from '../session/visit.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

const low = 'idporten-loa-low'
const web = () => openRelyingParty(gateway.issuer)
const entries = (page: string) =>
  Array.from(page.matchAll(/<li><a href="(\/authorize\/[^"]+)"/g), ([, address]) => address)

test('PAGE-1 AUTO-1 a request that needs a login leads to the selection page, which leads to the eIDs and back', async () => {
  const browser = openUserAgent()
  const begun = await web().authorize(browser)
  assert.deepEqual([begun.status, begun.location().pathname], [302, '/authorize/selector'])
  const page = await browser.send(begun.location().href)
  assert.equal(page.status, 200)
  assert.deepEqual(entries(page.text), ['/authorize/testid1'])
  assert.match(
    page.text,
    /<form class="pv-cancel" method="post" action="\/authorize\/cancel\?login=[A-Za-z0-9_-]{43,}">/,
  )
})

test('PAGE-2 the TestID page leads to the service', async () => {
  const browser = openUserAgent()
  const answer = await submitTestId(browser, (await web().authorize(browser)).location())
  assert.equal(answer.location().origin, 'https://web.example.no')
})

const eid = (name: string, ...levels: Eid['levels'][number][]) => ({ name, levels }) as unknown as Eid
const all = [
  eid('bankid', high),
  eid('minid', substantial),
  eid('eidas', 'eidas-loa-substantial', 'eidas-loa-high'),
  eid('testid', low, substantial, high),
]
for (const [name, acceptable, expected] of [
  [
    'SEL-1 SEL-2 low: every Norwegian eID, in the order of the settings',
    { idporten: low },
    ['bankid', 'minid', 'testid'],
  ],
  ['SEL-1 substantial: those that reach it', { idporten: substantial }, ['bankid', 'minid', 'testid']],
  ['SEL-1 LOA-5 high: only those that reach it', { idporten: high }, ['bankid', 'testid']],
  [
    'SEL-1 European eIDs only when they are asked for',
    { idporten: high, eidas: 'eidas-loa-high' },
    ['bankid', 'eidas', 'testid'],
  ],
] as const)
  test(`${name}`, () => {
    const login = { ticket: { acceptable } } as unknown as OpenLogin
    assert.deepEqual(
      eligibleEids(all, login).map((each) => each.name),
      expected,
    )
  })

test('SEL-3 SEL-7 SEL-8 each entry has a name and one line; there is help; nobody is asked who they are', async () => {
  const browser = openUserAgent()
  const visits = [await web().authorize(browser)]
  await web().logIn(browser)
  visits.push(await web().authorize(browser, { prompt: 'login' }))
  const lists = []
  for (const visit of visits) {
    const { text } = await browser.send(visit.location().href)
    lists.push(/<ul class="pv-eids">[\s\S]*?<\/ul>/.exec(text)?.[0])
    assert.match(
      text,
      /<a class="ds-link" href="[^"]+">Hva er forskjellen på innloggingsmåtene, og hvordan skaffer jeg en\?</,
    )
    assert.doesNotMatch(text, /<input (?!type="hidden")|<select|<textarea/)
  }
  assert.match(lists[0] ?? '', /<strong>TestID<\/strong> <span>Lag din egen testbruker<\/span>/)
  assert.equal(lists[1], lists[0], 'the list does not depend on earlier visits')
})

test('SEL-4 the page is shown although a single eID suffices, with the service and the way to cancel', async () => {
  const browser = openUserAgent()
  const { text } = await browser.send((await web().authorize(browser, { acr_values: high })).location().href)
  assert.equal(entries(text).length, 1)
  assert.match(text, /Tjeneste web<\/strong>/)
  assert.match(text, /data-testid="cancel">Avbryt og gå tilbake til Tjeneste web</)
})

const levels: readonly (readonly [
  name: string,
  clientId: string,
  asked: string | undefined,
  chosen: string,
  acr: string,
])[] = [
  ['LOA-1 LOA-5 low may be asked for and given', 'web', low, low, low],
  ['LOA-2 LOA-5 substantial is enough for low', 'web', low, substantial, substantial],
  ['LOA-2 without acr_values, substantial is asked for', 'web', undefined, substantial, substantial],
  ['LOA-3 LOA-5 high is enough for substantial', 'web', substantial, high, high],
  ['LOA-6 Level 3 is the old name of substantial', 'legacy', 'Level3', substantial, 'Level3'],
  ['LOA-6 Level 4 is the old name of high', 'legacy', 'Level4', high, 'Level4'],
]
for (const [name, clientId, asked, chosen, acr] of levels)
  test(`${name}`, async () => {
    const service = openRelyingParty(gateway.issuer, clientId)
    const claims = await logInClaims(service, openUserAgent(), { acr_values: asked }, { acr: chosen })
    assert.equal(claims.acr, acr)
  })

for (const [name, asked, chosen] of [
  ['LOA-5 TID-3 low is not enough for substantial', substantial, low],
  ['LOA-5 TID-3 substantial is not enough for high', high, substantial],
] as const)
  test(`${name}: the form says so and no code is made`, async () => {
    const browser = openUserAgent()
    const selector = (await web().authorize(browser, { acr_values: asked })).location()
    const answer = await submitTestId(browser, selector, { acr: chosen })
    assert.equal(answer.status, 422)
    assert.match(answer.text, /Velg et sikkerhetsnivå som er høyt nok for tjenesten/)
    assert.equal(browser.cookies.has(sessionCookie), false)
  })

const pagesWithCancel: readonly (readonly [name: string, changes: Parameters])[] = [
  ['CANC-1 cancelling on the selection page', {}],
  ['CANC-1 cancelling without a state', { state: undefined }],
  ['CANC-1 cancelling towards a fragment', { response_mode: 'fragment' }],
]
for (const [name, changes] of pagesWithCancel)
  test(`${name} ends the login and tells the service`, async () => {
    const browser = openUserAgent()
    const selector = (await web().authorize(browser, changes)).location()
    const page = await browser.send(selector.href)
    const action = /class="pv-cancel" method="post" action="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const answer = await browser.send(gateway.issuer + action, {
      form: {},
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    assert.equal(answer.status, 303)
    const { search, hash } = answer.location()
    const told = new URLSearchParams(changes.response_mode === 'fragment' ? hash.slice(1) : search)
    assert.deepEqual(
      [told.get('error'), told.get('iss'), told.get('state')],
      ['access_denied', gateway.issuer, 'state' in changes ? null : 'state-of-the-request'],
    )
    assert.equal(gateway.events.findLast(({ kind }) => kind === 'login-cancelled')?.clientId, 'web')
    assert.equal((await browser.send(selector.href)).status, 400, 'the login is over')
  })

test('CANC-1 CANC-4 inside TestID one can cancel, or choose another way', async () => {
  const browser = openUserAgent()
  const selector = (await web().authorize(browser)).location()
  const { text } = await openTestIdForm(browser, selector)
  const otherWay = /<a class="ds-link" href="([^"]+)">Velg en annen måte å logge inn på</.exec(text)?.[1] ?? ''
  assert.equal(new URL(otherWay, gateway.issuer).href, selector.href)
  assert.equal((await browser.send(gateway.issuer + otherWay)).status, 200)
  const cancel = /class="pv-cancel" method="post" action="([^"]+)"/.exec(text)?.[1] ?? ''
  const answer = await browser.send(gateway.issuer + cancel, { form: {} })
  assert.equal(answer.location().searchParams.get('error'), 'access_denied')
})

test('CANC-2 cancelling leaves another service’s session alone', async () => {
  const browser = openUserAgent()
  const { auth_time } = await logInClaims(web(), browser)
  const isolated = openRelyingParty(gateway.issuer, 'isolated')
  const selector = (await isolated.authorize(browser)).location()
  await browser.send(`${gateway.issuer}/authorize/cancel${selector.search}`, { form: {} })
  assert.equal((await claimsAtOnce(web(), browser)).auth_time, auth_time)
})

test('CANC-1 two presses on cancel: the first tells the service, the second is a page that explains', async () => {
  const browser = openUserAgent()
  const selector = (await web().authorize(browser)).location()
  const press = () => browser.send(`${gateway.issuer}/authorize/cancel${selector.search}`, { form: {} })
  assert.equal((await press()).status, 303)
  const second = await press()
  assert.equal(second.status, 400)
  assert.match(second.text, /allerede fullført[\s\S]*href="https:\/\/web\.example\.no\/">Gå til Tjeneste web</)
})
