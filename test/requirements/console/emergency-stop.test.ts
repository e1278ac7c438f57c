import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { auditor, owner, reviewer } from '../../harness/portal-people.ts'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'
import { openRelyingParty, openUserAgent } from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'

const orgno = '310000019'
const path = '/operator/clients/test/web'
const reason = 'Mistanke om at hemmeligheten er på avveie'

let program: RunningPortal
let rita: PortalPerson
let kari: PortalPerson
let aksel: PortalPerson

before(async () => {
  program = await startPortalProgram({
    seed: {
      organisations: [
        {
          orgno,
          name: 'Eksempeletaten',
          kind: 'public',
          notification_points: [
            { purpose: 'technical', name: 'Driftsvakt', email: 'vakt@etat.example.test' },
            { purpose: 'security', name: 'Sikkerhet', email: 'sikkerhet@etat.example.test' },
            { purpose: 'billing', name: 'Regnskap', email: 'regnskap@etat.example.test' },
          ],
        },
      ],
      clients: [
        {
          client_id: 'web',
          client_orgno: orgno,
          client_name: 'Eksempeletaten – Web',
          integration_type: 'idporten',
          client_secret: sharedSecret,
          redirect_uris: ['https://web.example.no/callback'],
        },
      ],
      users: [owner, reviewer, auditor],
    },
  })
  rita = await openPortalUser(program, reviewer.pid)
  kari = await openPortalUser(program, owner.pid)
  aksel = await openPortalUser(program, auditor.pid)
})
after(() => program.stop())

const login = async () => (await openRelyingParty(program.issuer, 'web').authorize(openUserAgent())).status

test('ONB-127 staff find any client, and a reviewer stops it at once with a reason', async () => {
  assert.equal((await kari.get('/operator/clients')).status, 404)
  assert.equal((await kari.get(path)).status, 404)
  const found = await rita.get('/operator/clients?q=eksempeletaten')
  assert.match(found.words, /Eksempeletaten – Web web test Eksempeletaten/)
  assert.match((await rita.get('/operator/clients?q=finnes-ikke')).words, /Ingen klient passer/)
  assert.equal(await login(), 302)
  assert.doesNotMatch((await aksel.get(path)).html, /\/suspend"/)
  assert.equal((await aksel.post(`${path}/suspend`, { reason })).status, 403)
  const short = await rita.submit(await rita.get(path), `${path}/suspend`, { reason: 'kort' })
  assert.equal(short.status, 422)
  assert.equal(await login(), 302)
  const stopped = await rita.submit(short, `${path}/suspend`, { reason })
  assert.match(stopped.words, /Stanset av drift/)
  assert.equal(await login(), 400)
})

test('ONB-127 the contacts for technical and security matters and the administrators are told why', async () => {
  for (const to of ['vakt@etat.example.test', 'sikkerhet@etat.example.test', owner.email])
    assert.match((await rita.mails({ to, code: 'M-19' }))[0]?.text ?? '', new RegExp(reason), to)
  const all = await rita.mails({ code: 'M-19' })
  assert.ok(!all.some(({ to }) => to.includes('regnskap')))
})

test('ONB-127 what the operator has stopped its owner does not open, and the operator does', async () => {
  assert.equal((await kari.post(`/o/${orgno}/clients/test/web/reopen`, { reason })).status, 403)
  assert.equal(await login(), 400)
  const open = await rita.submit(await rita.get(path), `${path}/reopen`, { reason })
  assert.match(open.words, /Aktiv/)
  assert.equal(await login(), 302)
})

test('ONB-128 production clients of the last 30 days without an order are listed to be sampled', async () => {
  const durable = openSqlDurableStore(openSqliteDatabase(`${program.gateway.folder}/portvakt.sqlite`))
  const { clients } = durable.environment('prod-sim')
  const seeded = (await clients.find('web'))?.thing
  assert.ok(seeded !== undefined)
  const nowSeconds = program.clock.nowSeconds()
  const daySeconds = 86_400
  await clients.save({ ...seeded, clientId: 'selvlaget', clientName: 'Laget selv' }, 'hand', nowSeconds - daySeconds)
  await clients.save(
    { ...seeded, clientId: 'gammel', clientName: 'For lenge siden' },
    'hand',
    nowSeconds - 31 * daySeconds,
  )
  await clients.save({ ...seeded, clientId: 'bestilt', clientName: 'Med bestilling' }, 'hand', nowSeconds - daySeconds)
  await durable.environment('test').clients.save({ ...seeded, clientId: 'i-test' }, 'hand', nowSeconds)
  await durable.portal.orders.add(
    {
      id: 'ORD-1',
      orgno,
      environment: 'prod-sim',
      clientId: 'bestilt',
      integrationId: 'x',
      state: 'COMPLETED',
    } as never,
    nowSeconds,
  )
  durable.close()
  const page = await aksel.get('/operator/clients')
  assert.match(page.html, /\/operator\/clients\/prod-sim\/selvlaget/)
  assert.doesNotMatch(page.html, /gammel|bestilt|i-test|clients\/prod-sim\/web/)
  program.clock.forward(30 * daySeconds)
  await aksel.logIn()
  assert.match((await aksel.get('/operator/clients')).words, /Ingen de siste 30 dagene/)
})
