import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { runAuditLogins } from '../../../src/cli/audit-logins.ts'
import { traceLoginsOf } from '../../../src/compose-login-trace.ts'
import { composeProtocolLog } from '../../../src/compose-protocol-log.ts'
import { readSettings } from '../../../src/config/read-settings.ts'
import { readSecretsFile } from '../../../src/config/secrets-file.ts'
import type { Settings } from '../../../src/config/settings.ts'
import { browserName } from '../../../src/protocol/browser-name.ts'
import type { Client } from '../../../src/protocol/client.ts'
import { personReference } from '../../../src/protocol/subject.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { traceLogins } from '../../../src/usecases/history/trace-logins.ts'
import { temporaryDatabasePath } from '../../contracts/temporary-file.ts'
import { movableClock, type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { citizenA, citizenB } from '../../harness/standard-seed.ts'
import { openUserAgent } from '../../harness/user-agent.ts'
import { consentSeed, openDialogue, read } from '../consent/dialogue.ts'
import { keptLog } from '../outbox/example-mail.ts'

const daySeconds = 86_400
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({ seed: consentSeed() })
})
after(() => gateway.stop())

interface StoredRow {
  readonly person_ref: string
  readonly result: string
  readonly document: string
}

/** Every row, oldest first, once what waits has been written. */
async function storedRows(): Promise<StoredRow[]> {
  // Stopping writes what waits.
  await gateway.restart()
  const database = new DatabaseSync(`${gateway.folder}/portvakt.sqlite`, { readOnly: true })
  try {
    return database.prepare('select * from login_history order by place').all() as unknown as StoredRow[]
  } finally {
    database.close()
  }
}

const lege = (scope = 'openid') => openRelyingParty(gateway.issuer, 'lege', { scope })

test('API-76 a row holds a keyed hash of the person and no number, browser and system roughly, and the names of then', async () => {
  await lege().logIn(openUserAgent())
  const rows = await storedRows()
  const text = JSON.stringify(rows)
  for (const pid of [citizenA, citizenB]) assert.equal(text.includes(pid), false)
  const row = rows.at(-1)
  assert.match(row?.person_ref ?? '', /^[A-Za-z0-9_-]{43}$/)
  // Without the environment's own key nobody is found.
  assert.notEqual(row?.person_ref, personReference(Buffer.from(''), citizenA))
  const { clientId, eid, acr, correlationId } = JSON.parse(row?.document ?? '{}')
  assert.deepEqual([row?.result, clientId, eid, acr], ['completed', 'lege', 'testid', 'idporten-loa-substantial'])
  assert.ok(correlationId)
})

test('PROF-2 API-75 a login that ended at the question of consent is kept as cancelled, and one of the wrong citizen as failed', async () => {
  const before = (await storedRows()).length
  const asking = lege(`openid ${read}`)
  await (await openDialogue(asking, openUserAgent())).press('decline')
  const cancelling = openUserAgent()
  const dialogue = await openDialogue(asking, cancelling)
  const action = /class="pv-cancel" method="post" action="([^"]+)"/.exec(dialogue.page.text)?.[1] ?? ''
  await cancelling.send(new URL(action, gateway.issuer).href, { form: {} })
  const { id_token: hint = '' } = await lege().tokens(openUserAgent())
  const hinted = await lege().logIn(openUserAgent(), { id_token_hint: hint }, { pid: citizenB })
  assert.equal(hinted.searchParams.get('error'), 'login_required')
  const rows = (await storedRows()).slice(before)
  assert.deepEqual(
    rows.map(({ result, document }) => [result, JSON.parse(document).fault]),
    [
      ['completed', undefined],
      ['cancelled', undefined],
      ['completed', undefined],
      ['failed', 'login_required'],
    ],
  )
})

test('PROF-2 before an eID has answered nobody knows whose login was cancelled: no row', async () => {
  const before = (await storedRows()).length
  const browser = openUserAgent()
  const selector = (await lege().authorize(browser)).location()
  const page = await browser.send(selector.href)
  const action = /class="pv-cancel" method="post" action="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const answer = await browser.send(new URL(action, gateway.issuer).href, { form: {} })
  assert.equal(answer.location().searchParams.get('error'), 'access_denied')
  assert.equal((await storedRows()).length, before)
})

for (const [name, told] of [
  [firefox, 'Firefox Windows'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
    'Safari Mac',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0 Mobile/15E148 Safari/604.1',
    'Chrome iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36',
    'Samsung Internet Android',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
    'Edge Windows',
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
    'Chrome Linux',
  ],
  ['<script>alert(1)</script>', ''],
  [undefined, ''],
] as const)
  test(`PROF-2 of ${name?.slice(0, 60)} the citizen reads «${told}»`, () => {
    const { browser, system } = browserName(name)
    assert.equal([browser, system].filter((part) => part !== undefined).join(' '), told)
  })

test('PROF-5 a login is kept for twelve months and then removed', async () => {
  const reading = readSettings({}, () => '')
  assert.ok(reading.ok)
  const durable = openSqlDurableStore(openSqliteDatabase(temporaryDatabasePath()))
  const clock = movableClock()
  const house = composeProtocolLog({ settings: reading.settings, durable, hooks: [], clock, log: keptLog().log })
  const secret = Buffer.from('of this environment')
  const client = { clientId: 'web', clientName: 'Web', clientOrgno: '310000019', onbehalfof: [] } as unknown as Client
  house.historyOf('test', secret).note({
    pid: citizenA,
    client,
    onbehalfof: undefined,
    eid: 'testid',
    acr: 'idporten-loa-high',
    result: 'completed',
    sessionRef: null,
    userAgent: firefox,
    ip: '192.0.2.1',
    correlationId: 'ref-1',
  })
  const person = personReference(secret, citizenA)
  const list = () => durable.loginHistory.ofPerson('test', person, { fromSeconds: 0, skip: 0, limit: 10 })
  assert.deepEqual(await list(), [])
  await house.flush()
  const [login] = await list()
  // An organisation that the register does not know is told by its number.
  assert.deepEqual([login?.ownerName, login?.browser, login?.system], ['310000019', 'Firefox', 'Windows'])
  assert.deepEqual(await durable.loginHistory.ofPerson('prod-sim', person, { fromSeconds: 0, skip: 0, limit: 10 }), [])
  clock.forward(365 * daySeconds)
  assert.equal(await house.sweep(), 0)
  clock.forward(2 * daySeconds)
  assert.equal(await house.sweep(), 1)
  assert.deepEqual(await list(), [])
  durable.close()
})

test('PROF-7 a login is kept with address and session, sealed, never changed, and shown to the operator who asks by number', async () => {
  await lege().logIn(openUserAgent())
  const rows = await storedRows()
  assert.equal(JSON.stringify(rows).includes('127.0.0.1'), false)
  const writable = new DatabaseSync(`${gateway.folder}/portvakt.sqlite`)
  assert.throws(() => writable.exec("UPDATE login_history SET result = 'failed'"), /only added to/)
  writable.close()
  const variables = {
    GATEWAY_DATABASE: `${gateway.folder}/portvakt.sqlite`,
    GATEWAY_SECRETS_FILE: `${gateway.folder}/secrets.json`,
    GATEWAY_SITES: 'gateway',
  }
  const trace = async (settings: Settings, environmentName: string, pid: string) => {
    const secret = readSecretsFile(settings.secretsFile, settings.environments)
    assert.ok(secret.ok)
    const subjectSecret = Buffer.from(secret.secrets.get(environmentName)?.subjectSecret.reveal() ?? '')
    const durable = openSqlDurableStore(openSqliteDatabase(settings.database))
    try {
      const logins = await traceLogins({ environmentName, durable, subjectSecret, clock: gateway.clock })(pid)
      const [asked] = await durable.journal.list({ action: 'logins.traced' }, 1)
      assert.deepEqual([asked?.actor.kind, asked?.object.kind], ['operator', 'person'])
      assert.equal(JSON.stringify(asked).includes(pid), false)
      return logins
    } finally {
      durable.close()
    }
  }
  const { lines, code } = await printed(() => runAuditLogins(['test'], variables, () => `${citizenA}\n`, trace))
  assert.equal(code, 0)
  const [newest] = lines.map((line) => JSON.parse(line))
  assert.deepEqual(
    [newest.result, newest.clientId, newest.eid, newest.ip],
    ['completed', 'lege', 'testid', '127.0.0.1'],
  )
  assert.match(newest.sessionRef, /^[\w-]{20,}$/)
  assert.equal((await printed(() => runAuditLogins(['test'], variables, () => 'nobody', trace))).code, 64)
  assert.equal((await printed(() => runAuditLogins([], variables, () => citizenA, trace))).code, 64)
  assert.equal((await printed(() => runAuditLogins(['x'], variables, () => citizenA, traceLoginsOf))).code, 78)
})

/** What a command prints, and its exit code. */
async function printed(
  run: () => Promise<number>,
): Promise<{ readonly lines: readonly string[]; readonly code: number }> {
  const lines: string[] = []
  const { log, error } = console
  console.log = (line: string) => void lines.push(line)
  console.error = () => undefined
  try {
    return { code: await run(), lines }
  } finally {
    Object.assign(console, { log, error })
  }
}
