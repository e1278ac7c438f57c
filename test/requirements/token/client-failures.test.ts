import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { environmentRules } from '../../../src/config/environments.ts'
import { readSecretsFile } from '../../../src/config/secrets-file.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { openSystemRandom } from '../../../src/system/random.ts'
import { issueClientSecret } from '../../../src/usecases/self-service/issue-client-secret.ts'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { basicHeader } from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'
import { send } from '../../harness/user-agent.ts'
import { machineOf, selfServiceNeeds } from '../registry/self-service-needs.ts'
import { assertRefused } from './refused.ts'

const daySeconds = 86_400
let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({ variables: { GATEWAY_TRUST_PROXY: 'true' } })
})
after(() => gateway.stop())

const ask = (clientId: string, secret: string, address = '192.0.2.1') =>
  send(`${gateway.issuer}/token`, {
    form: { grant_type: 'refresh_token', refresh_token: 'nobody-has-this' },
    headers: { authorization: basicHeader(clientId, secret), 'x-forwarded-for': address },
  })

test('CAUTH-5 ERR-23 after ten failures in a minute the client is slowed down at that address and nowhere else', async () => {
  for (let failures = 0; failures < 10; failures += 1) assertRefused(await ask('web', 'wrong'), 401, 'invalid_client')
  const slowed = await ask('web', sharedSecret)
  assertRefused(slowed, 429, 'temporarily_unavailable')
  assert.equal(slowed.headers.get('retry-after'), '60')
  assertRefused(await ask('web', sharedSecret, '192.0.2.2'), 400, 'invalid_grant')
  assertRefused(await ask('no-refresh', sharedSecret), 400, 'unauthorized_client')
  gateway.clock.forward(59)
  const last = await ask('web', sharedSecret)
  assertRefused(last, 429, 'temporarily_unavailable')
  assert.equal(last.headers.get('retry-after'), '1')
  gateway.clock.forward(1)
  assertRefused(await ask('web', sharedSecret), 400, 'invalid_grant')
})

test('CAUTH-5 successes do not count, and failures of an earlier minute are forgotten', async () => {
  for (let minute = 0; minute < 2; minute += 1) {
    for (let failures = 0; failures < 6; failures += 1) assertRefused(await ask('reuse', 'no'), 401, 'invalid_client')
    for (let successes = 0; successes < 6; successes += 1)
      assertRefused(await ask('reuse', sharedSecret), 400, 'invalid_grant')
    gateway.clock.forward(60)
  }
})

// `isolated` is not asked for anywhere else in this file: what the gateway keeps of a client is renewed by time.
test('CAUTH-8 LIFE-12 an issued secret works until the end of its life, at most 360 days', async () => {
  const environment = { name: 'test', kind: 'test', simulatedProduction: false, rules: environmentRules.test } as const
  const read = readSecretsFile(join(gateway.folder, 'secrets.json'), [environment])
  const pepper = read.ok ? read.secrets.get('test')?.peppers[0] : undefined
  assert.ok(pepper !== undefined)
  const database = openSqliteDatabase(join(gateway.folder, 'portvakt.sqlite'))
  const issue = issueClientSecret({
    durable: openSqlDurableStore(database),
    clock: gateway.clock,
    random: openSystemRandom(),
    pepperOf: () => pepper,
    ...selfServiceNeeds,
  })
  const asEnvironment = environment as unknown as Parameters<typeof issue>[0]
  const tooLong = await issue(asEnvironment, 'web-post', machineOf('310000019'), { lifetimeDays: 361 })
  const issued = await issue(asEnvironment, 'isolated', machineOf('310000019'), { lifetimeDays: 360, overlapHours: 0 })
  database.close()
  assert.equal(tooLong.outcome, 'refused')
  assert.equal(issued.outcome, 'issued')
  const secret = issued.outcome === 'issued' ? issued.secret.reveal() : ''
  gateway.clock.forward(360 * daySeconds - 1)
  assertRefused(await ask('isolated', secret), 400, 'invalid_grant')
  gateway.clock.forward(1)
  assertRefused(await ask('isolated', secret), 401, 'invalid_client')
})
