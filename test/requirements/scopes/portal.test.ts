import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { DurableStore } from '../../../src/storage/durable-store.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { reviewer } from '../../harness/portal-people.ts'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'
import { makeAssertion, publicJwk, requestToken } from '../self-service-api/api-program.ts'

const orgno = '310000019'
const other = '310000027'
const base = `/o/${orgno}/scopes/test`
const theirs = `/o/${other}/scopes/test`

let program: RunningPortal
let store: DurableStore
let owner: PortalPerson
let consumer: PortalPerson
let reader: PortalPerson
let staff: PortalPerson

before(async () => {
  program = await startPortalProgram({
    variables: { GATEWAY_TEST_API_ADMIN_KEYS_ALLOWED: 'true' },
    seed: {
      organisations: [{ orgno: other, name: 'Naboen', kind: 'public' }],
      users: [
        { email: 'ada@etaten.no', name: 'Ada', pid: '20914695016', roles: { [orgno]: ['scope_admin'] } },
        { email: 'nina@naboen.no', name: 'Nina', pid: '15867520160', roles: { [other]: ['scope_admin'] } },
        { email: 'leif@etaten.no', name: 'Leif', pid: '22867737530', roles: { [orgno]: ['reader'] } },
        reviewer,
      ],
    },
  })
  store = openSqlDurableStore(openSqliteDatabase(`${program.gateway.folder}/portvakt.sqlite`))
  owner = await openPortalUser(program, '20914695016')
  consumer = await openPortalUser(program, '15867520160')
  reader = await openPortalUser(program, '22867737530')
  staff = await openPortalUser(program, reviewer.pid)
})
after(async () => {
  store.close()
  await program.stop()
})

const machineIssuer = () => `${program.issuer}/machine/`
const askToken = (clientId: string, scope: string) =>
  requestToken(machineIssuer(), makeAssertion(machineIssuer(), clientId, program.clock.nowSeconds(), { scope }))
const ofScope = (page: string, scope = 'etaten:soknad.read') => `${base}/${page}?scope=${encodeURIComponent(scope)}`

test('APT-2 API-28 from the order of a prefix to a token, withdrawal, and a token again', async () => {
  const empty = await owner.get(`/o/${orgno}/scopes`)
  assert.equal(empty.path, base)
  assert.match(empty.words, /ingen scope i dette miljøet ennå/)
  assert.equal((await owner.get(`${base}/new`)).path, `${base}/prefixes`, 'a prefix comes first')

  const prefixes = await owner.get(`${base}/prefixes`)
  const wrong = await owner.submit(prefixes, `${base}/prefixes`, { prefix: 'krr', reason: '' })
  assert.equal(wrong.status, 422)
  const ordered = await owner.submit(wrong, `${base}/prefixes`, { prefix: 'etaten:', reason: 'API for søknader' })
  assert.match(ordered.words, /sendt til driften/)
  await owner.post(`${base}/prefixes`, { prefix: 'etaten', reason: 'En gang til' })
  const items = await store.portal.queue.list({ states: ['OPEN'] })
  assert.deepEqual(
    items.map(({ thing }) => [thing.kind, thing.details?.prefix, thing.orgno, thing.environment]),
    [['prefix_request', 'etaten', orgno, 'test']],
    'one order, however often it is sent',
  )
  const path = `/operator/prefixes/${items[0]?.thing.objectId}`
  assert.equal((await owner.get(path)).status, 404)
  assert.equal((await owner.post(`${path}/grant`)).status, 404)
  assert.ok((await staff.get('/operator')).html.includes(`href="${path}"`))
  const order = await staff.get(path)
  assert.match(order.words, /API for søknader/)
  await staff.submit(order, `${path}/grant`)
  assert.equal((await staff.get(path)).status, 404, 'it is settled')
  const [mail] = await owner.mails({ to: 'ada@etaten.no', code: 'M-32' })
  assert.match(mail?.subject ?? '', /etaten er deres/)
  const [granted] = await store.journal.list({ action: 'prefix.granted' }, 1)
  assert.equal(granted?.object.id, 'etaten')

  const made = await owner.submit(await owner.get(`${base}/new`), `${base}/new`, {
    prefix: 'etaten',
    subscope: 'soknad.read',
    description: 'Lese søknader',
    allowed_integration_types: ['maskinporten'],
  })
  assert.equal(made.path, ofScope('scope'))

  const client = (await store.environment('test').clients.list()).find(({ thing }) => thing.clientOrgno === orgno)
  assert.ok(client)
  const register = (scopes: readonly string[]) =>
    program.gateway.reseed({
      version: 1,
      environment: 'test',
      clients: [
        {
          client_id: 'naboens-maskin',
          client_orgno: other,
          client_name: 'Naboens maskin',
          integration_type: 'maskinporten',
          scopes,
          jwks: { keys: [publicJwk('admin-key')] },
        },
      ],
    })
  assert.match((await register(['etaten:soknad.read'])).join(), /no access/)

  const catalogue = await consumer.get(`${theirs}/catalogue`)
  await consumer.submit(catalogue, 'Be om tilgang til etaten:soknad.read')
  const waiting = await owner.get(base)
  assert.match(waiting.words, /Ber om tilgang.*Naboen/)
  await owner.submit(await owner.get(ofScope('scope')), 'Gi Naboen tilgang')
  assert.match((await consumer.get(`${theirs}/catalogue`)).words, /Har tilgang/)
  assert.deepEqual(await register(['etaten:soknad.read']), [])
  assert.equal((await askToken('naboens-maskin', 'etaten:soknad.read')).status, 200)

  const question = await owner.get(`${ofScope('deny')}&consumer_orgno=${other}`)
  assert.match(question.words, /ikke lenger får tokens med etaten:soknad.read: 1/)
  await owner.submit(question, `${base}/deny`)
  assert.match((await askToken('naboens-maskin', 'etaten:soknad.read')).body.error_description, /^MP-250/)
  const again = await owner.submit(await owner.get(ofScope('scope')), 'Gi tilgang', { consumer_orgno: '310 000 027' })
  assert.match(again.words, /Naboen 310000027 Har tilgang/)
  assert.equal((await askToken('naboens-maskin', 'etaten:soknad.read')).status, 200)
})

test('API-13 what takes a scope from clients is told with their number before it is done', async () => {
  const form = await owner.get(ofScope('edit'))
  const asked = await owner.submit(form, `${base}/edit`, { allowed_integration_types: ['api_klient'] })
  assert.match(asked.words, /ikke lenger får tokens med scopet: 1/)
  assert.equal((await askToken('naboens-maskin', 'etaten:soknad.read')).status, 200, 'nothing was done')
  const done = await owner.submit(asked, `${base}/edit`)
  assert.equal(done.path, ofScope('scope'))
  assert.match((await askToken('naboens-maskin', 'etaten:soknad.read')).body.error_description, /^MP-201/)
  await owner.submit(await owner.get(ofScope('edit')), `${base}/edit`, { allowed_integration_types: ['maskinporten'] })

  const closing = await owner.get(ofScope('close'))
  assert.match(closing.words, /ikke lenger får tokens med scopet: 1/)
  assert.equal((await owner.submit(closing, `${base}/close`, { confirmation: 'noe annet' })).status, 422)
  await owner.submit(closing, `${base}/close`, { confirmation: 'etaten:soknad.read' })
  const closed = await owner.get(ofScope('scope'))
  assert.match(closed.words, /Scopet er lukket/)
  await owner.submit(closed, `${base}/open`)
  assert.equal((await askToken('naboens-maskin', 'etaten:soknad.read')).status, 200)
})

test('API-13 what a form has no field for stays when the scope is changed', async () => {
  const { scopes } = store.environment('test')
  const found = await scopes.find('etaten:soknad.read')
  assert.ok(found)
  const kept = {
    ...found.thing,
    enforcedAudForAccessToken: ['https://api.etaten.no'],
    translations: { nn: { description: 'Lese søknadar' } },
  }
  await scopes.save(kept, 'hand', program.clock.nowSeconds())
  await owner.submit(await owner.get(ofScope('edit')), `${base}/edit`, {
    description: 'Lese alle søknader',
    at_max_age: '60',
  })
  const changed = await scopes.find('etaten:soknad.read')
  assert.deepEqual(changed?.thing, { ...kept, description: 'Lese alle søknader', atMaxAge: 60 })
})

test('ONB-51 a wrong form comes back with every fault in plain words and what was typed', async () => {
  const refused = await owner.submit(await owner.get(`${base}/new`), `${base}/new`, {
    prefix: 'etaten',
    subscope: 'to ord',
    description: '',
    at_max_age: 'lenge',
  })
  assert.equal(refused.status, 422)
  assert.match(refused.words, /uten mellomrom/)
  assert.match(refused.words, /høyst 255 tegn/)
  assert.match(refused.words, /0–31536000/)
  assert.ok(refused.html.includes('value="to ord"'))
  const taken = await owner.submit(refused, `${base}/new`, {
    subscope: 'soknad.read',
    description: 'x',
    at_max_age: '0',
  })
  assert.equal(taken.status, 422)
  assert.match(taken.words, /Navnet er i bruk/)
})

test('ONB-16 readers see scopes and change none, others see nothing', async () => {
  const page = await reader.get(ofScope('scope'))
  assert.equal(page.status, 200)
  assert.equal(page.forms.filter(({ action }) => action.includes('/scopes/')).length, 0)
  assert.equal((await reader.get(`${base}/new`)).status, 404)
  assert.equal(
    (await reader.post(`${base}/close`, { scope: 'etaten:soknad.read', confirmation: 'etaten:soknad.read' })).status,
    403,
  )
  assert.equal((await consumer.get(base)).status, 404)
  assert.equal((await owner.get(`/o/${orgno}/scopes/nowhere`)).status, 404)
  assert.equal((await consumer.get(`${theirs}/scope?scope=etaten%3Asoknad.read`)).status, 404)
})

test('API-28 a prefix of somebody is not ordered, and a refusal is told with its reason', async () => {
  const taken = await consumer.post(`${theirs}/prefixes`, { prefix: 'etaten', reason: 'Vi vil ha det' })
  assert.equal(taken.status, 409)
  assert.match(taken.words, /tilhører en organisasjon allerede/)
  await consumer.post(`${theirs}/prefixes`, { prefix: 'nabo', reason: 'Vi vil ha det' })
  const [item] = await store.portal.queue.list({ orgno: other, states: ['OPEN'] })
  const path = `/operator/prefixes/${item?.thing.objectId}`
  const short = await staff.submit(await staff.get(path), `${path}/refuse`, { reason: 'Nei' })
  assert.equal(short.status, 422)
  await staff.submit(short, `${path}/refuse`, { reason: 'Navnet er for likt en annen organisasjon sitt.' })
  const [mail] = await consumer.mails({ to: 'nina@naboen.no', code: 'M-32' })
  assert.match(mail?.text ?? '', /for likt en annen/)
  assert.deepEqual(
    (await store.environment('test').prefixes.list()).map(({ thing }) => thing.prefix),
    ['etaten'],
  )
})
