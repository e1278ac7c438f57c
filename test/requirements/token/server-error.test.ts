import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, openTestIdForm } from '../../harness/relying-party.ts'
import { citizenA } from '../../harness/standard-seed.ts'
import { type Answer, openUserAgent, send } from '../../harness/user-agent.ts'
import { assertRefused } from './refused.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway()
})
after(() => gateway.stop())

/** Takes a table away from the running gateway while `work` runs: the nearest thing to a broken disk. */
async function without<Result>(table: string, work: () => Promise<Result>): Promise<Result> {
  const database = new DatabaseSync(join(gateway.folder, 'portvakt.sqlite'))
  database.exec(`PRAGMA busy_timeout = 5000; ALTER TABLE ${table} RENAME TO away`)
  try {
    return await work()
  } finally {
    database.exec(`ALTER TABLE away RENAME TO ${table}`)
    database.close()
  }
}

/** Nothing of what went wrong inside, and a line in the log that its reference leads to. */
function assertSaysNothing(answer: Answer): void {
  const said = answer.text + decodeURIComponent(answer.headers.get('location') ?? '')
  assert.doesNotMatch(said, /no such table|sqlite|given_authorization|expiring|\.ts:\d+/i)
  const reference = answer.headers.get('x-correlation-id') ?? 'none'
  const line = gateway.logLines.find((logged) => logged.includes(reference) && logged.includes('"level":"error"'))
  assert.match(line ?? '', /failed unexpectedly/)
}

test('ERR-22 ERR-27 an unexpected fault at /token is server_error without a word of it', async () => {
  const service = openRelyingParty(gateway.issuer)
  const { refresh_token = '' } = await service.tokens(openUserAgent())
  const answer = await without('given_authorization', () => service.refresh(refresh_token))
  assertRefused(answer, 500, 'server_error')
  assertSaysNothing(answer)
  assert.equal((await service.refresh(refresh_token)).status, 200)
})

test('ERR-22 ERR-27 an unexpected fault at /userinfo is server_error without a word of it', async () => {
  const { access_token } = await openRelyingParty(gateway.issuer).tokens(openUserAgent())
  const headers = { authorization: `Bearer ${access_token}` }
  const answer = await without('expiring', () => send(`${gateway.issuer}/userinfo`, { headers }))
  assertRefused(answer, 500, 'server_error')
  assertSaysNothing(answer)
})

test('ERR-22 ERR-24 ERR-27 an unexpected fault at /authorize goes back to the client as server_error', async () => {
  const service = openRelyingParty(gateway.issuer)
  const answer = await without('expiring', () => service.authorize(openUserAgent()))
  const location = answer.location()
  assert.equal(location.origin + location.pathname, service.redirectUri)
  const { error, iss, state } = Object.fromEntries(location.searchParams)
  assert.deepEqual([error, iss, state], ['server_error', gateway.issuer, 'state-of-the-request'])
  assert.match(location.searchParams.get('error_description') ?? '', /^[A-Za-z ]+ \(ref: [A-Za-z0-9-]{8,64}\)$/)
  const event = gateway.events.at(-1)
  assert.equal(event?.kind === 'refused' && event.step, '20')
  assertSaysNothing(answer)
})

test('ERR-25 ERR-27 an unexpected fault on a page is the error page with 500', async () => {
  const browser = openUserAgent()
  const selector = (await openRelyingParty(gateway.issuer).authorize(browser)).location()
  const form = await openTestIdForm(browser, selector)
  const answer = await without('expiring', () => browser.send(form.action, { form: { pid: citizenA } }))
  assert.equal(answer.status, 500)
  assert.ok(answer.text.includes(`<code>${answer.headers.get('x-correlation-id')}</code>`))
  assert.ok(!answer.text.includes(citizenA))
  assertSaysNothing(answer)
})
