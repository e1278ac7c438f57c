import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProtocolEvent } from '../../../src/audit/event.ts'
import { composeProtocolLog } from '../../../src/compose-protocol-log.ts'
import { readSettings } from '../../../src/config/read-settings.ts'
import type { Integration } from '../../../src/journey/records.ts'
import { render } from '../../../src/pages/html.ts'
import { detailsView, kindText } from '../../../src/pages/member/integrations/log-entry.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import type { CredentialUsed } from '../../../src/usecases/onboarding/observe-protocol.ts'
import { temporaryDatabasePath } from '../../contracts/temporary-file.ts'
import { movableClock } from '../../harness/gateway.ts'
import { keptLog } from '../outbox/example-mail.ts'

const daySeconds = 86_400

function open(hooks: CredentialUsed[] = []) {
  const read = readSettings({}, () => '')
  assert.ok(read.ok)
  const durable = openSqlDurableStore(openSqliteDatabase(temporaryDatabasePath()))
  const clock = movableClock()
  const { log, lines } = keptLog()
  return { durable, clock, lines, house: composeProtocolLog({ settings: read.settings, durable, hooks, clock, log }) }
}

const about = { environment: 'test', clientId: 'web', correlationId: 'ref-1' }
const tokens: ProtocolEvent = {
  ...about,
  kind: 'tokens-issued',
  grantType: 'authorization_code',
  clientAmr: 'x',
  credentialId: 's-1',
}

const integration = (more: Partial<Integration>): Integration => ({
  id: 'INT-1',
  orgno: '310000019',
  name: 'Min side',
  state: 'TEST_CLIENT_ACTIVE',
  testEnvironment: 'test',
  testClientId: 'web',
  technicalContact: { name: 'Tore', email: 'tore@etaten.no' },
  createdBy: 'u-1',
  ...more,
})

test('ONB-63 what a citizen answered about scopes stands in the log, and is no login', async () => {
  const { durable, clock, house } = open()
  house.emit({ ...about, kind: 'consent-given', scopes: 'eks:a eks:b' })
  house.emit({ ...about, kind: 'consent-declined', scopes: 'eks:c' })
  await house.flush()
  const entries = await durable.protocolLog.list({ environment: 'test', clientId: 'web' }, 10)
  const shown = entries.map((entry) => {
    const details = detailsView('nb', { ...entry, explanation: undefined })
    return `${kindText('nb', entry.kind)}: ${typeof details === 'string' ? details : render(details)}`
  })
  assert.deepEqual(shown, ['Samtykke avslått: <code>eks:c</code>', 'Samtykke gitt: <code>eks:a eks:b</code>'])
  const day = new Date(clock.nowSeconds() * 1000).toISOString().slice(0, 10)
  assert.deepEqual(await durable.loginCounts.list({ environment: 'test', fromDay: day, untilDay: day }), [])
})

test('ONB-63 events are written together, found by client and by reference, and logins are counted by day, client and eID', async () => {
  const { durable, clock, house } = open()
  const login: ProtocolEvent = { ...about, kind: 'login-completed', eid: 'test-id', acr: 'idporten-loa-high' }
  house.emit(login)
  house.emit({ ...login, correlationId: 'ref-2' })
  house.emit({ ...about, kind: 'signed-on', acr: 'idporten-loa-high' })
  assert.deepEqual(await durable.protocolLog.list({ environment: 'test', clientId: 'web' }, 10), [])
  await house.flush()
  const entries = await durable.protocolLog.list({ environment: 'test', clientId: 'web' }, 10)
  assert.deepEqual(
    entries.map(({ kind }) => kind),
    ['signed-on', 'login-completed', 'login-completed'],
  )
  assert.deepEqual(
    (await durable.protocolLog.byReference('ref-2')).map(({ details }) => details.eid),
    ['test-id'],
  )
  assert.deepEqual(await durable.protocolLog.list({ environment: 'other', clientId: 'web' }, 10), [])
  const day = new Date(clock.nowSeconds() * 1000).toISOString().slice(0, 10)
  const counts = await durable.loginCounts.list({ environment: 'test', fromDay: day, untilDay: day })
  assert.deepEqual(
    counts.map(({ eid, logins }) => [eid, logins]),
    [
      ['sso', 1],
      ['test-id', 2],
    ],
  )
  house.emit(login)
  await house.flush()
  const [, again] = await durable.loginCounts.list({ environment: 'test', fromDay: day, untilDay: day })
  assert.equal(again?.logins, 3)
  durable.close()
})

test('ONB-63 an entry is kept for thirteen months and then removed', async () => {
  const { durable, clock, house } = open()
  house.emit(tokens)
  await house.flush()
  clock.forward(390 * daySeconds)
  house.emit({ ...tokens, correlationId: 'ref-2' })
  await house.flush()
  assert.equal(await house.sweep(), 0)
  clock.forward(20 * daySeconds)
  assert.equal(await house.sweep(), 1)
  const left = await durable.protocolLog.list({ environment: 'test', clientId: 'web' }, 10)
  assert.deepEqual(
    left.map(({ correlationId }) => correlationId),
    ['ref-2'],
  )
  durable.close()
})

test('ONB-131 J-13 the first code exchanged in production moves the integration once, after those who wait for the credential were told', async () => {
  const told: string[] = []
  const { durable, clock, house } = open([
    async (environment, clientId, credentialId) => {
      told.push(`${environment} ${clientId} ${credentialId}`)
      const found = await durable.portal.integrations.find('INT-1')
      if (found !== undefined)
        await durable.portal.integrations.change(
          { ...found.thing, state: 'CREDENTIALS_DELIVERED' },
          found.revision,
          clock.nowSeconds(),
        )
    },
  ])
  const inDelivery = integration({
    state: 'CREDENTIALS_IN_DELIVERY',
    productionEnvironment: 'prod-sim',
    productionClientId: 'web',
  })
  await durable.portal.integrations.add(inDelivery, clock.nowSeconds())
  for (let times = 0; times < 3; times++) house.emit({ ...tokens, environment: 'prod-sim' })
  await house.flush()
  assert.deepEqual(told, ['prod-sim web s-1'])
  const moved = (await durable.portal.integrations.find('INT-1'))?.thing
  assert.equal(moved?.state, 'IN_PRODUCTION')
  assert.equal(moved?.firstProductionLoginSeconds, clock.nowSeconds())
  const mails = await durable.outbox.list({ code: 'M-07' }, 10)
  assert.equal(mails.length, 1)
  assert.match(mails[0]?.text ?? '', /produksjonsmiljøet prod-sim/)
  const [written] = await durable.journal.list({ action: 'client.first_login' }, 1)
  assert.deepEqual([written?.actor.kind, written?.environment, written?.orgno], ['system', 'prod-sim', '310000019'])
  durable.close()
})

test('ONB-64 a reader that fails is told in the log, keeps nothing from being written, and is asked again', async () => {
  let fails = true
  const { durable, house, lines } = open([
    async () => {
      if (fails) throw new Error('not now')
    },
  ])
  house.emit(tokens)
  await house.flush()
  assert.ok(lines.some((line) => JSON.stringify(line).includes('could not be read')))
  assert.equal((await durable.protocolLog.list({ environment: 'test', clientId: 'web' }, 10)).length, 1)
  await durable.portal.integrations.add(integration({}), 0)
  fails = false
  house.emit(tokens)
  await house.flush()
  assert.equal((await durable.portal.integrations.find('INT-1'))?.thing.state, 'LOGIN_SEEN')
  durable.close()
})
