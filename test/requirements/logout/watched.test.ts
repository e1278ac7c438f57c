import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { detailsView, kindText } from '../../../src/pages/member/integrations/log-entry.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { startGateway } from '../../harness/gateway.ts'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { openToldServices, seedWithTold } from './told-services.ts'

for (const address of ['http://169.254.169.254/latest/', 'http://10.0.0.1/', 'http://[fd00::1]/', 'http://0.0.0.0/'])
  test(`FETCH-1 FETCH-3 a logout is not told to ${address}, which is no place of a service, and is given up at once`, async (context) => {
    const gateway = await startGateway({ seed: seedWithTold('', { 'no-pkce': { backchannel_logout_uri: address } }) })
    context.after(() => gateway.stop())
    const browser = openUserAgent()
    await openRelyingParty(gateway.issuer, 'no-pkce').logIn(browser)
    await browser.send(`${gateway.issuer}/logout`)
    const outcome = () => gateway.events.find(({ kind }) => kind === 'service-logout')
    while (outcome() === undefined) await send(`${gateway.issuer}/jwks.json`)
    assert.deepEqual(outcome(), {
      kind: 'service-logout',
      state: 'given-up',
      attempts: 1,
      fault: 'its host leads to an address that is not public (not-public)',
      clientId: 'no-pkce',
      correlationId: outcome()?.correlationId,
      environment: 'test',
    })
  })

test('BCL-2.8 the log of the client tells each try under the reference of the logout, and what to answer', async (context) => {
  const services = await openToldServices()
  const gateway = await startGateway({ seed: seedWithTold(services.origin, { 'no-pkce': {} }) })
  context.after(async () => {
    await gateway.stop()
    await services.close()
  })
  services.answer('no-pkce', 500, { status: 400, body: '{"error":"unknown_session"}' })
  const browser = openUserAgent()
  await openRelyingParty(gateway.issuer, 'no-pkce').logIn(browser)
  const page = await browser.send(`${gateway.issuer}/logout`)
  const tries = () => gateway.events.filter((event) => event.kind === 'service-logout')
  while (tries().length < 1) await send(`${gateway.issuer}/jwks.json`)
  gateway.clock.forward(5)
  await services.toldTimes('no-pkce', 2)
  while (tries().length < 2) await send(`${gateway.issuer}/jwks.json`)
  const shown = tries().map(({ kind, correlationId, state, attempts, fault = '' }) => {
    const entry = { atSeconds: 0, kind, correlationId, details: { state, attempts, fault }, explanation: undefined }
    assert.equal(correlationId, page.headers.get('x-correlation-id'))
    return `${kindText('en', kind)}: ${detailsView('en', entry)}`
  })
  assert.deepEqual(shown, [
    'Service told of a logout: not confirmed, try 1: it answered 500. We try again for up to two hours.',
    'Service told of a logout: given up after try 2: it answered 400 unknown_session. Answer 200 or 204 when the logout is done; 400 means that it is not to be tried again.',
  ])
})

test('BCL-2.3 a day after a logout nothing of what was told is kept', async (context) => {
  const services = await openToldServices()
  const gateway = await startGateway({ seed: seedWithTold(services.origin, { 'no-pkce': {} }) })
  context.after(async () => {
    await gateway.stop()
    await services.close()
  })
  const browser = openUserAgent()
  await openRelyingParty(gateway.issuer, 'no-pkce').logIn(browser)
  await browser.send(`${gateway.issuer}/logout`)
  while (!gateway.events.some(({ kind }) => kind === 'service-logout')) await send(`${gateway.issuer}/jwks.json`)
  const database = openSqliteDatabase(join(gateway.folder, 'portvakt.sqlite'))
  context.after(() => database.close())
  const rows = () => database.query({ text: 'SELECT status, document FROM logout_notice', values: [] })
  assert.deepEqual(
    (await rows()).map((row) => ({ ...row })),
    [{ status: 'CONFIRMED', document: null }],
  )
  gateway.clock.forward(86_401)
  while ((await rows()).length > 0) await send(`${gateway.issuer}/jwks.json`)
})
