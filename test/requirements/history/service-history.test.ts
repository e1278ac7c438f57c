import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { schemas } from '../../../src/http/api/schemas.ts'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { openUserAgent } from '../../harness/user-agent.ts'
import type { ApiAnswer } from '../self-service-api/api-program.ts'
import { citizenA, citizenB, etat, type HistoryProgram, startHistory } from './history-program.ts'

let program: HistoryProgram
before(async () => {
  program = await startHistory()
})
after(() => program.stop())

const daySeconds = 86_400
const party = (clientId: string) => openRelyingParty(program.gateway.issuer, clientId)
const moreToo = { accept: 'application/json; profile=v2' }
interface Told {
  readonly tidspunkt: string
  readonly tjeneste: string
  readonly eid: string
  readonly integrasjon_id: string
  readonly orgno: string
}
const told = (answer: ApiAnswer): Told[] => {
  assert.equal(answer.status, 200, answer.text)
  for (const one of answer.body as unknown[]) schemas.LoggedIn.parse(one)
  return answer.body as Told[]
}
const brief = (answer: ApiAnswer) => told(answer).map(({ integrasjon_id, eid }) => `${integrasjon_id} ${eid}`)
/** What stood before has passed: a year later, and nobody is logged in. */
const aYearLater = () => program.gateway.clock.forward(367 * daySeconds)

// Before the clock is moved: the machine's key does not live for ever.
test('API-70 API-50 the person is the one of the token: a pid is refused, and so is a machine', async () => {
  const token = await program.readerToken()
  const asked = await program.ask(token, `?pid=${citizenB}`)
  assert.equal(asked.status, 400)
  assert.equal(asked.text.includes(citizenB), false)
  const machine = await program.ask(await program.machineToken())
  assert.deepEqual([machine.status, machine.body.error], [403, 'wrong_token_type'])
  assert.equal((await program.ask(undefined)).status, 401)
  const plain = await party('etat-historie').tokens(openUserAgent(), { scope: 'openid' })
  const lacking = await program.ask(plain.access_token)
  assert.deepEqual([lacking.status, lacking.body.error], [403, 'insufficient_scope'])
})

test('API-71 API-72 APT-9 PROF-8 the service learns of the citizen’s logins to its own organisation, newest first, SSO as Federated', async () => {
  aYearLater()
  const browser = openUserAgent()
  await party('etat-soknad').logIn(browser)
  program.gateway.clock.forward(60)
  await party('etat-soknad').logIn(browser)
  await party('andre-app').logIn(browser)
  await party('etat-soknad').logIn(openUserAgent(), {}, { pid: citizenB })
  program.gateway.clock.forward(60)
  const token = await program.readerToken()
  const answer = await program.ask(token)
  assert.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8')
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  assert.deepEqual(brief(answer), ['etat-historie TestID', 'etat-soknad Federated', 'etat-soknad TestID'])
  const [, sso] = told(answer)
  const local = new Date((program.gateway.clock.nowSeconds() - 60) * 1000)
  assert.deepEqual(sso, {
    tidspunkt: local.toLocaleString('sv-SE', { timeZone: 'Europe/Oslo' }).replace(' ', 'T'),
    tjeneste: 'Eksempeletaten',
    eid: 'Federated',
    integrasjon_id: 'etat-soknad',
    orgno: etat,
  })
  assert.deepEqual(brief(await program.ask(await program.readerToken('andre-historie'))), [
    'andre-historie TestID',
    'andre-app Federated',
  ])
})

test('API-72 what was cancelled or failed is not told to the service', async () => {
  aYearLater()
  const browser = openUserAgent()
  const { id_token: hint = '' } = await party('etat-soknad').tokens(browser)
  const refused = await party('etat-soknad').logIn(
    openUserAgent(),
    { id_token_hint: hint, prompt: 'login' },
    { pid: citizenB },
  )
  assert.equal(refused.searchParams.get('error'), 'login_required')
  assert.deepEqual(brief(await program.ask(await program.readerToken('etat-historie', citizenB))), [
    'etat-historie TestID',
  ])
})

test('API-73 a login on behalf of a customer is told under the customer’s name, to both of them and to nobody else', async () => {
  aYearLater()
  await party('lev-tjeneste').logIn(openUserAgent(), { onbehalfof: 'etaten' })
  await party('lev-tjeneste').logIn(openUserAgent())
  const customers = told(await program.ask(await program.readerToken('etat-historie')))
  const suppliers = told(await program.ask(await program.readerToken('lev-historie')))
  const names = (logins: Told[]) => logins.map((one) => `${one.integrasjon_id} ${one.tjeneste} ${one.orgno}`)
  assert.deepEqual(names(customers), [`etat-historie Eksempeletaten ${etat}`, `lev-tjeneste Eksempeletaten ${etat}`])
  assert.deepEqual(names(suppliers), [
    'lev-historie Leverandørhuset 310000027',
    'lev-tjeneste Leverandørhuset 310000027',
    `lev-tjeneste Eksempeletaten ${etat}`,
  ])
  assert.deepEqual(brief(await program.ask(await program.readerToken('andre-historie'))), ['andre-historie TestID'])
})

test('API-71 PROF-8 a service that a supplier runs for its owner sees the owner’s logins, not the supplier’s', async () => {
  aYearLater()
  await party('lev-tjeneste').logIn(openUserAgent())
  await party('etat-soknad').logIn(openUserAgent())
  assert.deepEqual(brief(await program.ask(await program.readerToken('etat-drift'))), [
    'etat-drift TestID',
    'etat-soknad TestID',
  ])
})

for (const [query, status] of [
  ['?maxhits=1', 200],
  ['?maxhits=500', 200],
  ['?maxhits=0', 400],
  ['?maxhits=501', 400],
  ['?maxhits=-1', 400],
  ['?maxhits=', 400],
  ['?maxhits=ti', 400],
  ['?maxhits=1&maxhits=2', 400],
] as const)
  test(`API-71 APT-9 ${query} is answered ${status}`, async () => {
    const answer = await program.ask(await program.readerToken(), query)
    assert.equal(answer.status, status)
    if (query === '?maxhits=1') assert.equal(told(answer).length, 1)
  })

test('API-71 fifty are answered unless another number is asked for', async () => {
  aYearLater()
  let token = ''
  for (let logins = 0; logins < 52; logins += 1) token = await program.readerToken()
  assert.equal(told(await program.ask(token)).length, 50)
  assert.equal(told(await program.ask(token, '?maxhits=500')).length, 52)
})

test('API-74 with profile=v2 each login also has its time, level, SSO and reference', async () => {
  aYearLater()
  const browser = openUserAgent()
  await party('etat-soknad').logIn(browser)
  const answered = await party('etat-soknad').authorize(browser)
  const [newest] = (await program.ask(await program.readerToken())).body as Told[]
  assert.deepEqual(Object.keys(newest ?? {}), ['tidspunkt', 'tjeneste', 'eid', 'integrasjon_id', 'orgno'])
  const [automatic, sso] = (await program.ask(await program.readerToken(), '?maxhits=3', moreToo)).body.slice(1)
  assert.deepEqual([automatic.sso, automatic.acr, automatic.eid], [false, 'idporten-loa-high', 'TestID'])
  assert.equal(sso.sso, true)
  assert.equal(sso.acr, 'idporten-loa-substantial')
  assert.equal(sso.correlation_id, answered.headers.get('x-correlation-id'))
  assert.equal(sso.time, new Date(program.gateway.clock.nowSeconds() * 1000).toISOString())
})

test('API-71 PROF-5 what is older than twelve months is not told', async () => {
  aYearLater()
  await party('etat-soknad').logIn(openUserAgent())
  program.gateway.clock.forward(364 * daySeconds)
  assert.equal(told(await program.ask(await program.readerToken())).length, 2)
  program.gateway.clock.forward(3 * daySeconds)
  assert.deepEqual(brief(await program.ask(await program.readerToken())), [
    'etat-historie TestID',
    'etat-historie TestID',
  ])
})

test('API-8 APT-10 no number of a citizen stands in a log line or an event', async () => {
  await program.ask(await program.readerToken())
  const lines = program.gateway.logLines.join('\n')
  assert.match(lines, /api-call/)
  for (const pid of [citizenA, citizenB]) {
    assert.equal(lines.includes(pid), false)
    assert.equal(JSON.stringify(program.gateway.events).includes(pid), false)
  }
})

test('API-74 APT-9 wall time follows summer and winter, and the hour that comes twice stays in true order', async () => {
  const autumn = await startHistory(Date.UTC(2026, 9, 25, 0, 30) / 1000)
  try {
    await autumn.readerToken()
    autumn.gateway.clock.forward(1800)
    await autumn.readerToken()
    autumn.gateway.clock.forward(1200)
    const answer = await autumn.ask(await autumn.readerToken())
    assert.deepEqual(
      told(answer).map(({ tidspunkt }) => tidspunkt),
      ['2026-10-25T02:20:00', '2026-10-25T02:00:00', '2026-10-25T02:30:00'],
    )
  } finally {
    await autumn.stop()
  }
})
