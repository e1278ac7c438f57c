import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openTestIdForm, openUserAgent, submitTestId, unescapeHtml } from '../../harness/relying-party.ts'
import { citizenA, citizenB } from '../../harness/standard-seed.ts'
import { send } from '../../harness/user-agent.ts'
import { assertErrorPage, lastRefusal, parametersAt } from '../authorize/answers.ts'
import { logInWith, openingUrl, pushed, seedForPushing, service } from './pushing.ts'

// A pushed handle is spent by the answer to the client, whatever it says, and by nothing before it.

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({ seed: seedForPushing() })
})
after(() => gateway.stop())

const web = () => service(gateway, 'web')
const open = (handle: string, browser = openUserAgent()) => browser.send(openingUrl(gateway, 'web', handle))

/** How many authorizations stand that nothing has ended. */
function standing(): number {
  const database = new DatabaseSync(`${gateway.folder}/portvakt.sqlite`, { readOnly: true })
  try {
    const row = database.prepare('select count(*) as number from given_authorization where ended_at is null').get()
    return Number(row?.number)
  } finally {
    database.close()
  }
}

async function assertSpent(handle: string): Promise<void> {
  assertErrorPage(await open(handle), 400, handle)
  const { code, description } = lastRefusal(gateway)
  assert.equal(code, 'invalid_request_uri')
  assert.match(description, /used by a login that has ended/)
}

/** Opens the handle in a browser of its own and stops before the form is sent. */
async function begin(handle: string) {
  const browser = openUserAgent()
  return { browser, selector: (await open(handle, browser)).location() }
}

test('PAR-5 a reload and a program that opens the link beforehand do no harm: the login that ends gets its code, once', async () => {
  const handle = await pushed(gateway, web())
  assert.equal((await open(handle)).location().pathname, '/authorize/selector')
  const { browser, selector } = await begin(handle)
  assert.equal((await open(handle, browser)).location().pathname, '/authorize/selector')
  const callback = (await submitTestId(browser, selector)).location()
  assert.equal((await web().redeem(callback, { code_verifier: 'x'.repeat(43) })).status, 400)
  await assertSpent(handle)
})

test('PAR-5 of two logins begun with one handle the later one ends on a page, and the service hears nothing of it', async () => {
  const handle = await pushed(gateway, web())
  const [first, second] = [await begin(handle), await begin(handle)]
  assert.ok((await submitTestId(first.browser, first.selector)).location().searchParams.has('code'))
  const late = await submitTestId(second.browser, second.selector, { pid: citizenB })
  assertErrorPage(late, 400, handle)
  assert.match(late.text, /Innloggingslenken kan ikke brukes/)
  const { code, description, clientId } = lastRefusal(gateway)
  assert.deepEqual([code, clientId], ['invalid_request_uri', 'web'])
  assert.match(description, /another login with this request_uri ended first/)
})

test('PAR-5 fifty openings at once all show a login, and of fifty endings at once one gets the code', async () => {
  const handle = await pushed(gateway, web())
  const begun = await Promise.all(Array.from({ length: 50 }, () => begin(handle)))
  assert.deepEqual(new Set(begun.map(({ selector }) => selector.pathname)), new Set(['/authorize/selector']))
  const forms = await Promise.all(
    begun.map(async ({ browser, selector }) => ({ browser, action: (await openTestIdForm(browser, selector)).action })),
  )
  const ended = await Promise.all(
    forms.map(({ browser, action }) =>
      browser.send(action, { form: { pid: citizenA, acr: 'idporten-loa-substantial' } }),
    ),
  )
  assert.equal(ended.filter(({ status }) => status === 303).length, 1)
  assert.equal(ended.filter(({ status }) => status === 400).length, 49)
})

test('PAR-5 fifty answers from a session at once: one code, and no other authorization is left alive', async () => {
  const browser = openUserAgent()
  await web().logIn(browser)
  const handle = await pushed(gateway, web())
  const before = standing()
  const answers = await Promise.all(Array.from({ length: 50 }, () => open(handle, browser)))
  assert.equal(answers.filter(({ status }) => status === 302).length, 1)
  for (const answer of answers) if (answer.status !== 302) assertErrorPage(answer, 400)
  assert.equal(gateway.events.filter(({ kind }) => kind === 'signed-on').length, 1)
  assert.equal(standing() - before, 1)
})

test('PAR-5 a citizen who cancels spends the handle, and a second one who cancels gets a page', async () => {
  const handle = await pushed(gateway, web())
  const [first, second] = [await begin(handle), await begin(handle)]
  const cancel = async ({ browser, selector }: Awaited<ReturnType<typeof begin>>) => {
    const { text } = await browser.send(selector.href)
    const action = unescapeHtml(/class="pv-cancel"[^>]*action="([^"]+)"/.exec(text)?.[1] ?? '')
    return browser.send(new URL(action, selector).href, { form: {} })
  }
  assert.equal((await cancel(first)).location().searchParams.get('error'), 'access_denied')
  assertErrorPage(await cancel(second), 400)
  assert.equal(lastRefusal(gateway).code, 'invalid_request_uri')
  await assertSpent(handle)
})

test('PAR-5 prompt=none without a session answers login_required and spends the handle', async () => {
  const handle = await pushed(gateway, web(), { prompt: 'none' })
  const { error, state } = parametersAt(await open(handle), web().redirectUri)
  assert.deepEqual([error, state], ['login_required', 'state-of-the-request'])
  await assertSpent(handle)
})

test('PAR-5 the automatic login of a test goes through a pushed request, once', async () => {
  const handle = await pushed(gateway, web(), { login_hint: `testid:${citizenA}_idporten-loa-high` })
  const party = web()
  const mine = await pushed(gateway, party, { login_hint: `testid:${citizenA}_idporten-loa-high` })
  const answer = await open(mine)
  assert.equal((await party.redeem(answer.location())).status, 200)
  await assertSpent(mine)
  const before = standing()
  const answers = await Promise.all(Array.from({ length: 20 }, () => open(handle)))
  assert.equal(answers.filter(({ status }) => status === 302).length, 1)
  assert.equal(standing() - before, 1)
  const wrong = await pushed(gateway, web(), { login_hint: 'testid:00000000000_idporten-loa-high' })
  assert.equal(parametersAt(await open(wrong), web().redirectUri).error, 'invalid_request')
  await assertSpent(wrong)
})

test('PAR-5 what no longer holds when the handle is opened goes back to the client and spends it', async () => {
  const own = await startGateway({ seed: seedForPushing() })
  try {
    const party = service(own, 'api')
    const handle = await pushed(own, party, { scope: 'openid eks:value.read' })
    const seed = seedForPushing()
    const api = seed.clients.find(({ client_id }) => client_id === 'api') as Record<string, unknown>
    api.scopes = ['openid', 'profile']
    assert.deepEqual(await own.reseed(seed), [])
    const answer = await send(openingUrl(own, 'api', handle))
    assert.equal(parametersAt(answer, party.redirectUri).error, 'invalid_scope')
    assertErrorPage(await send(openingUrl(own, 'api', handle)), 400)
  } finally {
    await own.stop()
  }
})

test('PAR-5 a citizen who is not the one of the hint spends the handle with login_required', async () => {
  const browser = openUserAgent()
  const { id_token } = await web().tokens(browser)
  const handle = await pushed(gateway, web(), { id_token_hint: id_token })
  const { browser: other, selector } = await begin(handle)
  const answer = await submitTestId(other, selector, { pid: citizenB })
  assert.equal(answer.location().searchParams.get('error'), 'login_required')
  await assertSpent(handle)
})

test('PAR-5 a form_post answer to a pushed request is in the language that was pushed', async () => {
  const browser = openUserAgent()
  await web().logIn(browser)
  const handle = await pushed(gateway, web(), { response_mode: 'form_post', ui_locales: 'en' })
  const answer = await browser.send(openingUrl(gateway, 'web', handle, { ui_locales: 'nn' }))
  assert.equal(answer.status, 200)
  assert.match(answer.text, /<html lang="en"/)
  await assertSpent(handle)
})

test('PAR-5 a handle is known as used after a restart too', async () => {
  const own = await startGateway({ seed: seedForPushing() })
  try {
    const [used, open] = [await pushed(own, service(own, 'web')), await pushed(own, service(own, 'web'))]
    await logInWith(own, 'web', used)
    await own.restart()
    assertErrorPage(await send(openingUrl(own, 'web', used)), 400)
    assert.equal((await send(openingUrl(own, 'web', open))).location().pathname, '/authorize/selector')
  } finally {
    await own.stop()
  }
})
